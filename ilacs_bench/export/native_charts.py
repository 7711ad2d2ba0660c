"""Charts that the spreadsheet program itself draws from a sheet's table; uses openpyxl."""

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.worksheet.worksheet import Worksheet

from ilacs_bench.export.sheet_xml import letters
from ilacs_bench.export.workbook_model import Chart, Sheet

_WIDTH, _LEAST_HEIGHT = 26.0, 10.0  # centimetres
_BAR_HEIGHT, _BESIDE_HEIGHT = 0.75, 0.45
"""Centimetres of a single bar, and of each of several bars with one label."""
_GREY = "D9D9D9"
_PATTERNS: dict[str, tuple[Any, str]] = {
    "stripes": ("ltUpDiag", "A88545"),
    "grid": ("lgGrid", "B58A5A"),
}
"""Office's patterns for those of the pages, and the colour of their lines, for grey prints."""
_LINE_COLOURS = ("01665e", "a6611a", "35608d", "5e3c99", "404040", "b2182b")
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "lgDashDot")
"""Line styles, so that lines differ without colour."""


def draw_chart(
    chart: Chart, table: Worksheet, sheet: Sheet, heading_row: int
) -> BarChart | LineChart:
    """Return the chart of a sheet's table; its title is a heading on the sheet."""
    rows = min(chart.rows, len(sheet.frame) - chart.first)
    first = heading_row + 1 + chart.first
    drawn = LineChart() if chart.kind == "lines" else _bars(chart)
    headings = list(sheet.frame.columns)

    def cells(heading: str) -> Reference:
        column = headings.index(heading) + 1
        return Reference(table, min_col=column, min_row=first, max_row=first + rows - 1)

    for number, heading in enumerate(chart.series):
        title = SeriesLabel(
            strRef=StrRef(f"'{table.title}'!${_letter(headings, heading)}${heading_row}")
        )
        series = SeriesFactory(cells(heading))
        series.tx = title
        drawn.series.append(_coloured(series, chart, number))
    drawn.set_categories(cells(chart.labels))
    _set_axes(drawn, chart, share=_is_share(sheet, chart.series[0]))
    if chart.kind == "stacked":  # else programs leave room for more than there are
        drawn.y_axis.scaling.max = float(sheet.frame[list(chart.series)].sum(axis=1).max())
    side_by_side = 1 if chart.kind == "stacked" else len(chart.series)
    label_height = max(_BAR_HEIGHT, side_by_side * _BESIDE_HEIGHT)
    height = 12.0 if chart.kind == "lines" else max(_LEAST_HEIGHT, 3 + rows * label_height)
    size: Any = drawn  # in centimetres, may be fractional
    size.width, size.height = _WIDTH, height
    return drawn


def chart_title(words: str) -> Title:
    """Return a title above the chart, in the size of the table's headings."""
    font = CharacterProperties(sz=1200, b=True)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=font), r=[RegularTextRun(rPr=font, t=words)]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _bars(chart: Chart) -> BarChart:
    bars = BarChart()
    bars.type = "bar"
    bars.gapWidth = 40
    if chart.kind == "stacked":
        bars.grouping, bars.overlap = "stacked", 100
    return bars


def _coloured(series: Series, chart: Chart, number: int) -> Series:
    colours = chart.colours or _LINE_COLOURS
    colour = colours[number % len(colours)].removeprefix("#")
    if chart.kind == "lines":
        series.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.dashStyle = _DASHES[number % len(_DASHES)]
        series.graphicalProperties.line.width = 28_575  # 2.25 points
        series.smooth = False
    else:
        pattern = _PATTERNS.get(chart.patterns[number] if chart.patterns else "")
        if pattern:
            series.graphicalProperties.pattFill = _pattern(*pattern, colour)
        else:
            series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = "FFFFFF"
    return series


def _pattern(name: Any, ink: str, paper: str) -> PatternFillProperties:
    colour: Any = ColorChoice  # accepts more than its type hints say
    fill = PatternFillProperties(fgClr=colour(srgbClr=ink), bgClr=colour(srgbClr=paper))
    fill.prst = name
    return fill


def _set_axes(drawn: BarChart | LineChart, chart: Chart, *, share: bool) -> None:
    drawn.x_axis.delete = drawn.y_axis.delete = False  # otherwise new programs draw none
    drawn.y_axis.title = chart.axis
    drawn.y_axis.scaling.min = 0
    drawn.y_axis.majorGridlines = ChartLines(
        spPr=GraphicalProperties(ln=LineProperties(solidFill=_GREY))
    )
    drawn.y_axis.number_format = "0%" if share else "0"
    if chart.kind == "lines":
        drawn.y_axis.scaling.max = 1 if share else None
        drawn.x_axis.number_format = "mmm yy"
        axis: Any = drawn.x_axis
        axis.tickLblSkip = axis.tickMarkSkip = 4  # quarters to years
    else:
        drawn.x_axis.scaling.orientation = "maxMin"  # the first row at the top
        drawn.y_axis.crosses = "max"
    drawn.legend = Legend() if len(chart.series) > 1 else None
    if drawn.legend is not None:
        drawn.legend.position = "t"


def _letter(headings: list[str], heading: str) -> str:
    return letters(headings.index(heading) + 1)


def _is_share(sheet: Sheet, heading: str) -> bool:
    return any(c.heading == heading and c.unit == "share" for c in sheet.columns)
