"""What a council's paper is to the checker: passages with their places, whatever file it was."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a row of a table with its cells; `place` is where a reader finds it.

    `table` is the number of the table from 1, 0 for a paragraph.
    """

    place: str
    text: str
    cells: tuple[str, ...] = ()
    table: int = 0


@dataclass(frozen=True)
class Paper:
    """A paper by its file's name."""

    name: str
    passages: tuple[Passage, ...]
