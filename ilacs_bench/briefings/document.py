"""A paper as plain data: what stands in it and in which order, whatever file it becomes."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ilacs_bench.columns.links import Link


@dataclass(frozen=True)
class Graded:
    """The words for a grade, which stand in its colours; `grade` is its code."""

    text: str
    grade: str


Words: TypeAlias = str | Link | Graded
Line: TypeAlias = tuple[Words, ...]
"""Words one after the other."""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph; `lead` are words in bold at its beginning."""

    line: Line
    lead: str = ""


@dataclass(frozen=True)
class Listing:
    """A list with bullets."""

    items: tuple[Line, ...]


@dataclass(frozen=True)
class Box:
    """Paragraphs in one frame."""

    paragraphs: tuple[TextBlock, ...]


@dataclass(frozen=True)
class Grid:
    """A table: a caption, one row of headings, rows of as many cells; none is merged.

    `widths` are shares of the page's width, of each column. The columns `to_fill_in` are the only
    ones whose cells are empty: the council writes there. A `whole` table stands on one page.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]
    to_fill_in: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture as the bytes of a PNG file, with what it shows in words."""

    png: bytes
    description: str


Block: TypeAlias = TextBlock | Listing | Grid | Figure | Box


@dataclass(frozen=True)
class BriefingSection:
    """A heading, and what stands below it."""

    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A whole paper; `subject` and `made_on` go into the properties of the file."""

    title: str
    subject: str
    made_on: date
    sections: tuple[BriefingSection, ...] = field(default=())


def line(*words: Words | None) -> Line:
    """Words one after the other, without those that are empty."""
    return tuple(word for word in words if word)
