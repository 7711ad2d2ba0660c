"""Take the pictures of the documentation from a running server, and write its gallery.

    ilacs-bench serve --port 8899
    python tools/draw_docs_pictures.py pages --address http://127.0.0.1:8899

    ilacs-bench serve --pages docs/gallery --port 8899
    python tools/draw_docs_pictures.py gallery --address http://127.0.0.1:8899

The pages are drawn into docs/pictures, from a server of these alone, for its menu is in the
pictures; each notebook of docs/gallery gives a picture and a section of docs/gallery.md, which has
its code.
"""

import argparse
import json
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {
    "council": "council?la=East+Sussex",
    "find": "find?ofsted_region=South+West",
    "national": "national",
    "new": "new?la=East+Sussex&since=2026-01-01",
    "themes": "themes?la=East+Sussex",
}
"""The pictures' names and the addresses that they show."""
GALLERY_HEAD = """\
# Gallery

Each of these is a page of one view: a notebook in `docs/gallery`, executed by the tests. Open it in
JupyterLab, or serve all of them beside the library's pages:

    ilacs-bench serve --pages docs/gallery

[Your own charts, filters, pages and figures](extending.md) says how they are made.
"""


def main() -> None:
    """Take the screenshots of one kind from the server at an address."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["pages", "gallery"])
    parser.add_argument("--address", required=True, help="of a running `ilacs-bench serve`")
    chosen = parser.parse_args()
    address = chosen.address.rstrip("/")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--lang=en-GB"]
        )
        if chosen.what == "pages":
            _draw_pages(_page(browser, 1366), address)
        else:
            _draw_gallery(_page(browser, 900), address)


def _draw_pages(page: Page, address: str) -> None:
    for name, of_page in PAGES.items():
        _open(page, f"{address}/{of_page}")
        page.screenshot(path=DOCS / "pictures" / f"{name}.png")


def _draw_gallery(page: Page, address: str) -> None:
    for notebook in notebooks():
        _open(page, f"{address}/{notebook.stem}")
        view = page.locator("main .ilacs-view").first
        view.screenshot(path=DOCS / "pictures" / "gallery" / f"{notebook.stem}.png")
    (DOCS / "gallery.md").write_text(gallery(), encoding="utf-8")


def notebooks() -> list[Path]:
    """Return the notebooks of the gallery, by name."""
    return sorted((DOCS / "gallery").glob("*.ipynb"))


def gallery() -> str:
    """Return the documentation's gallery page as Markdown."""
    return "\n".join([GALLERY_HEAD, *map(_section, notebooks())])


def _section(notebook: Path) -> str:
    words, *code = ("".join(cell["source"]) for cell in _cells(notebook))
    question, about = words.removeprefix("# ").split("\n\n", 1)
    picture = f"pictures/gallery/{notebook.stem}.png"
    blocks = "\n\n".join(f"```python\n{block}\n```" for block in code)
    return f"## {question}\n\n{about}\n\n![{question} {about}]({picture})\n\n{blocks}\n"


def _cells(notebook: Path) -> list[dict]:
    cells: list[dict] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return cells


def _page(browser: Browser, width: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": 900}, locale="en-GB")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("[data-live=yes]")
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_timeout(2000)  # for the charts


if __name__ == "__main__":
    main()
