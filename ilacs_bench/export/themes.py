"""The extracts of themes: of one council's latest report with its evidence, and of all reports."""

from datetime import date
from typing import Unpack

import pandas as pd

from ilacs_bench.benchmark.areas_for_improvement import latest_and_again
from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.compare import own_grades_of
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.evidence import report_evidence
from ilacs_bench.benchmark.in_words import area_words
from ilacs_bench.benchmark.latest import tables_as_at
from ilacs_bench.benchmark.national_framework import national_framework_counts
from ilacs_bench.benchmark.recurring import recurring_in_group_of
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.benchmark.theme_contrast import largest_first, theme_contrast
from ilacs_bench.benchmark.theme_prevalence import pool_areas, theme_prevalence
from ilacs_bench.benchmark.theme_profile import theme_profile_of
from ilacs_bench.benchmark.theme_years import coded_years, improvements_by_year, theme_shares
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.bundle import (
    FEWER_NOTE,
    MACHINE_NOTE,
    WORDS_NOTE,
    Bundle,
    BundlePart,
    bundle_workbook,
    data_line,
    dates,
    part,
)
from ilacs_bench.export.workbook_model import Chart
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_LABELS, COMPARED_WORDS, SECTION_AREAS, THEMES

_MOST_IN_CHART = 15
_BARS = (GRADE_COLOURS["outstanding"].fill, "#a6611a", "#5f5f5f")


@full_signature
def themes_workbook(
    tables: Tables,
    authority: str | None = None,
    to: To = "neighbours",
    *,
    made_on: date | None = None,
    **options: Unpack[DayOptions],
) -> bytes:
    """Return an xlsx file of themes: of a council and its group, or of England.

    Without `authority` it is of England. Arguments and errors are as for `snapshot`.
    """
    bundle = evidence_bundle(select(tables, authority, to, **options))
    return bundle_workbook(bundle, made_on=made_on)


def evidence_bundle(chosen: Selection) -> Bundle:
    """Return a council's latest report by theme, and its group's; else `england_bundle`."""
    if not chosen.la_code:
        return england_bundle(chosen)
    own = own_grades_of(chosen).iloc[0]
    name, group, when = str(own["la_name"]), chosen.comparator.label_for(own), chosen.when
    return Bundle(
        title=f"Themes of {name}'s latest report, beside {group}",
        subject=f"Strengths, weaknesses and areas for improvement of {name}, with the evidence.",
        scope=[
            *dates(chosen),
            ("Local authority", [f"{name} ({chosen.la_code})"]),
            ("Compared with", [group]),
        ],
        parts=[
            *theme_parts(chosen, name, own["source_url"]),
            part("recurring", recurring_in_group_of(chosen), group=group, when=when),
        ],
        notes=[*chosen.covered.notes(chosen.published_by), MACHINE_NOTE, WORDS_NOTE],
        charts=[own_chart(name, when)],
    )


def theme_parts(chosen: Selection, name: str, source_url: object) -> list[BundlePart]:
    """Return a council's themes beside its group's, areas for improvement, and all evidence."""
    rows = report_evidence(chosen)
    order = rows["theme"].map(THEMES.index).sort_values(kind="stable").index
    improvements, again = latest_and_again(chosen)
    url = pd.Series(source_url, improvements.index, dtype="str")
    words = {"name": name, "when": chosen.when}
    return [
        part("themes", theme_profile_of(chosen), **words),
        part("improvements", improvements.assign(source_url=url), **words),
        part("same_theme", again, **words),
        part("evidence", rows.loc[order].reset_index(drop=True), **words),
    ]


