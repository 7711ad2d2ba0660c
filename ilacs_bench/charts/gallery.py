"""All charts of the pages as images, by kind, with title, source and date."""

from dataclasses import replace
from typing import Any, Unpack

import pandas as pd

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.compare import Comparison, snapshot_of
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import as_at_words, day_words
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.pictures import picture
from ilacs_bench.benchmark.resolve import Day, resolve_days
from ilacs_bench.benchmark.selection import DayOptions, Options, full_signature, select
from ilacs_bench.benchmark.series import shares_over_time
from ilacs_bench.benchmark.theme_contrast import largest_first, theme_contrast
from ilacs_bench.benchmark.theme_prevalence import (
    SIDES,
    pool_areas,
    theme_prevalence,
    widest_first,
)
from ilacs_bench.benchmark.theme_rows import check_known
from ilacs_bench.benchmark.theme_years import coded_years, improvements_by_year, theme_by_year
from ilacs_bench.benchmark.trajectories import record_steps, trajectory_steps
from ilacs_bench.catalogue import CHARTS
from ilacs_bench.charts.captions import (
    MOST_THEMES,
    by_grade_words,
    by_year_words,
    contrast_words,
    england_words,
    group_words,
    over_time_words,
    record_words,
    steps_words,
    strips_words,
)
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.picture import WIDTH, Picture, draw_picture
from ilacs_bench.charts.shares import shares_over_time_spec
from ilacs_bench.charts.strips import MOST_IN_STRIP, strips_spec
from ilacs_bench.charts.themes import by_year_spec, theme_contrast_spec, theme_grades_spec
from ilacs_bench.charts.trajectories import MOST_LANES, trajectories_spec
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import OVERALL, SECTION_AREAS

_FEW, _FEW_WIDTH = 16, 480
"""Squares of a strip that have room in so many points: a paper then shows larger letters."""


def draw_chart(tables: Tables, kind: str, council: str | None = None, **options: Any) -> Picture:
    """Return one chart of the pages as an image; `.save("x.png")` or `"x.svg"` writes it.

    `kind` is one of CHARTS, which says whether it needs a `council` and which options it takes:
    as_at and published_by (dates), to (a comparator), area, areas, region, theme, side ('strength',
    'weakness'). Raises UnknownName for an unknown kind, option or name.

    >>> record = draw_chart(t, "record", "East Sussex", as_at="2018-09-18")
    >>> record.title
    'Grades of East Sussex from inspection to inspection, as at 18 September 2018'
    """
    check_known("kind of chart", [kind], tuple(CHARTS))
    drawn: Picture = CHARTS[kind].call(kind, tables, council, **options)
    return drawn


@full_signature
def national_mix(tables: Tables, **options: Unpack[Options]) -> Picture:
    """Draw how many local authorities of England have each grade, by judgement."""
    chosen = select(tables, **options)
    areas = chosen.areas or shown_on(chosen.as_at)
    counts = picture(tables, as_at=chosen.as_at, published_by=chosen.published_by, areas=areas)
    covered, when = chosen.covered, chosen.when
    of = covered.authorities if covered.is_partial else int(counts["of"].iloc[0])
    words = england_words(of, when, covered.whom)
    return draw_picture(grade_distribution_spec(counts, words.title), words.note)


@full_signature
def distribution(
    tables: Tables, council: str, *, to: To = "neighbours", **options: Unpack[Options]
) -> Picture:
    """Draw how many of a local authority's group have each grade."""
    chosen = select(tables, council, to, **options)
    compared = snapshot_of(replace(chosen, areas=chosen.areas or shown_on(chosen.as_at)))
    if compared.group.empty:
        raise UnknownName(
            f"{compared.la_name} has no local authority to compare with there. Choose another "
            "group."
        )
    return draw_group(compared)


def draw_group(compared: Comparison) -> Picture:
    """Draw how many of a Comparison's group have each grade, without the authority itself."""
    words = group_words(compared)
    return draw_picture(grade_distribution_spec(compared.distribution, words.title), words.note)


def draw_strips(compared: Comparison) -> Picture:
    """Draw the grades of the authority (ringed) and each of its group, if the group is small."""
    if len(compared.group) > MOST_IN_STRIP:
        return draw_group(compared)
    words = strips_words(compared)
    width = _FEW_WIDTH if len(compared.group) <= _FEW else WIDTH
    return draw_picture(strips_spec(compared.matrix, words.title), words.note, width=width)


