"""Which inspections an official sheet should hold, and that every sheet read has its period."""

from datetime import date

import pytest
from factories import inspected, some_tables

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.tables.official_sheets import SHEETS, OfficialSheet
from ilacs_bench.vocabulary import FRAMEWORKS

HISTORY = OfficialSheet(
    "a.ods, History", "all", ("ilacs_2018",), date(2020, 3, 31), date(2020, 6, 30)
)


@pytest.mark.parametrize(
    ("start", "published", "framework", "held"),
    [
        ("2020-03-31", "2020-06-30", "ilacs_2018", True),
        ("2020-04-01", "2020-06-30", "ilacs_2018", False),
        ("2020-03-31", "2020-07-01", "ilacs_2018", False),
        (None, "2020-03-31", "ilacs_2018", True),
        (None, "2020-04-01", "ilacs_2018", False),
        ("2020-03-31", None, "ilacs_2018", True),
        ("2018-03-05", "2018-05-01", "sif", False),
    ],
    ids=[
        "the last day",
        "begun too late",
        "published too late",
        "dated by its publication",
        "published after the date, first day unknown",
        "dated by its days on site",
        "of another framework",
    ],
)
def test_a_history_should_hold_every_inspection_of_its_period(start, published, framework, held):
    tables = some_tables(inspected("A", start, published, framework=framework))
    assert HISTORY.should_hold(tables.inspections).to_list() == [held]


def test_an_as_at_sheet_need_not_hold_all():
    sheet = OfficialSheet(
        "a.ods, Latest", "latest", ("ilacs_2018",), date(2020, 3, 31), date(2020, 6, 30)
    )
    tables = some_tables(inspected("A", "2019-03-04", "2019-05-01"))
    assert not sheet.should_hold(tables.inspections).any()


def test_every_sheet_that_is_read_has_its_period_in_the_same_order():
    read = dict.fromkeys(
        f"{row['file']}, {row['sheet']}" for row in read_lookup("official_columns")
    )
    assert list(read) == [sheet.source for sheet in SHEETS]
    assert {sheet.holds for sheet in SHEETS} == {"all", "latest"}
    named = {name for sheet in SHEETS if sheet.holds == "all" for name in sheet.frameworks}
    assert named <= set(FRAMEWORKS)
