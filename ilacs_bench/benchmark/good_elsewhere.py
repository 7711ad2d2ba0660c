"""Authorities graded good or outstanding where this one is not, and what their reports praise."""

from collections import Counter
from dataclasses import dataclass
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.grades import find_area
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.inspection_index import (
    area_names,
    grade_categories,
    take_rows,
)
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.theme_index import (
    GROUP_NAMES,
    SECTIONS,
    THEME_NAMES,
    row_numbers_in,
    theme_index,
)
from ilacs_bench.benchmark.theme_profile import theme_profile_of
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_LABELS, GRADES, THEMES

_OF_GROUP = ["la_code", "la_name", "dfe_number", "reason", "rank", "closeness"]
_OF_INSPECTION = [
    "inspection_id",
    "framework",
    "start",
    "published",
    "report",
    "source_url",
]
_AUTHORITY_COLUMNS = [*_OF_GROUP, "grade", "graded_as", *_OF_INSPECTION]
_SECTION_NAMES = pd.array(SECTIONS, dtype="str")


@full_signature
def better_graded(
    tables: Tables, authority: str, to: To, area: str, **options: Unpack[DayOptions]
) -> pd.DataFrame:
    """Return one row per authority of the group that is good or outstanding, and better, on `area`.

    `authority` and `to` as for `snapshot`. Better than the authority's own grade; where it has none
    on the area, every good or outstanding one. In the group's order. Columns: la_code, la_name,
    dfe_number, reason, rank, closeness (as in `comparators`), grade, graded_as (the area as graded:
    the combined one of 2018 to 2022 counts as children in care), inspection_id, framework, start,
    published, report, source_url, and coded (whether the report was coded; if not, it has no
    strengths to quote).

    >>> better = better_graded(t, "Suffolk", "neighbours", "leaders", as_at="2025-03-31")
    >>> better[["la_name", "grade"]].to_numpy().tolist()[0]
    ['Somerset', 'good']
    """
    return better_graded_of(select(tables, authority, to, **options), area)


def better_graded_of(chosen: Selection, area: str) -> pd.DataFrame:
    """Return the rows of `better_graded` for a Selection."""
    index, day, group, area = chosen.index, chosen.as_at, chosen.group, find_area(area)
    authorities = index.rows_of((chosen.la_code, *group["la_code"]), np.datetime64(day))
    now, _ = chosen.current_rows(authorities)
    grade, graded_as, _ = index.graded(now, [area])
    if area not in shown_on(day) and (grade < 0).all():
        raise UnknownName(
            f"No local authority there has a grade on {AREA_LABELS[area]} from the latest "
            "inspection as at "
            f"{day_words(day)}. Choose another judgement, or an earlier day."
        )
    is_better = (grade[1:, 0] >= GRADES.index("good")) & (grade[1:, 0] > grade[0, 0])
    better = np.flatnonzero(is_better)
    rows = {
        **take_rows(group, better, _OF_GROUP),
        "grade": grade_categories(grade[1 + better]),
        "graded_as": area_names(graded_as[1 + better]),
        **index.of_inspection.at(now[1 + better], _OF_INSPECTION),
    }
    coded = theme_index(chosen.tables).reports_of(rows["inspection_id"]) >= 0
    return pd.DataFrame({**rows, "coded": coded}, copy=False)


@full_signature
def good_elsewhere(
    tables: Tables,
    authority: str,
    to: To,
    area: str,
    *,
    theme: str | None = None,
    **options: Unpack[DayOptions],
) -> pd.DataFrame:
    """Return one row per strength in better graded authorities' sections on `area`.

    Machine-coded: sentences coded as a strength on `theme`, or on any theme if it is None; then a
    sentence with two themes has two rows. The authorities, their order and the first columns are
    those of `better_graded`, without `coded`; then item_id, section, paragraph, page, theme,
    theme_group, and the sentence's text, empty where the tables have no text. An authority without
    a row may have a report that was not coded: see `better_graded`.

    >>> rows = good_elsewhere(
    ...     t, "Suffolk", "neighbours", "leaders", as_at="2025-03-31", theme="supervision"
    ... )
    >>> rows["section"].unique().tolist()
    ['leaders']
    """
    if theme is not None and theme not in THEMES:
        raise UnknownName(f"{theme!r} is no theme of the taxonomy: choose among {list(THEMES)}.")
    return strengths_of(tables, better_graded(tables, authority, to, area, **options), theme)


