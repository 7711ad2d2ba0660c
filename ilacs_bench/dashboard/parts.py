"""What views may return, and the parts of a page that are made from it."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import altair as alt
from markupsafe import Markup

from ilacs_bench.charts.style import Spec
from ilacs_bench.dashboard.page_chart import PageChart

Html = Markup
"""HTML that a view returns: `Html("<b>{}</b>").format(name)` escapes its arguments."""


@dataclass(frozen=True)
class Fold:
    """Content behind a summary line, made when a reader opens it: most of a page is folded.

    made     what a view may return; functions of a Choice where it takes time
    heading  of the content, and `words` its description; by default those of its view
    css      the CSS class of its element
    is_open  whether it is made with its view, and open at first
    """

    summary: str
    made: Sequence[Any]
    heading: str = ""
    words: str = ""
    css: str = "ilacs-folded"
    is_open: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a page: HTML with placeholders for charts and folds, which are held by name."""

    html: Markup
    charts: Mapping[str, PageChart] = field(default_factory=dict)
    folds: Mapping[str, Fold] = field(default_factory=dict)

    @property
    def chart_data(self) -> dict[str, dict[str, Any]]:
        """The charts as data for the browser."""
        return {name: chart.parts for name, chart in self.charts.items()}

    def unfolded(self, inside: Callable[[str, Fold], "Part"]) -> "Part":
        """Return the part with all folds filled; `inside` makes each from its name and fold."""
        if not self.folds:
            return self
        made = {name: inside(name, fold).unfolded(inside) for name, fold in self.folds.items()}
        html = self.html
        for name, part in made.items():
            html = html.replace(place_of(name), part.html)
        return Part(html, merged(self.charts, *(part.charts for part in made.values())))


@dataclass(frozen=True)
class ChartWithTable:
    """A chart with a table of its own in place of the rows that it draws.

    The table may be a function of a Choice, called when a reader opens it. With a `title` it has a
    heading of its own, below that of its view.
    """

    chart: alt.TopLevelMixin | Spec
    table: Markup | Callable[[Any], Markup]
    title: str = ""


class Beside(list[tuple[tuple[str, str], Callable[[], Any]]]):
    """Headings, descriptions and functions of several views, to be shown side by side.

    Of three, the first is beside the two others.
    """


def beside(*views: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return one view made of several, side by side if there is room.

    Example: `page.show(beside(one, other))`.

    Each is made again only when a value that it read has changed; if one fails, the others are
    still shown.
    """

    def view(choice: Any) -> Any:
        return Beside((words_of(each), partial(choice.once, each)) for each in views)

    view.__name__ = "-".join(each.__name__ for each in views)
    view.__doc__ = views[0].__doc__
    return view


def words_of(view: Callable[[Any], Any], name: str = "") -> tuple[str, str]:
    """Return a view's heading and the rest of its docstring; its name if it has no docstring.

    A lambda has neither; its heading is the text above it.
    """
    first, _, others = (inspect.getdoc(view) or "").partition("\n")
    if getattr(view, "__name__", "") == "<lambda>":
        return "", ""
    if not first or isinstance(view, partial):
        first, others = name.replace("_", " ").replace("-", " ").capitalize(), ""
    return first.strip().removesuffix("."), " ".join(others.split())


def folded(summary: str, *made: Any, is_open: bool = False) -> list[Any]:
    """Return what a view may return, folded behind a summary line.

    It is made when a reader opens it, so pass a function of a Choice where it takes time:
    `folded("Every grade", lambda choice: table(choice, rows, "Every grade"))`.
    """
    return [Fold(summary, made, is_open=is_open)]


def as_table(of: str, *made: Any, words: str = "Show as table") -> Fold:
    """Return the fold below a chart, with the same figures as a table."""
    summary = Markup('{}<span class="ilacs-hidden">: {}</span>').format(words, of)
    return Fold(summary, made, of, css="ilacs-figures")


def merged(*mappings: Mapping[str, Any]) -> dict[str, Any]:
    """Return one dictionary with the items of all."""
    return {name: each for of in mappings for name, each in of.items()}


def place_of(name: str) -> Markup:
    """Return the placeholder for the content of the fold with this name."""
    return Markup('<div data-fold="{}"></div>').format(name)
