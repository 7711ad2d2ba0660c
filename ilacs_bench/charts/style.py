"""The looks that charts, pages and workbooks share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """A fill and the text that stays readable on it (contrast at least 4.5), both as #rrggbb."""

    fill: str
    text: str


GRADE_COLOURS: dict[str, Colour] = {
    "inadequate": Colour("#8c510a", "#ffffff"),
    "requires_improvement": Colour("#e7cf9b", "#0b0c0c"),
    "good": Colour("#8fd0c6", "#0b0c0c"),
    "outstanding": Colour("#01665e", "#ffffff"),
}
"""Brown to teal, never red to green; no grade is told by its colour alone."""