def england_bundle(chosen: Selection) -> Bundle:
    """Return the themes of all ILACS reports that count on a date, by year and grade.

    Raises UnknownName where none of them was coded, as before the first report.
    """
    tables = tables_as_at(chosen.tables, chosen.as_at, chosen.published_by)
    years = coded_years(tables)
    if not years:
        raise UnknownName(f"No {COMPARED_WORDS} report was coded, {chosen.when}.")
    published = f"{years[0]} to {years[-1]}"
    about = f"England, {COMPARED_WORDS} reports published {published}"
    by_year = _of_years(tables, years[0], years[-1], about)
    covered = coverage_of(tables)
    return Bundle(
        title=f"Themes of Ofsted's reports: {about}",
        subject="What must improve, by theme, and which themes go with which grade.",
        scope=[
            ("As at", [chosen.as_at]),
            ("Published by", [chosen.published_by]),
            data_line(covered, chosen.published_by),
            ("Where", [f"England; what is compared by grade is of all of {covered.whom}"]),
            ("Years of publication", [published]),
            ("Sections compared by grade", ["; ".join(AREA_LABELS[a] for a in SECTION_AREAS)]),
            (
                "How it is counted",
                [
                    f"All {COMPARED_WORDS} reports of full inspections that a program has coded, "
                    "old ones too."
                ],
            ),
        ],
        parts=[*by_year, *_by_grade(tables, chosen.when)],
        notes=[*covered.notes(chosen.published_by), MACHINE_NOTE, FEWER_NOTE],
        charts=_shares_charts(about, by_year[0]),
    )


def _of_years(tables: Tables, first: int, last: int, about: str) -> list[BundlePart]:
    shares = theme_shares(tables, first, last).sort_values("n", ascending=False, kind="stable")
    return [
        part("theme_shares", shares.reset_index(drop=True), about=about),
        part("years", improvements_by_year(tables, first, last), about=about),
    ]


def _by_grade(tables: Tables, when: str) -> list[BundlePart]:
    sections = ", ".join(map(area_words, SECTION_AREAS))
    prevalence, contrast = theme_prevalence(tables), theme_contrast(tables, SECTION_AREAS)
    largest = pd.concat([largest_first(contrast, side) for side in ("strength", "weakness")])
    words = {"sections": sections, "when": when}
    return [
        part("by_grade", pool_areas(prevalence).reset_index(drop=True), **words),
        part("contrast", largest, **words),
        part("tags", national_framework_counts(tables), when=when),
    ]


def own_chart(name: str, when: str) -> Chart:
    """Return the chart of a council's strengths and weaknesses, from its sheet of themes."""
    return Chart(
        name="Themes chart",
        title=f"{name}: strengths and weaknesses by theme, {when}",
        alt=f"Bars of the sheet Themes: for each theme, how many sentences of {name}'s latest "
        "report say a strength, and how many a weakness.",
        kind="bars",
        of="Themes",
        labels="Theme",
        series=("Own strengths", "Own weaknesses"),
        axis="Sentences",
        colours=_BARS,
    )


def _shares_charts(about: str, themes: BundlePart) -> list[Chart]:
    """Return the chart of the most widely named themes; [] for too few improvements."""
    rows = min(int(themes.rows["share"].notna().sum()), _MOST_IN_CHART)
    if not rows:
        return []
    chart = Chart(
        name="Themes chart",
        title=f"The {rows} widest themes of areas for improvement: {about}",
        alt="Bars of the sheet Themes: for each of the widest themes, its share of the areas for "
        "improvement.",
        kind="bars",
        of="Themes",
        labels="Theme",
        series=("Share (%)",),
        axis="Share of areas for improvement",
        colours=_BARS,
        rows=rows,
    )
    return [chart]


def evidence_workbook(
    tables: Tables,
    rows: pd.DataFrame,
    counts: pd.DataFrame,
    *,
    title: str,
    about: str,
    as_at: date,
    made_on: date | None = None,
) -> bytes:
    """Return an xlsx file of the rows of `theme_evidence` and their counts by theme.

    `counts` are rows of `count_themes_in`; `about` is a sentence on whose reports count, and from
    when.
    """
    covered = coverage_of(tables)
    bundle = Bundle(
        title=title,
        subject=about,
        scope=[("As at", [as_at]), data_line(covered, as_at), ("What counts", [about])],
        parts=[
            part("found_evidence", rows, title=title),
            part("found_themes", counts, about=about),
        ],
        notes=[*covered.notes(as_at), MACHINE_NOTE],
    )
    return bundle_workbook(bundle, made_on=made_on)
