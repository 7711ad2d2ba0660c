"""What the page 'council profile' says of themes: their counts, and the evidence behind one."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.council_profile import CouncilProfile
from ilacs_bench.benchmark.words import count_words
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    IMPROVEMENT_SECTION,
    THEME_GROUP_LABELS,
    THEME_LABELS,
)
from ilacs_bench.widgets.profile_view import about, none_if_empty, when
from ilacs_bench.widgets.render import render_part

_SECTIONS = {
    **AREA_SHORT_LABELS,
    "summary": "Summary",
    IMPROVEMENT_SECTION: "What needs to improve",
}
_KINDS = ("weakness", "strength", "improvement")


def themes_view(profile: CouncilProfile, theme: str) -> str:
    """The table of themes: the council's own counts, and how many of its group have any."""
    themes = profile.themes
    longest = (
        int(max(themes["own_strength"].max(), themes["own_weakness"].max(), 1))
        if (profile.was_coded)
        else 1
    )
    first = themes.iloc[0]
    return render_part(
        "profile_themes",
        rows=[_theme_row(row, longest, theme) for row in records(themes)],
        of=int(first["of"]),
        group=int(first["group"]),
        comparator=profile.comparator_label,
        was_coded=profile.was_coded,
        **about(profile),
    )


def evidence_view(
    profile: CouncilProfile,
    theme: str,
    polarity: str,
    found: pd.DataFrame,
    *,
    offers_words: bool = True,
) -> str:
    """Each finding coded with the theme: what it says, where it stands, its words where at hand.

    `offers_words` says how to get the words where they are not at hand.
    """
    rows = [_evidence_row(row) for row in records(found)]
    return render_part(
        "profile_evidence",
        theme=THEME_LABELS.get(theme),
        polarity=polarity,
        rows=rows,
        url=none_if_empty(profile.own["source_url"].iloc[0]),
        has_words=any(row["words"] for row in rows),
        offers_words=offers_words,
        was_coded=profile.was_coded,
        **about(profile),
    )


def shown_sentence(profile: CouncilProfile, theme: str, found: pd.DataFrame) -> str:
    """What is on the page, in a sentence for its status line."""
    n = profile.record.loc[profile.record["relation"] == "itself", "inspection_id"].nunique()
    inspections = count_words(n, "full inspection", "full inspections")
    said = f"{profile.la_name}, {when(profile)}: {inspections}."
    if not theme:
        return said
    findings = count_words(len(found), "coded finding", "coded findings")
    return f"{said} Evidence on ‘{THEME_LABELS[theme]}’: {findings}."


def _theme_row(row: dict[str, Any], longest: int, chosen: str) -> dict[str, Any]:
    return {
        "code": row["theme"],
        "label": THEME_LABELS[row["theme"]],
        "group_label": THEME_GROUP_LABELS[row["theme_group"]],
        "is_chosen": row["theme"] == chosen,
        "own": {kind: row[f"own_{kind}"] for kind in _KINDS},
        "widths": {k: round(100 * (row[f"own_{k}"] or 0) / longest) for k in _KINDS[:2]},
        "of_group": [row[f"n_{kind}"] for kind in _KINDS],
    }


def _evidence_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "polarity": row["polarity"],
        "section": _SECTIONS.get(row["section"], "Elsewhere in the report"),
        "paragraph": row["paragraph"],
        "page": row["page"],
        "url": row["source_url"],
        "words": _marked(row["text"], row["evidence_start"], row["evidence_end"]),
    }


def _marked(text: str | None, start: int | None, end: int | None) -> tuple[str, str, str] | None:
    """The words before the evidence, the evidence, and those after; no evidence where none fits."""
    if not text:
        return None
    if start is None or end is None or not 0 <= start < end <= len(text):
        return text, "", ""
    return text[:start], text[start:end], text[end:]
