"""What each full inspection gave on one judgement: the steps of a trajectory, for a page to draw.

The same as `trajectories` tells in a frame with all its columns, of many councils in a millisecond.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from ilacs_bench.benchmark.grades import find_area
from ilacs_bench.benchmark.inspection_index import InspectionIndex, inspection_index
from ilacs_bench.benchmark.latest import counted_rows
from ilacs_bench.benchmark.resolve import Day, resolve_days
from ilacs_bench.tables.kept import kept
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, AREAS, GRADES


class Step(NamedTuple):
    """One full inspection; grade and graded_as are None where it did not grade the judgement.

    `graded_as` is the area actually graded: the SIF's own, or the combined one of 2018 to 2022,
    where it came before the judgement of today (`area_equivalents.csv`).
    """

    dated: date
    dated_by: str
    framework: str
    grade: str | None
    graded_as: str | None
    page: int | None
    source_url: str | None


class Trajectory(NamedTuple):
    """The steps of one local authority, oldest first; `successor` is set where it is a former one.

    `successor` is the name of the local authority that took over from it and is being compared,
    `ended` the last day that it existed.
    """

    la_code: str
    la_name: str
    successor: str | None
    ended: date | None
    steps: tuple[Step, ...]


def trajectory_steps(
    tables: Tables,
    la_codes: Sequence[str],
    area: str,
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> list[Trajectory]:
    """The inspections of local authorities that count on a date, each with its grade on `area`.

    In the order of `la_codes` (GSS codes that the tables know); former authorities stand right
    behind the one that took over from them, the first where several did, and lend it no grade.
    Raises UnknownName for an area that nobody knows.

    >>> told = trajectory_steps(t, ["E10000011"], "overall", as_at="2025-03-31")
    >>> [(step.dated.year, step.grade) for step in told[0].steps]
    [(2014, 'good'), (2018, 'outstanding'), (2023, 'good')]
    """
    area = find_area(area)
    day, cutoff = resolve_days(tables, as_at, published_by)
    index, steps = inspection_index(tables), _steps_of(tables, area)
    by_number: dict[int, list[Step]] = {}
    for place in counted_rows(tables, day, cutoff).tolist():
        by_number.setdefault(int(index.authority[place]), []).append(steps[place])
    return [
        line._replace(steps=tuple(by_number.get(number, ())))
        for number, line in _lines(index, la_codes)
    ]


def record_steps(
    tables: Tables,
    la_code: str,
    areas: Sequence[str] = AREAS,
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> list[Trajectory]:
    """The inspections of one local authority, judgement by judgement, without former authorities.

    Each has the judgement in the place of the authority: its code, and its short label as the name.
    Judgements that no inspection graded are left out. Arguments as for `trajectory_steps`.

    >>> [one.la_name for one in record_steps(t, "E10000011", as_at="2018-09-18")][:2]
    ['Leaders', 'Help and protection']
    """
    told = []
    for area in areas:
        line = trajectory_steps(tables, [la_code], area, as_at=as_at, published_by=published_by)[0]
        if any(step.grade for step in line.steps):
            told.append(line._replace(la_code=area, la_name=AREA_SHORT_LABELS[area]))
    return told


def _lines(index: InspectionIndex, la_codes: Sequence[str]) -> list[tuple[int, Trajectory]]:
    """Each authority by its number, without its steps; former ones once, behind their successor."""
    codes, names = index.authorities["la_code"].to_list(), index.authorities["la_name"].to_list()
    row_of = {code: row for row, code in enumerate(codes)}

    def line(row: int, successor: str | None) -> tuple[int, Trajectory]:
        ended = index.to_day[row].astype(object)  # None for NaT
        return int(index.number[row]), Trajectory(codes[row], names[row], successor, ended, ())

    lines: dict[int, tuple[int, Trajectory]] = {}
    for own in (row_of[code] for code in la_codes):
        lines[own] = line(own, None)
        for row in index.predecessors.get(codes[own], []):
            lines.setdefault(row, line(row, names[own]))
    return list(lines.values())


@kept()
def _steps_of(tables: Tables, area: str) -> list[Step]:
    """A step for every inspection in the index; none of it follows a date, so it is kept."""
    index = inspection_index(tables)
    inspections = index.inspections
    grades, graded_as, pages = index.graded(
        inspections.index.to_numpy("intp"), [area], as_previous=True
    )
    urls = inspections["source_url"]
    return [
        Step(
            dated=dated.date(),
            dated_by=dated_by,
            framework=framework,
            grade=GRADES[grade] if grade >= 0 else None,
            graded_as=AREAS[as_area] if grade >= 0 else None,
            page=page or None,
            source_url=None if pd.isna(url) else url,
        )
        for dated, dated_by, framework, url, grade, as_area, page in zip(
            inspections["dated"].to_list(),
            inspections["dated_by"].to_list(),
            inspections["framework"].to_list(),
            urls.to_list(),
            grades[:, 0].tolist(),
            graded_as[:, 0].tolist(),
            pages[:, 0].tolist(),
            strict=True,
        )
    ]
