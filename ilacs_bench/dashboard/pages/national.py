"""The page of England: its controls, its status, and its views as functions of a Choice."""

from datetime import date, timedelta
from typing import Any

import ipywidgets as w
import numpy as np
import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.in_words import (
    age_words,
    area_words,
    count_words,
    day_words,
    grade_words,
    sentence_case,
)
from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.notes import picture_notes
from ilacs_bench.benchmark.pictures import (
    GROUPINGS,
    count_groups,
    former_authorities,
    good_or_outstanding,
)
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.series import shares_over_time
from ilacs_bench.benchmark.wide import wide_counts
from ilacs_bench.charts.grades import grade_distribution_spec
from ilacs_bench.charts.groups import groups_spec
from ilacs_bench.charts.shares import ENGLAND, drawn_rows, shares_over_time_spec
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.definitions import COLUMNS, SETS
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice, File
from ilacs_bench.dashboard.html import list_html, quiet, render
from ilacs_bench.dashboard.links import link_to
from ilacs_bench.dashboard.parts import ChartWithTable, Html, as_table, folded
from ilacs_bench.dashboard.tables import council_links, grades_in_columns, grades_of, table
from ilacs_bench.export.national import national_workbook
from ilacs_bench.lookups.areas import areas_in_order, ever_shown, shown_on
from ilacs_bench.lookups.tile_map import MAP_COLUMNS, REGION_PLACES, region_places, tile_name
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FIRST_DAY, GRADES

_GROUPED_BY = {"region": "ofsted_region", "ons_region": "ons_region", "type": "la_type"}
"""Groupings by their value in the address: the column."""
_COUNTED = (
    "Each local authority is counted by its latest full inspection that began, and was "
    "published, by the date chosen. A share is of the local authorities with a grade on the "
    "judgement.",
    "Overall effectiveness has not been graded since April 2026.",
    "Lines over time are of the last day of each quarter, whichever date is chosen. A line begins "
    "when half of its local authorities, and at least ten, had been graded.",
)
_GOOD = [c for c in SETS["england"] if not c.name.startswith(("share_", "never"))]
_OF_TILE = ["la_name", "ofsted_region", "grade", "start", "age_days", "source_url"]
_OF_GRADED = "Of those graded, where these are at least ten"


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """Return the page's controls, by their names in the address."""
    existing = set(tables.authorities["ofsted_region"])
    regions = [place.region for place in REGION_PLACES if place.region in existing]
    groupings = [(sentence_case(GROUPINGS[name]), code) for code, name in _GROUPED_BY.items()]
    return {
        "as_at": controls.as_at(tables),
        "area": w.Dropdown(options=controls.judgement_options(), description="Judgement"),
        "by": w.Dropdown(options=groupings, description="Compare by"),
        "region": controls.one_of("Region to pick out", regions, "None"),
    }


def judgements(choice: Choice) -> pd.DataFrame:
    """Return `latest_judgements` rows for the day's judgements and the chosen one."""
    areas = areas_in_order({*shown_on(choice.as_at), choice.area})
    return latest_judgements(choice.tables, choice.as_at, areas=areas)


def of_area(choice: Choice) -> pd.DataFrame:
    """Return the `latest_judgements` rows of the chosen judgement."""
    rows = choice.once(judgements)
    places = np.flatnonzero(rows["judgement_area"].to_numpy() == choice.area)
    return pd.DataFrame(take_rows(rows, places, rows.columns))


def counts(choice: Choice) -> pd.DataFrame:
    """Return grade counts of England: rows of `count_groups`, then how many are good."""
    rows = choice.once(judgements)
    return count_groups(rows, list(rows["judgement_area"].unique()))


def good(choice: Choice) -> pd.DataFrame:
    """Return how many are good or outstanding on each judgement (rows of `good_or_outstanding`)."""
    return good_or_outstanding(choice.once(counts))


def status(choice: Choice) -> str:
    """Return a sentence: how many are good or outstanding on the chosen judgement, and when."""
    of = choice.once(good).set_index("judgement_area")
    row, area = of.loc[choice.area], area_words(choice.area)
    whom = sentence_case(coverage_of(choice.tables).whom)
    start = f"{whom}, as at {day_words(choice.as_at)}:"
    if row["judged"]:
        n = f"{row['n']} of {row['judged']} local authorities"
        return f"{start} {n} are good or outstanding on {area}."
    graded = ", ".join(map(area_words, of.index[of["judged"] > 0]))
    way = f"Choose among {graded}." if graded else "Choose a later date."
    return f"{start} {area} had not been graded. {way}"


