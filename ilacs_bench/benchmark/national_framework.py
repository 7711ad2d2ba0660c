"""Counts of the National Framework tags that Ofsted prints behind areas for improvement.

The tags are Ofsted's own, not machine-coded, and are counted beside the themes. All reports of
inspections that began in January 2025 or later have them, none of those that began before; the
first were published in March 2025.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.intervals import shares_of
from ilacs_bench.benchmark.resolve import resolve_day
from ilacs_bench.benchmark.theme_index import rows_looked_for
from ilacs_bench.benchmark.theme_rows import (
    COMPARED_FRAMEWORKS,
    improvement_themes,
    period_of,
    read_reports,
    rows_of_periods,
    theme_groups,
)
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import NATIONAL_FRAMEWORK_LABELS, THEMES

CODES: tuple[str, ...] = tuple(NATIONAL_FRAMEWORK_LABELS)
TAGGED_SINCE = date(2025, 1, 1)
"""First day on site from which reports have tags."""


def national_framework_counts(
    tables: Tables,
    *,
    by: str = "all",
    since: date | str = TAGGED_SINCE,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return one row per period and National Framework code, counts of zero included.

    Counts improvements in reports read, of inspections with their first day on site on or after
    `since`. Columns: period, code ('outcome 4'), label (the statutory wording), n (improvements
    with the code), tagged (with any code), untagged, share (0-1, n / tagged) and its Wilson
    interval of 95%, share_lower and share_upper. An improvement with two codes counts for both.
    """
    reports = read_reports(tables, frameworks=frameworks, la_codes=la_codes)
    reports = reports[reports["start"] >= pd.Timestamp(resolve_day(since))].drop(columns="report")
    rows = tables.improvements.merge(reports, on="inspection_id", validate="many_to_one")
    period, has = period_of(rows, by), _has_code(rows)
    periods, in_period = rows_of_periods(period)
    n = (in_period.astype("int64") @ has).ravel()
    tagged = (in_period & has.any(axis=1)).sum(axis=1).repeat(len(CODES))
    return pd.DataFrame(
        {
            "period": pd.Series(periods, dtype="str").repeat(len(CODES)).array,
            "code": pd.Series(CODES * len(periods), dtype="str"),
            "label": pd.Series(
                list(NATIONAL_FRAMEWORK_LABELS.values()) * len(periods), dtype="str"
            ),
            "n": n,
            "tagged": tagged,
            "untagged": in_period.sum(axis=1).repeat(len(CODES)) - tagged,
            **shares_of(n, tagged),
        }
    )


def national_framework_themes(
    tables: Tables,
    *,
    since: date | str = TAGGED_SINCE,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return one row per theme and National Framework code: a cross-table in long form.

    Themes are machine-coded, codes are Ofsted's. Columns: theme, theme_group, code, n (improvements
    with both), of_theme (with the theme and any code), of_code (with the code). Counts tagged
    improvements of coded reports of inspections with their first day on site on or after `since`;
    one with two themes or codes counts for each.
    """
    coded = improvement_themes(tables, frameworks=frameworks, la_codes=la_codes)
    in_time = (coded.rows["start"] >= pd.Timestamp(resolve_day(since))).to_numpy()
    has_code, has_theme = _has_code(coded.rows[in_time]), coded.has[in_time]
    tagged = has_theme[has_code.any(axis=1)]
    table = pd.DataFrame(
        {
            "theme": pd.Series(THEMES, dtype="str").repeat(len(CODES)).array,
            "code": pd.Series(CODES * len(THEMES), dtype="str"),
            "n": (has_theme.T.astype("int64") @ has_code).ravel(),
            "of_theme": tagged.sum(axis=0).repeat(len(CODES)),
            "of_code": np.tile(has_code.sum(axis=0), len(THEMES)),
        }
    )
    table.insert(1, "theme_group", theme_groups(table["theme"]))
    return rows_looked_for(tables, table)


def _has_code(improvements: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return whether each improvement has each code; the axes are rows, CODES."""
    tags = ("; " + improvements["national_framework"].fillna("") + "; ").to_numpy("str")
    return np.array([np.char.find(tags, f"; {code}; ") >= 0 for code in CODES]).T
