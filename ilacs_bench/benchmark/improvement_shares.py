"""Areas for improvement: how many a report has, and what share of them names each theme.

Reports name fewer areas for improvement each year, so themes are compared over time by their share
of the improvements, never by the share of reports that name them. Themes are machine-coded.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.intervals import shares_of
from ilacs_bench.benchmark.theme_index import rows_looked_for
from ilacs_bench.benchmark.theme_rows import (
    COMPARED_FRAMEWORKS,
    improvement_themes,
    period_of,
    read_reports,
    resolve_kinds,
    rows_of_periods,
    theme_groups,
)
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import (
    FRAMEWORKS,
    IMPROVEMENT_KINDS,
    THEME_GROUP_LABELS,
    THEME_GROUPS,
    THEMES,
)

NO_EQUIVALENT = "no equivalent"
"""Improvements without a theme in any category of the study."""
_CROSSWALK = {row["theme"]: row["category"] for row in read_lookup("theme_crosswalk")}


def improvements_per_report(
    tables: Tables,
    *,
    by: str = "year",
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
    kinds: Sequence[str] = ("area_for_improvement",),
) -> pd.DataFrame:
    """Return one row per period: how many areas for improvement its reports have.

    Columns: period (year of publication, of the first day on site where that is empty), reports
    (read), reports_with_any, n (areas for improvement), per_report (mean over all reports read).
    Nothing here depends on themes. ILACS reports list areas for improvement only. SIF reports list
    recommendations, areas for improvement or areas for priority action, depending on the year; pass
    their `kinds` to count them, but they do not compare like for like.
    """
    kinds = resolve_kinds(kinds)
    reports = read_reports(tables, frameworks=frameworks, la_codes=la_codes)
    listed = tables.improvements.loc[tables.improvements["kind"].isin(kinds), "inspection_id"]
    n = reports["inspection_id"].map(listed.value_counts()).fillna(0).astype("int64")
    counts = (
        reports.assign(n=n, with_any=n > 0)
        .groupby(period_of(reports, by), observed=True)
        .agg(reports=("n", "size"), reports_with_any=("with_any", "sum"), n=("n", "sum"))
        .reset_index()
    )
    return counts.assign(
        period=counts["period"].astype("str"), per_report=counts["n"] / counts["reports"]
    )


def improvement_shares(
    tables: Tables,
    *,
    by: str = "year",
    group: str = "theme",
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
    kinds: Sequence[str] = IMPROVEMENT_KINDS,
) -> pd.DataFrame:
    """Return one row per period and theme (or theme group), counts of zero included.

    Columns: period, theme and theme_group (only theme_group where `group` is that), n (improvements
    with the theme, or with any theme of the group), of (all improvements of the period, those
    without a theme too), share (0-1), share_lower and share_upper (Wilson, 95%, which treats
    improvements as independent, although those of one report are less so). An improvement with two
    themes counts for both, so shares add up to more than one. Themes are machine-coded.
    """
    coded = improvement_themes(tables, frameworks=frameworks, la_codes=la_codes, kinds=kinds)
    period = period_of(coded.rows, by)
    if group == "theme":
        shares = _shares(period, coded.has, "theme", THEMES)
        shares.insert(2, "theme_group", theme_groups(shares["theme"]))
        return rows_looked_for(tables, shares)
    if group == "theme_group":
        names = list(THEME_GROUP_LABELS)
        return _shares(period, _any_of(coded.has, THEME_GROUPS, names), group, names)
    raise UnknownName(f"{group!r} is no way to group: choose 'theme' or 'theme_group'.")


def crosswalk_shares(
    tables: Tables,
    *,
    by: str = "framework",
    frameworks: Sequence[str] = tuple(FRAMEWORKS),
    la_codes: Sequence[str] | None = None,
    kinds: Sequence[str] = IMPROVEMENT_KINDS,
) -> pd.DataFrame:
    """Return one row per period and category of Hood, Nilsson and Habibi (2019).

    Machine-coded.

    The assignment of themes to their four categories (`theme_crosswalk.csv`) is our own reading of
    the published names of the categories; the authors have not seen it. The last category, 'no
    equivalent', holds every other improvement, including those without a theme. Columns: period,
    category, then as in `improvement_shares`: an improvement may count for two categories.
    """
    coded = improvement_themes(tables, frameworks=frameworks, la_codes=la_codes, kinds=kinds)
    categories = list(dict.fromkeys(_CROSSWALK.values()))
    has = _any_of(coded.has, _CROSSWALK, categories)
    with_rest = np.column_stack([has, ~has.any(axis=1)])
    period = period_of(coded.rows, by)
    return _shares(period, with_rest, "category", [*categories, NO_EQUIVALENT])


def _any_of(
    has: npt.NDArray[np.bool_], group_of: dict[str, str], names: Sequence[str]
) -> npt.NDArray[np.bool_]:
    """Return whether each row has any theme of a group, one column per group."""
    belongs = np.array([[group_of.get(theme) == name for name in names] for theme in THEMES])
    return has @ belongs


def _shares(
    period: pd.Series, has: npt.NDArray[np.bool_], column: str, names: Sequence[str]
) -> pd.DataFrame:
    """Return one row per period and name: how many rows of the period have the name's column."""
    periods, in_period = rows_of_periods(period)
    n = (in_period.astype("int64") @ has).ravel()
    of = in_period.sum(axis=1).repeat(len(names))
    return pd.DataFrame(
        {
            "period": pd.Series(periods, dtype="str").repeat(len(names)).array,
            column: pd.Series([*names] * len(periods), dtype="str"),
            "n": n,
            "of": of,
            **shares_of(n, of),
        }
    )
