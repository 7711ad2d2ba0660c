"""Themes of reports: which are named most widely, where each is said, and words searched for."""

import json
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from ilacs_bench.benchmark.accuracy import EXCEPTIONS, coder_accuracy, polarity_accuracy
from ilacs_bench.benchmark.evidence import report_evidence
from ilacs_bench.benchmark.search_index import Spans
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.benchmark.words import area_words, count_words, day_words
from ilacs_bench.columns import themes as columns
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.links import Way
from ilacs_bench.dashboard import themes
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.links import link_to
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, THEME_LABELS

MOST_THEMES = 10
"""Themes listed at first; the others are folded."""
MOST_ROWS = 50
_HEADINGS = {
    "improvement": "What must improve",
    "weakness": "What is criticised",
    "strength": "What is praised",
    themes.BETTER: "What is praised where others are good and we are not",
}


def ranked(choice: Choice) -> list[Any]:
    """Which themes are named most widely; choosing one leads to where it is said."""
    counts = choice.once(themes.counts)
    named = counts[counts["n"] > 0].reset_index(drop=True)
    head = render(
        "themes_head",
        heading=_HEADINGS[choice.kind],
        right=round(100 * coder_accuracy().precision),
        polarity=round(100 * coder_accuracy().polarity) if choice.kind != "improvement" else None,
        exceptions=round(100 * polarity_accuracy(EXCEPTIONS)),
        how_sure=link_to("extracts"),
        no_areas=choice.kind == "improvement" and choice.area,
        nothing="Choose a longer time, or other reports." if named.empty else "",
    )
    if named.empty:
        return [head]
    if choice.la_code:
        named = named.assign(own=_own(choice, named))
    is_first = (named.index < MOST_THEMES) | (named["theme"] == choice.theme)
    first, rest = (named[rows].reset_index(drop=True) for rows in (is_first, ~is_first))
    made = [head, _ranking(choice, first, "Themes")]
    if rest.empty:
        return made
    words = f"Show {count_words(len(rest), 'other theme', 'other themes')}"
    return [*made, *folded(words, _ranking(choice, rest, "Other themes"))]


def _ranking(choice: Choice, rows: pd.DataFrame, title: str) -> Html:
    of, (_, noun) = rows["of_authorities"].iloc[0], themes.NOUNS[choice.kind]
    theme, _, n_authorities, _, _, n, _ = columns.RECURRING
    own = [column for column in _own_columns(choice) if column.name in rows]
    shown = [
        theme,
        replace(n_authorities, heading=f"Local authorities, of {of}"),
        replace(n, heading=f"{noun.capitalize()}, of {rows['of'].iloc[0]:,}", meaning=""),
        *own,
    ]
    ways = [_way(choice, code) for code in rows["theme"]]
    return table_html(
        rows,
        title,
        columns=shown,
        links={"theme": ways},
        bars={"n_authorities": of},
        first=len(rows),
    )


def _way(choice: Choice, theme: str) -> Way:
    """The same choice with a theme."""
    names = ("to", "region", "kind", "since", "area")
    state = {name: getattr(choice, name) for name in names}
    return Way(
        link_to("themes", la=choice.la_name, as_at=choice.as_at, theme=theme, **state),
        json.dumps({"theme": [theme]}),
        "evidence",
        theme == choice.once(themes.theme),
    )


def own_profile(choice: Choice) -> pd.DataFrame:
    """What the latest report of the local authority chosen says, by theme."""
    profile = theme_profile(choice.tables, choice.la_code, choice.to, as_at=choice.as_at)
    return profile.set_index("theme")


def _own_columns(choice: Choice) -> list[Column]:
    if not choice.la_code:
        return []
    heading = f"{choice.la_name}’s latest report"
    return [Column("own", heading, "Of its own latest report", empty=NOT_APPLICABLE)]


def _own(choice: Choice, rows: pd.DataFrame) -> pd.Series:
    profile = choice.once(own_profile).loc[rows["theme"]]
    return pd.Series([_own_words(row) for row in records(profile)], rows.index, dtype="str")


def _own_words(row: dict[str, Any]) -> str | None:
    kinds = [kind for kind in ("improvement", "weakness", "strength") if row[f"own_{kind}"]]
    return ", ".join(themes.counted(row[f"own_{kind}"], kind) for kind in kinds) or None


