"""`ilacs-bench update`: add new reports, from Ofsted's site or a folder, to the tables."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.lookups.authorities import find_authority

if TYPE_CHECKING:
    from ilacs_bench.update.run import Progress, Update

_FROM_OFSTED = ("authority", "words", "latest", "reports_site", "files_site")


def add_to(commands: Commands) -> None:
    """Add the command `update`."""
    parser = commands.add_parser(
        "update",
        help="take in new reports, from Ofsted's site or from a folder",
        description="Find the reports that are new at Ofsted, download and read them, and say what "
        "changed; it asks one page a second, which takes about three minutes. Or take in the "
        "reports of a folder, or one report. All commands and pages use the new tables from then "
        "on; 'ilacs-bench rollback' goes back to the previous ones.",
    )
    parser.add_argument(
        "place",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        help="folder of reports, or one report, instead of Ofsted's site",
    )
    parser.add_argument(
        "--manifest",
        metavar="CSV",
        type=Path,
        help="list of the folder's reports, see 'ilacs-bench build --help'",
    )
    _add_site(parser)
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        help="data folder to keep snapshots and reports in (default: the user's own)",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=int,
        help="reports read at the same time (default: all cores)",
    )
    parser.add_argument("--json", action="store_true", help="write JSON, for other programs")
    parser.set_defaults(run=run)


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--authority", metavar="NAME", help="look at the page of one local authority only"
    )
    parser.add_argument(
        "--words",
        action="store_true",
        help="download the reports that the tables know, too, to read the evidence's own words",
    )
    parser.add_argument(
        "--latest",
        action="store_true",
        help="with --words: only the latest report of each local authority",
    )
    for site in ("reports", "files"):
        parser.add_argument(
            f"--{site}-site",
            metavar="URL",
            help=f"mirror of https://{site}.ofsted.gov.uk (ILACS_BENCH_OFSTED_{site.upper()})",
        )


def run(arguments: argparse.Namespace) -> int:
    """Update and print what changed; return 1 if something could not be downloaded."""
    _check(arguments)
    with _progress() as on_progress:
        update = _update(arguments, on_progress)
    if arguments.json:
        print(json.dumps(_as_json(update), indent=2, ensure_ascii=False))
    else:
        print("\n".join(_in_words(update)))
    return 1 if update.incomplete else 0


def _check(arguments: argparse.Namespace) -> None:
    given = [name for name in _FROM_OFSTED if getattr(arguments, name)]
    if arguments.place and given:
        raise IlacsBenchError(
            f"--{given[0].replace('_', '-')} is about Ofsted's site: leave it or the folder out."
        )
    if arguments.manifest and not arguments.place:
        raise IlacsBenchError("--manifest lists the reports of a folder: name that, too.")
    if arguments.latest and not arguments.words:
        raise IlacsBenchError("--latest says which --words to bring: give that, too.")
    if str(arguments.data) == "bundled":
        raise IlacsBenchError("The bundled facts stay as they are: name a data folder, or none.")


def _update(arguments: argparse.Namespace, on_progress: "Progress") -> "Update":
    if arguments.place:
        from ilacs_bench.update.run import update_from_folder

        return update_from_folder(
            arguments.place,
            arguments.data,
            manifest=arguments.manifest,
            workers=arguments.workers,
            on_progress=on_progress,
        )
    from ilacs_bench.update.address import site_settings
    from ilacs_bench.update.from_site import UpdateRequest, update_from_ofsted
    from ilacs_bench.update.visit import Visit

    only = find_authority(arguments.authority) if arguments.authority else None
    request = UpdateRequest(only, arguments.words, arguments.latest)
    with Visit(site_settings(arguments.reports_site, arguments.files_site)) as visit:
        return update_from_ofsted(
            visit, arguments.data, request, workers=arguments.workers, on_progress=on_progress
        )


@contextmanager
def _progress() -> Iterator["Progress"]:
    """Provide a progress bar for each step."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bars = {}

        def show(what: str, done: int, of: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what)
            progress.update(bars[what], completed=done, total=of)

        yield show


def _in_words(update: "Update") -> Iterator[str]:
    yield from update.notes
    yield from update.changes.lines()
    changes, read = update.changes, _count(update.reports, "report")
    if update.snapshot is None:
        yield f"{read} read. Nothing is new: the tables stay as they are."
        return
    counts = (
        _count(len(changes.inspections), "new inspection"),
        _count(len(changes.grades), "changed grade"),
        _count(len(changes.problems), "new problem"),
    )
    yield f"{read} read: {', '.join(counts)}. Snapshot {update.snapshot.number} is in use now."


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _as_json(update: "Update") -> dict[str, object]:
    return {
        "snapshot": update.snapshot.number if update.snapshot else None,
        "reports": update.reports,
        "incomplete": update.incomplete,
        "notes": update.notes,
        "changes": asdict(update.changes),
    }