def quarters(choice: Choice) -> Html:
    """The ends of the quarters just before and after the date, as ways to go there."""
    days = quarters_beside(choice.as_at, last_day(choice.tables) or choice.as_at)
    state = {name: getattr(choice, name) for name in ("area", "by", "region")}
    ways = [
        (name, day and day_words(day), day, day and link_to("national", as_at=day, **state))
        for name, day in zip(("before", "after"), days, strict=True)
    ]
    return render("england_quarters", ways=ways) if any(days) else Html("")


def quarters_beside(day: date, last: date) -> tuple[date | None, date | None]:
    """Return the quarter ends just before and after a day, from FIRST_DAY to the last day.

    The last day itself counts as the end of its quarter; None where there is no such day.

    >>> quarters_beside(date(2026, 8, 20), date(2026, 8, 20))
    (datetime.date(2026, 6, 30), None)
    >>> quarters_beside(date(2026, 6, 30), date(2026, 8, 20))
    (datetime.date(2026, 3, 31), datetime.date(2026, 8, 20))
    """
    at = pd.Timestamp(day)
    before = (at.to_period("Q").start_time - timedelta(days=1)).date()
    after = min((at + timedelta(days=1)).to_period("Q").end_time.date(), last)
    return before if before >= FIRST_DAY else None, after if after > day else None


def grades(choice: Choice) -> ChartWithTable:
    """Grades by judgement"""  # noqa: D400
    title = "Grades by judgement, with the share good or outstanding"
    labels = {row["judgement_area"]: _label(row) for row in records(choice.once(good))}
    chart = grade_distribution_spec(choice.once(counts), title, labels)

    def of_each(choice: Choice) -> Html:
        wide = _wide(choice.once(counts), choice.once(good), "judgement_area")
        return table(choice, wide, title, _GOOD)

    return ChartWithTable(chart, of_each, title)


def over_time(choice: Choice) -> list[Any] | str:
    """Good or outstanding over time"""  # noqa: D400
    rows = choice.once(_shares)
    rows = rows[rows["judgement_area"] == choice.area]
    drawn = drawn_rows(rows)
    if drawn.empty or coverage_of(choice.tables).is_partial:
        return _no_shares(choice)
    to = f"{drawn['as_at'].max():%B %Y}"
    title = f"Good or outstanding on {area_words(choice.area)}, each quarter to {to}"
    names = list(dict.fromkeys([ENGLAND, *filter(None, [choice.region]), *drawn["group"]]))

    def of_quarters(choice: Choice) -> Html:
        wide = drawn.pivot_table("share", "as_at", "group").reindex(columns=names).iloc[::-1]
        shares = [Column(name, name, _OF_GRADED, "share", empty=NOT_APPLICABLE) for name in names]
        return table(choice, wide.reset_index(), title, [COLUMNS["as_at"], *shares])

    chart = ChartWithTable(shares_over_time_spec(rows, title, choice.region), of_quarters, title)
    return [chart, quiet("Each grey line is an Ofsted region. “Region to pick out” names one.")]


def groups(choice: Choice) -> ChartWithTable | str:
    """Grades by region or type"""  # noqa: D400
    if coverage_of(choice.tables).is_partial:
        return _no_shares(choice)
    label = GROUPINGS[_GROUPED_BY[choice.by]]
    of_england = choice.once(counts)
    of_england = of_england[of_england["judgement_area"] == choice.area]
    of_groups = count_groups(choice.once(of_area), [choice.area], _GROUPED_BY[choice.by])
    every = pd.concat([of_england, of_groups], ignore_index=True)
    if not every["judged"].any():
        return f"{AREA_SHORT_LABELS[choice.area]} had not been graded by then."
    ranked = good_or_outstanding(every).assign(rank=lambda of: of["n"] / of["judged"])
    ranked["rank"] = ranked["rank"].where(ranked["group"] != ENGLAND, 2)  # it comes first
    ranked = ranked.sort_values("rank", ascending=False, kind="stable", ignore_index=True)
    title = f"Good or outstanding on {area_words(choice.area)}, by {label}"
    named = Column("group", sentence_case(label), "England, and each group of it")

    def of_each(choice: Choice) -> Html:
        return table(choice, _wide(every, ranked, "group"), title, [named, *_GOOD[1:]])

    return ChartWithTable(groups_spec(every, ranked, title), of_each, title)


