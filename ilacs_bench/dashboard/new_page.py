"""A notebook to start a page of one's own from."""

import json
import re
from pathlib import Path

from ilacs_bench.errors import FolderNotOurs, IlacsBenchError

_NAME = re.compile(r"[A-Za-z]\w*")
_CELLS = (
    "# {title}\n\nWhat this page answers, in a sentence.",
    """\
import altair as alt
import ipywidgets as w

import ilacs_bench as ib
from ilacs_bench.dashboard import Page, controls

tables = ib.load()
page = Page(
    tables,
    la=controls.council(tables),
    to=controls.compare_with(),
    as_at=controls.as_at(tables),
    top=w.IntSlider(11, 1, 153, description="How many"),
)
page""",
    "## Who has waited longest in the group?",
    """\
@page.show
def waits(choice):
    "Days since the last inspection"
    rows = ib.waits(tables, as_at=choice.as_at)
    rows = rows[rows["la_code"].isin([choice.la_code, *choice.group])].head(choice.top)
    bars = alt.Chart(rows).mark_bar()
    return bars.encode(x="days", y=alt.Y("la_name", sort="-x"), color="grade")""",
    "## Grades of the group",
    """\
@page.show
def grades(choice):
    "Grades of the group"
    return choice.compared[["la_code", "la_name", "judgement_area", "grade", "age_days"]]""",
    'page.download("Rows as CSV", lambda choice: choice.compared)',
)


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
    path = folder / f"{name}.ipynb"
    title = name.replace("_", " ").capitalize()
    text = json.dumps(_notebook(title), indent=1, ensure_ascii=False) + "\n"
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise FolderNotOurs(f"{path} is there already. Give the page another name.") from error
    return path


def _notebook(title: str) -> dict[str, object]:
    cells = [_cell(n, source.replace("{title}", title)) for n, source in enumerate(_CELLS)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, source: str) -> dict[str, object]:
    cell: dict[str, object] = {"id": f"cell-{number}", "metadata": {}, "source": source}
    if source.startswith("#"):
        return {"cell_type": "markdown", **cell}
    return {"cell_type": "code", **cell, "execution_count": None, "outputs": []}
