"""Draw a chart as an image: SVG or PNG, with title, source and date.

The fonts come from `data/fonts`, not from the machine, so that an image is the same everywhere; an
SVG embeds them. Nothing is loaded from outside, and the same chart gives the same bytes.
"""

import base64
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from ilacs_bench.atomic import write_file
from ilacs_bench.charts.palette import INK
from ilacs_bench.charts.style import Spec
from ilacs_bench.columns.grade_looks import GRADE_COLOURS, PATTERNED, svg_pattern
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import bundled

KINDS = (".svg", ".png")
_FAMILY = "Benchmark Sans"
_FONTS = f"{_FAMILY}, Arial, Helvetica, sans-serif"
WIDTH = 680
"""Default width in points between the axes."""
_MARGIN = 16
_NOTE_SIZE = 12
_NOTE_LEADING = 17
_NOTE_GAP = 8
_NOTE_LETTER, _TITLE_LETTER = 5.6, 8.1
"""Widths of a letter of the note and of the title."""
_SCALE = 2.0
_ROOT = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"[^>]*>')


@dataclass(frozen=True)
class Picture:
    """A drawn chart, which a notebook shows as an image.

    `svg` is the text of the file, `description` its alt text.
    """

    svg: str
    title: str
    description: str

    def png(self, scale: float = _SCALE) -> bytes:
        """Return the bytes of a PNG file, with `scale` pixels per SVG unit."""
        import vl_convert

        _register_fonts()
        png: bytes = vl_convert.svg_to_png(self.svg, scale=scale)
        return png

    def save(self, path: Path | str) -> Path:
        """Write the image as .svg or .png. Raises IlacsBenchError for another extension."""
        path = Path(path)
        if path.suffix.lower() not in KINDS:
            raise IlacsBenchError(f"{path}: a picture's name ends in {' or '.join(KINDS)}.")
        is_svg = path.suffix.lower() == ".svg"
        write_file(path, self.svg.encode("utf-8") if is_svg else self.png())
        return path

    def _repr_svg_(self) -> str:
        return self.svg


def draw_picture(spec: Spec, note: str, *, width: int = WIDTH) -> Picture:
    """Return the image of a chart's spec, `width` points wide inside its axes.

    `note` is shown below the chart: the source, the date, what is counted.

    >>> from ilacs_bench.charts.grades import grade_distribution_spec
    >>> from ilacs_bench.benchmark.pictures import picture
    >>> counts = picture(t, as_at="2025-03-31", areas=["overall"])
    >>> drawn = draw_picture(grade_distribution_spec(counts, "Grades in England"), "Ofsted.")
    >>> drawn.svg[:4], drawn.png()[1:4], drawn.title
    ('<svg', b'PNG', 'Grades in England')
    """
    import vl_convert

    _register_fonts()
    title, description = _title(spec), str(spec["description"])
    drawn = vl_convert.vegalite_to_svg(_of_fixed_size(spec, title, width), allowed_base_urls=[])
    return Picture(_framed(_patterned(drawn), title, description, note), title, description)


def _title(spec: Spec) -> str:
    title = spec["title"]
    return title if isinstance(title, str) else " ".join(title)


def _of_fixed_size(spec: Spec, title: str, width: int) -> Spec:
    """Return the spec with our fonts and a fixed width in place of the container's."""
    return spec | {
        "width": width,
        "title": textwrap.wrap(title, int(width / _TITLE_LETTER)),
        "config": spec["config"] | {"font": _FONTS},
    }


def _patterned(drawn: str) -> str:
    """Return the drawing with patterns in place of the lower grades' fills."""
    for grade in PATTERNED:
        drawn = drawn.replace(f'fill="{GRADE_COLOURS[grade].fill}"', f'fill="url(#{grade})"')
    return drawn


def _definitions() -> str:
    return "".join(svg_pattern(grade, grade) for grade in PATTERNED)


def _framed(drawn: str, title: str, description: str, note: str) -> str:
    """Return the drawing on white, with its description and the note below it."""
    root = _ROOT.match(drawn)
    if root is None:
        raise IlacsBenchError("The chart could not be drawn: the drawing has no size.")
    width = round(float(root[1])) + 2 * _MARGIN
    lines = textwrap.wrap(note, int((width - 2 * _MARGIN) / _NOTE_LETTER))
    top = round(float(root[2])) + 2 * _MARGIN + _NOTE_GAP
    height = top + _NOTE_LEADING * len(lines)
    words = "".join(
        f'<text x="{_MARGIN}" y="{top + _NOTE_LEADING * row}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description" '
        f'lang="en-GB"><title id="title">{escape(title)}</title>'
        f'<desc id="description">{escape(f"{description} {note}")}</desc>'
        f"<style>{_font_faces()}</style><defs>{_definitions()}</defs>"
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<svg x="{_MARGIN}" y="{_MARGIN}"{root[0].removeprefix("<svg")}'
        f"{drawn[root.end() :]}"
        f'<g font-family="{_FONTS}" font-size="{_NOTE_SIZE}" fill="{INK}">{words}</g></svg>'
    )


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(bundled("data", "fonts")))


@cache
def _font_faces() -> str:
    """Return the CSS that embeds the fonts in the SVG."""
    return "".join(
        f'@font-face{{font-family:"{_FAMILY}";font-weight:{weight};src:url(data:font/ttf;base64,'
        f"{_base64(name)})}}"
        for name, weight in (("Regular", "normal"), ("Bold", "bold"))
    )


def _base64(weight: str) -> str:
    path = bundled("data", "fonts", f"{_FAMILY.replace(' ', '')}-{weight}.ttf")
    return base64.b64encode(path.read_bytes()).decode("ascii")
