"""A paper as plain data: what stands in it and in which order, whatever file it becomes."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ilacs_bench.columns.links import Link

TO_FILL_IN = "[to fill in]"
"""Stands where the council writes: a search for it finds every such place."""


Words: TypeAlias = str | Link
Line: TypeAlias = tuple[Words, ...]
"""Words one after the other."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `lead` are words in bold at its beginning."""

    line: Line
    lead: str = ""


@dataclass(frozen=True)
class Listing:
    """A list, with bullets or numbered from 1."""

    items: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: a caption, one row of headings, rows of as many cells; none is empty or merged.

    `widths` are shares of the page's width, of each column.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Figure:
    """A picture as the bytes of a PNG file, with what it shows in words, and its caption."""

    png: bytes
    description: str
    caption: str


Block: TypeAlias = Paragraph | Listing | Grid | Figure


@dataclass(frozen=True)
class Section:
    """A heading, what stands below it, and the sections inside it."""

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A whole paper; `subject` and `made_on` go into the properties of the file."""

    title: str
    subject: str
    made_on: date
    front: tuple[Block, ...]
    sections: tuple[Section, ...] = field(default=())


def line(*words: Words | None) -> Line:
    """Words one after the other, without those that are empty."""
    return tuple(word for word in words if word)
