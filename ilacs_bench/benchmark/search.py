"""Full-text search in the findings of reports, where the tables hold their text."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from weakref import finalize

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.search_index import (
    Query,
    find_texts,
    find_words,
    read_query,
    write_index,
)
from ilacs_bench.benchmark.theme_rows import check_known
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.identity import known_on
from ilacs_bench.tables.store import Tables, in_parts
from ilacs_bench.vocabulary import FINDING_SECTIONS, THEMES

_COLUMNS = ["finding_id", "inspection_id", "section", "paragraph", "page", "text"]
_INSPECTION_COLUMNS = ["inspection_id", "la_code", "la_name", "published", "start", "source_url"]


@dataclass(frozen=True, eq=False)
class SearchResult:
    """The findings that match a query, with counts.

    query        the query as it was parsed
    rows         finding_id, inspection_id, section, paragraph, page, text, spans (characters of
                 the text that match), and of the inspection la_code, la_name, published,
                 start, source_url: the most recently published first
    n            number of matches, of which `rows` may be the first; with more than 200,000 in the
                 tables only the most recently published are searched
    of           number of findings searched
    authorities  number of local authorities with a match
    """

    query: Query
    rows: pd.DataFrame
    n: int
    of: int
    authorities: int


class _SearchIndex:
    """The findings with text, the most recently published first, and their full-text index.

    It is written once. A process that is forked later opens its own connection, because SQLite
    connections must not be used across a fork.
    """

    def __init__(self, tables: Tables) -> None:
        findings, inspections = tables.findings, tables.inspections
        ids = pd.Index(inspections["inspection_id"])
        inspection = ids.get_indexer(pd.Index(findings["inspection_id"]))
        row_numbers = np.flatnonzero(findings["text"].notna() & (inspection >= 0))
        order = _latest_first(inspections["published"], inspection[row_numbers])
        self.rows = row_numbers[order]  # each text's row in `findings`
        self.inspections = inspection[self.rows]  # each text's row in `inspections`
        with closing(sqlite3.connect(":memory:")) as database:
            write_index(database, findings["text"].take(self.rows))
            self._written = database.serialize()
        self._opened: tuple[int, sqlite3.Connection] | None = None

    def find(self, query: Query) -> npt.NDArray[np.int64]:
        """Return the numbers of the texts that match the query, ascending."""
        if self._opened is None or self._opened[0] != os.getpid():
            database = sqlite3.connect(":memory:", check_same_thread=False)
            database.deserialize(self._written)
            finalize(self, database.close)
            self._opened = os.getpid(), database
        return find_texts(self._opened[1], query)


def has_text(tables: Tables) -> bool:
    """Return whether the tables hold the findings' text; the bundled facts do not."""
    return any(part["text"].notna().any() for part in in_parts(tables, "findings", ["text"]))


@cache_by_tables()
def make_searchable(tables: Tables) -> _SearchIndex:
    """Return the index of the findings, built at the first call; searches call it themselves."""
    return _SearchIndex(tables)


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
) -> SearchResult:
    """Return the findings that match a query, with at most `most` of them as rows.

    A query is words that must all occur, phrases in quotes, beginnings of words (`superv*`), and OR
    between alternatives. Word forms match ('visit' finds 'visited'), case is ignored, and other
    punctuation only separates words. The other arguments restrict the search: `sections`, findings
    coded with `theme` (by machine), `la_codes`, and reports published from `since` to `until`.
    Raises UnknownName for no words or too many, and for an unknown section or theme.
    """
    parsed = read_query(query)
    if not parsed:
        raise UnknownName("No words to search for. Type one or more.")
    check_known("theme", [theme] if theme else [], THEMES)
    check_known("section", sections or [], FINDING_SECTIONS)
    index, inspections = make_searchable(tables), tables.inspections
    searched = _searched(tables, index, sections, theme, la_codes, since, until)
    found = index.find(parsed)
    found = found[searched[found]]
    la_code = inspections["la_code"].take(np.unique(index.inspections[found]))
    rows = (
        tables.findings[_COLUMNS]
        .take(index.rows[found[:most]])
        .merge(inspections[_INSPECTION_COLUMNS], on="inspection_id", validate="many_to_one")
        .reset_index(drop=True)
    )
    spans = find_words(rows["text"].to_list(), parsed)
    rows["spans"] = pd.Series(spans, index=rows.index, dtype="object")
    return SearchResult(parsed, rows, len(found), int(searched.sum()), la_code.nunique())


def _searched(
    tables: Tables,
    index: _SearchIndex,
    sections: Sequence[str] | None,
    theme: str | None,
    la_codes: Sequence[str] | None,
    since: date | None,
    until: date | None,
) -> npt.NDArray[np.bool_]:
    """Return which texts of the index are searched, as a mask."""
    findings, inspections = tables.findings, tables.inspections
    wanted = np.ones(len(index.rows), dtype="bool")
    if sections is not None:
        wanted &= findings["section"].isin(sections).to_numpy()[index.rows]
    if theme:
        with_theme = tables.coded.loc[tables.coded["theme"] == theme, "item_id"]
        wanted &= findings["finding_id"].isin(with_theme).to_numpy()[index.rows]
    day = known_on(inspections)
    chosen = pd.Series(True, index=inspections.index)
    if since is not None:
        chosen &= day >= pd.Timestamp(since)
    if until is not None:
        chosen &= day <= pd.Timestamp(until)
    if la_codes is not None:
        chosen &= inspections["la_code"].isin(la_codes)
    if not chosen.all():
        wanted &= chosen.to_numpy()[index.inspections]
    return wanted


def _latest_first(
    published: pd.Series, of_inspection: npt.NDArray[np.intp]
) -> npt.NDArray[np.intp]:
    """Return the order of findings by publication date, newest first; unknown dates last."""
    days = published.to_numpy("datetime64[D]")
    age = np.where(np.isnat(days), 1, -days.astype("int64"))
    return np.argsort(age[of_inspection], kind="stable")
