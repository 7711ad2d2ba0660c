"""`ilacs-bench show`: draw a report's pages with everything that was read marked on them."""

import argparse
import io
from pathlib import Path

from ilacs_bench.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Add the command `show`."""
    parser = commands.add_parser(
        "show",
        help="draw a report's pages with all that was read marked on them",
        description="Draw the pages of a report as pictures, with the lines that were kept and "
        "the headings, judgements, areas for improvement and findings that were read. For whoever "
        "mends the reading of a report.",
    )
    parser.add_argument("report", metavar="FILE.pdf", type=Path, help="a report of an inspection")
    parser.add_argument("--page", metavar="N", type=int, help="one page (default: all)")
    parser.add_argument(
        "--out", metavar="FOLDER", type=Path, help="default: named after the report, here"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Draw and write the pages. Returns 1 if the report could not be read."""
    from ilacs_bench.atomic import write_file
    from ilacs_bench.marked_pages import show_reading

    shown = show_reading(arguments.report, arguments.page)
    folder = arguments.out or Path(f"{arguments.report.stem}_read")
    folder.mkdir(parents=True, exist_ok=True)
    for number, picture in shown.pages.items():
        png = io.BytesIO()
        picture.save(png, format="PNG")
        print(f"Written: {write_file(folder / f'page-{number}.png', png.getvalue())}")
    if shown.problem:
        print(f"Not read: {shown.problem}")
        return 1
    found = len(shown.marks) - len(shown.missing)
    print(f"Marked: {found} of {len(shown.marks)} things that were read.")
    for mark in shown.missing:
        print(f"Not found on page {mark.page}: {mark.label}")
    return 0
