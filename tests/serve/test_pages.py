"""Which notebooks are pages, in which order, and how the menu calls them."""

import json

import pytest

from ilacs_bench.dashboard.menu import find_notebooks, find_pages, why_no_page


def write(folder, name, *cells, **metadata):
    kinds = [("markdown" if cell.startswith("#") else "code", cell) for cell in cells]
    notebook = {
        "cells": [{"cell_type": kind, "source": [cell]} for kind, cell in kinds],
        "metadata": metadata,
    }
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook))


@pytest.fixture
def own(tmp_path):
    """A folder of one's own pages, which the menu shows by these names."""
    return tmp_path


def of_own(own):
    return {page.name: page.title for page in find_pages(own) if page.path.parent == own}


def test_own_pages_follow_those_of_the_library_by_their_first_heading(own):
    write(own, "waits", "# no heading of code = 1", "x = 1", "# Our *waits* #\n\nMore.")
    write(own, "bare", "1 + 1")
    write(own, "asks", "# Who asks?")
    names = [page.name for page in find_pages(own)]
    assert names[-3:] == ["asks", "bare", "waits"]
    assert len(names) == len(find_pages()) + 3
    assert of_own(own) == {"asks": "Who asks?", "bare": "Bare", "waits": "no heading of code = 1"}


def test_heading_is_of_prose_and_without_its_marks(own):
    write(own, "waits", "x = 1\n# a comment", "## Our *waits* ##\n\nMore.")
    assert of_own(own) == {"waits": "Our waits"}


def test_own_notebook_stands_in_the_place_of_one_of_its_name(own):
    first = find_pages()[0]
    metadata = json.loads(first.path.read_text())["metadata"]
    write(own, first.name, "# Changed", **metadata)
    assert find_pages(own)[0].path == own / first.path.name
    assert find_notebooks(own)[first.name].parent == own
    assert len(find_pages(own)) == len(find_pages())


def test_name_that_no_address_can_have_is_no_page_and_said(own, caplog):
    write(own, "our waits", "# Waits")
    assert of_own(own) == {}
    assert "our waits.ipynb is no page" in caplog.text
    assert why_no_page("our waits", own) == caplog.messages[0]
    assert "Rename it to our_waits.ipynb" in caplog.text
    for name in ("nonsense", f"../{own.name}/our waits", "*"):
        assert why_no_page(name, own) == why_no_page(name) == "There is no such page here."


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3, "metadata": {}}'])
def test_what_is_half_written_is_in_the_menu_and_its_page_says_more(own, text):
    (own / "half.ipynb").write_text(text)
    assert of_own(own) == {"half": "half"}
