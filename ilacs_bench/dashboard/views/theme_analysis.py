"""The analysis of themes, folded: shares with intervals, years, grades, tags, how it is counted.

Of all ILACS reports in the tables, whatever the date chosen. What is compared by grade, and the
tags of Ofsted, are of all England: a region has too few reports of each grade.
"""

from typing import Any

import pandas as pd
from markupsafe import Markup

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.national_framework import national_framework_counts
from ilacs_bench.benchmark.theme_contrast import largest_first, theme_contrast
from ilacs_bench.benchmark.theme_prevalence import (
    pool_areas,
    theme_prevalence,
    widest_first,
)
from ilacs_bench.benchmark.theme_years import (
    coded_years,
    improvements_by_year,
    reports_coded,
    theme_by_year,
    theme_shares,
)
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.charts.spec import Spec
from ilacs_bench.charts.themes import by_year_spec, theme_contrast_spec, theme_grades_spec
from ilacs_bench.charts.words import MOST_THEMES, by_grade_words, by_year_words, contrast_words
from ilacs_bench.columns import theme_shares as columns
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.judgements import BEST_FIRST
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.dashboard import themes
from ilacs_bench.dashboard.chart import FilledChart
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import ChartWithTable, folded
from ilacs_bench.vocabulary import COMPARED_WORDS, SECTION_AREAS, THEME_LABELS

_CHOOSES = {"usermeta": {"chooses": "theme", "leadsTo": "evidence"}}
"""A mark pressed on chooses the theme of its row; the page goes to where that is answered."""
_FEW = "No share is given of fewer than ten."


def until(choice: Choice) -> str:
    """The day to which reports count here, in words."""
    day = last_day(choice.tables)
    return f"to {day_words(day)}" if day else "of no day"


def _england(choice: Choice) -> str:
    return coverage_of(choice.tables).whom


def shares(choice: Choice) -> list[Any]:
    """Each theme's share of areas for improvement, and how it changed."""
    years = coded_years(choice.tables)
    if not years:
        return []
    rows = theme_shares(choice.tables, years[0], years[-1], choice.once(themes.whose).la_codes)
    rows = rows.sort_values("n", ascending=False, kind="stable", ignore_index=True)
    middle = (years[0] + years[-1]) // 2
    words = (
        f"Areas for improvement of {choice.once(themes.whose).words}, {COMPARED_WORDS} reports "
        f"{choice.once(until)}. The change compares {years[0]} to {middle} with the years since. "
        f"The ranges say how far chance could move a figure (95% intervals). {_FEW}"
    )
    shown = [column for column in columns.SHARES if column.name != "theme_group"]
    table = table_html(rows, "Shares of areas for improvement", columns=shown)
    return folded("Each theme’s share of areas for improvement, and how it changed", words, table)


def years(choice: Choice) -> list[Any]:
    """Areas for improvement over the years."""
    known = coded_years(choice.tables)
    if not known:
        return []
    codes, where = choice.once(themes.whose)
    if choice.theme:
        rows = theme_by_year(choice.tables, choice.theme, known[0], known[-1], codes)
        ends, names = ("share_lower", "share_upper"), ["year", "n", "of", "share"]
        values = {"value": rows["share"] * 100, "lower": rows[ends[0]] * 100}
        values |= {"upper": rows[ends[1]] * 100}
        summary = f"{THEME_LABELS[choice.theme]} over the years"
        shown = [column for column in columns.SHARES if column.name in names]
        shown = [columns.YEARS[0], *shown]
    else:
        rows = improvements_by_year(choice.tables, known[0], known[-1], codes)
        values = dict.fromkeys(("value", "lower", "upper"), rows["per_report"])
        summary, shown = "Areas for improvement in a report, over the years", list(columns.YEARS)
    table = table_html(rows, summary, columns=shown)
    chart = pd.DataFrame({"year": rows["year"], **values}).round(2)
    if chart["value"].isna().all():
        return folded(summary, _FEW, table)
    words = by_year_words(choice.theme, where, choice.once(until))
    spec = by_year_spec(chart, words.title, "%" if choice.theme else "")
    return folded(summary, _with_table(spec, table))


def _with_table(spec: Spec, table: Markup) -> ChartWithTable:
    return ChartWithTable(FilledChart(spec, {}), table)


