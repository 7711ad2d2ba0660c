"""Folded views of theme statistics: shares, years, grades, tags, and method.

They count all ILACS reports in the tables, whatever the date chosen. Comparisons by grade and
Ofsted's tags cover all of England: a region has too few reports of each grade.
"""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.national_framework import national_framework_counts
from ilacs_bench.benchmark.theme_contrast import largest_first, theme_contrast
from ilacs_bench.benchmark.theme_index import looked_for
from ilacs_bench.benchmark.theme_prevalence import pool_areas, theme_prevalence, widest_first
from ilacs_bench.benchmark.theme_years import (
    coded_years,
    improvements_by_year,
    reports_coded,
    theme_by_year,
    theme_shares,
)
from ilacs_bench.charts.captions import MOST_THEMES, by_grade_words, by_year_words, contrast_words
from ilacs_bench.charts.themes import by_year_spec, theme_contrast_spec, theme_grades_spec
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import BEST_FIRST, Column
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import list_html
from ilacs_bench.dashboard.pages import themes
from ilacs_bench.dashboard.parts import ChartWithTable, Html, folded
from ilacs_bench.dashboard.tables import Columns, table
from ilacs_bench.vocabulary import COMPARED_WORDS, SECTION_AREAS, THEME_LABELS

_CHOOSES = {"usermeta": {"chooses": "theme", "leadsTo": "evidence"}}
"""Clicking a mark chooses the theme of its row; the page then moves to the result."""
_SHARES = "Each theme’s share of areas for improvement, and how it changed"
_TAGS = "The National Framework, as Ofsted tags it"
_FEW = "No share is given of fewer than ten."
_COUNTED = (
    "Every full inspection report of the time chosen counts, not only the latest of each local "
    "authority. Areas for priority action and recommendations count as areas for improvement.",
    "Weaknesses and strengths are sentences of the sections on each judgement. The summary is "
    "left out because it repeats them. Mixed and neutral sentences are left out too.",
    "The grade beside a sentence is that of its section in the same report. An area for "
    "improvement is not about one judgement, so overall effectiveness is shown beside it. "
    "Reports have not given that since April 2026.",
    "The local authority chosen is never counted in its own group. Former local authorities "
    "count in regions and in England, because their reports were about them.",
)


def _until(choice: Choice) -> str:
    """Return the day to which reports count here, in words."""
    day = last_day(choice.tables)
    return f"to {day_words(day)}" if day else "of no day"


def _side(choice: Choice) -> str:
    """Return whether strengths or weaknesses are compared by grade."""
    return "weakness" if choice.kind in ("improvement", "weakness") else "strength"


def _sides(choice: Choice) -> str:
    return themes.KINDS[_side(choice)].many


def _without(of: Columns, *names: str) -> list[Column | str]:
    return [column for column in of if getattr(column, "name", column) not in names]


def shares(choice: Choice) -> list[Any]:
    """Each theme’s share of areas for improvement, and how it changed."""
    return folded(_SHARES, _shares) if coded_years(choice.tables) else []


def _shares(choice: Choice) -> list[Any]:
    years = coded_years(choice.tables)
    rows = theme_shares(choice.tables, years[0], years[-1], choice.once(themes.whose).la_codes)
    rows = rows.sort_values("n", ascending=False, kind="stable", ignore_index=True)
    about = (
        f"Areas for improvement of {choice.once(themes.whose).words}, {COMPARED_WORDS} reports "
        f"{_until(choice)}. The change compares {years[0]} to {(years[0] + years[-1]) // 2} with "
        "the years since. The ranges say how far chance could move a figure (95% intervals). "
        f"{_FEW}"
    )
    unlearnt = [
        words for theme, words in THEME_LABELS.items() if not looked_for(choice.tables, theme)
    ]
    about += f" Not looked for yet: {', '.join(unlearnt)}." if unlearnt else ""
    return [about, table(choice, rows, _SHARES, _without(SETS["theme_shares"], "theme_group"))]


def years(choice: Choice) -> list[Any]:
    """Areas for improvement over the years."""
    return folded(_years_words(choice), _years) if coded_years(choice.tables) else []


def _years_words(choice: Choice) -> str:
    if choice.theme:
        return f"{THEME_LABELS[choice.theme]} over the years"
    return "Areas for improvement in a report, over the years"


def _years(choice: Choice) -> list[Any]:
    known, where = coded_years(choice.tables), choice.once(themes.whose)
    of, codes = (known[0], known[-1]), where.la_codes
    if choice.theme:
        rows = theme_by_year(choice.tables, choice.theme, *of, codes)
        drawn = {"value": "share", "lower": "share_lower", "upper": "share_upper"}
        values = {name: rows[column] * 100 for name, column in drawn.items()}
        shares = [c for c in SETS["theme_shares"] if c.name in ("n", "of", "share")]
        shown = [SETS["years"][0], *shares]
    else:
        rows = improvements_by_year(choice.tables, *of, codes)
        values = dict.fromkeys(("value", "lower", "upper"), rows["per_report"])
        shown = list(SETS["years"])
    of_years = table(choice, rows, _years_words(choice), shown)
    chart = pd.DataFrame({"year": rows["year"], **values}).round(2)
    if chart["value"].isna().all():
        return [_FEW, of_years]
    words = by_year_words(choice.theme, where.words, _until(choice))
    spec = by_year_spec(chart, words.title, "%" if choice.theme else "")
    return [ChartWithTable(spec, of_years)]


