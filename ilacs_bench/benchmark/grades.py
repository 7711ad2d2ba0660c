"""Latest grades as at a date, by local authority and judgement area, and counts of them."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ilacs_bench.benchmark.inspection_index import (
    AUTHORITY_COLUMNS,
    INSPECTION_COLUMNS,
    NOT_GRADED,
    InspectionIndex,
    RowNumbers,
    area_names,
    grade_categories,
    inspection_index,
    page_numbers,
)
from ilacs_bench.benchmark.latest import counted_rows
from ilacs_bench.benchmark.resolve import OneOrMore, one_or_more
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import area_meant, areas_on, stand_ins
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS, GRADES

_DIRECTIONS = pd.array(["declined", "same", "improved"], dtype="str")
_SHOWN = [*INSPECTION_COLUMNS, "dated", "dated_by"]


def latest_judgements(
    tables: Tables,
    as_at: date,
    published_by: date | None = None,
    areas: Sequence[str] | None = None,
    *,
    overrides: bool = False,
    earlier_forms: bool = False,
) -> pd.DataFrame:
    """Return one row per authority in existence on `as_at` and judgement area, graded or not.

    `grade` is from the latest full inspection, empty where it did not grade the area; it is never
    carried over from an earlier inspection. `graded_as` is the area actually graded: the combined
    judgement of 2018 to 2022 counts as `in_care`, as in Ofsted's statistics. The columns
    `previous_*` are of the full inspection just before; `direction` ('improved', 'declined',
    'same') compares the two and is empty where one of them is. `age_days` counts from the first day
    on site to `as_at`. With `earlier_forms` the corresponding judgement of an earlier framework
    (`area_equivalents.csv`) is used where the area was not graded.
    """
    areas = resolve_areas(areas, as_at)
    cutoff = published_by or as_at
    return _latest_judgements(tables, as_at, cutoff, areas, overrides, earlier_forms).copy(
        deep=False
    )


@cache_by_tables(most=1)  # the views of one page need the same frame
def _latest_judgements(
    tables: Tables,
    as_at: date,
    cutoff: date,
    areas: tuple[str, ...],
    overrides: bool,
    earlier_forms: bool,
) -> pd.DataFrame:
    index = inspection_index(tables)
    existing = index.existing(np.datetime64(as_at))
    last = index.last_of(counted_rows(tables, as_at, cutoff, overrides=overrides))
    now, before = (row_numbers[index.number[existing]] for row_numbers in last)
    each = existing.repeat(len(areas))
    return judgement_rows(
        index, now, before, areas, as_at=as_at, authorities=each, earlier_forms=earlier_forms
    )


def judgement_rows(
    index: InspectionIndex,
    now: RowNumbers,
    before: RowNumbers,
    areas: Sequence[str],
    *,
    as_at: date,
    authorities: RowNumbers,
    earlier_forms: bool = False,
) -> pd.DataFrame:
    """Return one row per inspection of `now` and judgement area, with the one `before` it.

    Both are row numbers in the inspection index, -1 for none; `authorities` holds the row of each
    one's local authority. The columns are those of `latest_judgements`.
    """
    now_each, before_each = now.repeat(len(areas)), before.repeat(len(areas))
    grades, graded_as, pages = index.graded(now, areas, as_previous=earlier_forms)
    previous, previous_as, previous_page = index.graded(before, areas, as_previous=True)
    rows = index.of_inspection.at(now_each, _SHOWN)
    columns = {
        **index.of_authority.at(authorities, AUTHORITY_COLUMNS),
        **rows,
        **index.of_inspection.at(before_each, INSPECTION_COLUMNS, "previous_"),
        "judgement_area": area_names(np.tile([AREAS.index(area) for area in areas], len(now))),
        "grade": grade_categories(grades),
        "graded_as": area_names(graded_as),
        "page": page_numbers(pages),
        "age_days": days_since(rows["start"], as_at),
        "previous_grade": grade_categories(previous),
        "previous_area": area_names(previous_as),
        "previous_page": page_numbers(previous_page),
        "direction": directions(previous, grades),
    }
    return pd.DataFrame(columns, copy=False)


def days_since(start: ExtensionArray, as_at: date) -> ExtensionArray:
    """Return whole days from each `start` to a date, empty where `start` is not known."""
    days = start.to_numpy().astype("datetime64[D]")
    known = ~np.isnat(days)
    waited = np.where(known, np.datetime64(as_at) - days, 0).astype("int64")
    return pd.arrays.IntegerArray(waited, ~known)


def directions(before: npt.NDArray[np.int8], now: npt.NDArray[np.int8]) -> ExtensionArray:
    """Return 'improved', 'declined' or 'same' from arrays of grade codes; empty if one is none."""
    known = (before != NOT_GRADED) & (now != NOT_GRADED)
    step = np.where(known, np.sign(now - before) + 1, -1)
    return _DIRECTIONS.take(step.ravel(), allow_fill=True)


def count_grades(judgements: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """Return one row per area and grade, lowest grade first, counts of zero included.

    `judgements` has one row per local authority and judgement area, graded or not. `n` counts
    authorities with the grade, `judged` those with any grade on the area, `of` all; `share` (0-1)
    is n / judged, empty where judged is 0.
    """
    codes = judgements["grade"].cat.codes.to_numpy()
    area = pd.Index(areas).get_indexer(pd.Index(judgements["judgement_area"]))
    of = np.bincount(area[area >= 0], minlength=len(areas))
    given = (area >= 0) & (codes >= 0)
    cells = area[given] * len(GRADES) + codes[given]
    n = np.bincount(cells, minlength=len(areas) * len(GRADES)).reshape(len(areas), len(GRADES))
    judged = n.sum(axis=1).repeat(len(GRADES))
    return pd.DataFrame(
        {
            "judgement_area": pd.array([area for area in areas for _ in GRADES], dtype="str"),
            "grade": grade_categories(np.tile(np.arange(len(GRADES), dtype="int8"), len(areas))),
            "n": n.ravel(),
            "judged": judged,
            "of": of.repeat(len(GRADES)),
            "share": n.ravel() / np.where(judged > 0, judged, np.nan),
        }
    )


def is_earlier_form(judgements: pd.DataFrame) -> pd.Series:
    """Return which rows have a grade only because of `earlier_forms`.

    >>> rows = latest_judgements(t, date(2018, 3, 31), areas=["leaders"], earlier_forms=True)
    >>> rows.loc[is_earlier_form(rows), "graded_as"].unique().tolist()
    ['leadership']
    """
    now = {area: {area, *stand_ins(area)} for area in judgements["judgement_area"].unique()}
    pairs = zip(judgements["judgement_area"], judgements["graded_as"], strict=True)
    is_other = [given not in now[area] for area, given in pairs]
    return judgements["graded_as"].notna() & np.array(is_other, dtype="bool")


def resolve_areas(areas: OneOrMore, day: date) -> tuple[str, ...]:
    """Return the areas of `find_areas`; for None, those that the day's pages show first."""
    return areas_on(day) if areas is None else find_areas(areas)


def find_areas(areas: OneOrMore) -> tuple[str, ...]:
    """Return the codes of judgement areas given by code or label, each once.

    A single area may be given without a list. Raises UnknownName for no area or an unknown one.

    >>> find_areas("Overall effectiveness"), find_areas(["leaders", "help and protection"])
    (('overall',), ('leaders', 'help_protection'))
    """
    names = [] if areas is None else one_or_more(areas)
    unknown = [name for name in names if area_meant(name) is None]
    if unknown or not names:
        raise UnknownName(f"{unknown or 'No area'}: choose judgement areas among {list(AREAS)}.")
    return tuple(dict.fromkeys(area for name in names if (area := area_meant(name))))


def find_area(area: OneOrMore) -> str:
    """Return the code of one judgement area. Raises UnknownName for none, several or unknown."""
    areas = find_areas(area)
    if len(areas) > 1:
        raise UnknownName(f"{list(areas)}: one judgement is asked about. Choose one of them.")
    return areas[0]
