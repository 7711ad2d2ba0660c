"""The styles of all pages as one text: colours first, then what the pages share, then each page's.

Charts are drawn with the colours of paper (`charts.palette`), so that they look the same in a
notebook and in a file. On a page CSS puts the page's own in their place: dark where the page is
dark, patterns upon the grades, and light again when it is printed, all without a redraw.
"""

from pathlib import Path

from ilacs_bench.charts.palette import PALETTE
from ilacs_bench.columns.grade_looks import (
    GRADE_COLOURS,
    PATTERNED,
    cell_styles,
    svg_pattern,
)

_FOLDER = Path(__file__).resolve().parent / "styles"
_SHARED = ("colours.css", "page.css", "grades.css")


def page_styles() -> str:
    """Styles of all pages, the shared ones first."""
    shared = [_FOLDER / name for name in _SHARED]
    others = sorted(path for path in _FOLDER.glob("*.css") if path not in shared)
    texts = [path.read_text(encoding="utf-8") for path in (*shared, *others)]
    return "\n".join([_grade_colours(), *texts, _chart_colours()])


def _grade_colours() -> str:
    """The colours of grades as custom properties, the patterns of charts, the looks of cells."""
    colours = [
        f"  --ilacs-{grade}: {of.fill};\n  --ilacs-{grade}-text: {of.text};"
        for grade, of in GRADE_COLOURS.items()
    ]
    cells = [
        f".ilacs-page .ilacs-is-{grade} {{ {cell_styles(grade)}; --ilacs-on: {of.text}; }}"
        for grade, of in GRADE_COLOURS.items()
    ]
    return "\n".join([":root {", *colours, f"  --ilacs-patterns: {_patterns()};", "}", *cells])


def _patterns() -> str:
    """The patterns of grades as a text of CSS, which live_charts.js puts into the page."""
    made = (svg_pattern(grade, f"ilacs-{grade}", f"var(--ilacs-{grade})") for grade in PATTERNED)
    svg = "<svg class='ilacs-patterns' aria-hidden='true' focusable='false'><defs>{}</defs></svg>"
    return f'"{svg.format("".join(made))}"'


def _chart_colours() -> str:
    """Rules that put a page's colours, and patterns of grades, in the place of a chart's own."""
    rules = [
        f'.ilacs-chart [{part}="{colour}"] {{ {part}: var(--ilacs-{name}); }}'
        for name, colour in PALETTE.items()
        for part in ("fill", "stroke")
    ]
    return "\n".join([*rules, pattern_rules()])


def pattern_rules() -> str:
    """Rules that put patterns upon grades in charts; they name parts of the page they stand in."""
    return "\n".join(
        f'.ilacs-chart [fill="{GRADE_COLOURS[grade].fill}"] {{ fill: url("#ilacs-{grade}"); }}'
        for grade in PATTERNED
    )
