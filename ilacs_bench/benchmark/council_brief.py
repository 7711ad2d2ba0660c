"""What a paper to a cabinet tells of a local authority's inspection: numbers and sentences."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.asked import Day
from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.compare import Comparison, positions, snapshot
from ilacs_bench.benchmark.council_profile import PROFILE_AREAS
from ilacs_bench.benchmark.evidence import (
    inspections_of,
    is_coded,
    latest_improvements,
    words_of,
)
from ilacs_bench.benchmark.framework_place import FrameworkPlace, framework_place
from ilacs_bench.benchmark.ledger import Places, grade_categories, ledger, page_numbers
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS, FRAMEWORKS, IMPROVEMENT_SECTION

_REPORT_COLUMNS = ["lead_inspector", "pages"]
_PLACE_COLUMNS = ["theme", "polarity", "section", "paragraph", "page", "text"]


@dataclass(frozen=True, eq=False)
class CouncilBrief:
    """The facts of a briefing as at a date.

    compared      the Comparison with the group asked for
    inspection    the latest full inspection that counts, with INSPECTION_COLUMNS, lead_inspector
                  and pages; None where there is none
    previous      the one before it, likewise
    judgements    one row per judgement area of that inspection's framework, in its order:
                  judgement_area, grade, page, previous_grade, previous_area, previous_page
    previous_judgements  one row per area graded at the inspection before: judgement_area, grade,
                  page
    positions     the rows of `positions` beside England, the group asked for and the region, for
                  the areas with a grade, overall effectiveness first
    place         the place among those inspected under the framework, None where not known
    improvements  the rows of `latest_improvements`
    findings      one row per theme and sentence that is a strength or a weakness, the summary left
                  out: theme, polarity, section, paragraph, page, text (empty where not at hand)
    was_coded     whether a machine looked for themes in the report
    notes         what a reader must know beside the numbers, one sentence each
    """

    compared: Comparison
    inspection: pd.Series | None
    previous: pd.Series | None
    judgements: pd.DataFrame
    previous_judgements: pd.DataFrame
    positions: pd.DataFrame
    place: FrameworkPlace | None
    improvements: pd.DataFrame
    findings: pd.DataFrame
    was_coded: bool
    notes: tuple[str, ...]

    @property
    def none_words(self) -> str:
        """That there is no inspection, as a sentence's beginning: none, or none in the tables."""
        compared = self.compared
        return compared.coverage.no_inspection_of(compared.la_code, compared.la_name)


