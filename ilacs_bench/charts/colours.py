"""The colours of charts and grades, and the letters that stand for grades.

The colours of grades are one ramp from brown to teal that colour-blind readers can tell apart,
never red to green; the text on each has a contrast of at least 4.5 to 1 (WCAG 2.2 AA). They are
rows of `data/lookups/grade_colours.csv`, from which the Excel extracts and the pages take them too.
"""

from dataclasses import dataclass

from ilacs_bench.vocabulary import GRADES, read_lookup


@dataclass(frozen=True)
class GradeColours:
    """Fill of a mark or cell, and the colour of text upon it, as '#rrggbb'."""

    fill: str
    text: str


GRADE_COLOURS: dict[str, GradeColours] = {
    row["grade"]: GradeColours(row["fill"], row["text"]) for row in read_lookup("grade_colours")
}
GRADE_LETTERS: dict[str | None, str] = {
    **{grade: "".join(word[0] for word in grade.split("_")).upper() for grade in reversed(GRADES)},
    None: "–",
}
"""What stands for a grade where a word has no room: O, G, RI, I, or – where there is none."""

INK = "#0b0c0c"
QUIET = "#505a5f"
LINE = "#b1b4b6"
HAIRLINE = "#d5d8da"
GREY = "#8d9194"
PAPER = "white"
PANEL = "#f3f2f1"
ACCENT = "#0f5b54"
PALETTE = {
    "ink": INK,
    "quiet": QUIET,
    "line": LINE,
    "hairline": HAIRLINE,
    "grey": GREY,
    "paper": PAPER,
    "panel": PANEL,
    "accent": ACCENT,
}
"""Colours of charts that are no grade's, by their names in the styles of the pages."""
NOT_GRADED = GradeColours(PANEL, QUIET)
