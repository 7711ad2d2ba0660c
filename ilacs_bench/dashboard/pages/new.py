"""The page of new reports: what was published since a day and what it changed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import count_words, day_words
from ilacs_bench.benchmark.published import (
    changes_among,
    changes_in_words,
    group_changes_in_words,
    improvement_themes_of,
    published_reports,
    published_since,
)
from ilacs_bench.benchmark.selection import select
from ilacs_bench.columns.column import Column, labelled_frame
from ilacs_bench.columns.definitions import COLUMNS, SETS
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.links import ofsted_url
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice, File
from ilacs_bench.dashboard.html import link_html, quotations
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import council_links, grades_of, table
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.new_reports import new_bundle, new_workbook
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables

_MONTHS, _MOST_THEMES = 3, 8
_HELP = "For example, the day of your last board."
_NONE = Html("<p>No report in this time.</p>")
_PUBLISHED = replace(
    COLUMNS["published"], heading="Report published", meaning="The day, and the report"
)
_BESIDE = {"own": "This council", "group": "Group", "both": "Group and region", "region": "Region"}
"""Words for how near a council is to the chosen one; the nearest first."""


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """Return the page's controls, by their names in the address."""
    since, last = controls.since("Since"), pd.Timestamp(controls.as_at(tables).value)
    since.value, since.tooltip = (last - pd.DateOffset(months=_MONTHS)).date(), _HELP
    la = controls.council_or_all(tables, "Local authority (optional)")
    return {"since": since, "la": la, "to": controls.compare_with()}


def new_reports(choice: Choice) -> pd.DataFrame:
    """Return the rows of `published_reports` since the chosen day."""
    areas = shown_on(choice.as_at)
    rows = published_since(choice.tables, choice.since, as_at=choice.as_at, areas=areas)
    return published_reports(rows)


def among(choice: Choice) -> pd.DataFrame:
    """Return the rows of `changes_among`: the group, the region and England."""
    reports = choice.once(new_reports)
    chosen = select(choice.tables, choice.la_code or None, choice.to, as_at=choice.as_at)
    return changes_among(chosen, reports)


def status(choice: Choice) -> str:
    """Return a sentence on what was published and what it changed."""
    covered, last = coverage_of(choice.tables), choice.as_at
    if choice.since >= last:
        newest = f"the last report here was published on {day_words(last)}"
        return f"Nothing to show yet: {newest}. Choose an earlier day."
    made = (choice.once(new_reports), choice.since, last)
    sentence = changes_in_words(*made)
    if choice.la_code and choice.to != "england":
        chosen = select(choice.tables, choice.la_code, choice.to, as_at=last)
        sentence = group_changes_in_words(chosen, *made)
    return f"{covered.headline}. {sentence}" if covered.is_partial else sentence


def changes(choice: Choice) -> list[Html]:
    """What changed"""  # noqa: D400
    rows = choice.once(among)
    if not rows["reports"].iloc[-1]:
        return [_NONE]
    shown = SETS["changes"] if rows["n_first"].any() else SETS["changes"][:-1]
    named = [
        Html("<p><strong>{}.</strong> {}</p>").format(group["group"], Html(" ").join(changed))
        for group in records(rows)[:-1]
        if (changed := [*_who(choice, group, "up"), *_who(choice, group, "down")])
    ]
    return [table(choice, rows, f"What changed since {day_words(choice.since)}", shown), *named]


def _who(choice: Choice, group: dict[str, Any], way: str) -> list[Html]:
    """Return whose grades went up or down, each as a link; [] if none."""
    at = choice.once(council_links)
    names = Html(", ").join(link_html(at.get(name), name) for name in group[way])
    return [Html("A grade went {}: {}.").format(way, names)] if names else []


def reports(choice: Choice) -> Html:
    """The reports"""  # noqa: D400
    rows = choice.once(new_reports)
    if rows.empty:
        return _NONE
    grades = [name for name in grades_of(rows) if rows[name].notna().any()]
    shown: list[Column | str] = ["la_name", _PUBLISHED, *grades]
    if choice.la_code:
        rows = rows.assign(beside=_beside(choice, rows))
        if rows["beside"].notna().any():
            meaning = f"Whether it is {choice.la_name}, or in its group or its region"
            beside = Column("beside", "Group or region", meaning, "code", _BESIDE, NOT_APPLICABLE)
            shown.insert(1, beside)
            rows = rows.sort_values("beside", key=_nearest, kind="stable", ignore_index=True)
    links = {"published": [ofsted_url(url) for url in rows["source_url"]]}
    return table(choice, rows, "Reports published", shown, links=links)


