"""Changes of grade from one full inspection to the next."""

from collections.abc import Sequence
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.compare import compare
from ilacs_bench.benchmark.grades import directions, find_area
from ilacs_bench.benchmark.inspection_index import (
    NOT_GRADED,
    InspectionIndex,
    RowNumbers,
    grade_categories,
)
from ilacs_bench.benchmark.resolve import resolve_frameworks
from ilacs_bench.benchmark.selection import DayOptions, Options, full_signature, select
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, FRAMEWORKS, GRADES, OVERALL

OUTCOMES = ("improved", "stayed_good_or_outstanding", "stayed_below_good", "declined")
DIRECTIONS = ("improved", "same", "declined")
_GOOD = GRADES.index("good")


@full_signature
def transitions(
    tables: Tables,
    *,
    area: str = OVERALL,
    frameworks: Sequence[str] = tuple(FRAMEWORKS),
    **options: Unpack[DayOptions],
) -> pd.DataFrame:
    """Return one row per pair of frameworks, grade before and grade after, zeros included.

    Counts pairs of consecutive full inspections of one authority, former authorities included, both
    under `frameworks`; lowest grades first. Columns: previous_framework, framework, previous_grade,
    grade, direction, n, of (pairs under these two frameworks with both grades). Pairs where either
    did not grade the area do not count. Sum over the frameworks for the total. Raises UnknownName
    for an unknown area.

    >>> rows = transitions(t, as_at="2024-03-31", published_by="2024-06-30")
    >>> from_sif = (rows["previous_framework"] == "sif") & (rows["framework"] != "sif")
    >>> int(rows.loc[from_sif, "n"].sum())
    150
    """
    area = find_area(area)
    chosen = select(tables, **options)
    index, now = chosen.index, chosen.counted
    before = index.before_each(now)
    before, now = before[before >= 0], now[before >= 0]
    code = pd.Index(FRAMEWORKS).get_indexer(pd.Index(index.inspections["framework"]))
    wanted = np.isin(
        code, [list(FRAMEWORKS).index(name) for name in resolve_frameworks(frameworks)]
    )
    both = wanted[before] & wanted[now]
    before, now = before[both], now[both]
    previous, grade = _grades(index, before, now, area)
    given = (previous != NOT_GRADED) & (grade != NOT_GRADED)
    return _counted(code[before][given], code[now][given], previous[given], grade[given])


@full_signature
def count_changes(
    tables: Tables,
    *,
    area: str = OVERALL,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    **options: Unpack[DayOptions],
) -> pd.DataFrame:
    """Return one row per outcome: how grades of authorities inspected more than once changed.

    Compares the latest grade with the one just before, of authorities in existence on `as_at` with
    two or more full inspections under `frameworks`. Columns: outcome (OUTCOMES), n, of (those with
    both grades), inspected_more_than_once (with both grades or not).

    >>> count_changes(t, as_at="2024-03-31", published_by="2024-06-30")["n"].to_list()
    [26, 15, 12, 12]
    """
    area = find_area(area)
    chosen = select(tables, **options)
    index = chosen.index
    is_wanted = index.inspections["framework"].isin(resolve_frameworks(frameworks)).to_numpy()
    counted = chosen.counted[is_wanted[chosen.counted]]
    number = index.number[index.existing(np.datetime64(chosen.as_at))]
    last, before = (row_numbers[number] for row_numbers in index.last_of(counted))
    last, before = last[before >= 0], before[before >= 0]
    previous, grade = _grades(index, before, last, area)
    given = (previous != NOT_GRADED) & (grade != NOT_GRADED)
    previous, grade = previous[given], grade[given]
    n = {
        "improved": grade > previous,
        "stayed_good_or_outstanding": (grade == previous) & (grade >= _GOOD),
        "stayed_below_good": (grade == previous) & (grade < _GOOD),
        "declined": grade < previous,
    }
    return pd.DataFrame(
        {
            "outcome": pd.Series(OUTCOMES, dtype="str"),
            "n": [int(n[outcome].sum()) for outcome in OUTCOMES],
            "of": len(grade),
            "inspected_more_than_once": len(last),
        }
    )


@full_signature
def movements(
    tables: Tables, authority: str, to: To = "neighbours", **options: Unpack[Options]
) -> pd.DataFrame:
    """Return one row per authority of the group and area that improved or declined.

    Compared with the inspection before; sorted by judgement area, those that improved first. The
    columns are those of `compare`. Arguments and errors as for `snapshot`.

    >>> rows = movements(t, "Suffolk", as_at="2025-03-31", areas=["leaders"])
    >>> rows.loc[0, ["la_name", "previous_grade", "grade", "direction"]].to_list()
    ['Somerset', 'requires_improvement', 'good', 'improved']
    """
    rows = compare(tables, authority, to, **options)
    moved = rows[~rows["is_own"] & rows["direction"].isin(["improved", "declined"])]
    row_numbers = {area: place for place, area in enumerate(rows["judgement_area"].unique())}
    order = moved["judgement_area"].map(row_numbers)
    keys = pd.DataFrame({"area": order, "declined": moved["direction"] == "declined"})
    return moved.loc[keys.sort_values(["area", "declined"], kind="stable").index].reset_index(
        drop=True
    )


