"""What has been published since a day, and what it changed: the controls, and their views."""

from dataclasses import replace
from typing import Any

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.published import (
    changes_among,
    changes_in_words,
    improvement_themes_of,
    published_reports,
    published_since,
)
from ilacs_bench.benchmark.words import count_words, day_words
from ilacs_bench.columns import england as columns
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.judgements import PUBLISHED
from ilacs_bench.columns.links import ofsted_url
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import folded, render
from ilacs_bench.dashboard.links import link_to
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.dashboard.views.frames import grades_of
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.new import new_workbook
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEME_LABELS

_MONTHS, _MOST_THEMES = 3, 8
_HELP = "For example, the day of your last board."
_NONE = Html("<p>No report in this time.</p>")
_PUBLISHED = replace(PUBLISHED, heading="Report published", meaning="The day, and the report")
_BESIDE = {"own": "Itself", "group": "Group", "region": "Region", "both": "Group and region"}


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """The controls of the page, by the names that they have in the address."""
    since = controls.since("Since")
    since.value = (
        pd.Timestamp(controls.as_at(tables).value) - pd.DateOffset(months=_MONTHS)
    ).date()
    since.tooltip = _HELP
    return {
        "since": since,
        "la": controls.council_or_all(tables, "Local authority (optional)"),
        "to": controls.compare_with(),
    }


def new_reports(choice: Choice) -> pd.DataFrame:
    """The rows of `published_reports` since the day chosen."""
    areas = shown_on(choice.as_at)
    rows = published_since(choice.tables, choice.since, as_at=choice.as_at, areas=areas)
    return published_reports(rows)


def among(choice: Choice) -> pd.DataFrame:
    """The rows of `changes_among`: of the group, the region and England."""
    reports = choice.once(new_reports)
    return changes_among(choice.tables, reports, choice.la_code, choice.to, as_at=choice.as_at)


def said(choice: Choice) -> str:
    """What was published and what it changed, in a sentence."""
    covered, last = coverage_of(choice.tables), choice.as_at
    if choice.since >= last:
        return (
            f"Nothing to show yet: the last report here was published on {day_words(last)}. "
            "Choose an earlier day."
        )
    told = changes_in_words(choice.once(new_reports), choice.since, last)
    return f"{covered.headline}. {told}" if covered.is_partial else told


def changes(choice: Choice) -> list[Any]:
    """What changed"""  # noqa: D400
    rows = choice.once(among)
    if not rows["reports"].iloc[-1]:
        return [_NONE]
    shown: list[Column | str] = [c for c in columns.CHANGES if c.name != "n_first"]
    if rows["n_first"].any():
        shown.append(columns.CHANGES[-1])
    named = render("new_names", groups=records(rows)[:-1], link=_council_link(choice))
    title = f"What changed since {day_words(choice.since)}"
    return [table_html(rows, title, columns=shown), named]


def reports(choice: Choice) -> Html:
    """The reports, newest first"""  # noqa: D400
    rows = choice.once(new_reports)
    if rows.empty:
        return _NONE
    grades = [name for name in grades_of(rows) if rows[name].notna().any()]
    beside: list[Column | str] = []
    if choice.la_code:
        rows = rows.assign(beside=_beside(choice, rows))
        if rows["beside"].notna().any():
            meaning = f"Whether it is {choice.la_name}, or in its group or its region"
            beside = [Column("beside", "Beside us", meaning, "code", _BESIDE, NOT_APPLICABLE)]
    link = _council_link(choice)
    return table_html(
        rows,
        "Reports published",
        choice.la_code or None,
        columns=["la_name", *beside, _PUBLISHED, *grades],
        links={
            "la_name": [link(name) for name in rows["la_name"]],
            "published": [ofsted_url(url) for url in rows["source_url"]],
        },
    )


def improvements(choice: Choice) -> Html:
    """What the new reports say must improve"""  # noqa: D400
    ids = choice.once(new_reports)["inspection_id"].to_list()
    if not ids:
        return _NONE
    rows = improvement_themes_of(choice.tables, ids)
    if rows.empty:
        return Html("<p>No area for improvement is known of these reports.</p>")
    themes = [
        {**records(of)[0], "label": THEME_LABELS[str(theme)], "items": _pages(of)}
        for theme, of in rows.groupby("theme", sort=False)
    ]
    first = themes[0]
    listed = count_words(first["of"], "area for improvement", "areas for improvement")
    read = count_words(first["reports"], "report lists", "reports list")
    lead = f"{read} {listed}. A program gave the themes and can be wrong."
    more = themes[_MOST_THEMES:]
    rest = _themes(more, "Other themes") if more else Html("")
    return render(
        "new_improvements",
        lead=lead,
        table=_themes(themes[:_MOST_THEMES], "Themes of the most areas for improvement"),
        rest=folded(f"{len(more)} other themes", rest) if more else "",
    )


def excel(choice: Choice) -> tuple[str, bytes]:
    """Exactly these reports as a workbook."""
    made = new_workbook(choice.tables, choice.since, choice.la_code, choice.to, as_at=choice.as_at)
    return f"{_file_name(choice)}.xlsx", made


def csv(choice: Choice) -> tuple[str, bytes]:
    """Exactly these reports as CSV, one row each."""
    return f"{_file_name(choice)}.csv", csv_bytes(choice.once(new_reports))


def _file_name(choice: Choice) -> str:
    return f"new_reports_{choice.since:%Y-%m-%d}_to_{choice.as_at:%Y-%m-%d}"


def _beside(choice: Choice, rows: pd.DataFrame) -> pd.Series:
    """Which of the reports are of the council, of its group, of its region, or of both."""
    codes = dict(zip(("group", "region"), choice.once(among)["la_codes"][:-1], strict=False))
    group, region = (set(codes.get(name, ())) for name in ("group", "region"))
    found = {
        **dict.fromkeys(region, "region"),
        **dict.fromkeys(group, "group"),
        **dict.fromkeys(group & region, "both"),
        choice.la_code: "own",
    }
    return rows["la_code"].map(found).astype("str")


def _council_link(choice: Choice) -> Any:
    """Gives the address of a council's page; None for one that has ended."""
    there = set(existing_authorities(choice.tables, choice.as_at)["la_name"])
    return lambda la_name: link_to("council", la=la_name) if la_name in there else None


def _pages(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Each page once."""
    return records(rows.drop_duplicates(["inspection_id", "page"]))


def _themes(themes: list[dict[str, Any]], title: str) -> Html:
    return render("new_themes", themes=themes, title=title)