def evidence(choice: Choice) -> list[Any]:
    """Where it is said."""
    rows, theme = choice.once(themes.rows), choice.once(themes.theme)
    if rows.empty and not choice.theme:
        return []
    has_words = bool(rows["text"].notna().any())
    told = themes.counted(len(rows), choice.kind)
    head = render(
        "themes_evidence",
        label=THEME_LABELS[theme],
        told=told,
        first=MOST_ROWS if len(rows) > MOST_ROWS else None,
        has_words=has_words or rows.empty,
    )
    shown = rows.head(MOST_ROWS)
    title = f"{THEME_LABELS[theme]}: {themes.KINDS[choice.kind].lower()}"
    table = table_html(
        shown,
        title,
        columns=_evidence_columns(choice.kind, shown, has_words),
        links={"la_name": [link_to("council", la=name) for name in shown["la_name"]]},
    )
    return [head, table if len(rows) else Html(""), *_own_evidence(choice, theme)]


def _evidence_columns(kind: str, rows: pd.DataFrame, has_words: bool) -> list[Column]:
    by_name = {column.name: column for column in columns.SAID}
    where = ["kind"] if rows["kind"].nunique() > 1 else []
    where = where if kind == "improvement" else ["judgement_area"]
    names = ["la_name", *(["text"] if has_words else []), "grade", "page", "published", *where]
    grade = "Overall grade" if kind == "improvement" else "Grade"
    return [
        replace(by_name[name], heading=grade) if name == "grade" else by_name[name]
        for name in names
    ]


def _own_evidence(choice: Choice, theme: str) -> list[Any]:
    """What the latest report of the local authority chosen says of the theme, folded."""
    if not choice.la_code:
        return []
    rows = report_evidence(choice.tables, choice.la_code, as_at=choice.as_at)
    rows = rows[(rows["theme"] == theme) & (rows["section"] != "summary")].reset_index(drop=True)
    said = _own_words(records(choice.once(own_profile).loc[[theme]])[0])
    name = choice.la_name
    if rows.empty:
        nothing = "{}’s latest report says nothing on this theme, as far as a program can tell."
        return [Html(f'<p class="ilacs-quiet">{nothing}</p>').format(name)]
    names = ["polarity", "section", "paragraph", "page"]
    names = [*names[:1], "text", *names[1:]] if rows["text"].notna().any() else names
    shown = [column for name in names for column in columns.EVIDENCE if column.name == name]
    table = table_html(rows, f"{name}’s latest report on this theme", columns=shown)
    counted = f": {said}" if said else ""
    return folded(f"{name}’s latest report on this theme{counted}", table)


def found(choice: Choice) -> Html:
    """Sentences found."""
    made = choice.once(themes.sentences)
    if made is None:
        return Html("")
    own = f" and {choice.la_name}" if choice.la_code else ""
    first, last = day_words(themes.since(choice)), day_words(choice.as_at)
    narrowed = [f"reports of {choice.once(themes.whose).words}{own}"]
    narrowed += [f"published from {first} to {last}"]
    narrowed += [f"sections on {area_words(choice.area)}"] if choice.area else []
    narrowed += [f"sentences coded ‘{THEME_LABELS[choice.theme]}’"] if choice.theme else []
    return render(
        "themes_found",
        heading=themes.found_words(made),
        found=made,
        rows=[_found_row(row) for row in records(made.rows)],
        narrowed="; ".join(narrowed),
    )


def _found_row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "text": marked(row["text"], row["spans"]),
        "council": link_to("council", la=row["la_name"]),
        "section": AREA_SHORT_LABELS.get(row["section"], "Summary"),
        "published": day_words(row["published"]) if row["published"] else "day not known",
    }


def marked(text: str, spans: Spans) -> Markup:
    """The text with these stretches of it marked, all of it escaped.

    >>> marked("Visits & <b>reviews</b>", ((0, 6),))
    Markup('<mark>Visits</mark> &amp; &lt;b&gt;reviews&lt;/b&gt;')
    """
    ends = [place for span in spans for place in span]
    edges = zip([0, *ends], [*ends, len(text)], strict=True)
    # What is found stands in every second place.
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text[begin:end]) if place % 2 else escape(text[begin:end])
        for place, (begin, end) in enumerate(edges)
    )
