"""Areas for improvement in one authority's latest report, and their themes in earlier reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from ilacs_bench.benchmark.evidence import is_coded
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.inspection_index import ColumnTaker, RowNumbers, inspection_index
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.theme_index import GROUP_NAMES, THEME_NAMES, theme_index
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEMES

_ITEM = ["improvement_id", "kind", "page", "text", "inspection_id"]
_INSPECTION = ["framework", "start", "published", "source_url"]
_LISTED = ["improvement_id", "kind", "number", "page", "text", "national_framework"]
_UNIQUE_BY = ("theme", "previous_page", "previous_text")
_DAYS_OF_YEAR = 365.25


@full_signature
def same_theme_again(
    tables: Tables, authority: str, *, all_earlier: bool = False, **options: Unpack[DayOptions]
) -> pd.DataFrame:
    """Return areas for improvement whose theme an earlier report named too, one row per pair.

    One row per theme, area for improvement of the latest report and area for improvement of an
    earlier report.

    Themes are machine-coded, and the same theme need not be the same fault. The earlier report is
    that of the inspection just before the latest, or with `all_earlier` of any earlier one. Rows
    are in the taxonomy's order of themes, then from the latest earlier report. Columns: theme,
    theme_group; of the area for improvement (of any kind) of the latest report improvement_id,
    kind, page, text (the report's own words, empty where the tables have no text, as the bundled
    facts), inspection_id, framework, start, published, source_url; the same of the earlier one,
    with the prefix previous_; years between the two first days on site. There are no rows for an
    authority inspected once or never, nor for a report that was not coded. Reports of a former
    local authority do not count for its successor. Raises UnknownName for an unknown name or code.

    >>> rows = same_theme_again(t, "Suffolk", all_earlier=True, as_at="2025-03-31")
    >>> rows[["theme", "page", "previous_page", "years"]].drop_duplicates().to_numpy().tolist()[-1]
    ['performance_and_recording', 2, 8, 8.5]
    """
    ids = _inspections(select(tables, authority, former=True, **options))
    return _again(tables, ids[-1:], ids[:-1] if all_earlier else ids[-2:-1])


def _again(tables: Tables, now: Sequence[str], before: Sequence[str]) -> pd.DataFrame:
    """Return the rows of `same_theme_again` for the improvements of two sets of reports."""
    items, has = _improvements(tables), theme_index(tables).has
    listed, earlier = items.rows_of(now), items.rows_of(before[::-1])
    both = has[listed].T[:, :, np.newaxis] & has[earlier].T[:, np.newaxis, :]
    theme, of_listed, of_earlier = np.nonzero(both)
    listed, earlier = listed[of_listed], earlier[of_earlier]
    days = items.dated(tables, listed) - items.dated(tables, earlier)
    years = np.where(np.isnat(days), np.nan, days.astype("int64") / _DAYS_OF_YEAR)
    rows = {
        "theme": THEME_NAMES.take(theme),
        "theme_group": GROUP_NAMES.take(theme),
        **items.at(tables, listed),
        **items.at(tables, earlier, "previous_"),
        "years": years.round(1),
    }
    return pd.DataFrame(rows, copy=False)


def latest_improvements(chosen: Selection) -> pd.DataFrame:
    """Return one row per improvement of the latest report and theme, in the report's order.

    Columns: improvement_id, kind, number, page, text, national_framework, then theme (empty where
    none was coded), and again: whether it has rows in `same_theme_again`, empty where that is not
    known. The theme is machine-coded; all other columns come from the report.

    >>> rows = latest_improvements(select(t, "Suffolk", as_at="2025-03-31"))
    >>> int(rows["improvement_id"].nunique()), sorted(set(rows.loc[rows["again"], "theme"]))
    (7, ['performance_and_recording'])
    """
    return _listed(chosen.tables, _inspections(chosen))


def latest_and_again(chosen: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of `latest_improvements` and those of `same_theme_again`."""
    tables, ids = chosen.tables, _inspections(chosen)
    return _listed(tables, ids), _again(tables, ids[-1:], ids[-2:-1])


def _listed(tables: Tables, ids: Sequence[str]) -> pd.DataFrame:
    """Return the rows of `latest_improvements` for the last of these inspections."""
    items, has = _improvements(tables), theme_index(tables).has
    rows, before = items.rows_of(ids[-1:]), has[items.rows_of(ids[-2:-1])].any(axis=0)
    none = ~has[rows].any(axis=1, keepdims=True)
    item, theme = np.nonzero(np.hstack([has[rows], none]))
    has_theme, again = theme < len(THEMES), np.append(before, False)[theme]
    is_known = has_theme & all(is_coded(tables, name) for name in ids[-2:])
    columns = {
        **items.columns.at(rows[item], _LISTED),
        "theme": THEME_NAMES.take(np.where(has_theme, theme, -1), allow_fill=True),
        "again": pd.arrays.BooleanArray(again & is_known, ~is_known),
    }
    return pd.DataFrame(columns, copy=False)


