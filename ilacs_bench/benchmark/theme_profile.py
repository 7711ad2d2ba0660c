"""Themes of one local authority's latest report beside those of its group, as counts."""

from typing import Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.theme_index import GROUP_NAMES, THEME_NAMES, rows_looked_for
from ilacs_bench.benchmark.theme_rows import count_themes
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORKS, IMPROVEMENT_SECTION, POLARITIES, THEMES

_KINDS = ("strength", "weakness", "improvement")


@full_signature
def theme_profile(
    tables: Tables, authority: str, to: To = "neighbours", **options: Unpack[DayOptions]
) -> pd.DataFrame:
    """Return one row per theme, in the taxonomy's order: own counts and those of the group.

    Machine-coded; counts only, by the as-at rule. Columns: la_code, la_name and dfe_number of the
    authority; of its own latest full inspection own_strength and own_weakness (sentences outside
    the summary, which repeats the sections; mixed and neutral ones are neither) and own_improvement
    (improvements of any kind); all three are empty, not 0, where that report was not coded. Of the
    group, without the authority: n_strength, n_weakness and n_improvement (local authorities whose
    latest report has at least one on the theme), `of` (those whose latest report was coded),
    `group` (all of them). A report that was not coded is never replaced by an earlier one.
    Arguments and errors as for `snapshot`.

    >>> profile = theme_profile(t, "East Sussex", as_at="2025-03-31")
    >>> len(profile), set(profile["of"]), set(profile["group"])
    (36, {10}, {10})
    """
    return theme_profile_of(select(tables, authority, to, **options))


def theme_profile_of(chosen: Selection) -> pd.DataFrame:
    """Return the rows of `theme_profile` for a Selection."""
    group = [one.la_code for one in chosen.members_of(chosen.comparator)]
    reports, by_kind = _by_kind(chosen.tables)
    index = chosen.index
    authorities = index.rows_of((chosen.la_code, *group), np.datetime64(chosen.as_at))
    last, _ = chosen.current_rows(authorities)
    place = reports.get_indexer(pd.Index(index.rows(last, ["inspection_id"])["inspection_id"]))
    is_coded = place[0] >= 0
    others = place[1:][place[1:] >= 0]
    of_own = by_kind[place[0]] if is_coded else np.zeros((len(THEMES), len(_KINDS)), dtype="int64")
    of_group = (by_kind[others] > 0).sum(axis=0)
    unknown = np.full(len(THEMES), not is_coded)
    own = {f"own_{k}": pd.arrays.IntegerArray(of_own[:, n], unknown) for n, k in enumerate(_KINDS)}
    rows = pd.DataFrame(
        {
            "theme": THEME_NAMES,
            "theme_group": GROUP_NAMES,
            **own,
            **{f"n_{kind}": of_group[:, number] for number, kind in enumerate(_KINDS)},
            "of": len(others),
            "group": len(group),
        }
    )
    return chosen.with_authority(rows_looked_for(chosen.tables, rows))


@cache_by_tables()
def _by_kind(tables: Tables) -> tuple[pd.Index, npt.NDArray[np.int64]]:
    """Return the coded reports, and counts by report, theme and _KINDS."""
    counts = count_themes(tables, frameworks=tuple(FRAMEWORKS))
    findings = counts.in_findings()
    by_kind = np.stack(
        [
            findings[:, :, POLARITIES.index("strength")],
            findings[:, :, POLARITIES.index("weakness")],
            counts.in_section(IMPROVEMENT_SECTION).sum(axis=2),
        ],
        axis=2,
    )
    return pd.Index(counts.reports["inspection_id"]), by_kind
