"""Reports made by the thousand are read as what they were made to be, in every framework."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from made_reports import made_reports

from ilacs_bench.tables.report_workers import read_one
from ilacs_bench.vocabulary import GRADE_LABELS


def test_every_made_report_is_read_as_it_was_made():
    made = list(made_reports(700))[::77]
    assert len({report.kind[0] for report in made}) == 4
    for report in made:
        rows = read_one(Path(report.name), None, report.content)
        told = rows.inspection
        assert told, rows.problems
        expected = (report.authority.la_code, report.kind[0], report.start)
        assert (told["la_code"], told["framework"], told["start"]) == expected
        assert rows.problems == []
        grades = [GRADE_LABELS[row["grade"]] for row in rows.judgements]
        assert grades == list(report.grades)


def test_every_made_report_is_of_an_inspection_of_its_own():
    """None is published within 90 days of another of its authority and framework."""
    days = defaultdict(list)
    for report in made_reports(50_000):
        days[report.authority.la_code, report.kind[0]].append(report.start)
    for starts in days.values():
        starts.sort()
        assert all(later - earlier > timedelta(days=90) for earlier, later in pairwise(starts))
