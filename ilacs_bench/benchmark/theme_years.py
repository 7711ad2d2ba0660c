"""Themes of areas for improvement between two years, for some local authorities or England.

The counts of `improvement_shares` and `improvements_per_report`, made fast for a page that recounts
at every change: arrays of years, authorities and themes are built once for each `Tables`. Themes
are machine-coded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.intervals import FEWEST, difference_interval, shares_of
from ilacs_bench.benchmark.theme_index import (
    GROUP_NAMES,
    THEME_NAMES,
    looked_for,
    not_looked_for,
    rows_looked_for,
)
from ilacs_bench.benchmark.theme_rows import (
    check_known,
    coded_reports,
    improvement_themes,
    read_reports,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.identity import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, THEMES

_Years = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _YearIndex:
    """Improvements of coded ILACS reports, and all ILACS reports read, with the year of each."""

    years: _Years
    la_codes: npt.NDArray[np.str_]
    has: npt.NDArray[np.int64]
    report_years: _Years
    report_la_codes: npt.NDArray[np.str_]
    listed: npt.NDArray[np.int64]
    coded: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ReportsCoded:
    """Counts of ILACS inspections: in the tables, read, and coded with themes."""

    inspections: int
    read: int
    coded: int


def coded_years(tables: Tables) -> list[int]:
    """Return the years of publication of ILACS reports that were read, ascending."""
    years = _year_index(tables).report_years
    return [int(year) for year in np.unique(years[~np.isnan(years)])]


def reports_coded(
    tables: Tables, first: int, last: int, la_codes: Sequence[str] | None = None
) -> ReportsCoded:
    """Return how many ILACS inspections of these years (both included) were read and coded."""
    index, inspections = _year_index(tables), tables.inspections
    is_compared = inspections["framework"].isin(COMPARED_FRAMEWORKS)
    wanted = is_compared & known_on(inspections).dt.year.between(first, last)
    if la_codes is not None:
        wanted &= inspections["la_code"].isin(la_codes)
    read = _chosen(index.report_years, index.report_la_codes, first, last, la_codes)
    return ReportsCoded(int(wanted.sum()), int(read.sum()), int((read & index.coded).sum()))


def theme_shares(
    tables: Tables, first: int, last: int, la_codes: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return one row per theme, in the taxonomy's order: its share of improvements in these years.

    Columns: theme, theme_group; n (improvements with the theme), of (all improvements of coded
    ILACS reports published from the year `first` to the year `last`), share (0-1), share_lower and
    share_upper (Wilson, 95%); the same for the first half of the years with the suffix _earlier and
    for the second with _later; change (share_later - share_earlier) with change_lower and
    change_upper (Newcombe, 95%), empty for a single year. The middle one of an odd number of years
    is in the first half. Shares, changes and intervals of fewer than ten improvements are empty.
    Improvements are treated as independent, although those of one report are less so.
    """
    middle = (first + last) // 2
    n, of = _count(tables, first, last, la_codes)
    n_earlier, of_earlier = _count(tables, first, middle, la_codes)
    n_later, of_later = _count(tables, middle + 1, last, la_codes)
    earlier = shares_of(n_earlier, of_earlier, FEWEST)["share"]
    later = shares_of(n_later, of_later, FEWEST)["share"]
    change_lower, change_upper = difference_interval(later, of_later, earlier, of_earlier)
    rows = pd.DataFrame(
        {
            "theme": THEME_NAMES,
            "theme_group": GROUP_NAMES,
            "n": n,
            "of": of,
            **shares_of(n, of, FEWEST),
            "n_earlier": n_earlier,
            "of_earlier": of_earlier,
            "share_earlier": earlier,
            "n_later": n_later,
            "of_later": of_later,
            "share_later": later,
            "change": later - earlier,
            "change_lower": change_lower,
            "change_upper": change_upper,
        }
    )
    return rows_looked_for(tables, rows)


def theme_by_year(
    tables: Tables, theme: str, first: int, last: int, la_codes: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return one row per year: n (improvements with the theme), of, share, Wilson interval.

    Columns: year, n, of, share (0-1), share_lower, share_upper. Shares of years with fewer than ten
    improvements are empty. Raises UnknownName for an unknown theme, or one not looked for yet.
    """
    check_known("theme", [theme], THEMES)
    if not looked_for(tables, theme):
        raise UnknownName(not_looked_for(theme))
    place, years = THEMES.index(theme), range(first, last + 1)
    counts = [_count(tables, year, year, la_codes) for year in years]
    n, of = np.array([n[place] for n, _ in counts]), np.array([of for _, of in counts])
    return pd.DataFrame({"year": list(years), "n": n, "of": of, **shares_of(n, of, FEWEST)})


def improvements_by_year(
    tables: Tables, first: int, last: int, la_codes: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return one row per year: year, reports (read), n (areas for improvement), per_report.

    per_report is the mean over reports, empty in a year without one.

    The counts are those of `improvements_per_report`; nothing here depends on themes.
    """
    index, years = _year_index(tables), range(first, last + 1)
    chosen = [
        _chosen(index.report_years, index.report_la_codes, year, year, la_codes) for year in years
    ]
    reports = np.array([rows.sum() for rows in chosen])
    n = np.array([index.listed[rows].sum() for rows in chosen])
    return pd.DataFrame(
        {
            "year": list(years),
            "reports": reports,
            "n": n,
            "per_report": n / np.where(reports > 0, reports, np.nan),
        }
    )


def _count(
    tables: Tables, first: int, last: int, la_codes: Sequence[str] | None
) -> tuple[npt.NDArray[np.int64], int]:
    """Return improvements with each theme, and all improvements, of these years."""
    index = _year_index(tables)
    rows = _chosen(index.years, index.la_codes, first, last, la_codes)
    return index.has[rows].sum(axis=0), int(rows.sum())


def _chosen(
    years: _Years,
    of_codes: npt.NDArray[np.str_],
    first: int,
    last: int,
    la_codes: Sequence[str] | None,
) -> npt.NDArray[np.bool_]:
    rows = (years >= first) & (years <= last)
    return rows if la_codes is None else rows & np.isin(of_codes, list(la_codes))


@cache_by_tables()
def _year_index(tables: Tables) -> _YearIndex:
    items, reports = improvement_themes(tables), read_reports(tables)
    improvements = tables.improvements
    areas = improvements.loc[improvements["kind"] == "area_for_improvement", "inspection_id"]
    ids = reports["inspection_id"]
    return _YearIndex(
        years=items.rows["known"].dt.year.to_numpy("float64", na_value=np.nan),
        la_codes=items.rows["la_code"].fillna("").to_numpy("str").astype("U"),
        has=items.has.astype("int64"),
        report_years=reports["known"].dt.year.to_numpy("float64", na_value=np.nan),
        report_la_codes=reports["la_code"].fillna("").to_numpy("str").astype("U"),
        listed=ids.map(areas.value_counts()).fillna(0).to_numpy().astype(np.int64),
        coded=ids.isin(coded_reports(tables)["inspection_id"]).to_numpy(),
    )
