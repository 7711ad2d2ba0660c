"""A framework to come, in rows of lookups alone: what the library makes of it.

It runs in a process of its own, with `ILACS_BENCH_LOOKUPS` naming the folder of lookups, for the
library reads those once: `begin`, then `make` for each thing that is looked at. The folder `place`
has a folder `reports` and their `manifest.csv`; what is made is written beside them: what commands
print, pages as HTML, files to take away, pages of the site.
"""

import os
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from functools import lru_cache
from io import StringIO
from itertools import takewhile
from pathlib import Path

from notebook_pages import pages_of

from ilacs_bench.cli import main
from ilacs_bench.dashboard.page import Page
from ilacs_bench.paths import DATA_VARIABLE, bundled
from ilacs_bench.publish.pages import site_pages
from ilacs_bench.publish.site import prepare_site
from ilacs_bench.tables.store import read_tables

BUILD = (
    "build {place}/reports --manifest {place}/manifest.csv --add --workers 1 --out {place}/tables"
)
COMMANDS = {
    "as-at": "as-at 2026-08-20 --area {area}",
    "own-grades": "ask own-grades {council}",
    "own-grades-before": "ask own-grades {council} --as-at 2026-07-01",
    "positions": "ask positions {council}",
    "compare": "ask compare {council}",
    "picture": "ask picture",
    "ask-new": "ask published-since --since 2026-08-18",
    "good-elsewhere": "ask good-elsewhere {council} --to england --area {area}",
    "found": "find --grade {area}=inadequate --json",
    "check-paper": "check-paper {place}/paper.txt --as-at 2026-08-20",
    "benchmark": "export {council} --out {place}/benchmark.xlsx",
    "history": "export {council} --what history --out {place}/history.xlsx",
    "profile": "export {council} --what profile --out {place}/profile.xlsx",
    "england": "export --what national --out {place}/england.xlsx",
    "england-themes": "export --what themes --out {place}/england-themes.xlsx",
    "brief": "brief {council} --out {place}/brief.docx",
    "distribution": "chart distribution {council} --out {place}/distribution.svg",
    "national-mix": "chart national-mix --out {place}/national-mix.svg",
    "record": "chart record {council} --out {place}/record.svg",
    "steps": "chart trajectories {council} --area {area} --out {place}/steps.svg",
}
"""What is asked on the command line, by the name of the file that its answer goes to."""
PAGES = {
    "council": "la={council}&over={area}",
    "council-before": "la={council}&as_at=2026-07-01",
    "find": "{area}=inadequate",
    "national": "area={area}",
    "new": "since=2026-08-18",
    "themes": "area={area}&kind=strength",
    "extracts": "what=judgements&la={council}",
}
"""What each page is asked; the first word of a key is its name."""


SITE = "site"


def begin(place: Path) -> None:
    """Read the reports, and use them from now on."""
    shutil.copytree(bundled("data", "tidy"), place / "tables")
    run(place / "build.txt", BUILD, {"place": place})
    os.environ[DATA_VARIABLE] = str(place / "tables")


def make(place: Path, council: str, area: str, name: str) -> None:
    """What one command or one page says of a council and a judgement, or the site."""
    asked = {"place": place, "council": council, "area": area}
    if name == SITE:
        make_small_site(place / SITE, council)
    elif name in COMMANDS:
        run(place / f"{name}.txt", COMMANDS[name], asked)
    else:
        show_page(place, name, PAGES[name].format(**asked))


def run(file: Path, command: str, asked: dict[str, object]) -> None:
    """What a command prints, as a file."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        ended = main([word.format(**asked) for word in command.split()])
    assert ended == 0, said.getvalue()
    file.write_text(said.getvalue(), "utf-8")


@lru_cache(maxsize=1)
def pages() -> dict[str, Page]:
    return pages_of(read_tables())


def show_page(place: Path, name: str, query: str) -> None:
    """A page as it answers, and the files that it offers."""
    page = pages()[name.partition("-")[0]]
    (place / f"{name}.html").write_text("\n".join(page.unfolded_slots(query).values()), "utf-8")
    for file in page.files if name in pages() else ():
        file_name, made = page.file(query, file)
        (place / f"{name}{Path(file_name).suffix}").write_bytes(made)


def make_small_site(place: Path, council: str) -> None:
    """The published pages of one council and of England, without frame and files to take away.

    None of themes: a page for each of them takes as long as all others. Nor what comes after these.
    """
    whole, Page.file = Page.file, lambda page, query, name: (name, b"")
    place.mkdir()
    build = replace(prepare_site(read_tables(), councils=[council]), themes=frozenset())
    try:
        for page in takewhile(lambda page: page.path != "new.html", site_pages(build)):
            (place / page.path).write_text(page.body, "utf-8")
    finally:
        Page.file = whole
