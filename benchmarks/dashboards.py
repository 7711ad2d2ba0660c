"""Time the dashboards in Chromium: navigation, changes, and the same page in other tools.

python benchmarks/dashboards.py [--rounds 6] [--peers FOLDER [--unfiltered]] [--shared ../shared]

Every page is opened in a fresh profile that reaches this machine only; then its controls are
changed one after the other, to values that no view was made ahead for where `--unexpected` is
given. A change is told twice: `updated` when all regions, charts and the status line say the new
thing and a frame begins (what the harness of ../shared/bench measures of others), and `painted`
when that frame has been painted.

`--peers` names a folder of virtual environments (p_streamlit, p_panel, p_solara, p_dash, each with
that tool, pandas, altair, openpyxl and pyarrow). The harness of ../shared/bench then shows its page
in each of them, and ours is the same page made as our dashboards are (peer_page.py), all by turns.
With `--unfiltered` the browser keeps off the network by itself: the harness looks at no request.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from peers import bench
from playwright.sync_api import Browser, Page, sync_playwright
from served import HERE, serving

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PATIENCE = 60_000  # milliseconds
_COUNCILS = ["Kent", "Leeds", "Slough", "Dorset", "Hackney", "Wirral", "Essex", "Bury"]
_DAYS = ["2019-05-17", "2021-02-03", "2023-08-09", "2024-10-11", "2025-01-15"]
FIRST = {"council": "council?la=suffolk"}
"""Addresses of pages that ask for something first."""
EXPECTED: dict[str, list[tuple[str, list[str]]]] = {
    "council": [("la", _COUNCILS)],
    "find": [("neighbours_of", _COUNCILS)],
    "national": [
        ("region", ["London", "North West", "South East", ""]),
    ],
    "themes": [
        ("area", ["help_protection", "in_care", "leaders", ""]),
        ("theme", ["supervision", "assessment_quality", ""]),
    ],
    "extracts": [("what", ["history", "improvements", "waits", "judgements"])],
}
"""Changes by page and control, one after the other, that a view was made ahead for."""
UNEXPECTED: dict[str, list[tuple[str, list[str]]]] = {
    "council": [("as_at", _DAYS), ("la", _COUNCILS), ("to", ["region", "england", "neighbours"])],
    "find": [("as_at", _DAYS)],
    "national": [("as_at", _DAYS)],
    "themes": [("as_at", _DAYS)],
    "extracts": [("as_at", _DAYS)],
}
"""Changes that nothing was made ahead for."""

CHANGE = """([name, value]) => new Promise((done) => {
  const page = document.querySelector("[data-live=yes]");
  const control = page.querySelector(`form [name="${name}"]`);
  const before = page.dataset.shown;
  const begin = performance.now();
  const watch = new MutationObserver(() => {
    if (page.dataset.shown === before || page.hasAttribute("aria-busy")) return;
    watch.disconnect();
    requestAnimationFrame(() => {
      const updated = performance.now() - begin;
      setTimeout(() => done({
        updated,
        painted: performance.now() - begin,
        failed: page.classList.contains("ilacs-failed"),
      }));
    });
  });
  watch.observe(page, { attributes: true });
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
})"""
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const found = list.getEntriesByName("first-contentful-paint");
  if (found.length) done(found[0].startTime);
}).observe({ type: "paint", buffered: true }))"""


@dataclass
class Times:
    """Milliseconds of one page, by what was awaited."""

    first_paint: list[float] = field(default_factory=list)
    alive: list[float] = field(default_factory=list)
    updated: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    by_control: dict[str, list[float]] = field(default_factory=dict)


