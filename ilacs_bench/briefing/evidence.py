"""What the report says: strengths and weaknesses by theme, what must improve, the action plan."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.briefing.grids import grid_of
from ilacs_bench.briefing.model import (
    TO_FILL_IN,
    Block,
    Grid,
    Line,
    Paragraph,
    Section,
    line,
)
from ilacs_bench.briefing.words import (
    each,
    grouped,
    known,
    number_words,
    place_words,
    places_words,
)
from ilacs_bench.columns import themes
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, NATIONAL_FRAMEWORK_LABELS, THEME_LABELS

_SIDES = {"strength": "Strengths", "weakness": "Weaknesses"}
_MOST_QUOTES = 2
"""Sentences of the report quoted for a theme; the table has the places of all."""
_KIND_WORDS = {
    "area_for_improvement": ("area for improvement", "areas for improvement"),
    "area_for_priority_action": ("area for priority action", "areas for priority action"),
    "recommendation": ("recommendation", "recommendations"),
}
_NO_WORDS = (
    "The report’s own words are not in these tables. To have them printed here, get the report "
    "from Ofsted: run ‘ilacs-bench update --words --authority’ with this council’s name, then "
    "‘ilacs-bench brief’ again."
)
_CODED = (
    "A machine gave the themes, and said what is a strength and what a weakness; no person checked "
    "each. Read the report at the place before you quote it."
)


def themes_section(facts: CouncilBrief) -> Section:
    """Strengths and weaknesses by theme, their places, and the report's words where at hand."""
    heading = "What the report says, by theme"
    if facts.inspection is None:
        return Section(heading, (Paragraph(("There is no report yet.",)),))
    if not facts.was_coded:
        words = "The text of this report was not at hand, so that no theme was looked for."
        return Section(heading, (Paragraph((words,)), Paragraph((_NO_WORDS,))))
    has_words = bool(facts.findings["text"].notna().any())
    blocks = (Paragraph((_CODED,)), *(() if has_words else (Paragraph((_NO_WORDS,)),)))
    sides = (_side(facts, polarity, has_words=has_words) for polarity in _SIDES)
    return Section(heading, blocks, tuple(sides))


def _side(facts: CouncilBrief, polarity: str, *, has_words: bool) -> Section:
    rows = facts.findings[facts.findings["polarity"] == polarity]
    if rows.empty:
        words = f"No sentence of the report was coded as a {polarity}."
        return Section(_SIDES[polarity], (Paragraph((words,)),))
    by_theme = sorted(grouped(rows, "theme").items(), key=lambda item: -len(item[1]))
    blocks: list[Block] = [
        grid_of(
            f"{_SIDES[polarity]} by theme: sentences of the report, the most first",
            pd.DataFrame(
                {
                    "theme": [theme for theme, _ in by_theme],
                    "n": [len(of) for _, of in by_theme],
                    "places": [_places_by_section(of) for _, of in by_theme],
                }
            ),
            (themes.THEME, *themes.PLACES_OF_THEME),
            (0.32, 0.14, 0.54),
        )
    ]
    if has_words:
        blocks += [
            Paragraph((" ".join(_quotes(of)),), lead=THEME_LABELS[theme]) for theme, of in by_theme
        ]
    return Section(_SIDES[polarity], tuple(blocks))


def _places_by_section(rows: pd.DataFrame) -> str:
    labelled = rows.assign(section=rows["section"].map(AREA_SHORT_LABELS).fillna("Elsewhere"))
    return "; ".join(
        f"{section}: {places_words(of)}" for section, of in grouped(labelled, "section").items()
    )


def _quotes(rows: pd.DataFrame) -> list[str]:
    told = rows[rows["text"].notna()].drop_duplicates("text")[:_MOST_QUOTES]
    return [f"“{row.text}” ({place_words(row.paragraph, row.page)})" for row in each(told)]