def prevalence(choice: Choice) -> pd.DataFrame:
    """Return the rows of `theme_prevalence`."""
    return theme_prevalence(choice.tables)


def by_grade(choice: Choice) -> list[Any]:
    """How often each grade is given with each theme."""
    return folded(_by_grade_words(choice), _by_grade)


def _by_grade_words(choice: Choice) -> str:
    return f"By the grade given: {_sides(choice)}"


def _by_grade(choice: Choice) -> list[Any]:
    rows, side = choice.once(prevalence), _side(choice)
    rows = rows[rows["judgement_area"] == choice.area] if choice.area else pool_areas(rows)
    found = widest_first(rows, side)
    if found["share"].isna().all():
        return [_FEW]
    of = found.drop_duplicates("grade").set_index("grade")["of"]
    wide = found.pivot(index="theme", columns="grade", values="share")
    wide = wide.reindex(found["theme"].unique()).reset_index().rename(columns=str)
    headings = {grade: f"{SHORT_GRADES[grade]}, of {of[grade]}" for grade in BEST_FIRST}
    meaning = "Sections with it, of all"
    shown = [
        SETS["theme_shares"][0],
        *(
            Column(g, words, meaning, "share", empty=NOT_APPLICABLE)
            for g, words in headings.items()
        ),
    ]
    whom = coverage_of(choice.tables).whom
    words = by_grade_words(choice.area, side, _until(choice), whom=whom)
    widest = found[found["theme"].isin(found["theme"].unique()[:MOST_THEMES])]
    spec = theme_grades_spec(widest, words.title) | _CHOOSES
    about = f"Share of sections with such a sentence, by the grade of the section. {_FEW}"
    of_each = table(choice, wide, _by_grade_words(choice), shown)
    return [about, ChartWithTable(spec, of_each)]


_RECKONED = (
    "A difference counts where its 95% interval does not include zero. Of 72 differences, chance "
    "alone would make three or four so large."
)


def contrasts(choice: Choice) -> pd.DataFrame:
    """Return the rows of `theme_contrast` for the chosen judgement."""
    return theme_contrast(choice.tables, (choice.area,) if choice.area else SECTION_AREAS)


def contrast(choice: Choice) -> list[Any]:
    """What sets outstanding apart from requires improvement."""
    return folded(_contrast_words(choice), _contrast)


def _contrast_words(choice: Choice) -> str:
    return f"What sets outstanding apart from requires improvement: {_sides(choice)}"


def _contrast(choice: Choice) -> list[Any]:
    rows = largest_first(choice.once(contrasts), _side(choice))
    if rows["difference"].isna().all():
        return [_FEW]
    whom = coverage_of(choice.tables).whom
    words = contrast_words(choice.area, _side(choice), _until(choice), whom=whom)
    spec = theme_contrast_spec(rows.head(MOST_THEMES), words.title) | _CHOOSES
    about = (
        f"{int(rows['clear'].sum())} of {len(rows)} differences are unlikely to be chance. A theme "
        "that goes with a grade need not be its cause. Longer reports say more."
    )
    reckoned = folded("How that is reckoned", _RECKONED)
    shown = _without(SETS["contrast"], "theme_group", "polarity")
    of_each = table(choice, rows, _contrast_words(choice), shown)
    return [about, ChartWithTable(spec, of_each), *reckoned]


def national_framework(choice: Choice) -> list[Any]:
    """The National Framework, as Ofsted tags it."""
    return folded(_TAGS, _tags)


def _tags(choice: Choice) -> list[Any]:
    rows = national_framework_counts(choice.tables)
    rows = rows[rows["n"] > 0].reset_index(drop=True)
    if rows.empty:
        return ["No report in these tables has a tag."]
    about = (
        "Reports of inspections since January 2025 print a tag after each area for improvement: "
        f"{rows['tagged'].iloc[0]} of {coverage_of(choice.tables).whom}, "
        f"{_until(choice)}. The tags are Ofsted’s own."
    )
    return [about, table(choice, rows, _TAGS, _without(SETS["tags"], "tagged"))]


def counted(choice: Choice) -> list[Any]:
    """How this is counted."""
    return folded("How this is counted", _counted)


def _counted(choice: Choice) -> Html:
    notes, years = [*coverage_of(choice.tables).notes(choice.as_at)], coded_years(choice.tables)
    if years:
        of = reports_coded(choice.tables, years[0], years[-1])
        notes.append(
            f"{of.coded} of {of.inspections} inspections published {years[0]} to {years[-1]} under "
            f"the {COMPARED_WORDS} have a report that the program coded. {of.read} were read."
        )
    return list_html([*notes, *_COUNTED])
