"""The styles of all pages as one text: colours, shared styles, then those of each page.

Charts are drawn in print colours (`charts.palette`), so that they look the same in a notebook and
in a file. On a page CSS replaces these with the page's own, without a redraw: dark in dark mode,
with patterns on the grades, and light again in print.
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
    """Return the styles of all pages, the shared ones first."""
    shared = [_FOLDER / name for name in _SHARED]
    others = sorted(path for path in _FOLDER.glob("*.css") if path not in shared)
    texts = [path.read_text(encoding="utf-8") for path in (*shared, *others)]
    return "\n".join([_grade_colours(), *texts, _chart_colours()])


def _grade_colours() -> str:
    """Return the grades' colours as custom properties, and styles of patterns and cells."""
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
    """Return the patterns of grades as CSS text, which live_charts.js adds to the page."""
    made = (svg_pattern(grade, f"ilacs-{grade}", f"var(--ilacs-{grade})") for grade in PATTERNED)
    svg = "<svg class='ilacs-patterns' aria-hidden='true' focusable='false'><defs>{}</defs></svg>"
    return f'"{svg.format("".join(made))}"'


def _chart_colours() -> str:
    """Return rules that replace a chart's colours with the page's colours and patterns."""
    rules = [
        f'.ilacs-chart [{part}="{colour}"] {{ {part}: var(--ilacs-{name}); }}'
        for name, colour in PALETTE.items()
        for part in ("fill", "stroke")
    ]
    return "\n".join([*rules, pattern_rules()])


def pattern_rules() -> str:
    """Return rules that put patterns on grades in charts; they refer to parts of the page."""
    return "\n".join(
        f'.ilacs-chart [fill="{GRADE_COLOURS[grade].fill}"] {{ fill: url("#ilacs-{grade}"); }}'
        for grade in PATTERNED
    )