def main() -> None:
    """Print the times of our pages, then of the same page in several tools."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--unexpected", action="store_true")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--unfiltered", action="store_true")
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared")
    arguments = parser.parse_args()
    if arguments.peers:
        _compare(
            arguments.peers.resolve(),
            arguments.shared.resolve(),
            arguments.rounds,
            unfiltered=arguments.unfiltered,
        )
    else:
        changes = UNEXPECTED if arguments.unexpected else EXPECTED
        with serving() as server, _browser() as browser:
            times = {name: Times() for name in changes}
            for _ in range(arguments.rounds):
                for name, of_page in times.items():
                    _visit(browser, f"{server.url}/{FIRST.get(name, name)}", changes[name], of_page)
        _print(times)


def _visit(browser: Browser, url: str, changes: list[tuple[str, list[str]]], times: Times) -> None:
    """Open the page in a fresh profile, and change its controls one after the other."""
    with _profile(browser) as page:
        page.goto(url, wait_until="commit")
        page.wait_for_selector("[data-live=yes]", timeout=PATIENCE)
        times.alive.append(page.evaluate("performance.now()"))
        times.first_paint.append(page.evaluate(PAINTED))
        page.wait_for_timeout(500)
        for control, values in changes:
            for value in values:
                answer = page.evaluate(CHANGE, [control, value])
                if answer["failed"]:
                    raise ValueError(f"{url}: {control}={value} could not be shown")
                times.updated.append(answer["updated"])
                times.painted.append(answer["painted"])
                times.by_control.setdefault(control, []).append(answer["updated"])
                page.wait_for_timeout(150)


def _print(times: dict[str, Times]) -> None:
    heads = f"{'page':18}{'first paint':>16}{'alive':>16}{'updated, p95':>14}{'painted, p95':>14}"
    print(f"{heads}   milliseconds; updated by control")
    for name, of_page in times.items():
        controls = ", ".join(
            f"{control} {statistics.median(took):.0f}"
            for control, took in of_page.by_control.items()
        )
        print(
            f"{name:18}{_span(of_page.first_paint):>16}{_span(of_page.alive):>16}"
            f"{_median_p95(of_page.updated):>14}{_median_p95(of_page.painted):>14}   {controls}"
        )
    updated = [took for of_page in times.values() for took in of_page.updated]
    painted = [took for of_page in times.values() for took in of_page.painted]
    print(f"all {len(updated)} changes: updated {_median_p95(updated)}", end=", ")
    print(f"painted {_median_p95(painted)}; load average {os.getloadavg()[0]:.1f}")


def _compare(stack: Path, shared: Path, rounds: int, *, unfiltered: bool) -> None:
    """Time the harness's own page in each tool by turns, and ours."""
    with bench(stack, shared) as at, at.served("ours") as server:
        environment = {**os.environ, "N": str(rounds), "OURS": f"{server.url}/inspections"}
        if unfiltered:
            _let_the_browser_filter(at.folder / "drive.py")
        subprocess.run([sys.executable, at.folder / "bench_peers.py"], env=environment, check=True)


def _let_the_browser_filter(driver: Path) -> None:
    """Have Chromium itself block all other hosts.

    The harness looks at every request, which takes some 20 ms of each, and at no message of a
    websocket: so it adds to the times of pages that ask over HTTP only.
    """
    text = driver.read_text(encoding="utf-8")
    changed = text.replace("ctx=None, block=True)", "ctx=None, block=False)")
    changed = changed.replace("CHROME_ARGS = [", f"CHROME_ARGS = [{CHROMIUM[-1]!r}, ")
    if changed.count("block=False") != 1 or CHROMIUM[-1] not in changed:
        raise ValueError("the harness is not the one that this knows")
    driver.write_text(changed, encoding="utf-8")


@contextmanager
def _browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield browser
        browser.close()


@contextmanager
def _profile(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    yield context.new_page()
    context.close()


def _span(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ({min(times):.0f}-{max(times):.0f})"


def _median_p95(times: list[float]) -> str:
    """Return median and 95th percentile as text."""
    p95 = sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]
    return f"{statistics.median(times):.0f}, {p95:.0f}"


if __name__ == "__main__":
    main()
