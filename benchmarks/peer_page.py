"""The page that the harness in ../shared/bench has in other tools, made with our dashboards.

Two charts, a choice of region, a table of all rows chosen, and a file. The titles stand on an axis,
inside the picture, where the harness looks for them.
"""

import json
from pathlib import Path

CELLS = (
    """\
import altair as alt
import ipywidgets as w
import ofdash

import ilacs_bench as ib
from ilacs_bench.dashboard import Page

inspections, _ = ofdash.load()
regions = w.Dropdown(options=ofdash.regions(inspections), description="Region")
page = Page(ib.load(), region=regions)
page""",
    """\
@page.show
def grades(choice):
    chart, _ = ofdash.charts(ofdash.select(inspections, choice.region), choice.region)
    return chart.encode(x=alt.X("judgement:N", sort=ofdash.J, title=chart.title))""",
    """\
@page.show
def years(choice):
    _, chart = ofdash.charts(ofdash.select(inspections, choice.region), choice.region)
    return chart.encode(x=alt.X("year:O", title=chart.title))""",
    """\
@page.show
def rows(choice):
    return ofdash.select(inspections, choice.region)[ofdash.TBL]""",
    """\
def workbook(choice):
    rows = ofdash.select(inspections, choice.region)
    return "inspections.xlsx", ofdash.excel_bytes({"Inspections": rows})

page.download("Download Excel", workbook)""",
)


def write_notebook(folder: Path) -> None:
    """Write the notebook of the page to a folder of its own."""
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    notebook = {
        "cells": [
            {**code, "id": f"c{place}", "source": source} for place, source in enumerate(CELLS)
        ],
        "metadata": {"title": "Inspections", "ilacs_bench": {"place": 1, "link": "Inspections"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "inspections.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
