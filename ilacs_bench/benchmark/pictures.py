"""Grade counts for England as at a date ("pictures"), by judgement, region and type.

A picture counts each local authority in existence by its latest full inspection. `of` counts all in
existence, `never_inspected` those without a full inspection by then, `judged` those whose latest
inspection graded the area; the rest were inspected and have no grade on the area.
"""

from collections.abc import Sequence
from typing import Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.grades import (
    is_earlier_form,
    judgement_rows,
    latest_judgements,
)
from ilacs_bench.benchmark.intervals import FEWEST
from ilacs_bench.benchmark.selection import Options, Selection, full_signature, select
from ilacs_bench.errors import UnknownName
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import GRADES

GROUPINGS = {
    "ofsted_region": "Ofsted region",
    "ons_region": "ONS region",
    "la_type": "type of authority",
}
"""Columns that a picture can be grouped by, and their labels; without one it is of England."""
_COUNTED = ["judgement_area", "grade", "n", "judged", "of", "never_inspected", "share"]


@full_signature
def picture(
    tables: Tables,
    *,
    by: str | None = None,
    overrides: bool = False,
    with_earlier_forms: bool = False,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return one row per group, judgement area and grade, lowest grade first, zeros included.

    Columns: as_at, published_by, group ('England', or a region or type if grouped `by` one of
    GROUPINGS), judgement_area, grade, n, judged, of, never_inspected (empty where the tables are
    partial), share (0-1, n / judged; empty where judged is below ten, too few for a share).
    `overrides` adds the exceptions of Ofsted's own figures. `with_earlier_forms` also counts the
    corresponding judgement of an earlier framework, as Ofsted did with leadership in 2019, and adds
    judged_earlier (how many of the judged have such a grade). Raises UnknownName for an unknown
    area or grouping, or an invalid date.

    >>> counts = picture(
    ...     t, as_at="2025-03-31", published_by="2025-06-30", areas=["overall"]
    ... )
    >>> counts[["grade", "n", "judged"]].to_numpy().tolist()[-1]
    ['outstanding', 36, 153]
    """
    check_grouping(by)
    chosen = select(tables, **options)
    days, areas = (chosen.as_at, chosen.published_by), chosen.areas_shown
    rows = latest_judgements(
        tables, *days, areas, overrides=overrides, earlier_forms=with_earlier_forms
    )
    counted = mask_never_inspected(tables, count_groups(rows, areas, by))
    if with_earlier_forms:
        earlier = count_groups(rows[is_earlier_form(rows)], areas, by)
        keys = ["group", "judgement_area"]
        judged = earlier.drop_duplicates(keys).set_index(keys)["judged"]
        found = judged.reindex(pd.MultiIndex.from_frame(counted[keys]), fill_value=0)
        counted["judged_earlier"] = found.to_numpy()
    for place, (name, day) in enumerate(zip(("as_at", "published_by"), days, strict=True)):
        counted.insert(place, name, pd.Timestamp(day))
    return counted


def count_groups(
    judgements: pd.DataFrame, areas: Sequence[str], by: str | None = None
) -> pd.DataFrame:
    """Return the counts of `picture` from rows of `latest_judgements`.

    >>> from datetime import date
    >>> rows = latest_judgements(t, date(2025, 3, 31), date(2025, 6, 30), ["overall"])
    >>> count_groups(rows, ["overall"])["n"].to_list()
    [19, 31, 67, 36]
    """
    group = judgements[by] if by else pd.Series("England", judgements.index, dtype="str")
    return _count(
        group=pd.Categorical(group),
        area=pd.Categorical(judgements["judgement_area"], categories=list(areas)),
        grade=judgements["grade"].cat.codes.to_numpy(),
        never=judgements["inspection_id"].isna().to_numpy(),
    )


def mask_never_inspected(tables: Tables, counts: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with `never_inspected` emptied where the tables are partial.

    >>> counts = count_groups(select(t).judgements(["leaders"]), ["leaders"])
    >>> mask_never_inspected(t, counts)["never_inspected"].to_list()[0]
    0
    """
    if not coverage_of(tables).is_partial:
        return counts
    return counts.assign(never_inspected=pd.Series(pd.NA, counts.index, dtype="Int64"))


def good_or_outstanding(counts: pd.DataFrame) -> pd.DataFrame:
    """Return one row per picture, group and area: how many are good or outstanding.

    `n` of the `judged` are; `share` (0-1) is empty where fewer than ten are judged. `counts` are
    rows of `picture` or `pictures`; their other columns stay, except grade.

    >>> counts = picture(
    ...     t, as_at="2024-03-31", published_by="2024-06-30", areas=["overall"], by="ofsted_region"
    ... )
    >>> london = good_or_outstanding(counts).set_index("group").loc["London"]
    >>> int(london["n"]), int(london["judged"]), round(float(london["share"]), 2)
    (28, 33, 0.85)
    """
    keys = [name for name in counts.columns if name not in ("grade", "n", "share")]
    code, n = counts["grade"].cat.codes.to_numpy(), counts["n"].array
    rows = counts.loc[code == 0, keys].reset_index(drop=True)
    rows["n"] = sum(n[code == place] for place in range(GRADES.index("good"), len(GRADES)))
    return rows.assign(share=rows["n"] / rows["judged"].where(rows["judged"] >= FEWEST))


@full_signature
def former_authorities(tables: Tables, **options: Unpack[Options]) -> pd.DataFrame:
    """Return one row per authority that had ended by `as_at` and area: its last grade.

    None of these grades counts for a successor or in a picture of the date. Columns as in
    `latest_judgements`, then ended (last day of existence) and successors (names).

    >>> rows = former_authorities(t, as_at="2025-03-31", areas=["overall"])
    >>> rows[["la_name", "successors"]].to_numpy().tolist()[1]
    ['Cumbria', 'Cumberland; Westmorland and Furness']
    """
    return former_authorities_of(select(tables, **options))


def former_authorities_of(chosen: Selection) -> pd.DataFrame:
    """Return the rows of `former_authorities` for a Selection."""
    index, areas, day = chosen.index, chosen.areas_shown, chosen.as_at
    ended = np.flatnonzero(index.to_day < np.datetime64(day))
    now, before = chosen.current_rows(ended)
    each = ended.repeat(len(areas))
    names = dict(zip(index.authorities["la_code"], index.authorities["la_name"], strict=True))
    successors = {
        row: "; ".join(names[new] for new, old in index.predecessors.items() if row in old)
        for row in ended.tolist()
    }
    rows = judgement_rows(index, now, before, areas, as_at=day, authorities=each)
    return rows.assign(
        ended=index.to_day[each].astype("datetime64[s]"),
        successors=pd.Series([successors[row] for row in each.tolist()], dtype="str"),
    )


def check_grouping(by: str | None) -> None:
    """Raise UnknownName for a grouping that is not one of GROUPINGS."""
    if by is not None and by not in GROUPINGS:
        raise UnknownName(f"{by!r} is no grouping: choose among {list(GROUPINGS)}, or none.")


def _count(
    *,
    group: pd.Categorical,
    area: pd.Categorical,
    grade: npt.NDArray[np.integer],
    never: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    """Return counts by group, area and grade, from arrays with one item per authority and area."""
    groups, areas, grades = len(group.categories), len(area.categories), len(GRADES)
    cell = group.codes.astype("intp") * areas + area.codes
    size = groups * areas
    of = np.bincount(cell, minlength=size)
    unseen = np.bincount(cell[never], minlength=size)
    given = grade >= 0
    n = np.bincount(cell[given] * grades + grade[given], minlength=size * grades)
    frame = counted_frame(n.reshape(size, grades), of, unseen, np.tile(area.categories, groups))
    frame.insert(0, "group", pd.Series(np.repeat(group.categories, areas * grades), dtype="str"))
    return frame


def counted_frame(
    n: npt.NDArray[np.int64],
    of: npt.NDArray[np.int64],
    never: npt.NDArray[np.int64],
    areas: npt.NDArray[np.object_],
) -> pd.DataFrame:
    """Return the count columns as a frame; the first axis of every array is the frame's row."""
    grades = len(GRADES)
    judged = n.sum(axis=1)
    share = n / np.where(judged >= FEWEST, judged, np.nan)[:, np.newaxis]
    return pd.DataFrame(
        {
            "judgement_area": pd.Series(np.repeat(areas, grades), dtype="str"),
            "grade": pd.Categorical.from_codes(np.tile(range(grades), len(n)), dtype=GRADE_DTYPE),
            "n": n.ravel(),
            "judged": judged.repeat(grades),
            "of": of.repeat(grades),
            "never_inspected": never.repeat(grades),
            "share": share.ravel(),
        }
    )[_COUNTED]
