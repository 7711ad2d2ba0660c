"""Themes of areas for improvement that recur among several local authorities."""

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator, group_of
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.latest import (
    counted_inspections,
    existing_authorities,
)
from ilacs_bench.benchmark.resolve import (
    Day,
    OneOrMore,
    resolve_authority,
    resolve_councils,
    resolve_days,
)
from ilacs_bench.benchmark.theme_rows import coded_reports, improvement_themes, theme_groups
from ilacs_bench.tables.inspection_days import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORKS, THEMES


def recurring_among(
    tables: Tables,
    la_codes: OneOrMore,
    *,
    as_at: Day = None,
    published_by: Day = None,
    months: int = 24,
) -> pd.DataFrame:
    """One row per theme, the most widely named first, in reports of the last `months`.

    Machine-coded. Counts every full inspection report of `la_codes` (any names or codes, or
    'england') published in the `months` up to
    the cut-off (`published_by`, or `as_at`), not only the latest of each. Columns: theme,
    theme_group, n_authorities (with at least one improvement on the theme), of_authorities (with a
    coded report in that time), group (all of `la_codes`), n (improvements with the theme), of (all
    their improvements in that time). Themes that nobody has stand at the end, with noughts.

    >>> rows = recurring_among(t, ["E10000011", "E10000029"], as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('pre_proceedings', 2, 2)
    """
    every = tuple(FRAMEWORKS)
    day, cutoff = resolve_days(tables, as_at, published_by)
    codes = resolve_councils(tables, la_codes, day)
    if codes is None:
        codes = existing_authorities(tables, day)["la_code"].to_list()
    counted = counted_inspections(tables, day, cutoff)
    after = pd.Timestamp(cutoff) - pd.DateOffset(months=months)
    recent = counted.loc[known_on(counted) > after, "inspection_id"]
    reports = coded_reports(tables, frameworks=every, la_codes=codes)
    reports = reports[reports["inspection_id"].isin(recent)]
    improvements = improvement_themes(tables, frameworks=every, la_codes=codes)
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
            "group": len(codes),
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

    Its la_code, la_name and dfe_number come first: they say whose group it is. Arguments and
    errors as for `snapshot`.

    >>> rows = recurring_in_group(t, "Suffolk", "region", as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('front_door', 2, 5)
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    la_code = resolve_authority(tables, authority, day)
    group = group_of(tables, la_code, find_comparator(to), day)
    codes = group["la_code"].to_list()
    rows = recurring_among(tables, codes, as_at=day, published_by=cutoff, months=months)
    return inspection_index(tables).with_authority(rows, la_code, np.datetime64(day))
