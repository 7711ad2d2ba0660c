"""docs/extending.md is all that an analyst needs: its blocks run, and are as short as it says."""

import json
import re
from pathlib import Path

import pytest
from whole_pages import regions_of

from ilacs_bench.cli.new_page import write_new_page
from ilacs_bench.dashboard import Page

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "extending.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.+?)```", TEXT, re.DOTALL)
MOST_LINES = {
    "A page of your own": 25,
    "A chart of your own": 5,
    "A filter of your own": 3,
    "Figures of your own": 10,
}
IN_NEED = "council,rate\nE10000029,31.5\n926,28\nKent,30.25\n"
"""Suffolk by its GSS code, Norfolk by its DfE number, Kent by its name."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages that the blocks make, one after the other in one notebook."""
    folder = tmp_path_factory.mktemp("analyst")
    (folder / "children_in_need.csv").write_text(IN_NEED)
    names, made = {}, []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in BLOCKS:
            exec(block, names)
            if names["page"] not in made:
                made.append(names["page"])
    assert names["judgements"]["Local authority"].nunique() == 11
    return made


def test_every_view_of_every_page_is_shown(pages):
    assert len(pages) == 3
    for page in pages:
        assert isinstance(page, Page)
        assert not page.answer("")["is_error"]
        for html in regions_of(page).values():
            assert html
            assert "ilacs-view-problem" not in html


def test_own_figures_stand_beside_the_grades_however_councils_are_named(pages):
    _, html = pages[-1].answer("")["regions"]["children-in-need"]
    for rate in ("31.50", "28.00", "30.25"):
        assert f">{rate}</td>" in html


def test_files_are_made(pages):
    name, data = pages[0].file("la=kent", "excel")
    assert (name, data[:2]) == ("E10000016.xlsx", b"PK")


def test_address_of_a_file_is_one_that_the_new_page_offers(tmp_path):
    page, file, query = re.search(r":8866/(\w+)/file/(\w+)\?(\S+)", TEXT).groups()
    notebook = json.loads(write_new_page(page, tmp_path).read_text())
    names = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    name, data = names["page"].file(query, file)
    assert name == f"{file}.csv"
    assert "Suffolk" in data.decode()


@pytest.mark.parametrize("heading", MOST_LINES)
def test_it_takes_no_more_lines_than_that(heading):
    section = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    code = "".join(re.findall(r"```python\n(.+?)```", section, re.DOTALL))
    assert sum(bool(line.strip()) for line in code.splitlines()) <= MOST_LINES[heading]