def council_brief(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> CouncilBrief:
    """The facts of a briefing; arguments and errors as for `snapshot`.

    >>> told = council_brief(t, "East Sussex", as_at="2018-09-18")
    >>> told.judgements["grade"].to_list(), told.improvements["improvement_id"].nunique()
    (['outstanding', 'good', 'outstanding', 'outstanding'], 2)
    """
    compared = snapshot(
        tables, authority, to, as_at=as_at, published_by=published_by, areas=PROFILE_AREAS
    )
    la_code, day, cutoff = compared.la_code, compared.as_at, compared.published_by
    days = {"as_at": day, "published_by": cutoff}
    places = inspections_of(tables, la_code, day, cutoff)
    now, before = _place(places, -1), _place(places, -2)
    inspection = _inspection(tables, now)
    return CouncilBrief(
        compared=compared,
        inspection=inspection,
        previous=_inspection(tables, before),
        judgements=_judgements(tables, now, before),
        previous_judgements=_all_graded(tables, before),
        positions=_positions(tables, compared, to),
        place=framework_place(tables, la_code, as_at=day, published_by=cutoff),
        improvements=latest_improvements(tables, la_code, **days),
        findings=_findings(tables, inspection),
        was_coded=inspection is not None and is_coded(tables, inspection["inspection_id"]),
        notes=(*unpublished_notes(tables, compared), *compared.notes),
    )


def unpublished_notes(tables: Tables, compared: Comparison) -> Iterator[str]:
    """Said of inspections that had begun by the date, whose report came after the cut-off."""
    book = ledger(tables)
    is_own = (book.inspections["la_code"] == compared.la_code).to_numpy()
    begun = book.dated <= np.datetime64(compared.as_at)
    later = is_own & begun & (book.known > np.datetime64(compared.published_by))
    for begun_on, known_on in zip(book.dated[later], book.known[later], strict=True):
        yield (
            f"An inspection of {compared.la_name} had begun on {day_words(begun_on.item())}; its "
            f"report was published on {day_words(known_on.item())}, after "
            f"{day_words(compared.published_by)}: it is not counted here."
        )


def _place(places: Places, number: int) -> int:
    return int(places[number]) if len(places) >= -number else -1


def _inspection(tables: Tables, place: int) -> pd.Series | None:
    if place < 0:
        return None
    row = ledger(tables).inspections.iloc[place]
    is_it = tables.inspections["inspection_id"] == row["inspection_id"]
    told: pd.Series = pd.concat([row, tables.inspections.loc[is_it, _REPORT_COLUMNS].iloc[0]])
    return told


def _judgements(tables: Tables, now: int, before: int) -> pd.DataFrame:
    """The areas that the latest inspection was to judge; an area without a grade stays, empty."""
    if now < 0:
        return _graded(tables, now, before, [])
    framework = str(ledger(tables).inspections.loc[now, "framework"])
    areas = list(FRAMEWORKS[framework].areas)
    # Every inspection under the SIF gives an overall grade, which its list of areas leaves out.
    areas += ["overall"] if framework == "sif" and "overall" not in areas else []
    return _graded(tables, now, before, areas)


def _all_graded(tables: Tables, place: int) -> pd.DataFrame:
    rows = _graded(tables, place, -1, list(AREAS))
    return rows.loc[
        (rows["graded_as"] == rows["judgement_area"]).fillna(False),
        ["judgement_area", "grade", "page"],
    ].reset_index(drop=True)


def _graded(tables: Tables, now: int, before: int, areas: list[str]) -> pd.DataFrame:
    book = ledger(tables)
    grades, graded_as, pages = book.graded(np.array([now]), areas)
    was, was_as, was_pages = book.graded(np.array([before]), areas, as_previous=True)
    names = np.array([*AREAS, None], dtype=object)
    return pd.DataFrame(
        {
            "judgement_area": pd.Series(areas, dtype="str"),
            "grade": grade_categories(grades),
            "graded_as": pd.Series(names[graded_as.ravel()], dtype="str"),
            "page": page_numbers(pages),
            "previous_grade": grade_categories(was),
            "previous_area": pd.Series(names[was_as.ravel()], dtype="str"),
            "previous_page": page_numbers(was_pages),
        }
    )


def _positions(tables: Tables, compared: Comparison, to: To) -> pd.DataFrame:
    own = compared.own
    graded = own.loc[own["grade"].notna(), "judgement_area"].to_list()
    areas = sorted(graded, key=lambda area: area != "overall") or list(PROFILE_AREAS)
    groups = ["england", to, "region"]
    return positions(
        tables,
        compared.la_code,
        groups,
        as_at=compared.as_at,
        published_by=compared.published_by,
        areas=areas,
    ).drop_duplicates(["comparator", "judgement_area"], ignore_index=True)


def _findings(tables: Tables, inspection: pd.Series | None) -> pd.DataFrame:
    coded = tables.coded
    wanted = coded["polarity"].isin(["strength", "weakness"]) & ~coded["section"].isin(
        ["summary", IMPROVEMENT_SECTION]
    )
    own = None if inspection is None else inspection["inspection_id"]
    rows = coded[wanted & (coded["inspection_id"] == own)] if own else coded.iloc[:0]
    return rows.assign(text=words_of(tables, rows["item_id"]).array)[_PLACE_COLUMNS].reset_index(
        drop=True
    )
