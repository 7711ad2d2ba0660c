"""An index of sentences in SQLite's FTS5, and what is typed to search it."""

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
_LEAST_BEGINNING = 3  # letters before a star: nearly every sentence has a word with a given one
MOST_FOUND = 200_000
"""Sentences that one search finds, the first ones: all reports at hand have fewer."""
_TYPED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_QUOTES = str.maketrans("“”„‟", '""""')
# Forms of a word are alike, as are accents, so that 'visit' finds 'visited' and 'cafe' 'café'.
_TOKENS = "tokenize = 'porter unicode61 remove_diacritics 2'"
_BEGIN, _END = "\x02", "\x03"  # printed text has neither


@dataclass(frozen=True)
class Query:
    """What is searched for: a sentence must have all words of one of the `alternatives`.

    One of the words may be a phrase of several; one of which only the beginning is given ends in
    a star.
    """

    alternatives: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    def __str__(self) -> str:
        each = (" and ".join(f"‘{word}’" for word in words) for words in self.alternatives)
        return " or ".join(each)

    @property
    def match(self) -> str:
        """The same in the language of FTS5: all in quotes, so that no word is a command there."""
        each = (" AND ".join(map(_quoted, words)) for words in self.alternatives)
        return " OR ".join(f"({words})" for words in each)


def read_query(typed: str) -> Query:
    """What is typed: words, "phrases in quotes", beginnings of words (`superv*`), AND, OR.

    Words beside each other must all be there; OR parts alternatives. Any other sign only parts
    words, so nothing typed is a mistake. Raises UnknownName for more than ten words, and for more
    than 500 characters.

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
    """The index of texts, which are not kept in it; the first text is number 0."""
    database.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5(text, content = '', columnsize = 0, {_TOKENS})"
    )
    with database:
        database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
        database.execute("INSERT INTO texts(texts) VALUES ('optimize')")


def find_texts(database: sqlite3.Connection, query: Query) -> npt.NDArray[np.int64]:
    """The numbers of the texts with what the query asks for, ascending; of many the first ones."""
    # As one string: SQLite gives numbers to Python one by one, which takes four times as long.
    (numbers,) = database.execute(
        "SELECT group_concat(rowid) FROM "
        "(SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?)",
        [query.match, MOST_FOUND],
    ).fetchone()
    return np.fromstring(numbers or "", dtype=np.int64, sep=",")


def find_words(texts: Sequence[str], query: Query) -> list[Spans]:
    """Where in each text the words of the query stand: first characters and those just after."""
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
    """Places of the marked stretches in the text without its marks."""
    parts = re.split(f"[{_BEGIN}{_END}]", marked)
    ends = np.cumsum([len(part) for part in parts])[:-1].tolist()
    return tuple(zip(ends[::2], ends[1::2], strict=True))


def _quoted(word: str) -> str:
    """A word or phrase as FTS5 takes it."""
    return f'"{" ".join(_WORD.findall(word))}"' + "*" * word.endswith("*")
