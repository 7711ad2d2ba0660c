"""The extracts of themes: of one council's latest report with the evidence, and of all reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator
from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.english import area_words, as_at_words
from ilacs_bench.benchmark.evidence import evidence
from ilacs_bench.benchmark.latest import tables_as_at
from ilacs_bench.benchmark.national_framework import national_framework_counts
from ilacs_bench.benchmark.recurring import recurring_in_group
from ilacs_bench.benchmark.resolve import Day, resolve_authority, resolve_days
from ilacs_bench.benchmark.same_theme import latest_improvements, same_theme_again
from ilacs_bench.benchmark.theme_contrast import largest_first, theme_contrast
from ilacs_bench.benchmark.theme_prevalence import pool_areas, theme_prevalence
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.benchmark.theme_years import coded_years, improvements_by_year, theme_shares
from ilacs_bench.columns import theme_shares as columns
from ilacs_bench.columns import themes
from ilacs_bench.columns.grade_looks import GRADE_COLOURS
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.bundle import (
    MACHINE_NOTE,
    Bundle,
    BundlePart,
    bundle_workbook,
    data_line,
    dates,
)
from ilacs_bench.export.workbook_model import Chart, Words
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_LABELS, COMPARED_WORDS, SECTION_AREAS, THEMES

_FEWER = "Reports list fewer areas for improvement each year: compare shares, not counts."
_WORDS = "Words of reports are there only where the reports were read on this machine."
_MOST_IN_CHART = 15
_BARS = (GRADE_COLOURS["outstanding"].fill, "#a6611a", "#5f5f5f")


@dataclass(frozen=True)
class Reports:
    """Which reports themes are counted in: years of publication, councils (None: all), judgements.

    `where` names the councils. What is compared by grade is of all England and all years.
    """

    first: int
    last: int
    where: str = "England"
    la_codes: tuple[str, ...] | None = None
    areas: tuple[str, ...] = SECTION_AREAS


def themes_workbook(
    tables: Tables,
    authority: str | None = None,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
    made_on: date | None = None,
) -> bytes:
    """An xlsx file of themes: of a council's latest report and its group; without one, of England.

    Arguments and errors as for `snapshot`.
    """
    bundle = evidence_bundle(tables, authority, to, as_at=as_at, published_by=published_by)
    return bundle_workbook(bundle, made_on=made_on)


def evidence_bundle(
    tables: Tables,
    authority: str | None = None,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> Bundle:
    """What a council's latest report says, theme by theme, and its group's; or `england_bundle`."""
    if authority is None:
        return england_bundle(tables, as_at=as_at, published_by=published_by)
    day, cutoff = resolve_days(tables, as_at, published_by)
    la_code = resolve_authority(tables, authority, day)
    own = own_grades(tables, la_code, as_at=day, published_by=cutoff).iloc[0]
    name, group = str(own["la_name"]), find_comparator(to).label_for(own)
    asked: dict[str, Any] = {"as_at": day, "published_by": cutoff}
    recurring = recurring_in_group(tables, la_code, to, **asked)
    when = as_at_words(day, cutoff)
    return Bundle(
        title=f"Themes of {name}'s latest report, beside {group}",
        subject=f"Strengths, weaknesses and areas for improvement of {name}, with the evidence.",
        scope=[
            *dates(coverage_of(tables), day, cutoff),
            ("Local authority", [f"{name} ({la_code})"]),
            ("Compared with", [group]),
        ],
        parts=[
            *theme_parts(tables, la_code, name, to, asked, own["source_url"]),
            BundlePart(
                "Recurring in the group",
                f"What must improve in {group}, reports of the last 24 months",
                f"One row is one theme, the most widely named first, {when}.",
                recurring,
                themes.RECURRING,
            ),
        ],
        notes=[*coverage_of(tables).notes(cutoff), MACHINE_NOTE, _WORDS],
        charts=[own_chart(name, when)],
    )


def theme_parts(
    tables: Tables, la_code: str, name: str, to: To, asked: dict[str, Any], source_url: object
) -> list[BundlePart]:
    """A council's themes beside its group's, its areas for improvement, and all the evidence."""
    when = as_at_words(asked["as_at"], asked["published_by"])
    found = {theme: evidence(tables, la_code, theme, **asked) for theme in THEMES}
    evidence_rows = pd.concat(found, names=["theme"]).reset_index("theme")
    improvements = latest_improvements(tables, la_code, **asked)
    return [
        BundlePart(
            "Themes",
            f"{name}: themes of the latest report, beside its group",
            f"One row is one theme, in the order of the taxonomy, {when}.",
            theme_profile(tables, la_code, to, **asked),
            themes.PROFILE,
        ),
        BundlePart(
            "Areas for improvement",
            f"{name}: what must improve, from the latest report",
            f"One row is one area for improvement and theme, in the order of the report, {when}.",
            improvements.assign(source_url=pd.Series(source_url, improvements.index, dtype="str")),
            themes.IMPROVEMENTS_OF_REPORT,
        ),
        BundlePart(
            "The same theme again",
            f"{name}: what must improve, on a theme that the previous inspection also named",
            f"One row is one theme and two areas for improvement, now and then, {when}.",
            same_theme_again(tables, la_code, **asked),
            themes.SAME_THEME,
        ),
        BundlePart(
            "Evidence",
            f"{name}: the evidence behind each theme of the latest report",
            f"One row is one sentence or area for improvement and theme, {when}.",
            evidence_rows.reset_index(drop=True),
            themes.EVIDENCE,
        ),
    ]


def england_bundle(tables: Tables, *, as_at: Day = None, published_by: Day = None) -> Bundle:
    """`themes_bundle` of all ILACS reports that count on a date.

    Raises UnknownName where none of them was coded, as on any day before there were any.
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    known = tables_as_at(tables, day, cutoff)
    years = coded_years(known)
    if not years:
        raise UnknownName(f"No {COMPARED_WORDS} report was coded, {as_at_words(day, cutoff)}.")
    return themes_bundle(known, Reports(years[0], years[-1]), (day, cutoff))


