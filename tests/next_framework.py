"""A framework to come, in rows of lookups alone: everything that the library makes of it.

    python next_framework.py PLACE COUNCIL AREA [NAME…]

It is run in a process of its own, with `ILACS_BENCH_LOOKUPS` naming the folder of lookups, for the
library reads those once. PLACE has a folder `reports` and their `manifest.csv`; what is made is
written beside them: what commands print, pages as HTML, files to take away, the site; all of it,
or what is named.
"""

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

from notebook_pages import pages_of

from ilacs_bench.cli import main
from ilacs_bench.paths import DATA_VARIABLE, bundled
from ilacs_bench.publish.site import make_site, prepare_site
from ilacs_bench.tables.store import Tables, read_tables

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


def make_everything(place: Path, council: str, area: str, *names: str) -> None:
    """What commands, pages, files and the site say of a council and a judgement."""
    asked = {"place": place, "council": council, "area": area}
    shutil.copytree(bundled("data", "tidy"), place / "tables")
    run(place / "build.txt", BUILD, asked)
    os.environ[DATA_VARIABLE] = str(place / "tables")
    wanted = names or (*COMMANDS, *PAGES, SITE)
    for name in [name for name in COMMANDS if name in wanted]:
        run(place / f"{name}.txt", COMMANDS[name], asked)
    tables = read_tables()
    show_pages(place, tables, asked, [name for name in PAGES if name in wanted])
    if SITE in wanted:
        make_small_site(place / SITE, tables, council)


def run(file: Path, command: str, asked: dict[str, object]) -> None:
    """What a command prints, and how it ends, as a file."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        ended = main([word.format(**asked) for word in command.split()])
    file.write_text(f"{said.getvalue()}ended with {ended}\n", "utf-8")


def show_pages(place: Path, tables: Tables, asked: dict[str, object], names: Sequence[str]) -> None:
    """Each page as it answers, and the files that it offers."""
    pages = pages_of(tables)
    for name in names:
        page, query = pages[name.partition("-")[0]], PAGES[name].format(**asked)
        html = page.slots(query).values()
        (place / f"{name}.html").write_text("\n".join(html), "utf-8")
        for file in page.files if name in pages else ():
            file_name, made = page.file(query, file)
            (place / f"{name}{Path(file_name).suffix}").write_bytes(made)


def make_small_site(place: Path, tables: Tables, council: str) -> None:
    """The published site with a page of one council and none of a theme."""
    edition = replace(prepare_site(tables, councils=[council]), themes=frozenset())
    for path, content in make_site(edition):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)


if __name__ == "__main__":
    make_everything(Path(sys.argv[1]), *sys.argv[2:])
