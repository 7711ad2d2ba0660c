"""docs/examples.md: its blocks run one after the other, and give what it says."""

import re
from pathlib import Path

import pytest

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "examples.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder in which the blocks ran, and the names that they left."""
    folder = tmp_path_factory.mktemp("examples")
    names: dict = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in re.findall(r"```python\n(.+?)```", TEXT, re.DOTALL):
            exec(block, names)
    return folder, names


def test_the_board_paper_is_a_folder_of_files(made):
    folder, names = made
    assert {path.name for path in (folder / "board").iterdir()} == {
        "what_changed.csv",
        "to_quote.txt",
        "briefing.docx",
        "benchmark.xlsx",
        "record.png",
    }
    assert set(names["changed"]["direction"]) == {"improved", "declined"}
    assert (folder / "board" / "briefing.docx").read_bytes()[:2] == b"PK"


def test_own_documents_are_coded(made):
    _, names = made
    assert [("supervision" in themes) for themes in names["coded"]["themes"]] == [True, False]
    assert names["coded"]["polarity"].tolist() == ["strength", "weakness"]
    assert names["by_theme"].sum() == sum(map(len, names["coded"]["themes"]))


def test_a_region_has_every_council_once(made):
    _, names = made
    assert names["table"]["la_code"].is_unique
    assert names["table"]["days"].notna().all()


def test_parquet_has_its_dictionary(made):
    folder, names = made
    assert [path.name for path in names["files"]][:1] == ["inspections.parquet"]
    assert (folder / "ilacs" / "data_dictionary.csv").is_file()
