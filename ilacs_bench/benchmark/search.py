"""Finding words in the findings of reports, where their text is at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ilacs_bench.benchmark.theme_rows import check_known
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FINDING_SECTIONS, THEMES

MOST_WORDS = 10
_COLUMNS = ["finding_id", "inspection_id", "section", "paragraph", "page", "text"]
_INSPECTION_COLUMNS = ["inspection_id", "la_code", "la_name", "published", "start", "source_url"]


@dataclass(frozen=True, eq=False)
class Found:
    """The findings with the words asked for.

    words        what was looked for, phrases as one; small and capital letters are alike
    rows         finding_id, inspection_id, section, paragraph, page, text, and of the inspection
                 la_code, la_name, published, start, source_url: the most recently published first
    n            all findings with the words, of which `rows` may be the first
    of           findings that were searched
    authorities  local authorities with any
    """

    words: tuple[str, ...]
    rows: pd.DataFrame
    n: int
    of: int
    authorities: int


def has_text(tables: Tables) -> bool:
    """Whether the findings' own words are at hand; the bundled facts have none."""
    return bool(tables.findings["text"].notna().any())


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, each once; words in double quotes are one phrase.

    >>> words_of('visits "family time" visits')
    ('visits', 'family time')
    """
    found = re.findall(r'"([^"]+)"|([^\s"]+)', query)
    words = (" ".join((phrase or word).split()) for phrase, word in found)
    return tuple(dict.fromkeys(word for word in words if word))


def search_findings(
    tables: Tables,
    query: str,
    *,
    sections: Sequence[str] | None = None,
    theme: str | None = None,
    la_codes: Sequence[str] | None = None,
    first: int | None = None,
    last: int | None = None,
    most: int = 50,
) -> Found:
    """The findings that have all the words of the query, in any order; at most `most` of them.

    A word is found inside longer ones ('visit' in 'visited'); nothing in it is a pattern. Narrowed
    to `sections`, to findings coded with `theme` (by machine), to `la_codes`, and to reports
    published from the year `first` to the year `last`. Raises UnknownName for no words, or more
    than ten, and for a section or theme that nobody knows.
    """
    words = words_of(query)
    if not words:
        raise UnknownName("No words to search for. Type one or more.")
    if len(words) > MOST_WORDS:
        raise UnknownName(
            f"{len(words)} words are too many to search for: type up to {MOST_WORDS}."
        )
    check_known("theme", [theme] if theme else [], THEMES)
    check_known("section", sections or [], FINDING_SECTIONS)
    searched = _searched(tables, sections, theme, la_codes, first, last)
    places = _with_words(tables.findings["text"], searched, words)
    found = (
        tables.findings[_COLUMNS]
        .take(places)
        .merge(tables.inspections[_INSPECTION_COLUMNS], on="inspection_id", validate="many_to_one")
    )
    rows = found.sort_values("published", ascending=False, kind="stable", ignore_index=True)
    authorities = int(rows["la_code"].nunique())
    return Found(words, rows.head(most), len(rows), int(searched.sum()), authorities)


def _searched(
    tables: Tables,
    sections: Sequence[str] | None,
    theme: str | None,
    la_codes: Sequence[str] | None,
    first: int | None,
    last: int | None,
) -> npt.NDArray[np.bool_]:
    """Which findings are searched."""
    findings, inspections = tables.findings, tables.inspections
    wanted = findings["text"].notna().to_numpy()
    if sections is not None:
        wanted = wanted & findings["section"].isin(sections).to_numpy()
    if theme:
        with_theme = tables.coded.loc[tables.coded["theme"] == theme, "item_id"]
        wanted = wanted & findings["finding_id"].isin(with_theme).to_numpy()
    year = inspections["published"].fillna(inspections["start"]).dt.year
    chosen = pd.Series(True, index=inspections.index)
    if first is not None:
        chosen &= year >= first
    if last is not None:
        chosen &= year <= last
    if la_codes is not None:
        chosen &= inspections["la_code"].isin(la_codes)
    if not chosen.all():
        ids = inspections.loc[chosen, "inspection_id"]
        wanted = wanted & findings["inspection_id"].isin(ids).to_numpy()
    return wanted


def _with_words(
    text: pd.Series, searched: npt.NDArray[np.bool_], words: Sequence[str]
) -> npt.NDArray[np.intp]:
    """Places of the findings that have every word; each word looks only where all before were."""
    places = np.flatnonzero(searched)
    texts = pa.array(text.take(places), pa.string(), from_pandas=True)
    for word in sorted(words, key=len, reverse=True):  # the long ones leave the fewest
        match = pc.match_substring(texts, word, ignore_case=True)
        places = places[match.to_numpy(zero_copy_only=False).astype("bool")]
        texts = texts.filter(match)
    return places
