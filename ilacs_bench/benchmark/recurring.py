"""Areas for improvement that come again: in one local authority's reports, and among several."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.asked import Day, asked_authority, asked_days, known_authority
from ilacs_bench.benchmark.comparators import To, find_comparator, group_of
from ilacs_bench.benchmark.latest import counted_inspections
from ilacs_bench.benchmark.theme_rows import (
    ImprovementThemes,
    coded_reports,
    improvement_themes,
    theme_groups,
)
from ilacs_bench.tables.placed import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORKS, THEMES

_ITEM_COLUMNS = [
    "theme",
    "theme_group",
    "inspection_id",
    "framework",
    "start",
    "published",
    "report",
    "source_url",
    "kind",
    "item_id",
    "page",
    "text",
]


def recurring_improvements(
    tables: Tables, authority: str, *, as_at: Day = None, published_by: Day = None
) -> pd.DataFrame:
    """One row per theme and improvement of one local authority, over all its inspections.

    Machine-coded. Themes stand in the taxonomy's order, their improvements oldest first. Columns:
    theme, theme_group; the inspection's inspection_id, framework, start, published, report,
    source_url; the improvement's kind, item_id, page and text (empty in the bundled facts);
    `times` (inspections of the authority with the theme), `of` (its inspections whose report was
    coded), is_latest (the row is of its latest inspection) and came_back (the theme is in the
    latest inspection and in an earlier one). came_back is empty where it can't be known: the latest
    report was not coded, or an earlier one was not and no other earlier one has the theme.
    No rows for an authority never inspected. Reports of a former local authority are its own, not
    its successor's. Raises UnknownName for a name or code that nobody knows.

    >>> rows = recurring_improvements(t, "Suffolk", as_at="2025-03-31")
    >>> rows.loc[rows["came_back"], "theme"].drop_duplicates().to_list()
    ['pathway_planning', 'local_offer', 'leadership_and_governance']
    """
    every = tuple(FRAMEWORKS)
    day, cutoff = asked_days(tables, as_at, published_by)
    la_code = known_authority(tables, authority, day)
    coded = coded_reports(tables, frameworks=every, la_codes=[la_code])["inspection_id"]
    counted = counted_inspections(tables, day, cutoff)
    inspections = counted.loc[counted["la_code"] == la_code, "inspection_id"].to_list()
    items = _items(improvement_themes(tables, frameworks=every, la_codes=[la_code]))
    items = items[items["inspection_id"].isin(inspections)]
    place = items["inspection_id"].map({name: n for n, name in enumerate(inspections)})
    items = items.assign(
        times=items.groupby("theme")["inspection_id"].transform("nunique"),
        of=len(set(inspections) & set(coded)),
        is_latest=place == len(inspections) - 1,
    )
    order = pd.DataFrame({"theme": items["theme"].map(_THEME_PLACE), "place": place})
    rows = items.loc[order.sort_values(["theme", "place"], kind="stable").index]
    came_back = _came_back(rows, inspections, set(coded))
    return rows.assign(came_back=came_back).reset_index(drop=True)


_THEME_PLACE = {theme: place for place, theme in enumerate(THEMES)}


def recurring_among(
    tables: Tables,
    la_codes: Sequence[str],
    *,
    as_at: Day = None,
    published_by: Day = None,
    months: int = 24,
) -> pd.DataFrame:
    """One row per theme, the most widely named first, in reports of the last `months`.

    Machine-coded. Counts every full inspection report of `la_codes` published in the `months` up to
    the cut-off (`published_by`, or `as_at`), not only the latest of each. Columns: theme,
    theme_group, n_authorities (with at least one improvement on the theme), of_authorities (with a
    coded report in that time), group (all of `la_codes`), n (improvements with the theme), of (all
    their improvements in that time). Themes that nobody has stand at the end, with noughts.

    >>> rows = recurring_among(t, ["E10000011", "E10000029"], as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('pre_proceedings', 2, 2)
    """
    every = tuple(FRAMEWORKS)
    day, cutoff = asked_days(tables, as_at, published_by)
    counted = counted_inspections(tables, day, cutoff)
    after = pd.Timestamp(cutoff) - pd.DateOffset(months=months)
    recent = counted.loc[known_on(counted) > after, "inspection_id"]
    reports = coded_reports(tables, frameworks=every, la_codes=la_codes)
    reports = reports[reports["inspection_id"].isin(recent)]
    improvements = improvement_themes(tables, frameworks=every, la_codes=la_codes)
    in_time = improvements.rows["inspection_id"].isin(recent).to_numpy()
    has, authority = improvements.has[in_time], pd.factorize(improvements.rows["la_code"][in_time])
    of_authority = authority[0] == np.arange(len(authority[1]))[:, np.newaxis]
    themes = pd.Series(THEMES, dtype="str")
    counts = pd.DataFrame(
        {
            "theme": themes,
            "theme_group": theme_groups(themes),
            "n_authorities": (of_authority @ has).sum(axis=0),
            "of_authorities": reports["la_code"].nunique(),
            "group": len(set(la_codes)),
            "n": has.sum(axis=0),
            "of": len(has),
        }
    )
    order = ["n_authorities", "n"]
    return counts.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def recurring_in_group(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
    months: int = 24,
) -> pd.DataFrame:
    """The rows of `recurring_among` for the group of a local authority, itself left out.

    Arguments and errors as for `snapshot`.

    >>> rows = recurring_in_group(t, "Suffolk", "region", as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('front_door', 2, 5)
    """
    day, cutoff = asked_days(tables, as_at, published_by)
    la_code = asked_authority(tables, authority, day)
    group = group_of(tables, la_code, find_comparator(to), day)
    codes = group["la_code"].to_list()
    return recurring_among(tables, codes, as_at=day, published_by=cutoff, months=months)


def _items(improvements: ImprovementThemes) -> pd.DataFrame:
    """One row per improvement and theme."""
    row, theme = np.nonzero(improvements.has)
    items = improvements.rows.iloc[row].reset_index(drop=True)
    items = items.rename(columns={"improvement_id": "item_id"})
    items["theme"] = pd.Series(np.array(THEMES)[theme], dtype="str")
    return items.assign(theme_group=theme_groups(items["theme"]))[_ITEM_COLUMNS]


def _came_back(items: pd.DataFrame, inspections: list[str], coded: set[str]) -> pd.Series:
    """For each row, whether its theme is in the latest inspection and in an earlier one, or empty.

    `inspections` are all of the authority, oldest first; `coded` those whose themes are known.
    """
    by_theme = items.groupby("theme")["is_latest"]
    now, before = by_theme.transform("any"), ~by_theme.transform("all")
    latest_known = bool(inspections) and inspections[-1] in coded
    all_known = latest_known and coded.issuperset(inspections)
    known = latest_known & (all_known | before | ~now)
    return (now & before).astype("boolean").where(known)