def _beside(choice: Choice, rows: pd.DataFrame) -> pd.Series:
    """Return for each report whether it is the council's, its group's, its region's, or several."""
    codes = dict(zip(("group", "region"), choice.once(among)["la_codes"][:-1], strict=False))
    group, region = (set(codes.get(name, ())) for name in ("group", "region"))
    found = {
        **dict.fromkeys(region, "region"),
        **dict.fromkeys(group, "group"),
        **dict.fromkeys(group & region, "both"),
        choice.la_code: "own",
    }
    return rows["la_code"].map(found).astype("str")


def _nearest(beside: pd.Series) -> pd.Series:
    """Return a number to sort by: the council itself, its group, its region, then the others."""
    place = {"own": 0, "both": 1, "group": 1, "region": 2}
    return beside.map(place).fillna(len(place))


def improvements(choice: Choice) -> list[Any]:
    """What the new reports say must improve"""  # noqa: D400
    reports = choice.once(new_reports)
    if reports.empty:
        return [_NONE]
    group = choice.once(among)["la_codes"].iloc[0] if choice.la_code else ()
    of_group = reports[reports["la_code"].isin({choice.la_code, *group})]
    if of_group.empty or len(of_group) == len(reports):
        return _must_improve(choice, reports)
    everywhere = folded(
        f"England: all {len(reports)} reports", lambda of: _must_improve(of, reports, "England: ")
    )
    n = count_words(len(of_group), "report", "reports")
    return [f"{choice.la_name} and its group: {n}.", *_must_improve(choice, of_group), *everywhere]


def _must_improve(choice: Choice, reports: pd.DataFrame, of: str = "") -> list[Any]:
    """Return the themes of what these reports say must improve, the most named first."""
    rows = improvement_themes_of(choice.tables, reports["inspection_id"].to_list())
    if rows.empty:
        return ["No area for improvement is known of these reports."]
    themes = rows.drop_duplicates("theme", ignore_index=True)
    pages = rows.drop_duplicates(["theme", "inspection_id", "page"])
    where = [records(pages[pages["theme"] == theme]) for theme in themes["theme"]]
    listed = count_words(themes["of"][0], "area for improvement", "areas for improvement")
    read = count_words(themes["reports"][0], "report lists", "reports list")
    lead = f"{read} {listed}. A program gave the themes and can be wrong."
    title = f"{of}Themes of the most areas for improvement"  # the name of the table
    most = _themes(choice, themes[:_MOST_THEMES], where, title)
    if len(themes) <= _MOST_THEMES:
        return [lead, most]
    rest = themes[_MOST_THEMES:].reset_index(drop=True)
    others = folded(
        f"{len(rest)} other themes",
        lambda choice: _themes(choice, rest, where[_MOST_THEMES:], f"{of}Other themes"),
    )
    return [lead, most, *others]


def _themes(
    choice: Choice, themes: pd.DataFrame, where: Sequence[list[dict[str, Any]]], title: str
) -> Html:
    places = [quotations(of) for of, _ in zip(where, themes["theme"], strict=False)]
    names = [", ".join(one["la_name"] for one in of) for of in where[: len(themes)]]
    shown = themes.assign(where=names)[[column.name for column in SETS["named"]]]
    return table(choice, shown, title, SETS["named"], html={"where": places})


def excel(choice: Choice) -> File:
    """Return exactly these reports as a workbook."""
    made = new_workbook(choice.tables, choice.since, choice.la_code, choice.to, as_at=choice.as_at)
    return f"{_file_name(choice)}.xlsx", made


def csv(choice: Choice) -> File:
    """Return exactly these reports as CSV, one row each, the same as in the workbook."""
    chosen = select(choice.tables, choice.la_code or None, choice.to, as_at=choice.as_at)
    of = next(part for part in new_bundle(chosen, choice.since).parts if part.name == "Reports")
    return f"{_file_name(choice)}.csv", csv_bytes(labelled_frame(of.rows, of.columns))


def _file_name(choice: Choice) -> str:
    return f"new_reports_{choice.since:%Y-%m-%d}_to_{choice.as_at:%Y-%m-%d}"