def _wide(counted: pd.DataFrame, of_good: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return one row per group or judgement, as in `of_good`, with its counts by grade."""
    grades = wide_counts(counted, [key])
    return of_good[[key, "n", "share", "judged", "of"]].merge(grades, on=key, validate="1:1")


def _shares(choice: Choice) -> pd.DataFrame:
    return shares_over_time(choice.tables, by="ofsted_region", areas=ever_shown())


def _label(row: dict[str, Any]) -> str:
    label = AREA_SHORT_LABELS[str(row["judgement_area"])]
    if not row["judged"]:
        return f"{label}: not graded then"
    counted = f"{row['n']} of {row['judged']}"
    return (
        f"{label}: {counted}"
        if row["share"] is None
        else f"{label}: {row['share']:.0%} ({counted})"
    )


def _no_shares(choice: Choice) -> str:
    covered = coverage_of(choice.tables)
    if covered.is_partial:
        return f"These are {covered.whom}: they give no share of England or its regions."
    return f"Too few had been graded on {area_words(choice.area)} to draw a line."


def tile_map(choice: Choice) -> list[Any]:
    """Map of grades"""  # noqa: D400
    rows, label = choice.once(of_area), AREA_SHORT_LABELS[choice.area]
    covered, addresses = coverage_of(choice.tables), choice.once(council_links)
    tiles: dict[str, list[dict[str, Any]]] = {}
    for row in records(rows):
        name = tile_name(row["la_code"], row["la_name"])
        of_tile = {
            "name": name,
            "words": _tile_words(row, covered),
            "address": addresses[row["la_name"]],
        }
        tiles.setdefault(row["ofsted_region"], []).append(row | of_tile)
    drawn = render(
        "england_map",
        regions=[(place, tiles[place.region]) for place in region_places(set(tiles))],
        columns=MAP_COLUMNS,
        letters=GRADE_LETTERS,
        key=[(grade, SHORT_GRADES[grade]) for grade in reversed(GRADES)],
        is_partial=covered.is_partial,
        has_ungraded=rows["grade"].isna().any(),
    )
    title = f"{label}: every local authority"
    return [drawn, as_table("map of grades", lambda of: table(of, rows, title, _OF_TILE))]


def _tile_words(row: dict[str, Any], covered: Coverage) -> str:
    """Return a tile's words after its name: 'good on leaders, inspected May 2022, 4 years …'."""
    if row["inspection_id"] is None:
        return covered.no_inspection(row["la_code"])
    graded = grade_words(row["grade"]) if row["grade"] else "not graded"
    graded = f"{graded} on {area_words(row['judgement_area'])}"
    if row["start"]:
        return f"{graded}, inspected {row['start']:%B %Y}, {age_words(row['age_days'])} old"
    return f"{graded}, published {row['published']:%B %Y}"


def _notes(choice: Choice) -> Html:
    notes = picture_notes(select(choice.tables, as_at=choice.as_at), choice.once(judgements))
    return list_html([*_COUNTED, *notes])


def former_and_notes(choice: Choice) -> list[Any]:
    """Former local authorities, and notes"""  # noqa: D400
    day = choice.as_at
    notes = folded("Notes: how it is counted", _notes)
    rows = former_authorities(choice.tables, as_at=day, areas=shown_on(day))
    if rows.empty:
        return notes

    def last_grades(choice: Choice) -> Html:
        frame = grades_in_columns(rows, ["grade"])
        shown: list[Column | str] = [COLUMNS["la_name"], *SETS["ended"], *grades_of(frame)]
        title = "Last grades of local authorities that have ended"
        return table(choice, frame, title, [*shown, "source_url"])

    n = rows["la_code"].nunique()
    ended = count_words(n, "local authority has ended", "local authorities have ended")
    about = "Their grades are not counted above, nor for the authorities that replaced them."
    return [*folded(ended, quiet(about), last_grades), *notes]


def excel(choice: Choice) -> File:
    """Return England on the chosen date, as an Excel workbook."""
    made = national_workbook(choice.tables, as_at=choice.as_at)
    return f"england_{choice.as_at:%Y-%m-%d}.xlsx", made
