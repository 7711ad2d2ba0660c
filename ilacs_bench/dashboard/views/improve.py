"""What one council was told to improve, and who is praised where it is not good."""

from typing import Any

from ilacs_bench.benchmark.learn_from import LearnFrom
from ilacs_bench.benchmark.learn_from import learn_from as whom_to_learn_from
from ilacs_bench.benchmark.told_to_improve import (
    ToldToImprove,
    again_in_words,
    earlier_words,
    told_to_improve,
)
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.themes import PRAISED
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import more, render
from ilacs_bench.dashboard.links import of_group
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.dashboard.views.own import own_rows
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, THEME_LABELS

_SHOWN = ["theme", "la_code", "la_name", "page", "text", "source_url"]
MOST_THEMES = 5
"""Themes shown of each judgement: those that the most councils are praised for."""


def improvements(choice: Choice) -> Html:
    """What we were told to improve"""  # noqa: D400
    own = choice.comparison.own
    told = told_to_improve(choice.tables, own.iloc[0], as_at=choice.as_at)
    latest = choice.once(own_rows)[0]
    return render(
        "improvements",
        la_name=choice.la_name,
        inspection=latest,
        never_inspected=choice.comparison.coverage.no_inspection_of(choice.la_code, choice.la_name),
        items=[_item(one) for one in told],
        has_words=any(one.item["text"] for one in told),
        was_read=latest["report"] is not None,
        again=again_in_words(choice.tables, own.iloc[0], told),
        more=more(
            of_group("themes", choice),
            f"What recurs in the areas for improvement of {choice.group_words}",
        ),
    )


def _item(told: ToldToImprove) -> dict[str, Any]:
    return {
        **told.item,
        "themes": [THEME_LABELS[theme] for theme in told.themes],
        "again": [{**one, "words": earlier_words(one)} for one in told.again],
    }


def learn_from(choice: Choice) -> Html:
    """Who is good or outstanding where we are not, and what is said there"""  # noqa: D400
    told = whom_to_learn_from(
        choice.tables, choice.comparison.own, list(choice.group), as_at=choice.as_at
    )
    return render(
        "learn_from",
        areas=[
            {
                "label": AREA_SHORT_LABELS[one.judgement_area],
                "grade": one.grade,
                "councils": records(one.councils),
                "praised": _praised(one),
                "more": _all_praise(choice, one),
            }
            for one in told
        ],
        la_name=choice.la_name,
        has_grade=choice.comparison.own["grade"].notna().any(),
        group_words=choice.group_words,
    )


def _all_praise(choice: Choice, told: LearnFrom) -> Html:
    """The way to every theme that their reports praise, sentence by sentence."""
    if told.praised.empty:
        return Html("")
    area = told.judgement_area
    words = f"All that their reports praise: {AREA_SHORT_LABELS[area]}"
    return more(of_group("themes", choice, kind="better", area=area), words)


def _praised(told: LearnFrom) -> Html | None:
    """The themes that the most councils are praised for, each with the first page that says so."""
    praised = told.praised.head(MOST_THEMES)
    if praised.empty:
        return None
    evidence = records(told.evidence, _SHOWN)
    said = [[one for one in evidence if one["theme"] == theme] for theme in praised["theme"]]
    return table_html(
        praised.assign(where=[", ".join(one["la_name"] for one in of) for of in said]),
        f"What their reports praise: {AREA_SHORT_LABELS[told.judgement_area]}",
        columns=PRAISED,
        html={"where": [render("praised", evidence=of) for of in said]},
    )
