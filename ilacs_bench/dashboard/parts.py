"""What views give, and the parts of a page that are made of it."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import altair as alt
from markupsafe import Markup

from ilacs_bench.charts.style import Spec
from ilacs_bench.dashboard.chart import FilledChart
from ilacs_bench.dashboard.page_chart import PageChart

Html = Markup
"""HTML that a view gives as it is: `Html("<b>{}</b>").format(name)` escapes what is put in."""


@dataclass(frozen=True)
class Fold:
    """What is folded behind a line, and made when somebody unfolds it: most of a page is folded.

    made     what a view may give; what costs time as functions of a choice
    heading  of what is in it, and `words` what that shows: those of its view where it says none
    css      the class of its element
    is_open  made with its view, and open at first
    """

    summary: str
    made: Sequence[Any]
    heading: str = ""
    words: str = ""
    css: str = "ilacs-folded"
    is_open: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a page: charts and what is folded have their places in the HTML by their names."""

    html: Markup
    charts: Mapping[str, PageChart] = field(default_factory=dict)
    folds: Mapping[str, Fold] = field(default_factory=dict)

    @property
    def chart_data(self) -> dict[str, dict[str, Any]]:
        """The charts as the browser gets them."""
        return {name: chart.parts for name, chart in self.charts.items()}

    def unfolded(self, inside: Callable[[str, Fold], "Part"]) -> "Part":
        """The part with all that is folded in its place, made by `inside` of its name and fold."""
        if not self.folds:
            return self
        made = {name: inside(name, fold).unfolded(inside) for name, fold in self.folds.items()}
        html = self.html
        for name, part in made.items():
            html = html.replace(place_of(name), part.html)
        return Part(html, merged(self.charts, *(part.charts for part in made.values())))


@dataclass(frozen=True)
class ChartWithTable:
    """A chart whose figures are read better from a table of its own than from the rows it draws.

    The table, or the function of a choice that gives it, which is called when somebody looks. With
    a `title` it has a heading of its own, below that of its view.
    """

    chart: alt.TopLevelMixin | FilledChart | Spec
    table: Markup | Callable[[Any], Markup]
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
    """What a view gives, folded behind a line that says what it is.

    It is made when somebody unfolds it, so give what costs time as a function of a choice:
    `folded("Every grade", lambda choice: table(choice, rows, "Every grade"))`.
    """
    return [Fold(summary, made, is_open=is_open)]


def as_table(of: str, *made: Any, words: str = "Show as table") -> Fold:
    """What stands below a picture: the same figures as a table."""
    summary = Markup('{}<span class="ilacs-hidden">: {}</span>').format(words, of)
    return Fold(summary, made, of, css="ilacs-figures")


def merged(*mappings: Mapping[str, Any]) -> dict[str, Any]:
    """All of them as one."""
    return {name: each for of in mappings for name, each in of.items()}


def place_of(name: str) -> Markup:
    """Where what is in the fold of a name comes to stand."""
    return Markup('<div data-fold="{}"></div>').format(name)
