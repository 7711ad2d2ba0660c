"""What the page 'themes' says of a search in the reports' own words, as HTML."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup, escape

from ilacs_bench.benchmark.search import Found, plain
from ilacs_bench.benchmark.words import count_words, day_words
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS
from ilacs_bench.widgets.render import render_part
from ilacs_bench.widgets.themes_choice import Choice


def found_view(choice: Choice, found: Found | None, narrowed: str, when: str) -> str:
    """The sentences found, their words marked; nothing where nothing was looked for."""
    rows = [] if found is None else records(found.rows)
    return render_part(
        "themes_found",
        choice=choice,
        found=found,
        heading=found_heading(found) if found else "",
        rows=[_row(row, found.words) for row in rows] if found else [],
        narrowed=narrowed,
        when=when,
    )


def found_heading(found: Found) -> str:
    """How many sentences have the words, and of how many authorities."""
    said = ", ".join(f"‘{word}’" for word in found.words)
    sentences = count_words(found.n, "sentence", "sentences")
    if not found.n:
        return f"No sentence has {said}"
    of = count_words(found.authorities, "local authority", "local authorities")
    return f"{sentences} with {said}, on {of}"


def marked(text: str, words: Sequence[str]) -> Markup:
    """The text with every word found in it marked, all of it escaped; words as of `words_of`.

    >>> marked("Visits & <b>reviews</b>", ["visit"])
    Markup('<mark>Visit</mark>s &amp; &lt;b&gt;reviews&lt;/b&gt;')
    """
    longest_first = sorted(words, key=len, reverse=True)
    pattern = "|".join(re.escape(word) for word in longest_first)
    ends = [place for m in re.finditer(pattern, plain(text), re.IGNORECASE) for place in m.span()]
    edges = zip([0, *ends], [*ends, len(text)], strict=True)
    # What is found stands in every second place.
    return Markup("").join(
        Markup("<mark>{}</mark>").format(text[begin:end]) if place % 2 else escape(text[begin:end])
        for place, (begin, end) in enumerate(edges)
    )


def _row(row: dict[str, Any], words: Sequence[str]) -> dict[str, Any]:
    published = row["published"]
    section = row["section"]
    return {
        "text": marked(row["text"], words),
        "la_name": row["la_name"],
        "profile": f"profile?la={slug(str(row['la_name']))}",
        "section": AREA_SHORT_LABELS.get(section, "Summary"),
        "paragraph": None if pd.isna(row["paragraph"]) else int(row["paragraph"]),
        "published": "day not known" if pd.isna(published) else day_words(published),
        "page": None if pd.isna(row["page"]) else int(row["page"]),
        "url": row["source_url"],
    }
