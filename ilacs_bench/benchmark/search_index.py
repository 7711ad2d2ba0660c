"""A full-text index of sentences (SQLite FTS5), and the parser of search queries."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ilacs_bench.errors import UnknownName

Spans = tuple[tuple[int, int], ...]
MOST_WORDS = 10
MOST_CHARACTERS = 500
_LEAST_BEGINNING = 3  # letters required before a star: one letter would match nearly every sentence
MOST_FOUND = 200_000
"""Maximum number of sentences that one search finds; more than all reports have so far."""
_TYPED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_QUOTES = str.maketrans("“”„‟", '""""')
# Stemmed and without accents, so that 'visit' finds 'visited' and 'cafe' finds 'café'.
_TOKENS = "tokenize = 'porter unicode61 remove_diacritics 2'"
_BEGIN, _END = "\x02", "\x03"  # never in printed text


@dataclass(frozen=True)
class Query:
    """A parsed query: a sentence must have all words of one of the `alternatives`.

    A "word" may be a phrase of several words; one that ends in a star is the beginning of a word.
    """

    alternatives: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    def __str__(self) -> str:
        each = (" and ".join(f"‘{word}’" for word in words) for words in self.alternatives)
        return " or ".join(each)

    @property
    def match(self) -> str:
        """The query as an FTS5 MATCH expression, all words quoted so that none is an operator."""
        each = (" AND ".join(map(_quoted, words)) for words in self.alternatives)
        return " OR ".join(f"({words})" for words in each)


def read_query(typed: str) -> Query:
    """Parse a search query: words, "phrases in quotes", beginnings (`superv*`), AND, OR.

    Words without OR between them must all occur; OR separates alternatives. Other punctuation only
    separates words, so no query has a syntax error. Raises UnknownName for more than ten words or
    500 characters.

    >>> str(read_query('visits "family time" OR superv*'))
    '‘visits’ and ‘family time’ or ‘superv*’'
    >>> read_query('NEAR((" ').match
    '("NEAR")'
    """
    if len(typed) > MOST_CHARACTERS:
        raise UnknownName(f"Type up to {MOST_CHARACTERS} characters to search for.")
    alternatives: list[list[str]] = [[]]
    for phrase, word in _TYPED.findall(typed.translate(_QUOTES)):
        if word == "OR":
            alternatives.append([])
        elif word != "AND" and (words := _EDGES.sub("", phrase or word)):
            star = "*" if word.endswith("*") and len(words) >= _LEAST_BEGINNING else ""
            alternatives[-1].append(" ".join(words.split()) + star)
    kept = tuple(dict.fromkeys(tuple(dict.fromkeys(words)) for words in alternatives if words))
    if (n := sum(map(len, kept))) > MOST_WORDS:
        raise UnknownName(f"{n} words are too many to search for: type up to {MOST_WORDS}.")
    return Query(kept)


def write_index(database: sqlite3.Connection, texts: Iterable[str]) -> None:
    """Write the index of texts, numbered from 0, without keeping the texts themselves."""
    database.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5(text, content = '', columnsize = 0, {_TOKENS})"
    )
    with database:
        database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
        database.execute("INSERT INTO texts(texts) VALUES ('optimize')")


def find_texts(database: sqlite3.Connection, query: Query) -> npt.NDArray[np.int64]:
    """Return the numbers of the texts that match the query, ascending, up to a maximum."""
    # As one string: fetching the numbers row by row takes four times as long.
    (numbers,) = database.execute(
        "SELECT group_concat(rowid) FROM "
        "(SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?)",
        [query.match, MOST_FOUND],
    ).fetchone()
    return np.fromstring(numbers or "", dtype=np.int64, sep=",")


def find_words(texts: Sequence[str], query: Query) -> list[Spans]:
    """Return the spans in each text that match the query: start and end (exclusive) characters."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute(f"CREATE VIRTUAL TABLE texts USING fts5(text, {_TOKENS})")
        database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
        marked = dict(
            database.execute(
                "SELECT rowid, highlight(texts, 0, ?, ?) FROM texts WHERE texts MATCH ?",
                [_BEGIN, _END, query.match],
            )
        )
    finally:
        database.close()
    return [_spans(marked.get(place, "")) for place in range(len(texts))]


def _spans(marked: str) -> Spans:
    """Return the spans of the marked stretches, as positions in the text without its marks."""
    parts = re.split(f"[{_BEGIN}{_END}]", marked)
    ends = np.cumsum([len(part) for part in parts])[:-1].tolist()
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _quoted(word: str) -> str:
    """Return a word or phrase quoted for FTS5."""
    return f'"{" ".join(_WORD.findall(word))}"' + "*" * word.endswith("*")
