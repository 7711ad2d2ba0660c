"""All inspections, from the SIF to ILACS, of a local authority and those it is compared with.

`trajectories` returns them as a frame; `trajectory_steps` returns the grades on one judgement, for
many councils within a millisecond, for a chart.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.grades import find_area, judgement_rows
from ilacs_bench.benchmark.inspection_index import (
    AUTHORITY_COLUMNS,
    InspectionIndex,
    RowNumbers,
    inspection_index,
)
from ilacs_bench.benchmark.selection import Options, Selection, full_signature, select
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, AREAS, GRADES


class Step(NamedTuple):
    """One full inspection; grade and graded_as are None where it did not grade the judgement.

    `graded_as` is the area actually graded: the SIF's, or the combined one of 2018 to 2022, where
    it is the earlier form of today's judgement (`area_equivalents.csv`).
    """

    dated: date
    dated_by: str
    framework: str
    grade: str | None
    graded_as: str | None
    page: int | None
    source_url: str | None


class Trajectory(NamedTuple):
    """The inspections of one local authority, oldest first.

    For a former authority, `successor` is the name of the local authority that took over from it
    and is being compared, and `ended` the last day that it existed.
    """

    la_code: str
    la_name: str
    successor: str | None
    ended: date | None
    steps: tuple[Step, ...]


@full_signature
def trajectories(
    tables: Tables, authority: str, to: To | None = None, **options: Unpack[Options]
) -> pd.DataFrame:
    """Return one row per full inspection and judgement area: the authority's, then its group's.

    Oldest first within each authority. `relation` is 'itself', 'predecessor' or 'group'. The
    inspections of a former authority follow, once, those of its successor (`belongs_to`, a GSS
    code; the first of several successors), and no direction of travel is computed between the two.
    `number` counts an authority's inspections from 1. The other columns are those of
    `latest_judgements`: the grade is empty where the framework did not grade the area, previous_*
    and direction compare with the inspection just before; then framework_changed (the one before
    was under another framework; empty for the first) and days_since_previous (first day to first
    day; empty where one is not known). `authority` may be a former one, without `to`. Other
    arguments and errors as for `snapshot`.

    >>> rows = trajectories(t, "East Sussex", areas=["overall"])
    >>> rows[["framework", "grade", "direction"]].to_numpy().tolist()
    [['sif', 'good', nan], ['ilacs_2018', 'outstanding', 'improved'], \
['ilacs_2023', 'good', 'declined']]
    """
    return trajectories_of(select(tables, authority, to, former=True, **options))


def trajectories_of(chosen: Selection) -> pd.DataFrame:
    """Return the rows of `trajectories` for a Selection; default areas are those of the day."""
    group = [] if chosen.to is None else chosen.group["la_code"].to_list()
    index, counted, areas = chosen.index, chosen.counted, chosen.areas_shown
    lines = _line_rows(index, [chosen.la_code, *group])
    number = index.authority[counted]
    row_numbers = [counted[number == n] for n in lines["number"]]
    before = [np.append(-1, of[:-1])[: len(of)] for of in row_numbers]
    each = np.repeat(np.arange(len(lines)), [len(of) * len(areas) for of in row_numbers])
    rows = judgement_rows(
        index,
        _joined(row_numbers),
        _joined(before),
        areas,
        as_at=chosen.as_at,
        authorities=lines["row"].to_numpy()[each],
    )
    for place, name in enumerate(["relation", "belongs_to"], start=len(AUTHORITY_COLUMNS)):
        rows.insert(place, name, lines[name].array.take(each))
    nth = _joined([np.arange(1, len(of) + 1) for of in row_numbers]).repeat(len(areas))
    return _with_changes(rows.assign(number=nth))


def trajectory_steps(chosen: Selection, la_codes: Sequence[str], area: str) -> list[Trajectory]:
    """Return the inspections of local authorities that count on a date, with grades on `area`.

    In the order of `la_codes` (GSS codes in the tables). A former authority follows its successor,
    the first of several, and keeps its grades to itself. Raises UnknownName for an unknown area.

    >>> chosen = select(t, as_at="2025-03-31")
    >>> told = trajectory_steps(chosen, ["E10000011"], "overall")
    >>> [(step.dated.year, step.grade) for step in told[0].steps]
    [(2014, 'good'), (2018, 'outstanding'), (2023, 'good')]
    """
    index, steps = chosen.index, _steps_of(chosen.tables, find_area(area))
    by_number: dict[int, list[Step]] = {}
    for place in chosen.counted.tolist():
        by_number.setdefault(int(index.authority[place]), []).append(steps[place])
    codes, names = index.authorities["la_code"].to_list(), index.authorities["la_name"].to_list()
    return [
        Trajectory(
            la_code=codes[row],
            la_name=names[row],
            successor=None if codes[row] == belongs_to else names[codes.index(belongs_to)],
            ended=index.to_day[row].astype(object),  # None for NaT
            steps=tuple(by_number.get(int(index.number[row]), ())),
        )
        for row, belongs_to in _lines(index, la_codes).items()
    ]


def record_steps(chosen: Selection, areas: Sequence[str]) -> list[Trajectory]:
    """Return the selected authority's inspections by judgement, without former authorities.

    Each Trajectory is one judgement: its code as `la_code` and its short label as `la_name`.
    Judgements that no inspection graded are left out.

    >>> chosen = select(t, "East Sussex", as_at="2018-09-18")
    >>> [one.la_name for one in record_steps(chosen, ["leaders", "help_protection"])]
    ['Leaders', 'Help and protection']
    """
    found = []
    for area in areas:
        line = trajectory_steps(chosen, [chosen.la_code], area)[0]
        if any(step.grade for step in line.steps):
            found.append(line._replace(la_code=area, la_name=AREA_SHORT_LABELS[area]))
    return found


def not_compared(chosen: Selection, own: pd.DataFrame) -> list[Step | None]:
    """Return for each row of `own_grades` the last other grade that it is not compared with.

    It is the step that a chart of `record_steps` shows before the grade, or in its place where the
    latest inspection did not grade the area. None where `direction` compares the grade with the
    inspection just before, and where there is no other grade.

    >>> from ilacs_bench.benchmark.compare import own_grades_of
    >>> chosen = select(t, "Suffolk", as_at="2026-03-31", areas=["care_leavers"])
    >>> (step,) = not_compared(chosen, own_grades_of(chosen))
    >>> step.dated.year, step.framework, step.grade
    (2015, 'sif', 'requires_improvement')
    """
    return [
        _last_but(trajectory_steps(chosen, [chosen.la_code], area)[0].steps, has_grade=has_grade)
        if pd.isna(direction)
        else None
        for area, has_grade, direction in zip(
            own["judgement_area"], own["grade"].notna(), own["direction"], strict=True
        )
    ]


def _last_but(steps: Sequence[Step], *, has_grade: bool) -> Step | None:
    """Return the last step with a grade, leaving out the latest where it gave the grade shown."""
    earlier = steps[:-1] if has_grade else steps
    return next((step for step in reversed(earlier) if step.grade), None)


def _lines(index: InspectionIndex, la_codes: Sequence[str]) -> dict[int, str]:
    """Return by row of the index's authorities the GSS code of the line that each belongs to.

    Each of `la_codes` belongs to itself; a former authority follows its successor, once.
    """
    row_of = {code: row for row, code in enumerate(index.authorities["la_code"])}
    lines: dict[int, str] = {}
    for code in la_codes:
        for row in (row_of[code], *index.predecessors.get(code, [])):
            lines.setdefault(row, code)
    return lines


def _line_rows(index: InspectionIndex, la_codes: Sequence[str]) -> pd.DataFrame:
    """Return the same as rows: `row`, its `number` in the index, `relation` and `belongs_to`."""
    lines = _lines(index, la_codes)
    rows, belongs_to = [*lines], [*lines.values()]
    codes = index.authorities["la_code"].take(rows)
    relation = [
        "predecessor" if code != whose else "itself" if code == la_codes[0] else "group"
        for code, whose in zip(codes, belongs_to, strict=True)
    ]
    return pd.DataFrame(
        {
            "row": rows,
            "number": index.number[rows],
            "relation": pd.array(relation, dtype="str"),
            "belongs_to": pd.array(belongs_to, dtype="str"),
        }
    )


def _joined(parts: list[RowNumbers]) -> RowNumbers:
    return np.concatenate([np.array([], dtype="intp"), *parts])


def _with_changes(rows: pd.DataFrame) -> pd.DataFrame:
    is_first = rows["previous_inspection_id"].isna().to_numpy()
    changed = rows["framework"].to_numpy() != rows["previous_framework"].to_numpy()
    start, before = (
        rows[name].to_numpy().astype("datetime64[D]") for name in ("start", "previous_start")
    )
    days, unknown = (start - before).astype("int64"), np.isnat(start) | np.isnat(before)
    return rows.assign(
        framework_changed=pd.arrays.BooleanArray(changed, is_first),
        days_since_previous=pd.arrays.IntegerArray(np.where(unknown, 0, days), unknown),
    )


@cache_by_tables()
def _steps_of(tables: Tables, area: str) -> list[Step]:
    """Return a step for every inspection in the index; cached, since it depends on no date."""
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
