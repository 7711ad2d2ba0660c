"""Coded findings, to train the coder and to evaluate it."""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from ilacs_bench.errors import SchemaError
from ilacs_bench.themes.batch import Item
from ilacs_bench.themes.coding import previous_sentences
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, POLARITIES, THEMES

FURTHER = Path(__file__).with_name("further_codes.csv")
"""Codes of more findings by the place they stand at, without their words."""
EXCEPTIONS = Path(__file__).with_name("exception_codes.csv")
"""Codes of findings that the first weights got wrong or were unsure of, the same way."""
LATER = Path(__file__).with_name("later_codes.csv")
"""Codes of findings read last, the same way, each with the wave of readings that it came in."""
HELD = Path(__file__).with_name("held_codes.csv")
"""Codes of findings that nothing is learnt from, by sample: to check on."""
CODES = (FURTHER, EXCEPTIONS, LATER, HELD)
HELD_FOLDS, HELD_FOLD = 6, 0


@dataclass(frozen=True)
class CodedItem:
    """An item and its codes. If it was coded twice, `themes` are those of both readings.

    `either` are the themes of at least one reading; `polarity` is None if they differ.
    """

    id: str
    report: str
    item: Item
    themes: tuple[str, ...]
    either: tuple[str, ...]
    polarity: str | None


def read_coded(path: Path) -> list[CodedItem]:
    """Return the items of a file of coded findings, coded once or twice."""
    with path.open(encoding="utf-8") as lines:
        return [_coded(json.loads(line)) for line in lines if line.strip()]


def read_further(tables: dict[str, pd.DataFrame], codes: Path = FURTHER) -> list[CodedItem]:
    """Return further coded findings, with their text from the tables of the reports.

    Codes are left out, with a message, if the finding is not in the tables or its text has changed.
    Raises SchemaError as `read_rows` does.
    """
    items = {row.item_id: row for row in all_items(tables)}
    rows = read_rows(codes)
    coded = [
        CodedItem(row["item_id"], found.report, found.item, themes, themes, row["polarity"])
        for row in rows
        if (found := items.get(row["item_id"])) and checksum(found.item.text) == row["checksum"]
        for themes in [tuple(row["themes"].split())]
    ]
    if lost := {row["item_id"] for row in rows} - {one.id for one in coded}:
        print(f"{codes.name}: left out, not in the reports or not in these words: {sorted(lost)}")
    return coded


def read_held(tables: dict[str, pd.DataFrame], sample: str) -> list[CodedItem]:
    """Return the findings of a sample of `HELD`, coded once; `exceptions` have only polarity."""
    items = {row.item_id: row for row in all_items(tables)}
    rows = [row for row in read_rows(HELD) if row["sample"] == sample]
    return [
        CodedItem(
            row["item_id"],
            found.report,
            found.item,
            tuple(row["themes"].split()),
            tuple(row["either"].split()),
            row["polarity"] or None,
        )
        for row in rows
        if (found := items.get(row["item_id"])) and checksum(found.item.text) == row["checksum"]
    ]


def waves_of_later() -> dict[str, int]:
    """Return for each finding of `LATER`, by id, the wave in which it was read: 1, 2 or 3."""
    return {row["item_id"]: int(row["wave"]) for row in read_rows(LATER)}


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file of codes. Raises SchemaError, with the line, for a wrong one."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, restval=""))
    lines: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        first = lines.setdefault(row["item_id"], line)
        if wrong := _wrong(row) or (f"stands in line {first} already" if first != line else ""):
            raise SchemaError(f"{path}, line {line}: {row['item_id']} {wrong}.")
    return rows


def _wrong(row: Mapping[str | None, str]) -> str:
    """Return what is wrong in a row; held ones may lack a polarity if two readings differ."""
    themes = [*row["themes"].split(), *row.get("either", "").split()]
    if None in row or not re.fullmatch("[0-9a-f]{12}", row["checksum"]):
        return "is no row of an id, a checksum of 12 digits, themes and a polarity"
    if unknown := [theme for theme in themes if theme not in THEMES]:
        near = get_close_matches(unknown[0], THEMES, n=1)
        meant = f"; did you mean '{near[0]}'" if near else ""
        return f"has the theme '{unknown[0]}', which is not in themes.csv{meant}"
    if row["polarity"] not in POLARITIES and (row["polarity"] or "sample" not in row):
        return f"has the polarity '{row['polarity']}': known are {', '.join(POLARITIES)}"
    return ""


@dataclass(frozen=True)
class PlacedItem:
    """An item of the tables, with its position."""

    item_id: str
    report: str
    item: Item


def all_items(tables: dict[str, pd.DataFrame]) -> Iterator[PlacedItem]:
    """Yield every finding and improvement of the tables."""
    findings = tables["findings"].assign(previous=previous_sentences(tables["findings"]))
    columns = ["finding_id", "report", "text", "section", "previous"]
    for item_id, report, *told in findings[columns].fillna("").itertuples(index=False, name=None):
        yield PlacedItem(item_id, report, Item(*told))
    improvements = tables["improvements"][["improvement_id", "report", "text"]]
    for item_id, report, text in improvements.itertuples(index=False, name=None):
        yield PlacedItem(item_id, report, Item(text, IMPROVEMENT_SECTION))


def checksum(text: str) -> str:
    """Return twelve hexadecimal digits that identify the text of a finding."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def fold(report: str, folds: int = 5) -> int:
    """Return the fold of a report, so that all its findings are used for training, or none."""
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % folds


def without(items: Iterable[CodedItem], checked: Iterable[CodedItem]) -> list[CodedItem]:
    """Return the items whose text is not also in the evaluation items."""
    texts = {item.item.text.casefold() for item in checked}
    return [item for item in items if item.item.text.casefold() not in texts]


def _coded(row: dict) -> CodedItem:
    item = Item(row["text"], row["section"], row["previous"])
    themes = tuple(row["themes_both"] if "themes_both" in row else row["themes"])
    either = tuple(row.get("themes_either", themes))
    return CodedItem(row["id"], row["report"], item, themes, either, row["polarity"])