def improvements_section(facts: CouncilBrief) -> Section:
    """What must improve: each item with its page, themes, tags and the report's words."""
    heading = "Areas for improvement"
    inspection = facts.inspection
    if inspection is None:
        return Section(heading, (Paragraph(("There is no report yet.",)),))
    items = grouped(facts.improvements, "improvement_id")
    if not items:
        return Section(heading, (Paragraph((_none_listed(facts),)),))
    has_words = bool(facts.improvements["text"].notna().any())
    rows = pd.DataFrame([_item(of, inspection) for of in items.values()])
    grid = grid_of(
        "What the report says must improve, in its order",
        rows,
        (*themes.ITEMS, themes.WORDS) if has_words else themes.ITEMS,
        (0.19, 0.20, 0.16, 0.10, 0.35) if has_words else (0.28, 0.36, 0.22, 0.14),
    )
    blocks: list[Block] = [Paragraph((how_many(facts),)), grid]
    if not has_words:
        blocks.append(Paragraph((_NO_WORDS,)))
    return Section(heading, tuple(blocks))


def _none_listed(facts: CouncilBrief) -> str:
    if facts.inspection is not None and not known(facts.inspection["report"]):
        return "The report was not at hand, so that its areas for improvement are not known."
    return "The report that was read lists no area for improvement."


def how_many(facts: CouncilBrief) -> str:
    """How many things the report says must improve, of each kind, as a sentence."""
    items = facts.improvements.drop_duplicates("improvement_id")
    counts = [
        f"{number_words(n)} {_KIND_WORDS[kind][n != 1]}"
        for kind in _KIND_WORDS
        if (n := int((items["kind"] == kind).sum()))
    ]
    return f"The report lists {' and '.join(counts)}."


def _item(of: pd.DataFrame, inspection: pd.Series) -> dict[str, Any]:
    first = of.iloc[0]
    return {
        "item": item_name(first),
        "themes": _themes(of),
        "came_back": _came_back(of),
        "page": first["page"],
        "source_url": inspection["source_url"],
        "text": first["text"],
    }


def item_name(row: pd.Series) -> str:
    """'Area for improvement 1', with the National Framework's tags where it bears any."""
    name = _KIND_WORDS[row["kind"]][0]
    tags = row["national_framework"]
    marked = f" ({'; '.join(_tag(code) for code in tags.split('; '))})" if known(tags) else ""
    return f"{name[0].upper()}{name[1:]} {int(row['number'])}{marked}"


def _tag(code: str) -> str:
    label = NATIONAL_FRAMEWORK_LABELS.get(code)
    return f"National Framework {code}: {label}" if label else f"National Framework {code}"


def _themes(of: pd.DataFrame) -> str:
    labels = [THEME_LABELS[theme] for theme in of["theme"] if known(theme)]
    return "; ".join(labels) if labels else "No theme found"


def _came_back(of: pd.DataFrame) -> str:
    """Its themes that an earlier report's improvements had; not known where one was not read."""
    back = [THEME_LABELS[row.theme] for row in each(of) if _is(row.came_back)]
    if back:
        return "; ".join(back)
    return "Not known" if of["came_back"].isna().any() else "No"


def _is(value: Any) -> bool:
    return known(value) and bool(value)


def action_plan(facts: CouncilBrief) -> Section:
    """A table to fill in: one row for each thing that must improve."""
    heading, fill = "Action plan", (TO_FILL_IN,)
    items = grouped(facts.improvements, "improvement_id")
    names: list[Line] = [
        line(f"{item_name(of.iloc[0])}: {_themes(of)}") for of in items.values()
    ] or [fill]
    rows = tuple((name, fill, fill, fill, fill) for name in names)
    return Section(
        heading,
        (
            Grid(
                "What will be done, by whom, by when, and how we shall know",
                ("Area", "Action", "Lead officer", "By when", "How we shall know"),
                rows,
                (0.32, 0.20, 0.16, 0.14, 0.18),
            ),
        ),
    )