@full_signature
def trajectories(
    tables: Tables,
    council: str,
    *,
    to: To = "neighbours",
    area: str = "",
    **options: Unpack[DayOptions],
) -> Picture:
    """Draw the grades of a local authority and its group on one judgement over time."""
    chosen = select(tables, council, to, **options)
    compared = snapshot_of(chosen)
    area = area or compared.areas[0]
    steps = trajectory_steps(chosen, [compared.la_code, *compared.group["la_code"]], area)
    if len(steps) > MOST_LANES:
        raise UnknownName(f"The chart has room for {MOST_LANES} councils: choose a smaller group.")
    words = steps_words(compared, area)
    return draw_picture(
        trajectories_spec(steps, compared.as_at, words.title, compared.la_code), words.note
    )


@full_signature
def record(tables: Tables, council: str, **options: Unpack[DayOptions]) -> Picture:
    """Draw the grades of one local authority over time, by judgement."""
    chosen = select(tables, council, former=True, **options)
    lanes = record_steps(chosen, shown_on(chosen.as_at))
    name = trajectory_steps(chosen, [chosen.la_code], OVERALL)[0].la_name
    if not lanes:
        none = chosen.covered.no_inspection_of(chosen.la_code, name)
        raise UnknownName(f"{none}, {chosen.when}: nothing to draw.")
    words = record_words(name, chosen.when)
    return draw_picture(trajectories_spec(lanes, chosen.as_at, words.title), words.note)


def over_time(
    tables: Tables, *, area: str = OVERALL, region: str = "", as_at: Day = None
) -> Picture:
    """Draw the shares good or outstanding over time, in England and its regions."""
    day, _ = resolve_days(tables, as_at)
    covered = coverage_of(tables)
    if covered.is_partial:
        raise UnknownName(f"No line of England can be drawn from {covered.whom}.")
    rows = shares_over_time(tables, by="ofsted_region", areas=[area])
    rows = rows[rows["as_at"] <= pd.Timestamp(day)]
    if region:
        check_known("region", [region], tuple(rows["group"].unique()))
    if rows.empty:
        raise UnknownName(f"No share is known until {day_words(day)}: choose a later date.")
    words = over_time_words(area, region, rows["as_at"].max().date())
    return draw_picture(shares_over_time_spec(rows, words.title, region), words.note)


def themes_by_year(tables: Tables, *, theme: str = "") -> Picture:
    """Draw areas for improvement per report by year, or the share of them on one theme."""
    years = coded_years(tables)
    if not years:
        raise UnknownName("These tables hold no themes of reports: nothing to draw.")
    where = (coverage_of(tables).whom, _when(tables))
    if not theme:
        rows = improvements_by_year(tables, years[0], years[-1])
        value = rows["per_report"].round(2)
        drawn = pd.DataFrame({"year": rows["year"], "value": value, "lower": value, "upper": value})
        words = by_year_words("", *where)
        return draw_picture(by_year_spec(drawn, words.title, ""), words.note)
    rows = theme_by_year(tables, theme, years[0], years[-1])
    names = {"value": "share", "lower": "share_lower", "upper": "share_upper"}
    percents = {name: (rows[column] * 100).round(1) for name, column in names.items()}
    drawn = pd.DataFrame({"year": rows["year"], **percents})
    words = by_year_words(theme, *where)
    return draw_picture(by_year_spec(drawn, words.title), words.note)


def themes_by_grade(tables: Tables, *, area: str = "", side: str = SIDES[0]) -> Picture:
    """Draw the themes whose shares of reports differ most by grade."""
    _check_section(area, side)
    rows = theme_prevalence(tables, areas=[area] if area else SECTION_AREAS)
    shares = widest_first(rows if area else pool_areas(rows), side)
    widest = shares[shares["theme"].isin(shares["theme"].unique()[:MOST_THEMES])]
    words = by_grade_words(area, side, _when(tables))
    return draw_picture(theme_grades_spec(widest, words.title), words.note)


def themes_contrast(tables: Tables, *, area: str = "", side: str = SIDES[0]) -> Picture:
    """Draw how sections graded outstanding differ from those graded requires improvement."""
    _check_section(area, side)
    areas = (area,) if area else SECTION_AREAS
    contrast = largest_first(theme_contrast(tables, areas), side).head(MOST_THEMES)
    words = contrast_words(area, side, _when(tables))
    return draw_picture(theme_contrast_spec(contrast, words.title), words.note)


def _check_section(area: str, side: str) -> None:
    check_known("side", [side], SIDES)
    if area:
        check_known("judgement of a section", [area], SECTION_AREAS)


def _when(tables: Tables) -> str:
    day = last_day(tables) or today()
    return as_at_words(day, day)
