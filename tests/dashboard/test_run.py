"""A notebook that fails: what is logged names it, so that somebody with ten of them finds it."""

import pytest
from analyst_notebook import write_analyst_notebook

from ilacs_bench.dashboard.run import answering, run_notebook
from ilacs_bench.tables.store import load

PAGE = """
import ilacs_bench as ib
from ilacs_bench.dashboard import Page

page = Page(ib.load())
"""


@pytest.fixture
def run(tmp_path):
    """Gives the function that runs a notebook of these cells, after one that makes the page."""

    def run_cells(*cells):
        with answering(load()):
            return run_notebook(write_analyst_notebook(tmp_path, cells=["# Waits", PAGE, *cells]))

    return run_cells


def test_fault_in_a_view_is_logged_with_its_notebook_and_cell(run, caplog):
    ran = run("## Waits", "@page.show\ndef waits(choice):\n    return 1 / 0")
    assert "could not be made" in ran.page.answer("")["regions"]["waits"][1]
    assert "our_waits.ipynb, view 'waits': ZeroDivisionError (line 3 of the cell)" in caplog.text
    assert 'File "our_waits.ipynb, code cell 2", line 3, in waits\n    return 1 / 0' in caplog.text


def test_fault_in_the_words_of_a_page_is_logged_with_its_notebook(run, caplog):
    run("page.status(lambda choice: 1 / 0)").page.answer("")
    assert "our_waits.ipynb, the words of the page" in caplog.text


def test_two_views_of_one_name_are_refused_in_words(run):
    view = "@page.show\ndef waits(choice):\n    return 'Waits'"
    failure = run(view, view.replace("Waits", "Grades")).failure
    assert "failed at code cell 3" in failure
    assert "has a view ‘waits’ already. Give one of the two another name." in failure


def test_views_that_a_function_makes_may_have_one_name(run):
    made = "def of(area):\n    def view(choice):\n        return area\n    return view"
    ran = run(f"{made}\nfor area in ('One', 'Two'):\n    page.show(of(area))")
    assert [html for _, html in ran.page.answer("")["regions"].values() if "One" in html]
    assert list(ran.page.views) == ["view", "view-2"]
