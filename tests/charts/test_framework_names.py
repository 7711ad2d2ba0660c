"""Names of frameworks stand on one line, unless one would cover another on a narrow screen."""

from dataclasses import replace
from datetime import date

from ilacs_bench.charts.framework_names import framework_names
from ilacs_bench.vocabulary import FRAMEWORKS

ALL = list(FRAMEWORKS.values())


def test_all_stand_on_one_line_and_the_late_ones_end_at_their_day():
    names = framework_names(ALL, date(2015, 3, 1), date(2026, 8, 20))
    assert [name.line for name in names] == [0, 0, 0, 0]
    assert [name.side for name in names] == ["left", "left", "right", "right"]
    assert [name.day for name in names][:2] == [date(2015, 3, 1), ALL[1].first_day]


def test_one_that_would_cover_another_stands_above_it():
    soon = replace(ALL[-1], first_day=date(2026, 9, 1))
    names = framework_names([*ALL, soon], date(2015, 3, 1), date(2026, 12, 31))
    assert [name.line for name in names] == [0, 0, 0, 0, 1]


def test_framework_that_ended_before_the_time_shown_is_left_out():
    assert len(framework_names(ALL, date(2024, 1, 1), date(2026, 8, 20))) == 2
