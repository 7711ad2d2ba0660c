"""`ilacs-bench new-page`: write a notebook from which to start a page of your own."""

import argparse
import re
from pathlib import Path

from ilacs_bench.cli.arguments import Commands
from ilacs_bench.errors import FolderNotOurs, IlacsBenchError
from ilacs_bench.paths import bundled


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
    """Write the notebook and print the next steps."""
    arguments.pages.mkdir(parents=True, exist_ok=True)
    path = write_new_page(arguments.name, arguments.pages)
    print(f"Written: {path}. Open it: ilacs-bench serve --pages {arguments.pages}")
    if bundled("dashboards", path.name).exists():
        print(f"It takes the place of the page '{arguments.name}' there. Rename it to have both.")
    return 0


_NAME = re.compile(r"[A-Za-z]\w*")


def write_new_page(name: str, folder: Path) -> Path:
    """Write `<name>.ipynb`, a working page, to a folder; existing files are never replaced.

    The name becomes part of the page's address: letters, digits and '_'. Raises IlacsBenchError for
    another name, and FolderNotOurs if the notebook exists.
    """
    if not _NAME.fullmatch(name):
        raise IlacsBenchError(
            f"{name!r} can't be the name of a page, for it stands in its address: take letters, "
            "numbers and '_', such as our_waits."
        )
    path, title = folder / f"{name}.ipynb", name.replace("_", " ").capitalize()
    start = bundled("dashboards", "start", "new_page.ipynb").read_text(encoding="utf-8")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(start.replace("{title}", title))
    except FileExistsError as error:
        raise FolderNotOurs(f"{path} is there already. Give the page another name.") from error
    return path
