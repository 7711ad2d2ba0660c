"""A report as clean lines, independent of the file format."""

import os
from dataclasses import dataclass
from pathlib import Path

GAP = "[…]"
"""The mark for a missing page within a sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Positions are in points from the lower left corner of the page."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page: its number from 1, its height in points, its lines in reading order."""

    number: int
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Doubt:
    """A problem of a report that readers should know about, although its rows were read."""

    message: str
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """One report: file name, checksum, number of pages, and its lines free of page furniture.

    `doubts` say what was left out, and what could not be read with certainty.
    """

    name: str
    sha256: str
    pages: int
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()


def report_name(path: Path) -> str:
    """Return the file's name as valid text, whatever its encoding."""
    return os.fsencode(path.name).decode(errors="replace")
