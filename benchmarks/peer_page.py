"""The page that the harness in ../shared/bench has in other tools, made as our dashboards are.

Two charts, a choice of region, and a table of all rows chosen. The titles stand on an axis, inside
the picture, where the harness looks for them: each change then draws both charts anew, which our
own pages need not do.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path

import ofdash
import pandas as pd
from markupsafe import Markup, escape

from ilacs_bench.charts.spec import Spec
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.tables.records import records
from ilacs_bench.widgets.live_page import State, View, one, safe_regions

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": "page",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": "from ilacs_bench.widgets.live_widget import LivePage\n"
            "from peer_page import Inspections\n"
            "LivePage(Inspections())",
        }
    ],
    "metadata": {"title": "Inspections", "ilacs_bench": {"place": 1, "link": "Inspections"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


class Inspections:
    """Choose a region; two charts and a table follow."""

    def __init__(self) -> None:
        self.inspections, _ = ofdash.load()
        self.defaults: State = {"region": ("All",)}
        self.skeletons = [_skeleton(chart) for chart in ofdash.charts(self.inspections, "All")]

    def view(self, state: State) -> View:
        """The inspections of the region."""
        region = one(state, "region")
        rows = ofdash.select(self.inspections, region)
        latest = ofdash.latest_long(rows)[["council", "judgement", "grade"]]
        by_year = rows.groupby(["year", "Overall"]).size().reset_index(name="n")
        titles = (
            f"Latest grades: {region} ({latest['council'].nunique()} councils)",
            f"Overall grade by year: {region} ({len(rows)} inspections)",
        )
        frames = (latest, by_year)
        charts = [_filled(*part) for part in zip(self.skeletons, frames, titles, strict=True)]
        return View(
            state=state,
            said=f"{len(rows)} inspections: {region}",
            regions={"table": ofdash.html_table(rows)},
            charts={
                name: PageChart(spec, note="", file_name=name)
                for name, spec in zip(("grades", "years"), charts, strict=True)
            },
        )

    def offered(self, state: State) -> dict[str, str]:
        """Nothing in the form changes."""
        return {}

    def likely(self) -> Iterator[State]:
        """None: every view is made when it is asked for."""
        return iter(())

    def page(self, view: View, status: Markup) -> str:
        """The page as HTML."""
        options = "".join(f"<option>{escape(r)}</option>" for r in ofdash.regions(self.inspections))
        return (
            f'<form data-controls><label>Region <select name="region">{options}</select></label>'
            f'</form>{status}<div data-chart="grades" data-width="own"></div>'
            f'<div data-chart="years" data-width="own"></div>'
            f'<div data-region="table">{safe_regions(view)["table"]}</div>'
        )

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """The rows as Excel."""
        rows = ofdash.select(self.inspections, one(state, "region"))
        return "inspections.xlsx", ofdash.excel_bytes({"Inspections": rows})


def write_notebook(folder: Path) -> None:
    """The notebook of the page, in a folder of its own."""
    (folder / "inspections.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")


def _skeleton(chart: object) -> Spec:
    spec = chart.to_dict()
    spec.pop("datasets")
    return spec


def _filled(skeleton: Spec, rows: pd.DataFrame, title: str) -> Spec:
    spec = copy.deepcopy(skeleton)
    spec["encoding"]["x"]["title"] = title
    return spec | {"data": {"values": records(rows)}, "title": title, "description": title}
