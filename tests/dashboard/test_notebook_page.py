"""A page in a notebook: its controls are widgets, and each view a widget that follows them."""

import json
import os
from pathlib import Path

import ipywidgets as w
import nbclient
import nbformat
import pytest

import ilacs_bench as ib
from ilacs_bench.dashboard import controls, notebook
from ilacs_bench.dashboard.answers import TwoPages
from ilacs_bench.dashboard.page import Page
from ilacs_bench.dashboard.scripts import PART_MODULES, joined_modules

REPOSITORY = Path(__file__).resolve().parents[2]
CELLS = [
    """
import altair as alt, ipywidgets as w, ilacs_bench as ib
from ilacs_bench.dashboard import Page, controls
tables = ib.load()
page = Page(tables, la=controls.council(tables, "Suffolk"), top=w.IntSlider(5, 1, 20))
page
""",
    """
@page.show
def waits(choice):
    "Longest waits"
    return alt.Chart(ib.waits(tables).head(choice.top)).mark_bar().encode(x="days", y="la_name")
""",
    "page.show(lambda choice: choice.compared[['la_name', 'grade']])",
    "page.download('Rows', lambda choice: choice.compared)",
    "tables.authorities.head(2)",
    "print('read this')",
    "page.fields['la'].widget.value = 'Kent'",
]


@pytest.fixture(scope="module")
def tables():
    return ib.load()


@pytest.fixture
def page(tables):
    return Page(
        tables,
        la=controls.council(tables, "Suffolk"),
        kind=w.Dropdown(options=["All", "County"]),
    )


@pytest.fixture
def sent(monkeypatch):
    """What the widgets send to the browser: content and buffers."""
    messages = []
    monkeypatch.setattr(
        "ipywidgets.Widget.send",
        lambda _self, content, buffers=None: messages.append((content, buffers)),
    )
    return messages


def test_view_follows_the_widgets_that_it_reads(page):
    calls = []
    view = page.show(lambda choice: calls.append(choice.la) or f"About **{choice.la_name}**.")
    shown = page._widgets().view(view)
    assert "<strong>Suffolk</strong>" in shown.html
    page.fields["la"].widget.value = "hull"
    assert "<strong>Kingston upon Hull</strong>" in shown.html
    page.fields["kind"].widget.value = "County"
    assert len(calls) == 2


def test_what_cannot_be_chosen_leaves_the_sentence_only(page):
    shown = page._widgets().view(page.show(lambda choice: choice.compared))
    *_, status = page._widgets().controls.children
    page.fields["la"].widget.value = "Narnia"
    assert shown.html == ""
    assert "We can’t find" in status.html
    page.fields["la"].widget.value = "Kent"
    assert "<td>Kent</td>" in shown.html or "Kent" in shown.html
    assert "Kent and its 10 statistical neighbours" in status.html


def test_fault_is_told_in_full_to_whoever_writes_the_view(page):
    assert "ZeroDivisionError" in page._widgets().view(page.show(lambda choice: 1 / 0)).html


def test_labels_are_not_cut_and_council_is_sent_whole(page):
    page._widgets()
    assert page.fields["kind"].widget.style.description_width == "initial"
    assert page.fields["la"].widget.continuous_update is False


def test_files_and_libraries_come_by_message(page, sent, monkeypatch):
    monkeypatch.setattr(notebook, "vega_bundle", lambda: "export {};")
    page.download("Words", lambda choice: (f"{choice.la_name}.txt", b"x"))
    button = page._widgets().download("words", "Words")
    assert 'data-download="words"' in button.html
    for content in ({"bundle": True}, {"download": "words"}, {"picture": "none", "kind": "svg"}):
        button._handle_custom_msg(content, [])
    assert sent[:2] == [({"bundle": True}, [b"export {};"]), ({"file": "Suffolk.txt"}, [b"x"])]
    assert "no such chart" in sent[2][0]["failed"]


def test_a_link_to_another_choice_sets_the_widgets(page, sent):
    button = page._widgets().download("words", "Words")
    code = page.fields["kind"].options[-1].code
    button._handle_custom_msg({"set": {"kind": [code]}}, [])
    assert page.fields["kind"].now() == (code,)
    button._handle_custom_msg({"set": {"kind": ["tea"]}}, [])
    assert "can't be chosen" in sent[0][0]["failed"]


class Shell:
    """IPython, running a cell of JupyterLab."""

    def __init__(self, cell):
        self.cell = cell

    def get_parent(self):
        return {"metadata": {"cellId": self.cell}}


def test_cell_may_be_run_again_but_another_makes_no_second_page(tables, monkeypatch):
    monkeypatch.setattr(notebook, "_cells", [])
    for cell in ("a", "a"):
        monkeypatch.setattr(notebook, "get_ipython", lambda cell=cell: Shell(cell))
        notebook.check_single_page()
    monkeypatch.setattr(notebook, "get_ipython", lambda: Shell("b"))
    with pytest.raises(TwoPages, match="restart the kernel"):
        notebook.check_single_page()


def test_module_of_a_part_is_whole():
    module = joined_modules(PART_MODULES)
    assert module.rstrip().endswith("export default { render };")
    assert "import {" not in module


def test_notebook_of_cells_runs_under_nbclient(monkeypatch):
    path = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in CELLS]
    ran = nbformat.v4.new_notebook(cells=cells)
    nbclient.NotebookClient(ran, kernel_name="python3", timeout=120).execute()
    kinds = [{k for o in cell.outputs for k in o.get("data", {})} for cell in ran.cells]
    widget = "application/vnd.jupyter.widget-view+json"
    assert [widget in kind for kind in kinds] == [True, True, True, True, False, False, False]
    assert [len(cell.outputs) for cell in ran.cells] == [1, 1, 1, 1, 1, 1, 0]
    states = json.dumps(ran.metadata["widgets"])
    assert "Longest waits" in states
    assert "Kent and its 10 statistical neighbours" in states