def prevalence(choice: Choice) -> pd.DataFrame:
    """The rows of `theme_prevalence`."""
    return theme_prevalence(choice.tables)


def side(choice: Choice) -> str:
    """Whether strengths or weaknesses are compared by grade."""
    return "weakness" if choice.kind in ("improvement", "weakness") else "strength"


def by_grade(choice: Choice) -> list[Any]:
    """How often each grade is given with each theme."""
    rows = choice.once(prevalence)
    rows = rows[rows["judgement_area"] == choice.area] if choice.area else pool_areas(rows)
    found = widest_first(rows, choice.once(side))
    summary = f"By the grade given: {_sides(choice)}"
    if found["share"].isna().all():
        return folded(summary, _FEW)
    of = found.drop_duplicates("grade").set_index("grade")["of"]
    table = found.pivot(index="theme", columns="grade", values="share")
    table = table.reindex(found["theme"].unique()).reset_index().rename(columns=str)
    shown = [
        columns.SHARES[0],
        *(_share(grade, f"{SHORT_GRADES[grade]}, of {of[grade]}") for grade in BEST_FIRST),
    ]
    when, whom = choice.once(until), _england(choice)
    words = by_grade_words(choice.area, choice.once(side), when, whom=whom)
    widest = found[found["theme"].isin(found["theme"].unique()[:MOST_THEMES])]
    spec = theme_grades_spec(widest, words.title) | _CHOOSES
    about = f"Share of sections with such a sentence, by the grade of the section. {_FEW}"
    return folded(summary, about, _with_table(spec, table_html(table, summary, columns=shown)))


def _share(name: str, heading: str) -> Column:
    return Column(name, heading, "Sections with it, of all", "share", empty=NOT_APPLICABLE)


def _sides(choice: Choice) -> str:
    return "weaknesses" if choice.once(side) == "weakness" else "strengths"


def contrasts(choice: Choice) -> pd.DataFrame:
    """The rows of `theme_contrast` for the judgement chosen."""
    return theme_contrast(choice.tables, (choice.area,) if choice.area else SECTION_AREAS)


def contrast(choice: Choice) -> list[Any]:
    """What sets outstanding apart from requires improvement."""
    rows = largest_first(choice.once(contrasts), choice.once(side))
    summary = f"What sets outstanding apart from requires improvement: {_sides(choice)}"
    if rows["difference"].isna().all():
        return folded(summary, _FEW)
    words = contrast_words(
        choice.area, choice.once(side), choice.once(until), whom=_england(choice)
    )
    spec = theme_contrast_spec(rows.head(MOST_THEMES), words.title) | _CHOOSES
    about = (
        f"{int(rows['clear'].sum())} of these {len(rows)} differences are clearer than chance "
        "usually makes. Of 72, chance alone would make three or four so clear. A theme that goes "
        "with a grade need not be its cause. Longer reports say more."
    )
    shown = [c for c in columns.CONTRAST if c.name not in ("theme_group", "polarity")]
    return folded(summary, about, _with_table(spec, table_html(rows, summary, columns=shown)))


def national_framework(choice: Choice) -> list[Any]:
    """The National Framework, as Ofsted tags it."""
    rows = national_framework_counts(choice.tables)
    rows = rows[rows["n"] > 0].reset_index(drop=True)
    summary = "The National Framework, as Ofsted tags it"
    if rows.empty:
        return folded(summary, "No report in these tables has a tag.")
    about = (
        f"Reports of inspections begun since January 2025 print a tag behind each area for "
        f"improvement: {rows['tagged'].iloc[0]} of {_england(choice)}, {choice.once(until)}. The "
        "tags are Ofsted’s own."
    )
    shown = [column for column in columns.FRAMEWORK_TAGS if column.name != "tagged"]
    return folded(summary, about, table_html(rows, summary, columns=shown))


def counted(choice: Choice) -> list[Any]:
    """How this is counted."""
    years = coded_years(choice.tables)
    covered = reports_coded(choice.tables, years[0], years[-1]) if years else None
    notes = list(coverage_of(choice.tables).notes(choice.as_at))
    return folded(
        "How this is counted",
        render("themes_notes", notes=notes, covered=covered, years=years, under=COMPARED_WORDS),
    )
