"""Views of themes: the most widely named ones, their evidence, and full-text search."""

import json
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from ilacs_bench.benchmark.accuracy import EXCEPTIONS, coder_accuracy, polarity_accuracy
from ilacs_bench.benchmark.evidence import report_evidence
from ilacs_bench.benchmark.in_words import area_words, count_words, day_words
from ilacs_bench.benchmark.search_index import Spans
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.definitions import COLUMNS, SETS
from ilacs_bench.columns.empty import NOT_APPLICABLE
from ilacs_bench.columns.links import ChoiceLink
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.html import quiet, render
from ilacs_bench.dashboard.links import link_to
from ilacs_bench.dashboard.pages import themes
from ilacs_bench.dashboard.parts import Html, folded
from ilacs_bench.dashboard.tables import council_links, table
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, POLARITY_LABELS, THEME_LABELS

MOST_THEMES = 10
"""Themes listed at first; the others are folded."""
MOST_ROWS = 50


def ranked(choice: Choice) -> list[Any]:
    """Which themes are named most widely; choosing one leads to where it is said."""
    counts, kind = choice.once(themes.counts), themes.KINDS[choice.kind]
    named = counts[counts["n"] > 0].reset_index(drop=True)
    heading = Html("<h2>{}</h2>").format(kind.heading)
    if named.empty:
        return [heading, "Choose a longer time, or other reports."]
    if choice.la_code:
        profile = choice.once(own_profile).loc[named["theme"]]
        named["own"] = pd.array([_own_words(row) for row in records(profile)], dtype="str")
    is_first = (named.index < MOST_THEMES) | (named["theme"] == choice.theme)
    first, rest = (named[rows].reset_index(drop=True) for rows in (is_first, ~is_first))
    made = [heading, _how_sure(choice), _ranking(choice, first, "Themes")]
    if rest.empty:
        return made
    words = f"Show {count_words(len(rest), 'other theme', 'other themes')}"
    return [*made, *folded(words, lambda of: _ranking(of, rest, "Other themes"))]


def _how_sure(choice: Choice) -> Html:
    """Return a note on how often the theme coder is right."""
    right, is_listed = coder_accuracy(), choice.kind == "improvement"
    sentences: list[str] = [
        Html(
            "A program gives the themes: {} of 100 agree with a language model’s reading "
            '(<a href="{}">how sure it is</a>).'
        ).format(round(100 * right.precision), link_to("extracts"))
    ]
    if not is_listed:
        sentences.append(
            f"Praise or criticism is right for {round(100 * right.polarity)} of 100, and for "
            f"{round(100 * polarity_accuracy(EXCEPTIONS))} of 100 hard ones, such as praise in an "
            "inadequate section."
        )
    sentences.append("One point can have two themes.")
    if is_listed and choice.area:
        sentences.append("Areas for improvement are not listed by judgement.")
    return quiet(Html(" ").join(sentences))


def _ranking(choice: Choice, rows: pd.DataFrame, title: str) -> Html:
    of, noun = rows["of_authorities"].iloc[0], themes.KINDS[choice.kind].many.capitalize()
    by_name = {column.name: column for column in SETS["recurring"]}
    all_of_them = f"{noun}, of {rows['of'].iloc[0]:,}"
    shown = [
        COLUMNS["theme"],
        replace(by_name["n_authorities"], heading=f"Local authorities, of {of}"),
        replace(by_name["n"], heading=all_of_them, meaning=""),
    ]
    if "own" in rows:
        heading = f"{choice.la_name}’s latest report"
        own = Column("own", heading, "Of its own latest report", empty=NOT_APPLICABLE)
        shown.append(own)
    names = ("to", "region", "kind", "since", "area")
    state = {name: getattr(choice, name) for name in names}
    ways = [
        ChoiceLink(
            link_to("themes", la=choice.la_name, as_at=choice.as_at, theme=theme, **state),
            json.dumps({"theme": [theme]}),
            "evidence",
            theme == choice.once(themes.theme),
        )
        for theme in rows["theme"]
    ]
    bars, links = {"n_authorities": of}, {"theme": ways}
    return table(choice, rows, title, shown, links=links, bars=bars, first=len(rows))


def own_profile(choice: Choice) -> pd.DataFrame:
    """Return the themes in the chosen local authority's latest report."""
    profile = theme_profile(choice.tables, choice.la_code, choice.to, as_at=choice.as_at)
    return profile.set_index("theme")


def _own_words(row: dict[str, Any]) -> str | None:
    kinds = [kind for kind in ("improvement", "weakness", "strength") if row[f"own_{kind}"]]
    return ", ".join(themes.counted(row[f"own_{kind}"], kind) for kind in kinds) or None


