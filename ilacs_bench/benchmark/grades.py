"""Grades as at a date, one row per local authority and judgement area, and their counts."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.latest import (
    INSPECTION_COLUMNS,
    counted_inspections,
    existing_authorities,
)
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import DEFAULT_AREAS, GRADES, read_lookup

_EQUIVALENTS = read_lookup("area_equivalents")
_DIRECTIONS = {1: "improved", 0: "same", -1: "declined"}


def latest_judgements(
    tables: Tables,
    as_at: date,
    published_by: date | None = None,
    areas: Sequence[str] = DEFAULT_AREAS,
    *,
    overrides: bool = False,
) -> pd.DataFrame:
    """One row per local authority in existence on `as_at` and judgement area, graded or not.

    `grade` is of the latest full inspection and empty where that did not grade the area; it is
    never carried over from an earlier one. `graded_as` is the area actually graded: the combined
    judgement of 2018 to 2022 stands under `in_care`, as in Ofsted's statistics. The columns
    `previous_*` are of the full inspection just before; `direction` ('improved', 'declined',
    'same') compares the two and is empty where one of them is. `age_days` counts from the first
    day on site to `as_at`.
    """
    counted = counted_inspections(tables, as_at, published_by, overrides=overrides)
    is_last = ~counted.duplicated("la_code", keep="last")
    before = counted[~is_last].drop_duplicates("la_code", keep="last")
    wanted = pd.DataFrame({"judgement_area": pd.Series(list(areas), dtype="str")})
    rows = (
        existing_authorities(tables, as_at)
        .merge(counted[is_last], on="la_code", how="left", validate="one_to_one")
        .merge(_previous(before), on="la_code", how="left", validate="one_to_one")
        .merge(wanted, how="cross")
    )
    rows = _add_grades(rows, tables.judgements, _area_sources(areas, ("picture",)))
    rows = _add_grades(
        rows, tables.judgements, _area_sources(areas, ("picture", "previous")), "previous_"
    )
    age = (pd.Timestamp(as_at) - rows["start"]).dt.days.astype("Int64")
    return rows.assign(age_days=age, direction=_direction(rows["previous_grade"], rows["grade"]))


def count_grades(judgements: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """One row per area of `areas` and grade, from the lowest grade, counts of zero included.

    `judgements` has one row per local authority and judgement area, graded or not. `n` authorities
    have the grade, `judged` any grade on the area, `of` stand in the rows; `share` (0-1) is of the
    judged, empty where there are none.
    """
    every = pd.MultiIndex.from_product([areas, GRADES], names=["judgement_area", "grade"])
    n = judgements.groupby(["judgement_area", "grade"], observed=True).size()
    counts = n.reindex(every, fill_value=0).rename("n").reset_index()
    by_area = judgements.groupby("judgement_area")["grade"].agg(["count", "size"])
    sizes = by_area.reindex(list(areas), fill_value=0)
    judged = counts["judgement_area"].map(sizes["count"])
    return counts.assign(
        grade=counts["grade"].astype(GRADE_DTYPE),
        judged=judged,
        of=counts["judgement_area"].map(sizes["size"]),
        share=counts["n"] / judged.where(judged > 0),
    )


def count_as_at(
    tables: Tables,
    as_at: date,
    published_by: date | None = None,
    area: str = "overall",
    *,
    overrides: bool = False,
) -> pd.DataFrame:
    """One row per grade, lowest first: `n` of the `judged` authorities of England have it."""
    judgements = latest_judgements(tables, as_at, published_by, [area], overrides=overrides)
    return count_grades(judgements, [area])


def _area_sources(areas: Sequence[str], uses: tuple[str, ...]) -> pd.DataFrame:
    """For each area, the areas as graded that may stand for it, the area itself first."""
    own = [(area, area) for area in areas]
    others = [
        (row["judgement_area"], row["graded_as"])
        for row in _EQUIVALENTS
        if row["judgement_area"] in areas and row["use"] in uses
    ]
    return pd.DataFrame(own + others, columns=["judgement_area", "graded_as"], dtype="str")


def _add_grades(
    rows: pd.DataFrame, judgements: pd.DataFrame, sources: pd.DataFrame, prefix: str = ""
) -> pd.DataFrame:
    """`rows` with the grade of `<prefix>inspection_id`, and the area it was graded as."""
    key = [f"{prefix}inspection_id", "judgement_area"]
    given = judgements[["inspection_id", "judgement_area", "grade", "page"]].rename(
        columns={"judgement_area": "graded_as"}
    )
    given = sources.merge(given, on="graded_as", how="inner", validate="many_to_many")
    given = given.drop_duplicates(["inspection_id", "judgement_area"])
    if prefix:
        given = given.rename(columns={"graded_as": "area"}).rename(
            columns=lambda name: name if name == "judgement_area" else f"{prefix}{name}"
        )
    return rows.merge(given, on=key, how="left", validate="many_to_one")


def _previous(inspections: pd.DataFrame) -> pd.DataFrame:
    names = {name: f"previous_{name}" for name in INSPECTION_COLUMNS}
    return inspections[["la_code", *INSPECTION_COLUMNS]].rename(columns=names)


def _direction(before: pd.Series, now: pd.Series) -> pd.Series:
    steps = (now.cat.codes - before.cat.codes).clip(-1, 1)
    return steps.where(before.notna() & now.notna()).map(_DIRECTIONS).astype("str")
