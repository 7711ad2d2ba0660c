"""What must improve by the latest report, and the same theme again: in the one before it too."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.evidence import inspections_of, is_coded
from ilacs_bench.benchmark.inspection_index import inspection_index, take_rows
from ilacs_bench.benchmark.resolve import Day, find_la_code, resolve_authority, resolve_days
from ilacs_bench.benchmark.theme_index import theme_index
from ilacs_bench.benchmark.theme_rows import theme_groups
from ilacs_bench.tables.inspection_days import dated_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEMES

_ITEM = ["improvement_id", "kind", "page", "text", "inspection_id"]
_INSPECTION = ["inspection_id", "framework", "start", "published", "source_url"]
_LISTED = ["improvement_id", "kind", "number", "page", "text", "national_framework"]
_DAYS_OF_YEAR = 365.25


def same_theme_again(
    tables: Tables,
    authority: str,
    *,
    all_earlier: bool = False,
    as_at: Day = None,
    published_by: Day = None,
) -> pd.DataFrame:
    """One row per theme and two areas for improvement: of the latest report, and of one before.

    Machine-coded: the same theme, not for that the same fault. Before is the inspection just
    before the latest, or with `all_earlier` any earlier one. Themes stand in the taxonomy's order,
    earlier ones latest first. Columns: theme, theme_group; of the area for improvement (of any
    kind) of the latest report improvement_id, kind, page, text (the report's own words, empty
    where they are not at hand, as in the bundled facts), inspection_id, framework, start,
    published, source_url; of the earlier one the same, their names with previous_ before; years
    between the two first days on site. There are no rows for an authority inspected once or never,
    nor of a report that was not coded. Reports of a former local authority are its own, not its
    successor's. Raises UnknownName for a name or code that nobody knows.

    >>> rows = same_theme_again(t, "Suffolk", all_earlier=True, as_at="2025-03-31")
    >>> rows[["theme", "page", "previous_page", "years"]].drop_duplicates().to_numpy().tolist()[-1]
    ['performance_and_recording', 2, 8, 8.5]
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    la_code = find_la_code(tables, authority, day)
    ids = _inspections(tables, la_code, day, cutoff)
    before = ids[:-1] if all_earlier else ids[-2:-1]
    return _again(_items(tables, ids[-1:]), _items(tables, before), ids)


def _again(now: pd.DataFrame, before: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """The rows of `same_theme_again`, of the items of two sets of reports."""
    latest_first = before["inspection_id"].map({name: -place for place, name in enumerate(ids)})
    before = before.loc[latest_first.sort_values(kind="stable").index]
    before = before.rename(columns=lambda name: name if name == "theme" else f"previous_{name}")
    rows = now.merge(before, on="theme", validate="many_to_many")
    rows = rows.loc[rows["theme"].map(_PLACE).sort_values(kind="stable").index]
    days = (rows.pop("day") - rows.pop("previous_day")).dt.days
    rows.insert(1, "theme_group", theme_groups(rows["theme"]))
    return rows.assign(years=(days / _DAYS_OF_YEAR).round(1)).reset_index(drop=True)


_PLACE = {theme: place for place, theme in enumerate(THEMES)}


def latest_improvements(
    tables: Tables, authority: str, *, as_at: Day = None, published_by: Day = None
) -> pd.DataFrame:
    """One row per improvement of the latest report and theme it was coded with, in its order.

    Columns: improvement_id, kind, number, page, text, national_framework, then theme (empty where
    none was coded), and again: whether it has rows in `same_theme_again`, empty where that can't
    be known. All but the theme are facts of the report; the theme is machine-coded. Errors as for
    `evidence`.

    >>> rows = latest_improvements(t, "Suffolk", as_at="2025-03-31")
    >>> int(rows["improvement_id"].nunique()), sorted(set(rows.loc[rows["again"], "theme"]))
    (7, ['performance_and_recording'])
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    la_code = resolve_authority(tables, authority, day)
    ids = _inspections(tables, la_code, day, cutoff)
    return _listed(tables, ids, _items(tables, ids[-1:]), _items(tables, ids[-2:-1]))


def latest_and_again(
    tables: Tables, authority: str, *, as_at: Day = None, published_by: Day = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of `latest_improvements` and of `same_theme_again`, each report looked at once."""
    day, cutoff = resolve_days(tables, as_at, published_by)
    ids = _inspections(tables, find_la_code(tables, authority, day), day, cutoff)
    now, before = _items(tables, ids[-1:]), _items(tables, ids[-2:-1])
    return _listed(tables, ids, now, before), _again(now, before, ids)


def _listed(
    tables: Tables, ids: Sequence[str], now: pd.DataFrame, before: pd.DataFrame
) -> pd.DataFrame:
    rows = np.flatnonzero(tables.improvements["inspection_id"].isin(ids[-1:]))
    listed = pd.DataFrame(take_rows(tables.improvements, rows, _LISTED))
    themes = now[["improvement_id", "theme"]]
    found = listed.merge(themes, on="improvement_id", how="left", validate="one_to_many")
    again = found["theme"].isin(before["theme"]).astype("boolean")
    known = found["theme"].notna() & all(is_coded(tables, name) for name in ids[-2:])
    return found.assign(again=again.where(known))


def _inspections(tables: Tables, la_code: str, as_at: date, published_by: date) -> list[str]:
    """Those of an authority that count, oldest first."""
    row_numbers = inspections_of(tables, la_code, as_at, published_by)
    return inspection_index(tables).inspections["inspection_id"].take(row_numbers).to_list()


def _items(tables: Tables, ids: Sequence[str]) -> pd.DataFrame:
    """One row per improvement of these inspections and theme, in the order of the reports."""
    rows = np.flatnonzero(tables.improvements["inspection_id"].isin(ids))
    item, theme = np.nonzero(theme_index(tables).has[rows])
    inspections = inspection_index(tables).inspections[_INSPECTION]
    themes = pd.Series(np.array(THEMES)[theme], dtype="str")
    items = pd.DataFrame(take_rows(tables.improvements, rows[item], _ITEM))
    items.insert(0, "theme", themes)
    items = items.merge(inspections, on="inspection_id", how="left", validate="many_to_one")
    return items.assign(day=dated_on(items))
