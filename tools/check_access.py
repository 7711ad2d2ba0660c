"""Check every page with axe, in every appearance and state; takes some minutes, run by hand.

python tools/check_access.py [--only WORDS] prints each violation, and the number of runs without
one.

Appearances: light, dark and forced colours, each at 320 and 1366 pixels and at 200% zoom. States:
initially, after a change, with a wrong date, with everything unfolded, with the keyboard focus on a
mark of a chart. The pages of the published site are checked too.
"""

import argparse
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

import ilacs_bench as ib
from ilacs_bench.publish.site import make_site, prepare_site, write_site

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from live_server import live_server  # type: ignore[import-not-found]

ADDRESSES = {
    "council": "council?la=hull",
    "council, no choice yet": "council",
    "council, ended": "council?la=cumbria",
    "find": "find",
    "find, filtered": "find?ofsted_region=london&leaders=outstanding",
    "national": "national",
    "national, 2016": "national?as_at=2016-03-31",
    "new": "new?la=suffolk",
    "themes": "themes?la=suffolk",
    "themes, one chosen": "themes?la=suffolk&theme=supervision&kind=weakness",
    "extracts": "extracts",
    "extracts, problems": "extracts?table=problems",
}
CHANGES = {
    "council": ("la", "Kent"),
    "find": ("name", "hull"),
    "national": ("area", "in_care"),
    "new": ("la", "Hull"),
    "themes": ("theme", "supervision"),
    "extracts": ("la", "Hull"),
}
# axe would load the styles by a request of its own, which the site's policy forbids.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
SITE = ("index", "find", "new", "themes", "extracts", "council-kingston-upon-hull")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
SIZES: dict[str, dict[str, Any]] = {
    "320": {"viewport": {"width": 320, "height": 800}},
    "1366": {"viewport": {"width": 1366, "height": 900}},
    "200%": {"viewport": {"width": 683, "height": 450}, "device_scale_factor": 2},
}
_UNFOLD = "all => all.forEach(one => { one.open = true; })"
_CHOOSE = """(control, value) => {
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}"""


def main() -> None:
    """Check everything and print; return a non-zero exit status if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", default="", help="only runs that have these words in their name")
    only = parser.parse_args().only
    runs, found = 0, 0
    with sync_playwright() as playwright, live_server() as server, served_site() as site:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, page in states(browser, server.url, site, only):
            runs += 1
            for rule in Axe().run(page, options=OPTIONS).response["violations"]:
                found += 1
                nodes = [node["html"][:160] for node in rule["nodes"]]
                print(f"{name}: {rule['id']} ({len(nodes)}): {nodes[:3]}", flush=True)
    print(f"{runs} runs of axe, {found} violations")
    sys.exit(bool(found))


def states(browser: Browser, url: str, site: str, only: str) -> Iterator[tuple[str, Page]]:
    """Yield each page in each appearance and state, with a description."""
    pages = {name: f"{url}/{address}" for name, address in ADDRESSES.items()}
    pages |= {f"site, {name}": f"{site}/{name}.html" for name in SITE}
    for size, context in SIZES.items():
        opened = browser.new_context(locale="en-GB", **context)
        for name, address in pages.items():
            if only not in name:
                continue
            page = opened.new_page()
            page.goto(address)
            page.wait_for_selector("[data-live=yes]")
            for look, media in LOOKS.items():
                page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
                yield f"{name}, {look}, {size}", page
            page.emulate_media(color_scheme="light", forced_colors="none")
            if size == "1366":
                for state in acted(page, name):
                    yield f"{name}, {state}", page
            page.close()
        opened.close()


def acted(page: Page, name: str) -> Iterator[str]:
    """Unfold, explore and change the page, and enter invalid values; yield what was done."""
    while (folds := page.locator("details:not([open])")).count():
        folds.evaluate_all(_UNFOLD)
        coming = "details[open] > [data-fold]:is(:empty, [aria-busy])"
        page.wait_for_selector(coming, state="detached")
    yield "unfolded"
    for picture in page.locator("[data-marks]:visible").all()[:1]:
        picture.press("ArrowRight")
        yield "on a mark"
    if name in CHANGES:
        choose(page, *CHANGES[name])
        yield "after a change"
        choose(page, "since" if name == "new" else "as_at", "2099-01-01")
        yield "with a wrong date"


def choose(page: Page, control: str, value: str) -> None:
    """Change a control and wait for the answer."""
    live = page.locator("[data-live]")
    number = int(live.get_attribute("data-shown") or 0) + 1
    page.locator(f"[name={control}]").first.evaluate(_CHOOSE, value)
    page.wait_for_selector(f"[data-shown='{number}']")


class Quiet(SimpleHTTPRequestHandler):
    """A request handler that logs nothing."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


@contextmanager
def served_site() -> Iterator[str]:
    """Provide the address of a published site with the page of one council."""
    build = prepare_site(ib.load(), councils=["Hull"])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "site"
        write_site(make_site(build), place, as_at=build.as_at, made_on=build.made_on)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(place)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()


if __name__ == "__main__":
    main()
