"""How often reports name a theme, by judgement area and its grade."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.grades import find_areas
from ilacs_bench.benchmark.intervals import FEWEST, shares_of
from ilacs_bench.benchmark.theme_index import rows_looked_for
from ilacs_bench.benchmark.theme_rows import ThemeCounts, count_themes, theme_groups
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, GRADES, POLARITIES, SECTION_AREAS, THEMES

SIDES: tuple[str, ...] = ("strength", "weakness")
"""Polarities that are compared; mixed and neutral sentences are neither."""


def theme_prevalence(
    tables: Tables,
    *,
    areas: Sequence[str] = SECTION_AREAS,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return one row per judgement area, grade (lowest first), theme and polarity.

    Machine-coded. Columns: judgement_area, grade (given to that area by the same inspection),
    theme, theme_group, polarity ('strength' or 'weakness'), n (reports with at least one such
    sentence on the theme in the section of the area), of (reports with that grade whose section was
    coded), sentences (number of such sentences), share (0-1, n / of) and its Wilson interval of
    95%, share_lower and share_upper; shares are empty where `of` is 0. The unit is the report: a
    local authority inspected twice counts twice.
    """
    areas = find_areas(areas)
    counts = count_themes(tables, frameworks=frameworks, la_codes=la_codes)
    parts = [_count_area(tables, counts, area) for area in areas]
    n, of, sentences = (np.concatenate(part) for part in zip(*parts, strict=True))
    keys = pd.MultiIndex.from_product(
        [areas, GRADES, THEMES, SIDES], names=["judgement_area", "grade", "theme", "polarity"]
    ).to_frame(index=False)
    keys = keys.astype({"grade": GRADE_DTYPE})
    keys.insert(3, "theme_group", theme_groups(keys["theme"]))
    rows = keys.assign(n=n, of=of, sentences=sentences, **shares_of(n, of))
    return rows_looked_for(tables, rows)


def pool_areas(prevalence: pd.DataFrame) -> pd.DataFrame:
    """Return one row per grade, theme and polarity, over all judgement areas together.

    `prevalence` are rows of `theme_prevalence`. The unit is the section: a report counts once for
    each section with the grade. Columns as in `theme_prevalence`, without judgement_area. The
    intervals treat sections as independent, although those of one report are less so.
    """
    keys = ["grade", "theme", "theme_group", "polarity"]
    summed = prevalence.groupby(keys, observed=True, sort=False)[["n", "of", "sentences"]].sum()
    rows = summed.reset_index()
    return rows.assign(**shares_of(rows["n"], rows["of"]))


def widest_first(prevalence: pd.DataFrame, polarity: str) -> pd.DataFrame:
    """Return the rows of one polarity, sorted by how much the theme's shares differ by grade.

    `spread` (0-1) is the theme's highest share minus its lowest, over grades that occur.
    `prevalence` must have one row per grade, theme and polarity. Shares of fewer than ten sections
    are empty.
    """
    rows = prevalence[prevalence["polarity"] == polarity]
    shares_of = ["share", "share_lower", "share_upper"]
    rows = rows.assign(**rows[shares_of].where(rows["of"] >= FEWEST))
    shares = rows.groupby("theme", sort=False)["share"]
    rows = rows.assign(spread=shares.transform("max") - shares.transform("min"))
    order = ["spread", "theme", "grade"]
    return rows.sort_values(order, ascending=[False, True, False], ignore_index=True)


def section_grades(tables: Tables, counts: ThemeCounts, area: str) -> npt.NDArray[np.int64]:
    """Return for each report the rank (0 lowest) of the area's grade, else -1.

    It is -1 too where the area's section has no coded sentence, so that its themes are not known.
    """
    of_area = tables.judgements["judgement_area"] == area
    given = tables.judgements.loc[of_area, ["inspection_id", "grade"]]
    ranks = given.set_index("inspection_id")["grade"].cat.codes
    graded = ranks.reindex(counts.reports["inspection_id"]).fillna(-1).to_numpy("int64")
    coded = counts.in_section(area).any(axis=(1, 2))
    return np.where(coded, graded, -1)


def side_counts(counts: ThemeCounts, area: str) -> npt.NDArray[np.int64]:
    """Return sentences in the area's section; the axes are reports, THEMES, SIDES."""
    return counts.in_section(area)[:, :, [POLARITIES.index(side) for side in SIDES]]


def _count_area(
    tables: Tables, counts: ThemeCounts, area: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return reports with a sentence, reports, and sentences, by grade, theme and side."""
    ranks = section_grades(tables, counts, area)
    graded_so = (ranks == np.arange(len(GRADES))[:, np.newaxis]).astype("int64")
    sentences = side_counts(counts, area).reshape(len(ranks), len(THEMES) * len(SIDES))
    n = graded_so @ (sentences > 0)
    of = graded_so.sum(axis=1).repeat(sentences.shape[1])
    return n.ravel(), of, (graded_so @ sentences).ravel()
