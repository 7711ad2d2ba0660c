"""Time the search over invented sentences: SQLite's FTS5, and DuckDB if it is installed.

python benchmarks/search.py [--sentences 100000] [--folder FOLDER]

The words of the sentences are made up and as unevenly frequent as in English: the commonest stands
in most sentences. `--folder` keeps the index in a file there: ten million sentences take 1.5 GB.
"""

import argparse
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from ilacs_bench.benchmark.search_index import find_texts, find_words, read_query, write_index

ROUNDS = 9
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in "aeiou"]
WORDS = [
    a + b + c for a in SYLLABLES for b in SYLLABLES[:14] for c in ("", "n", "st", "r", "ly", "m")
]
LONGEST = 40
SHOWN = 50


def made_sentences(n: int) -> Iterator[str]:
    """Yield sentences of 4 to 40 words."""
    draw = np.random.default_rng(1)
    chance = 1 / (np.arange(len(WORDS)) + 2.7)
    ends = np.cumsum(chance / chance.sum())
    for begin in range(0, n, 10_000):
        lengths = draw.integers(4, LONGEST, min(10_000, n - begin))
        words = np.searchsorted(ends, draw.random(int(lengths.sum()))).tolist()
        at = 0
        for length in lengths.tolist():
            yield " ".join(WORDS[word] for word in words[at : at + length])
            at += length


QUERIES = {
    "the commonest word": WORDS[0],
    "a common word": WORDS[20],
    "a rare word": WORDS[5000],
    "two common words": f"{WORDS[5]} {WORDS[30]}",
    "a phrase of common words": f'"{WORDS[3]} {WORDS[8]}"',
    "a beginning": f"{WORDS[600][:4]}*",
    "alternatives": f"{WORDS[40]} OR {WORDS[900]} OR {WORDS[3000]}",
    "words and alternatives": f"{WORDS[10]} {WORDS[200]} OR {WORDS[60]} {WORDS[70]}",
}


def main() -> None:
    """Write the index, search, and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where the index is kept (default: memory)")
    chosen = parser.parse_args()
    place = chosen.folder / f"search_{chosen.sentences}.sqlite" if chosen.folder else ":memory:"
    is_there = isinstance(place, Path) and place.exists()
    database = sqlite3.connect(place)
    if not is_there:
        began = time.perf_counter()
        write_index(database, made_sentences(chosen.sentences))
        print(f"index of {chosen.sentences:,} written in {time.perf_counter() - began:.0f} s")
    pages, size = (
        database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    print(f"index {pages * size / 1e6:,.0f} MB; medians and slowest of {ROUNDS}, milliseconds")
    texts = list(made_sentences(SHOWN))
    for name, typed in QUERIES.items():
        query = read_query(typed)
        found = find_texts(database, query)
        took = timed(lambda query=query: find_texts(database, query))
        marks = timed(lambda query=query: find_words(texts, query))
        print(f"{name:26} {len(found):9,} found  {took}   marks on {SHOWN}: {marks}")
    database.close()
    if find_spec("duckdb") and not chosen.folder:
        beside_duckdb(chosen.sentences)


def beside_duckdb(n: int) -> None:
    """Time the same with DuckDB, which scans: its full-text index needs a download."""
    import duckdb
    import pyarrow as pa

    made = pa.table({"id": range(n), "text": list(made_sentences(n))})
    database = duckdb.connect()
    database.execute("SET threads = 1")
    database.register("made", made)
    database.execute("CREATE TABLE texts AS SELECT * FROM made")
    asked = "SELECT id FROM texts WHERE regexp_matches(text, ?)"
    for name in ("the commonest word", "a rare word", "a phrase of common words"):
        pattern = rf"\b{QUERIES[name].strip(chr(34))}\b"
        took = timed(lambda pattern=pattern: database.execute(asked, [pattern]).fetchnumpy())
        print(f"DuckDB, {name:25} {took}")


def timed(ask: Callable[[], object]) -> str:
    """Return median and slowest of some rounds as text."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    return f"{statistics.median(took):7.1f} {max(took):7.1f}"


if __name__ == "__main__":
    main()
