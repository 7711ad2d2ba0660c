"""Theme codes as integers: the basis of every count of themes.

Built once for each `Tables` and cached with it, like the inspection index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables
from ilacs_bench.themes.model import is_learnt
from ilacs_bench.vocabulary import (
    FINDING_SECTIONS,
    IMPROVEMENT_SECTION,
    POLARITIES,
    THEME_GROUPS,
    THEME_LABELS,
    THEMES,
)

SECTIONS: tuple[str | None, ...] = (*FINDING_SECTIONS, IMPROVEMENT_SECTION, None)
"""Sections of coded rows; None is outside them."""
THEME_NAMES = pd.array(THEMES, dtype="str")
GROUP_NAMES = pd.array([THEME_GROUPS[theme] for theme in THEMES], dtype="str")
"""Codes of the themes, and of their groups, by number in THEMES."""


@dataclass(frozen=True, eq=False)
class ThemeIndex:
    """The rows of `coded`, in their order, as integer arrays.

    reports     inspection_id of each report with any code; the others were not coded
    report      for each row the row number of its report in `reports`
    section     number in SECTIONS
    theme       number in THEMES
    polarity    number in POLARITIES
    has         whether an improvement has a theme; the axes are rows of `improvements`, THEMES
    strengths   the row numbers of strengths, sorted by report; those of one report are
                the slice from its `strengths_from` to that of the next
    """

    reports: pd.Index
    report: npt.NDArray[np.intp]
    section: npt.NDArray[np.intp]
    theme: npt.NDArray[np.intp]
    polarity: npt.NDArray[np.intp]
    has: npt.NDArray[np.bool_]
    strengths: npt.NDArray[np.intp]
    strengths_from: npt.NDArray[np.intp]

    def reports_of(self, inspection_ids: Any) -> npt.NDArray[np.intp]:
        """Return the row number in `reports` of each inspection, -1 where it was not coded."""
        return self.reports.get_indexer(pd.Index(inspection_ids))

    def strengths_of(self, report: int) -> npt.NDArray[np.intp]:
        """Return the row numbers of a report's strengths; empty where `report` is -1."""
        if report < 0:
            return self.strengths[:0]
        return self.strengths[self.strengths_from[report] : self.strengths_from[report + 1]]


@cache_by_tables()
def theme_index(tables: Tables) -> ThemeIndex:
    """Return the index of these tables' codes, built at the first call."""
    coded = tables.coded
    report, reports = pd.factorize(coded["inspection_id"])
    # Items outside the sections have number -1: the last position of the axis.
    section = row_numbers_in(coded["section"], SECTIONS[:-1]) % len(SECTIONS)
    theme = row_numbers_in(coded["theme"], THEMES)
    listed = np.flatnonzero(section == SECTIONS.index(IMPROVEMENT_SECTION))
    item = row_numbers_in(coded["item_id"].iloc[listed], tables.improvements["improvement_id"])
    has = np.zeros((len(tables.improvements), len(THEMES)), dtype="bool")
    has[item[item >= 0], theme[listed][item >= 0]] = True
    polarity = row_numbers_in(coded["polarity"], POLARITIES)
    strengths = np.flatnonzero(polarity == POLARITIES.index("strength"))
    strengths = strengths[np.argsort(report[strengths], kind="stable")]
    return ThemeIndex(
        reports=pd.Index(reports),
        report=report,
        section=section,
        theme=theme,
        polarity=polarity,
        has=has,
        strengths=strengths,
        strengths_from=np.searchsorted(report[strengths], np.arange(len(reports) + 1)),
    )


def looked_for(tables: Tables, theme: str) -> bool:
    """Return whether the coder has learnt the theme, or anything in these tables has it.

    For a theme new in the taxonomy it is not known whether reports name it: a zero would be wrong.
    """
    return is_learnt(theme) or bool(np.isin(THEMES.index(theme), theme_index(tables).theme))


def not_looked_for(theme: str) -> str:
    """Return the text that replaces a theme's figures if the coder has not looked for it."""
    label = THEME_LABELS[theme]
    return f"{label}: not looked for. The program that gives the themes has yet to learn it."


def rows_looked_for(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows, by `theme`, without those of themes that the coder has not looked for."""
    absent = [theme for theme in THEMES if not looked_for(tables, theme)]
    return rows[~rows["theme"].isin(absent)].reset_index(drop=True) if absent else rows


def row_numbers_in(
    values: pd.Series, index: Sequence[str | None] | pd.Series
) -> npt.NDArray[np.intp]:
    """Return the position of each value in `index`, -1 where it is empty or missing.

    Each distinct text is looked up only once, which keeps 150,000 rows fast.

    >>> row_numbers_in(pd.Series(["b", None, "a", "c"]), ["a", "b"])
    array([ 1, -1,  0, -1])
    """
    codes, distinct = pd.factorize(values)
    found = pd.Index(index).get_indexer(pd.Index(distinct))
    return np.append(found, -1)[codes]
