"""The appearance of grades in charts and tables: colour, pattern, letter.

The colours are a ramp from brown to teal that colour-blind readers can tell apart, never red to
green; the text on each has a contrast of at least 4.5 to 1 (WCAG 2.2 AA). Patterns mark the lower
grades in black and white print. All are rows of `data/lookups/grade_colours.csv`.
"""

from dataclasses import dataclass

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.vocabulary import GRADES

_EDGE = "#02423d"


@dataclass(frozen=True)
class GradeColours:
    """Fill of a mark or cell and colour of text on it ('#rrggbb'), and a name of PATTERNS."""

    fill: str
    text: str
    pattern: str = ""


@dataclass(frozen=True)
class Pattern:
    """Lines on a fill: `path` in a square of `step` pixels, rotated by 45 degrees.

    `on_marks` and `in_cells` are their opacity (0-1) in charts and behind text.
    """

    step: int
    path: str
    ink: str
    on_marks: float
    in_cells: float


PATTERNS = {
    "stripes": Pattern(8, "M1 0V8", "#1a1a1a", 0.28, 0.13),
    "grid": Pattern(7, "M1 0V7M0 1H7", "#000000", 0.5, 0.34),
}
GRADE_COLOURS: dict[str, GradeColours] = {
    row["grade"]: GradeColours(row["fill"], row["text"], row["pattern"])
    for row in read_lookup("grade_colours")
}
PATTERNED = tuple(grade for grade, colours in GRADE_COLOURS.items() if colours.pattern in PATTERNS)
"""Grades whose marks have a pattern: the other two are the darkest and the lightest."""
GRADE_LETTERS: dict[str | None, str] = {
    **{grade: "".join(word[0] for word in grade.split("_")).upper() for grade in reversed(GRADES)},
    None: "–",
}
"""Abbreviations of grades: O, G, RI, I, or – for none."""


def svg_pattern(grade: str, name: str, fill: str | None = None) -> str:
    """Return the pattern of a grade as an SVG element with the id `name`, on its colour or `fill`.

    >>> svg_pattern("inadequate", "i")[:28]
    "<pattern id='i' width='7' he"
    """
    colours = GRADE_COLOURS[grade]
    of = PATTERNS[colours.pattern]
    painted = f"style='fill: {fill}'" if fill else f"fill='{colours.fill}'"
    return (
        f"<pattern id='{name}' width='{of.step}' height='{of.step}' patternUnits='userSpaceOnUse' "
        f"patternTransform='rotate(45)'><rect width='{of.step}' height='{of.step}' "
        f"{painted}/><path d='{of.path}' stroke='{of.ink}' "
        f"stroke-opacity='{of.on_marks}' stroke-width='2'/></pattern>"
    )


def cell_styles(grade: str) -> str:
    """Return the CSS declarations of a grade's cell; the fill is the page's `--ilacs-<grade>`.

    >>> cell_styles("good")
    'background: var(--ilacs-good)'
    """
    fill = f"var(--ilacs-{grade})"
    pattern = GRADE_COLOURS[grade].pattern
    if pattern not in PATTERNS:
        edge = f"; box-shadow: inset 0 0 0 2px {_EDGE}" if pattern == "edge" else ""
        return f"background: {fill}{edge}"
    of = PATTERNS[pattern]
    ink = f"{of.ink}{round(255 * of.in_cells):02x}"
    turns = (135, 45)[: of.path.count("M")]
    lines = (
        f"repeating-linear-gradient({turn}deg, {ink} 0 2px, transparent 2px {of.step}px)"
        for turn in turns
    )
    return f"background: {', '.join(lines)} {fill}"
