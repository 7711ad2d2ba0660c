"""The model of a paper as plain data, independent of the file format."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from ilacs_bench.columns.links import Link


@dataclass(frozen=True)
class Graded:
    """The words for a grade, shown in its colours; `grade` is its code."""

    text: str
    grade: str


BriefingWords: TypeAlias = str | Link | Graded
BriefingLine: TypeAlias = tuple[BriefingWords, ...]
"""Words in a row."""


@dataclass(frozen=True)
class TextBlock:
    """A paragraph; `lead` is bold text at its beginning."""

    line: BriefingLine
    lead: str = ""


@dataclass(frozen=True)
class Listing:
    """A bulleted list."""

    items: tuple[BriefingLine, ...]


@dataclass(frozen=True)
class Box:
    """Paragraphs in one frame."""

    paragraphs: tuple[TextBlock, ...]


@dataclass(frozen=True)
class Grid:
    """A table: a caption, one row of headings, and rows of cells; none is merged.

    `widths` are the columns' shares (0-1) of the page's width. Only cells in the columns
    `to_fill_in` are empty, for the council to write in. A `on_one_page` table is kept on one page.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[BriefingLine, ...], ...]
    widths: tuple[float, ...]
    to_fill_in: int = 0
    on_one_page: bool = False


@dataclass(frozen=True)
class Figure:
    """An image as the bytes of a PNG file, with alt text."""

    png: bytes
    description: str


Block: TypeAlias = TextBlock | Listing | Grid | Figure | Box


@dataclass(frozen=True)
class BriefingSection:
    """A heading and the content below it."""

    heading: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Briefing:
    """A paper; `subject` and `made_on` become properties of the file."""

    title: str
    subject: str
    made_on: date
    sections: tuple[BriefingSection, ...] = field(default=())


def line(*words: BriefingWords | None) -> BriefingLine:
    """Return the words as one line, without empty ones."""
    return tuple(word for word in words if word)