def _inspections(chosen: Selection) -> list[str]:
    """Return the ids of the authority's inspections that count, oldest first."""
    ids = chosen.index.inspections["inspection_id"]
    return ids.take(chosen.own_inspections).to_list()


class _Improvements(NamedTuple):
    """The columns of `improvements`, prepared for access by row number.

    columns     of the table
    inspection  for each row its inspection's row in the inspection index, -1 for none
    rows        row numbers by inspection_id, in the order of the report
    """

    columns: ColumnTaker
    inspection: RowNumbers
    rows: dict[str, RowNumbers]

    def rows_of(self, inspection_ids: Sequence[str]) -> RowNumbers:
        """Return the row numbers of the improvements of inspections, inspection by inspection."""
        found = [self.rows[name] for name in inspection_ids if name in self.rows]
        return np.concatenate([np.array([], dtype="intp"), *found])

    def dated(self, tables: Tables, rows: RowNumbers) -> npt.NDArray[np.datetime64]:
        """Return for each row the date that orders its inspection (`dated` of the index)."""
        return inspection_index(tables).dated[self.inspection[rows]]

    def at(self, tables: Tables, rows: RowNumbers, prefix: str = "") -> dict[str, ExtensionArray]:
        """Return columns of the improvements at these rows and of their inspections, by name."""
        inspections = inspection_index(tables).of_inspection
        return {
            **self.columns.at(rows, _ITEM, prefix),
            **inspections.at(self.inspection[rows], _INSPECTION, prefix),
        }


@cache_by_tables()
def _improvements(tables: Tables) -> _Improvements:
    frame = tables.improvements
    known = pd.Index(inspection_index(tables).inspections["inspection_id"])
    return _Improvements(
        columns=ColumnTaker(frame),
        inspection=known.get_indexer(pd.Index(frame["inspection_id"])),
        rows={
            str(name): np.asarray(of_one, dtype="intp")
            for name, of_one in frame.groupby("inspection_id", sort=False).indices.items()
        },
    )


@dataclass(frozen=True, eq=False)
class AreaForImprovement:
    """One improvement that the latest report asks for.

    item    its first row of `latest_improvements`
    themes  codes of its themes, in the taxonomy's order
    again   its rows of `same_theme_again`, without repeats of the same theme, page and text
    """

    item: dict[str, Any]
    themes: tuple[str, ...]
    again: tuple[dict[str, Any], ...]


def areas_for_improvement(chosen: Selection) -> list[AreaForImprovement]:
    """Return the improvements that the latest report lists, in its order.

    >>> told = areas_for_improvement(select(t, "Suffolk", as_at="2025-03-31"))
    >>> len(told), told[0].themes, [again["page"] for again in told[0].again]
    (7, ('front_door', 'thresholds'), [])
    """
    listed, rows_again = latest_and_again(chosen)
    again = records(rows_again)
    by_item: dict[str, list[dict[str, Any]]] = {}
    for row in records(listed):
        by_item.setdefault(row["improvement_id"], []).append(row)
    return [
        AreaForImprovement(
            item=rows[0],
            themes=tuple(row["theme"] for row in rows if row["theme"]),
            again=tuple(
                {
                    tuple(map(one.get, _UNIQUE_BY)): one
                    for one in again
                    if one["improvement_id"] == item
                }.values()
            ),
        )
        for item, rows in by_item.items()
    ]


def repeated_words(
    tables: Tables, inspection: pd.Series, improvements: Sequence[AreaForImprovement]
) -> str:
    """Return a sentence: how many improvements have a theme that the inspection before had too.

    >>> from ilacs_bench.benchmark.compare import own_grades_of
    >>> chosen = select(t, "Suffolk", as_at="2025-03-31")
    >>> repeated_words(t, own_grades_of(chosen).iloc[0], areas_for_improvement(chosen))
    '1 of 7 has a theme that the inspection of 8 April 2019 also named.'
    """
    before = inspection["previous_inspection_id"]
    if pd.isna(before):
        return f"{inspection['la_name']} has no earlier inspection of its own to compare with."
    if not (is_coded(tables, inspection["inspection_id"]) and is_coded(tables, before)):
        return (
            "Not both of the last two reports were read for themes: "
            "whether the same theme is named again is not known."
        )
    n = sum(bool(one.again) for one in improvements)
    have, day = "have" if n > 1 else "has", inspection["previous_start"]
    earlier = "previous inspection" if pd.isna(day) else f"inspection of {day_words(day)}"
    return f"{n or 'None'} of {len(improvements)} {have} a theme that the {earlier} also named."