def themes_bundle(
    tables: Tables, reports: Reports, asked: tuple[date, date] | None = None
) -> Bundle:
    """What recurs in reports, year by year, by grade, and what sets outstanding apart.

    `asked` are the date and the publication cut-off that the tables stand for; without them, the
    day of their last report.
    """
    day, cutoff = asked or resolve_days(tables, None)
    years = f"{reports.first} to {reports.last}"
    about = f"{reports.where}, {COMPARED_WORDS} reports published {years}"
    by_year = _of_years(tables, reports, about)
    return Bundle(
        title=f"Themes of Ofsted's reports: {about}",
        subject="What must improve, by theme, and which themes go with which grade.",
        scope=_scope(coverage_of(tables), reports, years, day, cutoff),
        parts=[*by_year, *_of_england(tables, reports, as_at_words(day, cutoff))],
        notes=[*coverage_of(tables).notes(cutoff), MACHINE_NOTE, _FEWER],
        charts=_shares_charts(about, by_year[0]),
    )


def _scope(
    covered: Coverage, reports: Reports, years: str, day: date, cutoff: date
) -> list[tuple[str, Sequence[Words]]]:
    return [
        ("As at", [day]),
        ("Published by", [cutoff]),
        data_line(covered, cutoff),
        ("Where", [f"{reports.where}; what is compared by grade is of all of {covered.whom}"]),
        ("Years of publication", [years]),
        ("Sections compared by grade", ["; ".join(AREA_LABELS[area] for area in reports.areas)]),
        (
            "How it is counted",
            [
                f"All {COMPARED_WORDS} reports of full inspections that a program has coded, old "
                "ones too."
            ],
        ),
    ]


def _of_years(tables: Tables, reports: Reports, about: str) -> list[BundlePart]:
    chosen = (reports.first, reports.last, reports.la_codes)
    shares = theme_shares(tables, *chosen).sort_values("n", ascending=False, kind="stable")
    return [
        BundlePart(
            "Themes",
            f"Themes of areas for improvement: {about}",
            "One row is one theme, the widest share first. One area can have two themes.",
            shares.reset_index(drop=True),
            columns.SHARES,
        ),
        BundlePart(
            "Each year",
            f"Areas for improvement in each year: {about}",
            "One row is one year of publication.",
            improvements_by_year(tables, *chosen),
            columns.YEARS,
        ),
    ]


def _of_england(tables: Tables, reports: Reports, until: str) -> list[BundlePart]:
    sections = ", ".join(area_words(area) for area in reports.areas)
    prevalence = theme_prevalence(tables, areas=reports.areas)
    contrast = theme_contrast(tables, reports.areas)
    return [
        BundlePart(
            "By grade",
            f"Themes by the grade given, England: {sections}",
            f"One row is one grade, theme, and strength or weakness, {until}.",
            pool_areas(prevalence).reset_index(drop=True),
            columns.BY_GRADE,
        ),
        BundlePart(
            "What sets outstanding apart",
            f"Outstanding against requires improvement, England: {sections}",
            f"One row is one theme, and strength or weakness, the largest difference first, "
            f"{until}. What goes with a grade need not have earned it.",
            pd.concat([largest_first(contrast, side) for side in ("strength", "weakness")]),
            columns.CONTRAST,
        ),
        BundlePart(
            "National Framework",
            "Outcomes and enablers that areas for improvement name, England",
            f"One row is one outcome or enabler, since reports print them (2025), {until}.",
            national_framework_counts(tables),
            columns.FRAMEWORK_TAGS,
        ),
    ]


def own_chart(name: str, when: str) -> Chart:
    """Strengths and weaknesses of a council, from its sheet of themes."""
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
    """The chart of the widest themes; none where too few areas for improvement are known."""
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
