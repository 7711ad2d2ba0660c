"""Take the pictures of the pages for the documentation, docs/pictures, from a running server."""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGES = {
    "council": "council?la=East+Sussex",
    "find": "find?ofsted_region=South+West",
    "national": "national",
    "new": "new?la=East+Sussex&since=2026-01-01",
    "themes": "themes?la=East+Sussex",
}
"""The pictures' names and the addresses that they show."""


def main() -> None:
    """Take every picture of the server at an address and write it into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True, help="of a running `ilacs-bench serve`")
    parser.add_argument("--out", type=Path, default=Path("docs/pictures"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--lang=en-GB"]
        )
        page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="en-GB")
        for name, address in PAGES.items():
            page.goto(f"{arguments.address.rstrip('/')}/{address}", wait_until="networkidle")
            page.wait_for_function("document.fonts.status === 'loaded'")
            page.screenshot(path=arguments.out / f"{name}.png")
            print(arguments.out / f"{name}.png")


if __name__ == "__main__":
    main()
