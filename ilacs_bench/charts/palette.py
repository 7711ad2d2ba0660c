"""Colours of charts and pages other than those of grades; does not import Altair."""

from ilacs_bench.columns.grade_looks import GradeColours

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
"""Colours of charts other than grades', by their names in the pages' styles."""
NOT_GRADED = GradeColours(PANEL, QUIET)