def evidence(choice: Choice) -> list[Any]:
    """Where it is said."""
    rows, theme = choice.once(themes.rows), choice.once(themes.theme)
    if rows.empty and not choice.theme:
        return []
    sentences = [f"{themes.counted(len(rows), choice.kind)}."]
    has_words = bool(rows["text"].notna().any())
    listed = rows if has_words else _page_by_page(rows)
    if len(listed) > MOST_ROWS:
        first = MOST_ROWS if has_words else f"{MOST_ROWS} of {len(listed)} pages"
        sentences.append(f"The first {first} are shown; Excel and CSV have all.")
    if len(rows) and not has_words:
        sentences.append("Follow a link to read the report’s own words.")
    heading = Html('<h2 tabindex="-1">{}: where reports say it</h2>').format(THEME_LABELS[theme])
    made = [heading, Html("<p>{}</p>").format(" ".join(sentences))]
    if len(rows):
        shown = listed.head(MOST_ROWS)
        of = _evidence_columns(choice.kind, shown, has_words)
        made.append(table(choice, shown, themes.title(choice), of))
    return [*made, *(_own_evidence(choice, theme) if choice.la_code else [])]


def _evidence_columns(kind: str, rows: pd.DataFrame, has_words: bool) -> list[Column]:
    by_name, where = {column.name: column for column in SETS["found_evidence"]}, ["judgement_area"]
    if kind == "improvement":
        where = ["kind"] if rows["kind"].nunique() > 1 else []
        by_name["grade"] = replace(by_name["grade"], heading="Overall grade")
    by_name["n"] = Column("n", themes.KINDS[kind].many.capitalize(), "On this page", "number")
    names = ["la_name", "text" if has_words else "n", "grade", "page", "published", *where]
    return [by_name[name] for name in names]


def _page_by_page(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per page of a report in place of equal rows, with `n`, how many it has."""
    pages = rows.groupby(["inspection_id", "page", "judgement_area", "kind"], dropna=False)
    counted = rows.assign(n=pages["item_id"].transform("size"))
    return counted[pages.cumcount() == 0].reset_index(drop=True)


def _paragraph_by_paragraph(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per paragraph in place of its sentences; `says` has their number in words."""
    paragraphs = rows.groupby(["section", "paragraph", "page"], sort=False, dropna=False)
    told = paragraphs["polarity"].agg(lambda of: ", ".join(map(_count_words, *_counted(of))))
    return told.rename("says").reset_index()


def _counted(polarities: pd.Series) -> tuple[list[int], list[str]]:
    counts = polarities.value_counts()
    return counts.to_list(), counts.index.to_list()


def _count_words(n: int, polarity: str) -> str:
    if polarity in themes.KINDS:
        return themes.counted(n, polarity)
    return f"{n} {POLARITY_LABELS[polarity].lower()}"


def _own_evidence(choice: Choice, theme: str) -> list[Any]:
    """Return, folded, what the chosen authority's latest report says on the theme."""
    rows = report_evidence(select(choice.tables, choice.la_code, as_at=choice.as_at))
    rows = rows[(rows["theme"] == theme) & (rows["section"] != "summary")].reset_index(drop=True)
    whose = f"{choice.la_name}’s latest report"
    if rows.empty:
        return [quiet(f"{whose} says nothing on this theme, as far as a program can tell.")]
    by_name = {column.name: column for column in SETS["evidence"]}
    names = ["polarity", "text", "section", "paragraph", "page"]
    if rows["text"].isna().all():
        url, rows = rows["source_url"].iloc[0], _paragraph_by_paragraph(rows)
        rows["source_url"] = url
        by_name["says"] = Column("says", "What it says", "Sentences of the paragraph, by kind")
        names = ["section", "paragraph", "page", "says"]
    shown = [by_name[name] for name in names]
    counts = _own_words(records(choice.once(own_profile).loc[[theme]])[0])
    title = f"{whose} on this theme"
    summary = f"{title}: {counts}" if counts else title
    return folded(summary, lambda choice: table(choice, rows, title, shown))


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
        rows=[_found_row(choice, row) for row in records(made.rows)],
        narrowed="; ".join(narrowed),
    )


def _found_row(choice: Choice, row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "text": marked(row["text"], row["spans"]),
        "council": choice.once(council_links).get(row["la_name"]),
        "section": AREA_SHORT_LABELS.get(row["section"], "Summary"),
        "published": day_words(row["published"]) if row["published"] else "day not known",
    }


def marked(text: str, spans: Spans) -> Markup:
    """Return the escaped text with these spans marked.

    >>> marked("Visits & <b>reviews</b>", ((0, 6),))
    Markup('<mark>Visits</mark> &amp; &lt;b&gt;reviews&lt;/b&gt;')
    """
    ends = [place for span in spans for place in span]
    edges = zip([0, *ends], [*ends, len(text)], strict=True)
    # Every second piece is a match.
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text[begin:end]) if place % 2 else escape(text[begin:end])
        for place, (begin, end) in enumerate(edges)
    )
