"""`ilacs-bench new-page`: a notebook to start a page of one's own from."""

import argparse
from pathlib import Path

from ilacs_bench.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Add the command `new-page`."""
    parser = commands.add_parser(
        "new-page",
        help="write a notebook to start a page of your own from",
        description="Write NAME.ipynb, a page that works: controls, a chart, a table, a file. "
        "'ilacs-bench serve --pages DIR' serves it beside the pages of the library; in JupyterLab "
        "it is a notebook like any other.",
    )
    parser.add_argument(
        "name", metavar="NAME", help="what it has in its address, such as our_waits"
    )
    parser.add_argument(
        "--pages",
        metavar="DIR",
        type=Path,
        default=Path(),
        help="folder to write it into (default: this one)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write it, and say how to go on."""
    from ilacs_bench.dashboard.new_page import write_new_page

    arguments.pages.mkdir(parents=True, exist_ok=True)
    path = write_new_page(arguments.name, arguments.pages)
    print(f"Written: {path}. Open it: ilacs-bench serve --pages {arguments.pages}")
    return 0
