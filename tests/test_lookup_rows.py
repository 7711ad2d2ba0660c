"""What a lookup's rows must keep to, and what is said, with the line, of one that does not."""

import pytest

from ilacs_bench.errors import SchemaError
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.paths import LOOKUPS_VARIABLE, bundled

NAMES = sorted(file.stem for file in bundled("data", "lookups").glob("*.csv"))


@pytest.fixture
def broken(tmp_path, monkeypatch):
    """Gives the function that puts a lookup with a change in the place of the bundled one."""
    monkeypatch.setenv(LOOKUPS_VARIABLE, str(tmp_path))

    def put(name, change):
        bundled_text = bundled("data", "lookups", f"{name}.csv").read_text(encoding="utf-8")
        (tmp_path / f"{name}.csv").write_text(change(bundled_text), encoding="utf-8")

    return put


@pytest.mark.parametrize("name", NAMES)
def test_the_bundled_lookups_keep_what_they_promise(name):
    assert read_lookup(name)


def test_a_lookup_as_spreadsheets_save_it_is_read_and_one_that_is_no_text_is_told(broken, tmp_path):
    broken("grades", lambda text: f"\ufeff{text}")
    assert read_lookup("grades")[0]["grade"] == "inadequate"
    broken("grades", lambda text: "")
    with pytest.raises(SchemaError, match=r"grades\.csv has no column 'grade'"):
        read_lookup("grades")
    (tmp_path / "grades.csv").write_bytes(b"grade,label\ngood,G\xf6od\n")
    with pytest.raises(SchemaError, match=r"grades\.csv, line 2 is not in UTF-8"):
        read_lookup("grades")


def test_every_promise_is_of_a_column_that_is_there():
    for row in read_lookup("lookup_columns"):
        assert row["column"] in read_lookup(row["lookup"])[0]


@pytest.mark.parametrize(
    ("name", "more", "told"),
    [
        ("frameworks", "next,ilacz,Next,2027-04-01,", "line 6: family 'ilacz' is not in framework"),
        ("frameworks", "next,ilacs,Next,1 April 2027,", "from '1 April 2027' is no day"),
        ("frameworks", "next,ilacs,Next,2027-04-01,,,", "line 6 has more cells than the 5"),
        ("frameworks", '"next,ilacs', "Is a double quote not closed?"),
        (
            "framework_areas",
            "ilacs_2026,leaders",
            "line 21: framework 'ilacs_2026', judgement_area",
        ),
        ("framework_areas", "ilacs_2062,leaders", "Did you mean 'ilacs_2026'?"),
        ("grade_wordings", "weak,inadequat", "line 10: grade 'inadequat' is not in grades.csv"),
        ("themes", "kinship,Kinship care,children_in_car,kin", "Did you mean 'children_in_care'?"),
        ("theme_crosswalk", "suport,casework", "theme 'suport' is not in themes.csv"),
        ("section_headings", "to mend,recomendation,", "Did you mean 'recommendation'?"),
        ("official_columns", "-,-,ilacs,,Day,begin", "file '-' is not in official_sheets.csv"),
        ("official_sheets", "-,-,all,sif,2026-03-31,", "file '-' is not in official_columns.csv"),
        ("paper_words", "-,-,-,-\n-,-,-,-", "stands in line"),
    ],
)
def test_a_row_that_nothing_knows_is_told_with_its_line(broken, name, more, told):
    broken(name, lambda text: f"{text}{more}\n")
    with pytest.raises(SchemaError) as problem:
        read_lookup(name)
    assert f"{name}.csv" in str(problem.value)
    assert told in str(problem.value)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "official_columns",
            ",start\n",
            ",begin\n",
            "field 'begin' means nothing. Known are: start",
        ),
        ("official_columns", ",leaders\n", ",leeders\n", "Did you mean 'leaders'?"),
        (
            "official_sheets",
            "; ilacs_2023,",
            "; ilacs_2032,",
            "frameworks 'ilacs_2032' is not in fr",
        ),
    ],
)
def test_a_cell_of_several_or_of_several_kinds_is_told_too(broken, name, old, new, told):
    broken(name, lambda text: text.replace(old, new, 1))
    with pytest.raises(SchemaError, match=r"line \d: ") as problem:
        read_lookup(name)
    assert told in str(problem.value)


def test_a_column_that_is_lost_is_told(broken):
    broken("themes", lambda text: text.replace("covers", "cover", 1))
    with pytest.raises(SchemaError, match=r"themes\.csv has no column 'covers'"):
        read_lookup("themes")


def test_a_file_of_another_name_is_told(broken, tmp_path):
    (tmp_path / "theme.csv").write_text("theme\n", encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"Did you mean themes\.csv\?"):
        read_lookup("grades")


@pytest.mark.parametrize(("name", "column"), [("paper_words", "wordings"), ("comparators", "also")])
def test_no_wording_stands_in_two_rows(name, column):
    wordings = [each for row in read_lookup(name) for each in row[column].split("; ") if each]
    assert [each for each in wordings if wordings.count(each) > 1] == []
