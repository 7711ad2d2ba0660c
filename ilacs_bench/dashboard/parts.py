"""What a view gives, as a part of a page: HTML, with places for the charts that a script draws."""

import inspect
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from typing import Any

import altair as alt
import mistune
import pandas as pd
from markupsafe import Markup

from ilacs_bench.charts.style import Spec
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.dashboard.chart import FilledChart, house_chart, untitled
from ilacs_bench.dashboard.figures import Figures
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.page_chart import PageChart, told_apart
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import slug

Html = Markup
"""HTML that a view gives as it is: `Html("<b>{}</b>").format(name)` escapes what is put in."""

_HOLDERS = (list, set, dict)
_MARKDOWN = mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])


@dataclass(frozen=True)
class Part:
    """A part of a page; each chart has its place in the HTML by its name."""

    html: Markup
    charts: Mapping[str, PageChart] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, dict[str, Any]]:
        """What the browser is told of the charts."""
        return {name: chart.told for name, chart in self.charts.items()}


@dataclass(frozen=True)
class ChartWithTable:
    """A chart whose figures are read better from a table of its own than from the rows it draws.

    With a `title` it has a heading of its own, below that of its view.
    """

    chart: alt.TopLevelMixin | FilledChart | Spec
    table: Markup
    title: str = ""


class Beside(list[tuple[tuple[str, str], Callable[[], Any]]]):
    """What gives the parts of several views, side by side where there is room, with their words.

    Of three the first stands beside the two others.
    """


