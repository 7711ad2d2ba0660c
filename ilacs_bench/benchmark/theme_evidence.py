"""How widely reports name each theme, and where each coded sentence or improvement is printed.

Themes and polarity are machine-coded. A `Scope` selects the sections of inspections that count; the
counts and the evidence of one scope come from the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.evidence import words_of
from ilacs_bench.benchmark.inspection_index import (
    NOT_GRADED,
    RowNumbers,
    inspection_index,
    take_rows,
)
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.benchmark.theme_index import (
    GROUP_NAMES,
    SECTIONS,
    THEME_NAMES,
    row_numbers_in,
    rows_looked_for,
    theme_index,
)
from ilacs_bench.benchmark.theme_rows import check_known
from ilacs_bench.schema import GRADE_DTYPE
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import (
    AREAS,
    FINDING_SECTIONS,
    GRADES,
    IMPROVEMENT_SECTION,
    OVERALL,
    POLARITIES,
    THEMES,
)

KINDS: tuple[str, ...] = ("improvement", "weakness", "strength")
"""Kinds of statement: to be improved (in any list), not good, good."""
_LISTED = [s == IMPROVEMENT_SECTION for s in SECTIONS]
"""Sections that count for improvements."""
_BODY = [s is not None and s not in ("summary", IMPROVEMENT_SECTION) for s in SECTIONS]
"""Sections with findings, except the summary, which repeats them."""
_GOOD = GRADES.index("good")
_OVERALL = AREAS.index(OVERALL)
_AREA_OF_SECTION = np.array([AREAS.index(s) if s in AREAS else _OVERALL for s in SECTIONS])
"""The judgement area of a section; overall effectiveness for improvements."""


@dataclass(frozen=True, eq=False)
class Scope:
    """The sections of inspections that are counted, and the kind of statement.

    kind     one of KINDS
    allowed  mask by inspection (of the index) and SECTIONS; True in coded reports only
    group    number of local authorities in question, with or without a report
    """

    kind: str
    allowed: npt.NDArray[np.bool_]
    group: int

    @property
    def inspections(self) -> RowNumbers:
        """Row numbers in the inspection index of the inspections that count."""
        return np.flatnonzero(self.allowed.any(axis=1))

    @property
    def reports(self) -> int:
        """The number of reports that count."""
        return len(self.inspections)


def scope_of_reports(
    chosen: Selection,
    la_codes: Sequence[str],
    kind: str = "improvement",
    *,
    since: date,
    areas: Sequence[str] = (),
) -> Scope:
    """Return the scope of full inspections published from `since` to the cut-off.

    Inspections of `la_codes` count. `areas` restricts strengths and weaknesses to sections on these
    judgements; areas for improvement have a list of their own in each report. Raises UnknownName
    for an unknown kind or area.
    """
    check_known("kind", [kind], KINDS)
    check_known("judgement", areas, FINDING_SECTIONS)
    index, counted = chosen.index, chosen.counted
    is_asked = index.inspections["la_code"].isin(la_codes).to_numpy() & _is_coded(chosen.tables)
    wanted = counted[is_asked[counted] & (index.known[counted] >= np.datetime64(since))]
    sections = [s in areas for s in SECTIONS] if areas else _BODY
    allowed = np.zeros((len(index.inspections), len(SECTIONS)), dtype="bool")
    allowed[wanted] = _LISTED if _lists(kind) else sections
    return Scope(kind, allowed, len(set(la_codes)))


def scope_of_better(chosen: Selection, la_codes: Sequence[str], areas: Sequence[str]) -> Scope:
    """Return the scope of strengths on areas where others are good or better and this one is not.

    It holds the latest full inspection of each of `la_codes`, and those of `areas` where the
    authority's own grade is below good.
    """
    rows = chosen.judgements(list(dict.fromkeys(areas)))
    is_good = (rows["grade"].cat.codes >= _GOOD).to_numpy()
    known = rows["grade"].notna().to_numpy()
    below = rows.loc[(rows["la_code"] == chosen.la_code) & known & ~is_good, "judgement_area"]
    better = rows[
        is_good & rows["la_code"].isin(la_codes) & rows["judgement_area"].isin(below.to_list())
    ]
    index = pd.Index(chosen.index.inspections["inspection_id"])
    inspection = index.get_indexer(better["inspection_id"])
    allowed = np.zeros((len(index), len(SECTIONS)), dtype="bool")
    allowed[inspection, row_numbers_in(better["graded_as"].astype("str"), SECTIONS)] = True
    allowed[~_is_coded(chosen.tables)] = False
    return Scope("strength", allowed, better["la_code"].nunique())


def count_themes_in(tables: Tables, scope: Scope) -> pd.DataFrame:
    """Return one row per theme, the most widely named first.

    Columns: theme, theme_group, n_authorities (whose reports name it), of_authorities (with a
    report that counts), group (of the scope), n (areas for improvement, or sentences, with the
    theme) and of (all of them). Themes that no report names come last, with zeros.
    """
    codes, index, all_rows = theme_index(tables), _theme_rows(tables), _rows(tables, scope)
    rows = all_rows[codes.theme[all_rows] >= 0]
    theme, authority = codes.theme[rows], inspection_index(tables).authority[index.inspection[rows]]
    pairs = np.unique(theme * (authority.max(initial=0) + 1) + authority)
    of = len(np.unique(index.item[all_rows]))
    if _lists(scope.kind):  # items without a theme too: they have no row in `coded`
        of = int(np.isin(index.listed, scope.inspections).sum())
    counts = pd.DataFrame(
        {
            "theme": THEME_NAMES,
            "theme_group": GROUP_NAMES,
            "n_authorities": np.bincount(
                pairs // (authority.max(initial=0) + 1), minlength=len(THEMES)
            ),
            "of_authorities": len(np.unique(inspection_index(tables).authority[scope.inspections])),
            "group": scope.group,
            "n": np.bincount(theme, minlength=len(THEMES)),
            "of": of,
        }
    )
    order, counts = ["n_authorities", "n"], rows_looked_for(tables, counts)
    return counts.sort_values(order, ascending=False, kind="stable", ignore_index=True)


def theme_evidence(tables: Tables, scope: Scope, theme: str) -> pd.DataFrame:
    """Return one row per area for improvement, or sentence, with the theme, newest report first.

    Columns: la_code, la_name, inspection_id, framework, published, judgement_area and grade (of the
    section; for areas for improvement that on overall effectiveness), section, kind (of its list;
    empty for a sentence), polarity, theme, paragraph, page, source_url, text (empty where the
    tables have none), item_id, method. Raises UnknownName for an unknown theme.
    """
    check_known("theme", [theme], THEMES)
    codes, index = theme_index(tables), inspection_index(tables)
    rows = _rows(tables, scope)
    rows = rows[codes.theme[rows] == THEMES.index(theme)]
    inspection, section = _theme_rows(tables).inspection[rows], codes.section[rows]
    area = _AREA_OF_SECTION[section]
    item = tables.coded["item_id"].take(rows)
    listed = _theme_rows(tables).listed_kind.reindex(item)
    grade = index.grades[inspection, area]
    frame = pd.DataFrame(
        index.of_authority.at(index.authority_rows(inspection), ["la_code", "la_name"])
        | index.of_inspection.at(inspection, ["inspection_id", "framework", "published"])
        | {
            "judgement_area": pd.array(np.array(AREAS, dtype=object)[area], dtype="str"),
            "grade": pd.Categorical.from_codes(
                np.where(grade == NOT_GRADED, -1, grade), dtype=GRADE_DTYPE
            ),
        }
        | take_rows(tables.coded, rows, ["section", "polarity", "theme", "paragraph", "page"])
        | index.of_inspection.at(inspection, ["source_url"])
        | {"kind": listed.array, "text": words_of(tables, item).array}
        | take_rows(tables.coded, rows, ["item_id", "method"])
    )
    order = ["published", "la_name", "page", "item_id"]
    return frame.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


@dataclass(frozen=True, eq=False)
class _ThemeRows:
    """Rows of `coded` and of `improvements`, mapped to the inspection index.

    inspection   for each coded row the row of its inspection, -1 where there is none
    item         for each coded row the row number of its sentence or improvement
    listed       for each improvement the row of its inspection
    listed_kind  the kind of list of each improvement, by its id
    """

    inspection: RowNumbers
    item: RowNumbers
    listed: RowNumbers
    listed_kind: pd.Series


@cache_by_tables()
def _theme_rows(tables: Tables) -> _ThemeRows:
    index = pd.Index(inspection_index(tables).inspections["inspection_id"])
    codes, listed = theme_index(tables), tables.improvements
    return _ThemeRows(
        inspection=index.get_indexer(codes.reports)[codes.report],
        item=pd.factorize(tables.coded["item_id"])[0],
        listed=row_numbers_in(listed["inspection_id"], index),
        listed_kind=listed.set_index("improvement_id")["kind"],
    )


def _is_coded(tables: Tables) -> npt.NDArray[np.bool_]:
    """Return for each inspection in the index whether its report was coded."""
    ids = inspection_index(tables).inspections["inspection_id"]
    return ids.isin(theme_index(tables).reports).to_numpy()


def _lists(kind: str) -> bool:
    return kind == "improvement"


def _rows(tables: Tables, scope: Scope) -> RowNumbers:
    """Return the numbers of the rows of `coded` that count, including those without a theme."""
    codes, inspection = theme_index(tables), _theme_rows(tables).inspection
    wanted = scope.allowed[inspection, codes.section] & (inspection >= 0)
    if not _lists(scope.kind):
        wanted &= codes.polarity == POLARITIES.index(scope.kind)
    return np.flatnonzero(wanted)