def strengths_of(
    tables: Tables, better: pd.DataFrame, theme: str | None = None, *, each_once: bool = False
) -> pd.DataFrame:
    """Return the rows of `good_elsewhere` for given rows of `better_graded`.

    `each_once` keeps only the first row of each theme and local authority.
    """
    index = theme_index(tables)
    reports = index.reports_of(better["inspection_id"]).tolist()
    of_each = [index.strengths_of(report) for report in reports]
    coded = np.concatenate([index.strengths[:0], *of_each])
    whose = np.arange(len(better)).repeat([len(rows) for rows in of_each])
    wanted = index.section[coded] == row_numbers_in(better["graded_as"], SECTIONS)[whose]
    if theme is not None:
        wanted &= index.theme[coded] == THEMES.index(theme)
    coded, whose = coded[wanted], whose[wanted]
    if each_once:
        _, first = np.unique(whose * len(THEMES) + index.theme[coded], return_index=True)
        first.sort()
        coded, whose = coded[first], whose[first]
    of_item = take_rows(tables.coded, coded, ["item_id", "paragraph", "page"])
    items = pd.Series(of_item["item_id"]).astype("str")
    rows = {
        **take_rows(better, whose, _AUTHORITY_COLUMNS),
        "item_id": items,
        "section": _SECTION_NAMES.take(index.section[coded]),
        "paragraph": of_item["paragraph"],
        "page": of_item["page"],
        "theme": THEME_NAMES.take(index.theme[coded]),
        "theme_group": GROUP_NAMES.take(index.theme[coded]),
        "text": _texts(tables, better["inspection_id"], items),
    }
    return pd.DataFrame(rows, copy=False)


def _texts(tables: Tables, inspection_ids: pd.Series, items: pd.Series) -> pd.Series:
    """Return the sentence of each item of these inspections, empty where the tables have none."""
    findings = tables.findings
    if findings.empty:
        return pd.Series(None, items.index, dtype="str")
    wanted = findings["inspection_id"].isin(inspection_ids.to_list())
    texts = findings.loc[wanted, ["finding_id", "text"]].set_index("finding_id")["text"]
    return items.map(texts).astype("str")


@dataclass(frozen=True, eq=False)
class LearnFrom:
    """A judgement area below good, and the authorities graded better on it.

    grade     the authority's own
    councils  the rows of `better_graded`
    praised   one row per theme that their reports praise: theme, own_weakness (sentences that
              criticise it in the authority's own latest report; empty where that was not coded), n
              (councils praised for it); first those both criticised here and praised there the
              most (own_weakness times n), then the most praised
    evidence  rows of `good_elsewhere`, only the first of each theme and council
    """

    judgement_area: str
    grade: str
    councils: pd.DataFrame
    praised: pd.DataFrame
    evidence: pd.DataFrame


def learn_from(chosen: Selection, own: pd.DataFrame) -> list[LearnFrom]:
    """Return a LearnFrom for each judgement area of `own_grades` rows graded below good.

    Raises UnknownName where the selection has no group.

    >>> from ilacs_bench.benchmark.compare import own_grades_of
    >>> chosen = select(t, "Suffolk", "neighbours", as_at="2025-03-31")
    >>> first = learn_from(chosen, own_grades_of(chosen))[0]
    >>> first.judgement_area, first.grade, len(first.councils)
    ('leaders', 'requires_improvement', 8)
    """
    is_below = (own["grade"] < "good").fillna(False)
    below = records(own.loc[is_below, ["judgement_area", "grade"]])
    profile = theme_profile_of(chosen).set_index("theme")["own_weakness"] if below else pd.Series()
    return [_of_area(chosen, row["judgement_area"], row["grade"], profile) for row in below]


def _of_area(chosen: Selection, area: str, grade: str, own_weakness: pd.Series) -> LearnFrom:
    better = better_graded_of(chosen, area)
    evidence = strengths_of(chosen.tables, better, each_once=True)
    counts = pd.Series(Counter(evidence["theme"]), dtype="int64")
    praised = pd.DataFrame(
        {
            "theme": counts.index.astype("str"),
            "own_weakness": own_weakness.reindex(counts.index).array,
            "n": counts.array,
        }
    )
    order = praised.assign(both=praised["own_weakness"].fillna(0) * praised["n"]).sort_values(
        ["both", "n", "theme"], ascending=[False, False, True]
    )
    praised = praised.loc[order.index].reset_index(drop=True)
    return LearnFrom(area, grade, better, praised, evidence)
