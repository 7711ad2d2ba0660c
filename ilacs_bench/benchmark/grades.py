"""Grades as at a date, one row per local authority and judgement area, and their counts."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.latest import (
    INSPECTION_COLUMNS,
    counted_inspections,
    existing_authorities,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS, DEFAULT_AREAS, GRADES, read_lookup

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
    check_areas(areas)
    counted = counted_inspections(tables, as_at, published_by, overrides=overrides)
    wanted = pd.DataFrame({"judgement_area": pd.Series(list(areas), dtype="str")})
    rows = (
        existing_authorities(tables, as_at)
        .merge(_last_and_previous(counted), on="la_code", how="left", validate="one_to_one")
        .merge(wanted, how="cross")
    )
    now = _find_grades(rows, "inspection_id", tables.judgements, _stand_ins(areas, ("picture",)))
    before = _find_grades(
        rows,
        "previous_inspection_id",
        tables.judgements,
        _stand_ins(areas, ("picture", "previous")),
    )
    return rows.assign(
        grade=now["grade"],
        graded_as=now["judgement_area"],
        page=now["page"],
        age_days=(pd.Timestamp(as_at) - rows["start"]).dt.days.astype("Int64"),
        previous_grade=before["grade"],
        previous_area=before["judgement_area"],
        previous_page=before["page"],
        direction=_direction(before["grade"], now["grade"]),
    )


def count_grades(judgements: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """One row per area of `areas` and grade, from the lowest grade, counts of zero included.

    `judgements` has one row per local authority and judgement area, graded or not. `n` authorities
    have the grade, `judged` any grade on the area, `of` stand in the rows; `share` (0-1) is of the
    judged, empty where there are none.
    """
    codes = judgements["grade"].cat.codes
    of_area = [codes[judgements["judgement_area"] == area] for area in areas]
    n = np.array([np.bincount(of[of >= 0], minlength=len(GRADES)) for of in of_area], dtype="int64")
    judged = n.sum(axis=1).repeat(len(GRADES))
    return pd.DataFrame(
        {
            "judgement_area": pd.Series(areas, dtype="str").repeat(len(GRADES)).array,
            "grade": pd.Categorical(GRADES * len(areas), dtype=GRADE_DTYPE),
            "n": n.ravel(),
            "judged": judged,
            "of": np.repeat([len(of) for of in of_area], len(GRADES)),
            "share": n.ravel() / np.where(judged > 0, judged, np.nan),
        }
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


def check_areas(areas: Sequence[str]) -> None:
    """Raise UnknownName where there is no area, or one that is not known."""
    unknown = [area for area in areas if area not in AREAS]
    if unknown or not areas:
        raise UnknownName(f"{unknown or 'No area'}: choose judgement areas among {list(AREAS)}.")


def _stand_ins(areas: Sequence[str], uses: tuple[str, ...]) -> dict[str, list[str]]:
    """For each area, the areas as graded that may stand for it, the area itself first."""
    return {
        area: [
            area,
            *(
                row["graded_as"]
                for row in _EQUIVALENTS
                if row["judgement_area"] == area and row["use"] in uses
            ),
        ]
        for area in areas
    }


def _find_grades(
    rows: pd.DataFrame, inspection: str, judgements: pd.DataFrame, stand_ins: dict[str, list[str]]
) -> pd.DataFrame:
    """For each of `rows`, the judgement of the inspection named in its column `inspection`.

    Columns: judgement_area (as graded), grade, page; all empty where there is none. A dictionary
    finds them in a tenth of the time of a merge on two text columns, at every change of the page.
    """
    keys = zip(
        judgements["inspection_id"].tolist(), judgements["judgement_area"].tolist(), strict=True
    )
    place = {key: number for number, key in enumerate(keys)}
    asked = zip(rows[inspection].tolist(), rows["judgement_area"].tolist(), strict=True)
    found = [
        next((place[id_, area] for area in stand_ins[wanted] if (id_, area) in place), -1)
        for id_, wanted in asked
    ]
    given = judgements[["judgement_area", "grade", "page"]].reset_index(drop=True)
    return given.reindex(found).set_index(rows.index)


def _last_and_previous(counted: pd.DataFrame) -> pd.DataFrame:
    """One row per local authority: its last inspection and, as `previous_*`, the one before."""
    before = counted[INSPECTION_COLUMNS].shift().add_prefix("previous_")
    same_authority = counted["la_code"].eq(counted["la_code"].shift())
    both = pd.concat([counted, before.where(same_authority)], axis="columns")
    return both.drop_duplicates("la_code", keep="last")


def _direction(before: pd.Series, now: pd.Series) -> pd.Series:
    steps = (now.cat.codes - before.cat.codes).clip(-1, 1)
    return steps.where(before.notna() & now.notna()).map(_DIRECTIONS).astype("str")
