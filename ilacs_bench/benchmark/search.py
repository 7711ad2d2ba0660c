"""Finding words in the findings of reports, where their text is at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ilacs_bench.benchmark.theme_rows import check_known
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.placed import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FINDING_SECTIONS, THEMES

MOST_WORDS = 10
_COLUMNS = ["finding_id", "inspection_id", "section", "paragraph", "page", "text"]
_ALIKE = str.maketrans("’‘“”‑–−\N{NO-BREAK SPACE}", "''\"\"--- ")
"""What reports print and keyboards don't have; each stands for one letter, so places stay."""
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


@dataclass(frozen=True, eq=False)
class _Searchable:
    """The findings made ready: text as it is searched, row of its inspection (-1 none), section."""

    text: pa.Array
    inspection: npt.NDArray[np.intp]
    section: npt.NDArray[np.object_]


_SEARCHABLE: WeakKeyDictionary[Tables, _Searchable] = WeakKeyDictionary()


def has_text(tables: Tables) -> bool:
    """Whether the findings' own words are at hand; the bundled facts have none."""
    return bool(tables.findings["text"].notna().any())


def make_searchable(tables: Tables) -> _Searchable:
    """The findings made ready to be searched, at the first call; searches call it themselves."""
    if tables not in _SEARCHABLE:
        findings, ids = tables.findings, pd.Index(tables.inspections["inspection_id"])
        texts = findings["text"].astype(object)
        alike = [
            text.translate(_ALIKE).lower() if isinstance(text, str) else None for text in texts
        ]
        _SEARCHABLE[tables] = _Searchable(
            text=pa.array(alike, pa.string()),
            inspection=ids.get_indexer(pd.Index(findings["inspection_id"])),
            section=findings["section"].to_numpy(object),
        )
    return _SEARCHABLE[tables]


def plain(text: str) -> str:
    """The text with apostrophes, quotes, hyphens and spaces as a keyboard has them, as long.

    >>> plain("children’s ‘early help’")
    "children's 'early help'"
    """
    return text.translate(_ALIKE)


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, each once, with a keyboard's signs; what is in quotes is one phrase.

    >>> words_of('visits "family time" visits')
    ('visits', 'family time')
    """
    found = re.findall(r'"([^"]+)"|([^\s"]+)', plain(query))
    words = (" ".join((phrase or word).split()) for phrase, word in found)
    return tuple(dict.fromkeys(word for word in words if word))


def search_findings(
    tables: Tables,
    query: str,
    *,
    sections: Sequence[str] | None = None,
    theme: str | None = None,
    la_codes: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    most: int = 50,
) -> Found:
    """The findings that have all the words of the query, in any order; at most `most` of them.

    A word is found inside longer ones ('visit' in 'visited'); nothing in it is a pattern. Narrowed
    to `sections`, to findings coded with `theme` (by machine), to `la_codes`, and to reports
    published from `since` to `until`. Raises UnknownName for no words, or more
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
    ready, inspections = make_searchable(tables), tables.inspections
    searched = _searched(tables, ready, sections, theme, la_codes, since, until)
    places = _with_words(ready.text, searched, words)
    of_inspection = ready.inspection[places]
    la_code = pd.factorize(inspections["la_code"])[0][of_inspection[of_inspection >= 0]]
    shown = places[_latest_first(inspections["published"], of_inspection)[:most]]
    rows = (
        tables.findings[_COLUMNS]
        .take(shown)
        .merge(inspections[_INSPECTION_COLUMNS], on="inspection_id", validate="many_to_one")
    )
    authorities = len(np.unique(la_code[la_code >= 0]))
    return Found(words, rows.reset_index(drop=True), len(places), int(searched.sum()), authorities)


def _searched(
    tables: Tables,
    ready: _Searchable,
    sections: Sequence[str] | None,
    theme: str | None,
    la_codes: Sequence[str] | None,
    since: date | None,
    until: date | None,
) -> npt.NDArray[np.bool_]:
    """Which findings are searched."""
    findings, inspections = tables.findings, tables.inspections
    wanted = ready.text.is_valid().to_numpy(zero_copy_only=False).astype("bool")
    wanted &= ready.inspection >= 0
    if sections is not None:
        wanted &= np.isin(ready.section, sections)
    if theme:
        with_theme = tables.coded.loc[tables.coded["theme"] == theme, "item_id"]
        wanted &= findings["finding_id"].isin(with_theme).to_numpy()
    day = known_on(inspections)
    chosen = pd.Series(True, index=inspections.index)
    if since is not None:
        chosen &= day >= pd.Timestamp(since)
    if until is not None:
        chosen &= day <= pd.Timestamp(until)
    if la_codes is not None:
        chosen &= inspections["la_code"].isin(la_codes)
    if not chosen.all():
        wanted &= chosen.to_numpy()[ready.inspection]
    return wanted


def _with_words(
    text: pa.Array, searched: npt.NDArray[np.bool_], words: Sequence[str]
) -> npt.NDArray[np.intp]:
    """Places of the findings that have every word; each word looks only where all before were."""
    places = np.flatnonzero(searched)
    texts = text if len(places) == len(text) else text.take(pa.array(places))
    for word in sorted(words, key=len, reverse=True):  # the long ones leave the fewest
        match = pc.match_substring(texts, word.lower())
        places = places[match.to_numpy(zero_copy_only=False).astype("bool")]
        texts = texts.filter(match)
    return places


def _latest_first(
    published: pd.Series, of_inspection: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """Order of findings by the publication of their inspections; an unknown day comes last."""
    days = published.to_numpy("datetime64[D]")
    age = np.where(np.isnat(days), 1, -days.astype("int64"))
    return np.argsort(age[of_inspection], kind="stable")
