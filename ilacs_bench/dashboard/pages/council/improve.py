"""Views of one council's report by theme, and of authorities to learn from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.areas_for_improvement import (
    areas_for_improvement,
    repeated_words,
)
from ilacs_bench.benchmark.good_elsewhere import LearnFrom
from ilacs_bench.benchmark.good_elsewhere import learn_from as whom_to_learn_from
from ilacs_bench.benchmark.in_words import count_words, inspected_year, theme_words
from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import BEST_FIRST
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import (
    grade_chip,
    link_html,
    more,
    quiet,
    quotations,
    render,
    report_link,
)
from ilacs_bench.dashboard.links import link_to, linked_day, of_group
from ilacs_bench.dashboard.pages.council.group import MOST_NAMED
from ilacs_bench.dashboard.pages.council.own import own_rows
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import table
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, THEME_LABELS

MOST_THEMES = 5
"""Themes shown of each judgement: the most criticised here and praised there."""
_CODED = "A program gave the themes and can be wrong."
_KINDS = ("weakness", "strength", "improvement")


def improvements(choice: Choice) -> list[Html]:
    """What we were told to improve"""  # noqa: D400
    own, latest = choice.comparison.own.iloc[0], choice.once(own_rows)[0]
    found = areas_for_improvement(choice.comparison.selection)
    address = of_group("themes", choice) if choice.group else ""
    way = more(address, "What recurs in the areas for improvement of the group")
    if not found:
        return [_none_words(choice, latest), way]
    items = [
        one.item
        | {"themes": [THEME_LABELS[theme] for theme in one.themes]}
        | {"again": [_again(again, one.themes) for again in one.again]}
        for one in found
    ]
    listed = render(
        "improvements",
        again=repeated_words(choice.tables, own, found),
        items=items,
        report_url=latest["source_url"],
    )
    has_words = any(item["text"] for item in items)
    follow = "" if has_words else " Follow a link for the report’s own words."
    return [listed, quiet(f"{_CODED}{follow}"), way]


def _again(again: dict[str, Any], themes: Sequence[str]) -> dict[str, Any]:
    """Return an earlier naming with its year, and its theme where that is one of several."""
    theme = THEME_LABELS[again["theme"]] if len(themes) > 1 else ""
    year = inspected_year(again["previous_start"], again["previous_published"])
    return again | {"theme": theme, "year": year}


def _none_words(choice: Choice, latest: dict[str, Any]) -> Html:
    if latest["report"] is not None:
        return Html("<p>The latest report lists nothing to improve.</p>")
    if not latest["inspection_id"]:
        return Html("<p>{}.</p>").format(_never(choice))
    source = (
        report_link(latest["source_url"], None, "Ofsted’s page") if latest["source_url"] else ""
    )
    words = "The latest report is not in the data, so what it says is not known."
    return Html("<p>{} {}</p>").format(words, source)


def _never(choice: Choice) -> str:
    coverage = choice.comparison.coverage
    return str(coverage.no_inspection_of(choice.la_code, choice.la_name))


def report_themes(choice: Choice) -> list[Any]:
    """What our report says, theme by theme.

    Sentences of the latest report by theme, as a machine reads them.
    """
    to = list(choice.group)
    rows = theme_profile(choice.tables, choice.la_code, to or "neighbours", as_at=choice.as_at)
    own, profile = [f"own_{kind}" for kind in _KINDS], records(rows)
    if profile[0][own[0]] is None:
        is_never = choice.comparison.own["inspection_id"].isna().all()
        unread = f"The latest report of {choice.la_name} was not read for themes."
        return [f"{_never(choice)}." if is_never else unread]
    named = [place for place, row in enumerate(profile) if any(row[name] for name in own)]
    named.sort(key=lambda place: [-profile[place][name] for name in own])
    mentioned = [profile[place] for place in named]
    most = Html("<p>Most weaknesses: {}.<br>Most strengths: {}.</p>").format(
        _most(mentioned, "own_weakness"), _most(mentioned, "own_strength")
    )
    names = ["theme", *own, *(f"n_{kind}" for kind in _KINDS if to)]
    by_name = {column.name: column for column in SETS["profile"]}
    of = {"la": choice.la_name, "as_at": linked_day(choice)}

    def of_themes(choice: Choice) -> Html:
        frame = pd.DataFrame(take_rows(rows, np.array(named, dtype="intp"), names))
        links = {"theme": [link_to("themes", **of, theme=row["theme"]) for row in mentioned]}
        title = "What our report says, theme by theme"
        return table(choice, frame, title, [by_name[name] for name in names], links=links)

    note = "A program counted these sentences and can be wrong."
    if to:
        n = f"{profile[0]['of']} of {choice.group_words}"
        note += f" The last columns count councils: {n} have a report that was read."
    return [most, *folded("All themes of the report", note, of_themes)]


def _most(rows: list[dict[str, Any]], name: str) -> str:
    """Return the themes with the most sentences, each with their number."""
    most = sorted((row for row in rows if row[name]), key=lambda row: -row[name])[:3]
    return "; ".join(_sentences(row, name) for row in most) or "no theme"


def _sentences(row: dict[str, Any], name: str) -> str:
    return f"{theme_words(row['theme'])} ({count_words(row[name], 'sentence', 'sentences')})"


def learn_from(choice: Choice) -> list[Any]:
    """Who is good or outstanding where we are not, and what is said there"""  # noqa: D400
    own = choice.comparison.own
    lessons = whom_to_learn_from(choice.comparison.selection, own)
    if not lessons:
        below = "has no grade below good" if own["grade"].notna().any() else "has no grade"
        return [Html("<p>{} {} in the judgements shown.</p>").format(choice.la_name, below)]
    if not choice.group:
        return []
    made = [each for n, one in enumerate(lessons) for each in _of_area(choice, one, is_open=n == 0)]
    return [*made, quiet(f"The names lead to reports. {_CODED} Read the page before you quote it.")]


def _of_area(choice: Choice, lesson: LearnFrom, *, is_open: bool) -> list[Any]:
    """Return a judgement below good: who is graded better, and the themes their reports praise."""
    label, n = AREA_SHORT_LABELS[lesson.judgement_area], len(lesson.councils)
    are = "is" if n == 1 else "are"
    others = count_words(len(choice.group), "other", "others")
    good = f"{n} of {others} {are} good or outstanding"
    head = Html("<strong>{}</strong> {} {}").format(label, grade_chip(lesson.grade), good)
    by_grade: dict[str, list[Html]] = {}
    for one in records(lesson.councils, ["la_name", "grade", "source_url"]):
        name = report_link(one["source_url"], None, one["la_name"])
        by_grade.setdefault(one["grade"], []).append(name)
    graded = [grade for grade in BEST_FIRST if grade in by_grade]
    made: list[Any] = [
        Html("<p>{} {}</p>").format(grade_chip(grade), Html(", ").join(by_grade[grade]))
        for grade in graded
    ]
    if n > MOST_NAMED:
        counts = ", ".join(f"{len(by_grade[of])} {SHORT_GRADES[of].lower()}" for of in graded)
        made = folded(f"Who they are: {counts}", *made)
    praised = lesson.praised.head(MOST_THEMES)
    if len(praised):
        state = {"kind": "better", "area": lesson.judgement_area}
        way = of_group("themes", choice, **state)
        words = link_html(way, f"Everything their reports praise: {label}") if way else ""
        most_named = Html("<p>{} {}</p>").format(_praise_words(lesson.praised), words)
        title = f"Where their reports say so: {label}"
        made += [most_named, *folded(title, lambda of: _praised(of, lesson, praised, title))]
    return folded(head, *made, is_open=is_open)


def _praise_words(praised: pd.DataFrame) -> str:
    """Return the first themes: what is praised there and criticised here, with ties."""
    rows = records(praised)
    is_criticised = bool(rows[0]["own_weakness"])
    if is_criticised:
        rows = [row for row in rows if row["own_weakness"]]
    said = [
        f"{theme_words(row['theme'])} ({_praise_counts(row) if is_criticised else row['n']})"
        for row in rows[:MOST_THEMES]
    ]
    last = rows[:MOST_THEMES][-1]
    alike = sum(row | {"theme": last["theme"]} == last for row in rows[MOST_THEMES:])
    ties = f"; and {alike} more as often" if alike else ""
    lead = "Praised there, criticised here" if is_criticised else "Praised in the most councils"
    return f"{lead}: {'; '.join(said)}{ties}."


def _praise_counts(row: dict[str, Any]) -> str:
    here = count_words(row["own_weakness"], "weakness", "weaknesses")
    return f"{here} here, praised in {row['n']}"


def _praised(choice: Choice, lesson: LearnFrom, praised: Any, title: str) -> Html:
    """Return the themes that most councils are praised for, each with a page that says so."""
    evidence = records(lesson.evidence, ["theme", "la_name", "page", "text", "source_url"])
    evidence_by_theme = [
        [one for one in evidence if one["theme"] == theme] for theme in praised["theme"]
    ]
    where = [", ".join(one["la_name"] for one in of) for of in evidence_by_theme]
    html = {"where": list(map(quotations, evidence_by_theme))}
    return table(choice, praised.assign(where=where), title, SETS["praised"], html=html)
