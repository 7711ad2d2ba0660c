"""A notebook to start a page of one's own from: dashboards/start/new_page.ipynb, with its title."""

import re
from pathlib import Path

from ilacs_bench.errors import FolderNotOurs, IlacsBenchError
from ilacs_bench.paths import bundled

_NAME = re.compile(r"[A-Za-z]\w*")


def write_new_page(name: str, folder: Path) -> Path:
    """Write `<name>.ipynb`, a page that works, into a folder; what is there is never replaced.

    The name is what the page has in its address: letters, numbers and '_'. Raises IlacsBenchError
    for another, and FolderNotOurs where there is such a notebook.
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