def count_movements(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per judgement area and direction of travel in the group, zeros included.

    `rows` are those of `compare`; the authority itself does not count. Columns: judgement_area,
    direction, n, known (authorities with a direction on the area: graded now and at the inspection
    before), of (authorities of the group).

    >>> counts = count_movements(compare(t, "Suffolk", as_at="2025-03-31", areas=["leaders"]))
    >>> counts[["direction", "n", "known", "of"]].to_numpy().tolist()
    [['improved', 4, 8, 10], ['same', 3, 8, 10], ['declined', 1, 8, 10]]
    """
    group = rows[~rows["is_own"]]
    areas = rows["judgement_area"].drop_duplicates().to_list()
    counts = pd.crosstab(group["judgement_area"], group["direction"]).reindex(
        index=areas, columns=DIRECTIONS, fill_value=0
    )
    n = counts.to_numpy()
    return pd.DataFrame(
        {
            "judgement_area": pd.Series(np.repeat(areas, len(DIRECTIONS)), dtype="str"),
            "direction": pd.Series([*DIRECTIONS] * len(areas), dtype="str"),
            "n": n.ravel(),
            "known": n.sum(axis=1).repeat(len(DIRECTIONS)),
            "of": group["la_code"].nunique(),
        }
    )


def who_moved(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per judgement area: how many of the group improved or declined, and who.

    `rows` are those of `compare`; the authority itself does not count. Columns: judgement_area,
    n_improved, improved (their names, in the group's order; empty where none did), n_declined,
    declined, n_same, n_unknown (without a grade now or at the inspection before).

    >>> rows = who_moved(compare(t, "Suffolk", as_at="2025-03-31", areas=["leaders"]))
    >>> rows[["n_improved", "n_declined", "n_same", "n_unknown"]].to_numpy().tolist()
    [[4, 1, 3, 2]]
    """
    group: dict[str, dict[str | None, list[str]]] = {}
    for row in records(rows, ["judgement_area", "direction", "la_name", "is_own"]):
        ways = group.setdefault(row["judgement_area"], {way: [] for way in (*DIRECTIONS, None)})
        if not row["is_own"]:
            ways[row["direction"]].append(row["la_name"])
    return pd.DataFrame(
        [
            {
                "judgement_area": area,
                "n_improved": len(names["improved"]),
                "improved": ", ".join(names["improved"]) or None,
                "n_declined": len(names["declined"]),
                "declined": ", ".join(names["declined"]) or None,
                "n_same": len(names["same"]),
                "n_unknown": len(names[None]),
            }
            for area, names in group.items()
        ]
    )


def _grades(
    index: InspectionIndex, before: RowNumbers, now: RowNumbers, area: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return grade codes on an area before and now; before, an earlier form of it may count."""
    previous, _, _ = index.graded(before, [area], as_previous=True)
    grade, _, _ = index.graded(now, [area])
    return previous[:, 0], grade[:, 0]


def _counted(
    before: np.ndarray, now: np.ndarray, previous: np.ndarray, grade: np.ndarray
) -> pd.DataFrame:
    """Return counts of pairs by framework and grade, before and now, for frameworks that occur."""
    size, grades = len(FRAMEWORKS), len(GRADES)
    shape = (size, size, grades, grades)
    cell = np.ravel_multi_index((before, now, previous, grade), shape)
    n = np.bincount(cell, minlength=int(np.prod(shape))).reshape(size * size, grades * grades)
    occurring = np.flatnonzero(n.sum(axis=1))
    codes = np.array(list(FRAMEWORKS), dtype=object)
    first = np.tile(np.arange(grades).repeat(grades), len(occurring)).astype("int8")
    second = np.tile(np.arange(grades), len(occurring) * grades).astype("int8")
    return pd.DataFrame(
        {
            "previous_framework": pd.Series(
                codes[occurring // size].repeat(grades**2), dtype="str"
            ),
            "framework": pd.Series(codes[occurring % size].repeat(grades**2), dtype="str"),
            "previous_grade": grade_categories(first),
            "grade": grade_categories(second),
            "direction": directions(first, second),
            "n": n[occurring].ravel(),
            "of": n[occurring].sum(axis=1).repeat(grades**2),
        }
    )
