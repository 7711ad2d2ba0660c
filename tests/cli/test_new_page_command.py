"""A page to start from is written, works, and replaces nothing."""

import nbformat
import pytest
from whole_pages import regions_of

from ilacs_bench.cli import main
from ilacs_bench.dashboard.run import answering, run_notebook
from ilacs_bench.tables.store import load


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_page_is_written_with_its_title_and_runs(here, capsys):
    assert main(["new-page", "our_waits", "--pages", "mine"]) == 0
    assert "ilacs-bench serve --pages mine" in capsys.readouterr().out
    notebook = nbformat.read(here / "mine" / "our_waits.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# Our waits\n")
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(len(source.splitlines()) for source in code) <= 30
    with answering(load()):
        ran = run_notebook(here / "mine" / "our_waits.ipynb")
        assert ran.failure == ""
        assert "East Sussex and its 10 statistical neighbours" in ran.page.answer("")["status"]
        views = "".join(regions_of(ran.page).values())
    assert "days" in views
    assert "ilacs-view-problem" not in views


def test_what_is_there_stays(here, capsys):
    (here / "mine.ipynb").write_text("mine")
    assert main(["new-page", "mine"]) == 2
    assert "Give the page another name" in capsys.readouterr().err
    assert (here / "mine.ipynb").read_text() == "mine"


def test_name_of_a_page_of_the_library_is_said_to_take_its_place(capsys):
    assert main(["new-page", "find"]) == 0
    assert "takes the place of the page 'find'" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["our waits", "../up", "2026", "", "naïve!"])
def test_name_that_no_address_can_have_is_refused(name, capsys):
    assert main(["new-page", name]) == 2
    assert "stands in its address" in capsys.readouterr().err
