"""Finding words in the findings of reports, where their text is at hand."""

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
from ilacs_bench.tables.identity import known_on
from ilacs_bench.tables.kept import kept
from ilacs_bench.tables.store import Tables, in_parts
from ilacs_bench.vocabulary import FINDING_SECTIONS, THEMES

_COLUMNS = ["finding_id", "inspection_id", "section", "paragraph", "page", "text"]
_INSPECTION_COLUMNS = ["inspection_id", "la_code", "la_name", "published", "start", "source_url"]


@dataclass(frozen=True, eq=False)
class SearchResult:
    """The findings with what was asked for.

    query        what was looked for, as it was understood
    rows         finding_id, inspection_id, section, paragraph, page, text, spans (characters of
                 the text that were found), and of the inspection la_code, la_name, published,
                 start, source_url: the most recently published first
    n            all findings with it, of which `rows` may be the first; of more than 200,000 in the
                 tables only the most recently published are looked at
    of           findings that were searched
    authorities  local authorities with any
    """

    query: Query
    rows: pd.DataFrame
    n: int
    of: int
    authorities: int


class _Index:
    """The findings with text, the most recently published first, and where their words are.

    It is written once; a process that is forked later opens it for itself, for SQLite's databases
    are not to be carried into another process.
    """

    def __init__(self, tables: Tables) -> None:
        findings, inspections = tables.findings, tables.inspections
        ids = pd.Index(inspections["inspection_id"])
        inspection = ids.get_indexer(pd.Index(findings["inspection_id"]))
        row_numbers = np.flatnonzero(findings["text"].notna() & (inspection >= 0))
        order = _latest_first(inspections["published"], inspection[row_numbers])
        self.rows = row_numbers[order]  # of each text, its row of `findings`
        self.inspections = inspection[self.rows]  # of each text, its row of `inspections`
        with closing(sqlite3.connect(":memory:")) as database:
            write_index(database, findings["text"].take(self.rows))
            self._written = database.serialize()
        self._opened: tuple[int, sqlite3.Connection] | None = None

    def find(self, query: Query) -> npt.NDArray[np.int64]:
        """The numbers of the texts with what the query asks for, in order."""
        if self._opened is None or self._opened[0] != os.getpid():
            database = sqlite3.connect(":memory:", check_same_thread=False)
            database.deserialize(self._written)
            finalize(self, database.close)
            self._opened = os.getpid(), database
        return find_texts(self._opened[1], query)


def has_text(tables: Tables) -> bool:
    """Whether the findings' own words are at hand; the bundled facts have none."""
    return any(part["text"].notna().any() for part in in_parts(tables, "findings", ["text"]))


@kept()
def make_searchable(tables: Tables) -> _Index:
    """The index of the findings, made at the first call; searches call it themselves."""
    return _Index(tables)


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
    """The findings that have what the query asks for; at most `most` of them as rows.

    A query is words that must all be there, phrases in quotes, beginnings of words (`superv*`),
    and OR between alternatives; forms of a word are alike ('visit' finds 'visited'), as are small
    and capital letters, and all other signs only part words. Narrowed to `sections`, to findings
    coded with `theme` (by machine), to `la_codes`, and to reports published from `since` to
    `until`. Raises UnknownName for no words, or too many, and for a section or theme that nobody
    knows.
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
    index: _Index,
    sections: Sequence[str] | None,
    theme: str | None,
    la_codes: Sequence[str] | None,
    since: date | None,
    until: date | None,
) -> npt.NDArray[np.bool_]:
    """Which texts of the index are searched."""
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
    """Order of findings by the publication of their inspections; an unknown day comes last."""
    days = published.to_numpy("datetime64[D]")
    age = np.where(np.isnat(days), 1, -days.astype("int64"))
    return np.argsort(age[of_inspection], kind="stable")
