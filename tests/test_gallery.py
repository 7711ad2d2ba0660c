"""docs/gallery: every notebook is executed, and the page that shows them has their code."""

import atexit
import json

import pytest
from whole_pages import regions_of

from ilacs_bench.dashboard.run import answering, run_notebook
from ilacs_bench.tables.store import load
from tools.draw_docs_pictures import DOCS, gallery, notebooks


@pytest.fixture(scope="module")
def answers():
    """What each page of the gallery answers at first, by the name of its notebook."""
    with answering(load()):
        ran = {notebook.stem: run_notebook(notebook) for notebook in notebooks()}
        assert {name: of.failure for name, of in ran.items()} == dict.fromkeys(ran, "")
        return {name: regions_of(of.page) for name, of in ran.items()}


def test_every_page_shows_its_view(answers):
    assert answers
    for name, regions in answers.items():
        shown = [html for html in regions.values() if "<h" in html]
        assert len(shown) == 1, name
        assert "could not be made" not in shown[0], name


@pytest.mark.parametrize(
    ("name", "words"),
    [("after_a_grade", "Outstanding"), ("own_figures", "31.5"), ("longest_waits", "days")],
)
def test_it_shows_what_was_asked_for(answers, name, words):
    assert any(words in html for html in answers[name].values())


def test_the_page_that_shows_them_has_their_code_and_a_picture_of_each():
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == gallery()
    for notebook in notebooks():
        assert (DOCS / "pictures" / "gallery" / f"{notebook.stem}.png").is_file()
        code = [c for c in json.loads(notebook.read_text())["cells"] if c["cell_type"] == "code"]
        assert not any(cell["outputs"] for cell in code)
        lines = [len("".join(cell["source"]).splitlines()) for cell in code]
        assert max(lines) <= 16, f"{notebook.name}: a cell of {max(lines)} lines, 16 at most"


def test_a_notebook_leaves_nothing_to_do_at_the_end_of_the_process(monkeypatch):
    left = []
    monkeypatch.setattr(atexit, "register", left.append)
    monkeypatch.setattr(atexit, "unregister", left.remove)
    with answering(load()):
        run_notebook(notebooks()[0])
    assert left == []
