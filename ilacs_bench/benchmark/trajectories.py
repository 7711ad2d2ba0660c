"""Every inspection of a local authority and of those it is compared with, SIF to ILACS."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator, group_of
from ilacs_bench.benchmark.grades import judgement_rows, resolve_areas
from ilacs_bench.benchmark.inspection_index import (
    AUTHORITY_COLUMNS,
    InspectionIndex,
    RowNumbers,
    inspection_index,
)
from ilacs_bench.benchmark.latest import counted_rows
from ilacs_bench.benchmark.resolve import Day, find_la_code, resolve_days
from ilacs_bench.tables.store import Tables


def trajectories(
    tables: Tables,
    authority: str,
    to: To | None = None,
    *,
    as_at: Day = None,
    published_by: Day = None,
    areas: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One row per full inspection and judgement area: the authority's, then those of its group.

    Oldest first within each authority. `relation` is 'itself', 'predecessor' or 'group'; the
    inspections of a former authority stand apart, once, behind those of the successor they led to
    (`belongs_to`, a GSS code; the first where several took over), and no direction of travel leads
    across. `number` counts an
    authority's inspections from 1. The other columns are those of `latest_judgements`: the grade is
    empty where the framework did not grade the area, previous_* and direction are against the
    inspection just before; then framework_changed (the one before was under another framework;
    empty for the first) and days_since_previous (first day to first day; empty where one is not
    known). `authority` may be a former one, without `to`. Other arguments and errors as for
    `snapshot`.

    >>> rows = trajectories(t, "East Sussex", areas=["overall"])
    >>> rows[["framework", "grade", "direction"]].to_numpy().tolist()
    [['sif', 'good', nan], ['ilacs_2018', 'outstanding', 'improved'], \
['ilacs_2023', 'good', 'declined']]
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    areas = resolve_areas(areas, day)
    la_code = find_la_code(tables, authority, day)
    codes = [la_code]
    if to is not None:
        codes += group_of(tables, la_code, find_comparator(to), day)["la_code"].to_list()
    index = inspection_index(tables)
    lines = _lines(index, codes)
    counted = counted_rows(tables, day, cutoff)
    number = index.authority[counted]
    row_numbers = [counted[number == n] for n in lines["number"]]
    before = [np.append(-1, of[:-1])[: len(of)] for of in row_numbers]
    each = np.repeat(np.arange(len(lines)), [len(of) * len(areas) for of in row_numbers])
    rows = judgement_rows(
        index,
        _joined(row_numbers),
        _joined(before),
        areas,
        as_at=day,
        authorities=lines["row"].to_numpy()[each],
    )
    for place, name in enumerate(["relation", "belongs_to"], start=len(AUTHORITY_COLUMNS)):
        rows.insert(place, name, lines[name].array.take(each))
    nth = _joined([np.arange(1, len(of) + 1) for of in row_numbers]).repeat(len(areas))
    return _with_changes(rows.assign(number=nth))


def _lines(index: InspectionIndex, codes: list[str]) -> pd.DataFrame:
    """One row per authority shown, predecessors behind their successor: where it is, its relation.

    `row` is its place in the index's authorities, `number` its number there.
    """
    by_code = pd.Index(index.authorities["la_code"])
    rows, relation, belongs_to = [], [], []
    for place, code in enumerate(codes):
        before = [row for row in index.predecessors.get(code, []) if row not in rows]
        rows += [by_code.get_loc(code), *before]
        relation += ["group" if place else "itself", *["predecessor"] * len(before)]
        belongs_to += [code] * (1 + len(before))
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
