"""Coded reports, and counts of their findings and improvements by theme, as arrays.

All theme codes are machine-coded (the column `method` of `coded` says by which coder). The axis of
themes is in the taxonomy's order, `THEMES`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.resolve import (
    OneOrMore,
    resolve_councils,
    resolve_frameworks,
    resolve_values,
)
from ilacs_bench.benchmark.theme_index import SECTIONS, theme_index
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.identity import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import (
    COMPARED_FRAMEWORKS,
    FRAMEWORKS,
    IMPROVEMENT_KINDS,
    IMPROVEMENT_SECTION,
    POLARITIES,
    THEME_GROUPS,
    THEMES,
)

PERIODS: tuple[str, ...] = ("year", "framework", "all")

_REPORT_COLUMNS = [
    "inspection_id",
    "la_code",
    "la_name",
    "framework",
    "start",
    "end",
    "published",
    "report",
    "source_url",
]


def read_reports(
    tables: Tables,
    *,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return one row per inspection whose report was read, under `frameworks` and of `la_codes`.

    The columns are those of `inspections` that identify the inspection and its report, and `known`,
    the date that the report became known (`known_on`). Without `la_codes` every local authority
    counts, including former ones. Raises UnknownName for an unknown framework or local authority.
    """
    inspections, codes = tables.inspections, resolve_councils(tables, la_codes)
    wanted = inspections["framework"].isin(resolve_frameworks(frameworks))
    wanted &= inspections["report"].notna()
    if codes is not None:
        wanted &= inspections["la_code"].isin(codes)
    reports = inspections.loc[wanted, _REPORT_COLUMNS]
    return reports.assign(known=known_on(reports)).reset_index(drop=True)


def coded_reports(
    tables: Tables,
    *,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the rows of `read_reports` whose report has at least one theme code."""
    reports = read_reports(tables, frameworks=frameworks, la_codes=la_codes)
    coded = reports["inspection_id"].isin(theme_index(tables).reports)
    return reports[coded].reset_index(drop=True)


def period_of(reports: pd.DataFrame, by: str) -> pd.Series:
    """Return the period of each row: year it became known, framework, or 'all', in order of time.

    The result is an ordered category of the periods that occur, so that grouping keeps their order.
    Raises UnknownName for an unknown `by`.
    """
    check_known("period", [by], PERIODS)
    if by == "framework":
        names, order = reports["framework"], list(FRAMEWORKS)
    elif by == "year":
        names = reports["known"].dt.year.astype("Int64").astype("str")
        order = sorted(names.dropna().unique())
    else:
        names, order = pd.Series("all", index=reports.index, dtype="str"), ["all"]
    known = [name for name in order if name in set(names.dropna())]
    return names.astype(pd.CategoricalDtype(known, ordered=True)).rename("period")


def rows_of_periods(period: pd.Series) -> tuple[list[str], npt.NDArray[np.bool_]]:
    """Return the periods of a `period_of`, and a mask of rows; its axes are periods, rows."""
    periods = list(period.cat.categories)
    return periods, period.cat.codes.to_numpy() == np.arange(len(periods))[:, np.newaxis]


@dataclass(frozen=True, eq=False)
class ThemeCounts:
    """Counts of coded rows by report, section, theme and polarity.

    reports  the coded reports (`coded_reports`), in the order of the first axis
    n        counts; the axes are reports, SECTIONS, THEMES, POLARITIES
    """

    reports: pd.DataFrame
    n: npt.NDArray[np.int64]

    def in_section(self, section: str) -> npt.NDArray[np.int64]:
        """Return counts by report, theme and polarity in one section."""
        return self.n[:, SECTIONS.index(section)]

    def in_findings(self) -> npt.NDArray[np.int64]:
        """Return counts by report, theme and polarity, without improvements and the summary.

        The summary repeats what the sections say.
        """
        body = [s not in ("summary", IMPROVEMENT_SECTION) for s in SECTIONS]
        return self.n[:, body].sum(axis=1)


def count_themes(
    tables: Tables,
    *,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
) -> ThemeCounts:
    """Count every coded row of these reports, once for each of its themes."""
    reports = coded_reports(tables, frameworks=frameworks, la_codes=la_codes)
    index = theme_index(tables)
    shape = (len(reports), len(SECTIONS), len(THEMES), len(POLARITIES))
    if reports.empty:
        return ThemeCounts(reports, np.zeros(shape, dtype="int64"))
    place = pd.Index(reports["inspection_id"]).get_indexer(index.reports)[index.report]
    in_reports = np.flatnonzero(place >= 0)
    axes = (
        place[in_reports],
        index.section[in_reports],
        index.theme[in_reports],
        index.polarity[in_reports],
    )
    cells = np.ravel_multi_index(axes, shape)
    return ThemeCounts(reports, np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape))


@dataclass(frozen=True, eq=False)
class ImprovementThemes:
    """Improvements of coded reports, and which themes each has.

    rows  one row per improvement (bullet, recommendation, area for priority action): the columns
          of `improvements` and, of its inspection, those of `coded_reports`
    has   whether the improvement has the theme; the axes are rows, THEMES
    """

    rows: pd.DataFrame
    has: npt.NDArray[np.bool_]


def improvement_themes(
    tables: Tables,
    *,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
    kinds: Sequence[str] = IMPROVEMENT_KINDS,
) -> ImprovementThemes:
    """Return the improvements of these kinds in coded reports, including those without a theme."""
    kinds = resolve_kinds(kinds)
    reports = coded_reports(tables, frameworks=frameworks, la_codes=la_codes)
    improvements = tables.improvements
    wanted = improvements["kind"].isin(kinds)
    wanted &= improvements["inspection_id"].isin(reports["inspection_id"])
    rows = improvements[wanted].merge(
        reports.drop(columns="report"), on="inspection_id", validate="many_to_one"
    )
    return ImprovementThemes(rows, theme_index(tables).has[wanted.to_numpy()])


def resolve_kinds(kinds: OneOrMore) -> list[str]:
    """Return the codes of kinds of improvement. Raises UnknownName."""
    return resolve_values(kinds, {kind: kind for kind in IMPROVEMENT_KINDS}, "kind of improvement")


def theme_groups(themes: pd.Series) -> pd.Series:
    """Return the taxonomy's group of each theme."""
    return themes.map(THEME_GROUPS).astype("str")


def check_known(what: str, codes: Sequence[str], known: Sequence[str] | set[str] | dict) -> None:
    """Raise UnknownName for unknown codes, listing the choices where they are few."""
    unknown = [name for name in codes if name not in known]
    if unknown:
        choices = f" Choose among {list(known)}." if len(known) <= len(FRAMEWORKS) + 1 else ""
        raise UnknownName(f"{unknown}: no {what} has this name or code.{choices}")