def beside(*views: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One view of several, side by side where there is room: `page.show(beside(one, other))`.

    Each is made again only when what it read has changed; one that can't be made is no reason to
    lose the others.
    """

    def view(choice: Any) -> Any:
        return Beside((words_of(each), partial(choice.once, each)) for each in views)

    view.__name__ = "-".join(each.__name__ for each in views)
    view.__doc__ = views[0].__doc__
    return view


@dataclass(frozen=True)
class Naming:
    """How what a view gives is called.

    name      of the view, from which its charts have theirs
    heading   of the view
    words     what it shows, for whoever can't see its chart
    own       gives the GSS code of the council chosen, None where there is no such control
    problem   gives what stands in the place of a part that could not be made
    """

    name: str
    heading: str
    words: str
    own: Callable[[], str | None]
    problem: Callable[[Exception], Markup]


def part_of(made: Any, naming: Naming) -> Part:
    """The part of what a view gave. Raises IlacsBenchError, in words, for what no page can show."""
    if isinstance(made, (list, tuple)):
        names = [naming.name, *(f"{naming.name}-{n}" for n in range(2, len(made) + 1))]
        one = _one_beside if isinstance(made, Beside) else part_of
        parts = [
            one(each, replace(naming, name=name)) for name, each in zip(names, made, strict=False)
        ]
        charts = {name: chart for part in parts for name, chart in part.charts.items()}
        if isinstance(made, Beside):
            return Part(render("beside", parts=[part.html for part in parts]), charts)
        return Part(Markup("\n").join(part.html for part in parts), charts)
    if isinstance(made, pd.Series):
        made = made.to_frame()
    if isinstance(made, pd.DataFrame):
        own = naming.own() if "la_code" in made else None
        return Part(table_html(_readable(made), naming.heading or "Table", own))
    if isinstance(made, ChartWithTable):
        named = replace(naming, heading=made.title or naming.heading)
        chart = made.chart
        if isinstance(chart, dict):
            chart = untitled(chart) if made.title else FilledChart(chart, {})
        part = _chart_part(chart, named, made.table)
        heading = Markup("<h3>{}</h3>\n").format(made.title) if made.title else ""
        return Part(heading + part.html, part.charts)
    if isinstance(made, (alt.TopLevelMixin, FilledChart)):
        return _chart_part(made, naming)
    return Part(_picture(made, naming) if hasattr(made, "savefig") else _text(made))


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame whose cells that hold lists, sets or dictionaries are their texts."""
    made = frame
    for place in range(frame.shape[1]):
        cells = frame.iloc[:, place]
        if cells.dtype == object and any(isinstance(each, _HOLDERS) for each in cells):
            made = frame.copy() if made is frame else made
            made.isetitem(
                place, [str(each) if isinstance(each, _HOLDERS) else each for each in cells]
            )
    return made


def _one_beside(one: tuple[tuple[str, str], Callable[[], Any]], naming: Naming) -> Part:
    """A view that stands beside others, below its own heading where it gives none."""
    (heading, words), give = one
    try:
        part = part_of(give(), replace(naming, heading=heading, words=words))
    except Exception as problem:
        part = Part(naming.problem(problem))
    if not heading or not part.html.strip() or has_heading(part.html):
        return part
    return replace(part, html=Markup("<h3>{}</h3>\n{}").format(heading, part.html))


def has_heading(html: str) -> bool:
    """Whether a part says itself what it is."""
    return html.lstrip().startswith(("<h", "<details"))


def words_of(view: Callable[[Any], Any], name: str = "") -> tuple[str, str]:
    """The heading of a view, and what else its docstring says; its name where it has none.

    A lambda has neither: what stands above it is all the heading there is.
    """
    first, _, others = (inspect.getdoc(view) or "").partition("\n")
    if getattr(view, "__name__", "") == "<lambda>":
        return "", ""
    if not first or isinstance(view, partial):
        first, others = name.replace("_", " ").replace("-", " ").capitalize(), ""
    return first.strip().removesuffix("."), " ".join(others.split())


def folded(summary: str, *made: Any, is_open: bool = False) -> list[Any]:
    """What a view gives, folded behind a line that says what it is."""
    opened = Html(" open") if is_open else ""
    head = Html('<details class="ilacs-folded"{}><summary>{}</summary>').format(opened, summary)
    return [head, *made, Html("</details>")]


def _picture(figure: Any, naming: Naming) -> Markup:
    """A figure of matplotlib as an image, which the view's docstring describes."""
    drawn = BytesIO()
    figure.savefig(drawn, format="png", dpi=144, bbox_inches="tight")
    data = b64encode(drawn.getvalue()).decode("ascii")
    words = ". ".join(filter(None, [naming.heading, naming.words]))
    image = '<img class="ilacs-picture" alt="{}" src="data:image/png;base64,{}">'
    return Markup(image).format(words, data)  # noqa: S704


def _text(made: Any) -> Markup:
    """Markdown as HTML, or what an object says of itself in one of the two or as SVG."""
    if isinstance(made, Markup):
        return made
    if isinstance(made, str):
        return Markup(_MARKDOWN(made))  # noqa: S704  # it escapes what is HTML
    for method in ("_repr_html_", "_repr_markdown_", "_repr_svg_"):
        text = getattr(made, method)() if hasattr(made, method) else None
        if text is not None:
            return _text(text) if method == "_repr_markdown_" else Markup(text)  # noqa: S704
    kind = type(made).__name__
    hint = f" {_HINTS[kind]}" if kind in _HINTS else ""
    raise IlacsBenchError(
        f"A view gives a DataFrame, an Altair chart, Markdown, Html or a list of these, not "
        f"{kind}.{hint}"
    )


_HINTS = {
    "NoneType": "Does it end with 'return'?",
    "dict": "Of a list of them, pd.DataFrame makes a table.",
    "DataFrameGroupBy": "Count or sum the groups, such as with .size().",
    "Axes": "Of matplotlib a view gives the figure: ax.figure.",
}
"""How to mend what is given most often in place of a view's, by its type."""


def _chart_part(
    chart: alt.TopLevelMixin | FilledChart, naming: Naming, table: Markup | None = None
) -> Part:
    heading = naming.heading or "Chart"
    drawn = house_chart(chart, heading, naming.words)
    figures: list[tuple[bool, Markup | None]] = [(True, table)]
    if table is None:
        figures = [
            (each.is_drawn, _figures_html(each, f"{heading} ({n})" if n > 1 else heading))
            for n, each in enumerate(drawn.figures, start=1)
        ]
    html = render(
        "chart",
        chart=naming.name,
        heading=heading,
        is_titled=drawn.is_titled,
        fits=drawn.fits,
        figures=figures,
    )
    file_name = slug(naming.heading, "_") or naming.name
    return Part(html, {naming.name: PageChart(told_apart(drawn.spec), "", file_name)})


def _figures_html(figures: Figures, heading: str) -> Markup:
    what = "figures" if figures.is_drawn else "rows behind the chart"
    return table_html(figures.rows, f"{heading}: {what}", columns=figures.columns)
