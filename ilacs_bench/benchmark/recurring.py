"""Themes of areas for improvement that several local authorities share."""

from typing import Unpack

import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.resolve import OneOrMore, resolve_councils
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.theme_evidence import count_themes_in, scope_of_reports
from ilacs_bench.tables.store import Tables


@full_signature
def recurring_among(
    tables: Tables, la_codes: OneOrMore, *, months: int = 24, **options: Unpack[DayOptions]
) -> pd.DataFrame:
    """Return one row per theme in reports of the last `months`, most widely named first.

    Machine-coded. Counts every full inspection report of `la_codes` (any names or codes, or
    'england') published in the `months` up to the cut-off (`published_by`, or `as_at`), not only
    the latest of each. Columns: theme, theme_group, n_authorities (with at least one improvement on
    the theme), of_authorities (with a coded report in that time), group (all of `la_codes`), n
    (improvements with the theme), of (all their improvements in that time). Themes of no authority
    come last, with zeros.

    >>> rows = recurring_among(t, ["E10000011", "E10000029"], as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('pre_proceedings', 2, 2)
    """
    chosen = select(tables, **options)
    codes = resolve_councils(tables, la_codes, chosen.as_at)
    if codes is None:
        codes = existing_authorities(tables, chosen.as_at)["la_code"].to_list()
    return _recurring(chosen, codes, months)


def _recurring(chosen: Selection, codes: list[str], months: int) -> pd.DataFrame:
    after = pd.Timestamp(chosen.published_by) - pd.DateOffset(months=months)
    since = (after + pd.Timedelta(days=1)).date()
    return count_themes_in(chosen.tables, scope_of_reports(chosen, codes, since=since))


@full_signature
def recurring_in_group(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    months: int = 24,
    **options: Unpack[DayOptions],
) -> pd.DataFrame:
    """Return the rows of `recurring_among` for a local authority's group, without itself.

    The authority's own la_code, la_name and dfe_number are the first columns. Arguments and errors
    as for `snapshot`.

    >>> rows = recurring_in_group(t, "Suffolk", "region", as_at="2025-03-31")
    >>> rows.loc[0, "theme"], int(rows.loc[0, "n_authorities"]), int(rows.loc[0, "of_authorities"])
    ('front_door', 2, 5)
    """
    return recurring_in_group_of(select(tables, authority, to, **options), months)


def recurring_in_group_of(chosen: Selection, months: int = 24) -> pd.DataFrame:
    """Return the rows of `recurring_in_group` for a Selection."""
    codes = chosen.group["la_code"].to_list()
    return chosen.with_authority(_recurring(chosen, codes, months))
