"""Fuzz the report reader and the paper checker for failures and wrong results.

    python -m venv .venv-fuzz && .venv-fuzz/bin/pip install -r requirements.lock atheris -e .
    .venv-fuzz/bin/python tools/fuzz/fuzz.py report [folder for what is found] -max_total_time=3600

Guided by coverage (atheris), from the texts in `corpus/`, all in our own words. What else stands on
the command line is libFuzzer's. A text that fails is written to the working folder; make it a test.
"""

import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["ilacs_bench"]):
    from ilacs_bench.errors import IlacsBenchError, ReportError
    from ilacs_bench.papers import check
    from ilacs_bench.papers.paper_file import paper_in
    from ilacs_bench.parse.report import parse_report
    from ilacs_bench.reports import read_report
    from ilacs_bench.tables.rows import rows_of_report
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import Tables, read_tables

CORPUS = Path(__file__).with_name("corpus")
WORDS = {
    "report": ["judgement_labels", "grade_wordings", "section_headings"],
    "paper": ["paper_words", "grade_wordings", "area_names"],
}
"""Lookups whose first and last columns hold words that chance would not find."""


def read(content: bytes) -> None:
    """Read a report's text: it must give valid rows with its grades, or an IlacsBenchError."""
    try:
        document = read_report(Path("fuzzed.txt"), content)
        rows = rows_of_report(parse_report(document))
    except ReportError:
        return
    for name in ("judgements", "improvements", "findings"):
        keys = [tuple(row[key] for key in TABLES[name].key) for row in getattr(rows, name)]
        if len(keys) > len(set(keys)):
            raise AssertionError(f"{name}: a key stands twice")
    printed = letters_of("".join(line.text for line in document.lines))
    for row in rows.judgements:
        if letters_of(row["grade"]) not in printed:
            raise AssertionError(f"not printed: {row}")
    repr(rows).encode()  # raises for invalid text


def letters_of(text: str) -> str:
    """Return its letters only: a reader may change punctuation and spaces."""
    return re.sub("[^a-z]", "", text.lower()).replace("requires", "require")


def check_one(content: bytes) -> None:
    """Check a paper's text: it must give findings, or an IlacsBenchError."""
    check.read_paper = lambda path: paper_in(Path(path), content)
    try:
        repr(check.check_paper(bundled_tables(), "fuzzed.txt")).encode()
    except IlacsBenchError:
        return


@cache
def bundled_tables() -> Tables:
    """Return the bundled facts, read once."""
    return read_tables("bundled")


def words_of(target: str) -> str:
    """Return a dictionary for libFuzzer."""
    rows = [list(row.values()) for name in WORDS[target] for row in read_lookup(name)]
    words = {word for row in rows for cell in (row[0], row[-1]) for word in cell.split("; ")}
    plain = (word for word in sorted(words) if word.isascii() and re.fullmatch(r"[\w ,.-]+", word))
    return "".join(f'"{word}"\n' for word in plain)


def main() -> None:
    """Fuzz until stopped."""
    target = sys.argv[1]
    targets: dict[str, Callable[[bytes], None]] = {"report": read, "paper": check_one}
    with TemporaryDirectory() as place:
        dictionary = Path(place) / "words.dict"
        dictionary.write_text(words_of(target), encoding="utf-8")
        own = [sys.argv[0], *sys.argv[2:], str(CORPUS / target), f"-dict={dictionary}"]
        atheris.Setup([*own, "-max_len=8000", "-len_control=20", "-timeout=120"], targets[target])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
