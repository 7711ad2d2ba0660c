"""A notebook as an analyst writes it: a page of cells, and other cells of every kind among them."""

from pathlib import Path

import nbformat

CELLS = [
    "# Waits of our group\n\nWhat the pages of the library do not show.",
    """
import altair as alt
import ipywidgets as w
import ilacs_bench as ib
from IPython.display import HTML, SVG, Image, Markdown
from beside_it import LONGEST
from ilacs_bench.dashboard import Page, controls

tables = ib.load()
page = Page(
    tables,
    la=controls.council(tables, "Suffolk"),
    to=controls.compare_with(),
    as_at=controls.as_at(tables),
    kind=w.Dropdown(options=["All", "County", "London borough"], description="Type of the waits"),
    top=w.IntSlider(LONGEST, 1, 20, description="How many"),
)
page
""",
    "ib.waits(tables).head(3)",
    "## Who has waited longest",
    """
@page.show
def waits(choice):
    "Days since the last inspection"
    rows = ib.waits(tables, as_at=choice.as_at)
    rows = rows if choice.kind == "All" else rows[rows["la_type"] == choice.kind]
    bars = alt.Chart(rows.head(choice.top)).mark_bar()
    return bars.encode(x="days", y=alt.Y("la_name", sort="-x"), color="grade")
""",
    "print('printed words', ib.waits(tables).head(3).to_string())",
    """
@page.show
def grades(choice):
    "Grades of the group"
    return choice.compared[["la_code", "la_name", "judgement_area", "grade", "age_days"]]
""",
    """
@page.show
def broken(choice):
    return choice.kid
""",
    'page.download("Rows", lambda choice: (f"{choice.la_code}.txt", b"rows"))',
    """
display(Markdown("**Marked down**"), HTML("<p>Plain HTML</p>"))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg"><title>a dot</title></svg>'))
Image(ib.draw_chart(tables, "national-mix").png(2))
""",
]
BESIDE_IT = "LONGEST = 5\n"


def write_analyst_notebook(folder: Path, name: str = "our_waits", cells: list[str] = CELLS) -> Path:
    """The notebook in a folder, with the module beside it that it imports."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "beside_it.py").write_text(BESIDE_IT)
    made = [
        nbformat.v4.new_markdown_cell(source)
        if source.startswith("#")
        else nbformat.v4.new_code_cell(source.strip())
        for source in cells
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel})
    path = folder / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return path
