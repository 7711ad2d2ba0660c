"""A view: a function of a Choice, and the part of the page that it makes."""

import functools
import inspect
import logging
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from ilacs_bench.dashboard.choice import CachedFunction, Choice, Chosen, Found
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.dashboard.parts import Fold, Part, words_of
from ilacs_bench.dashboard.render_view import Naming, has_heading, part_of
from ilacs_bench.dashboard.run import error_words
from ilacs_bench.dashboard.widget_reads import check_reads
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.paths import for_log

_FAULT = (
    "This part could not be made. The others stand. Whoever runs these pages finds the reason "
    "in the window where they run."
)


class View:
    """One view of a page; it can be called like the function it was made from."""

    def __init__(
        self, function: Callable[[Choice], Any], name: str, found: Found, notebook: str
    ) -> None:
        _check_takes_a_choice(function, name)
        check_reads(function)
        functools.update_wrapper(self, function)
        self.function, self.name, self._notebook = function, name, notebook
        self.heading, self.words = words_of(function, name)
        self._found = found
        self._remembered = CachedFunction(self._made)
        self._faults: set[str] = set()
        """Errors already logged."""

    def __call__(self, choice: Choice) -> Any:
        """Return the function's result for a choice."""
        return self.function(choice)

    def _ipython_display_(self) -> None:
        """Display nothing: `page.show` has already shown it in its cell."""

    def part(self, chosen: Chosen, *, in_full: bool = False) -> Part:
        """Return the part for a choice; if it fails, an error sentence in its place.

        The error is logged; with `in_full` it is shown below the sentence, for the view's author.
        """
        try:
            return self._remembered.of(chosen, self._found)[0]
        except Exception as problem:
            html = self._problem(problem, chosen, in_full=in_full)
            return Part(render("view", heading=self.heading, html=html))

    def unfolded(self, chosen: Chosen) -> Part:
        """Return the part with all folds filled, for pages without a server."""
        part = self.part(chosen, in_full=True)
        return part.unfolded(lambda name, fold: self._inside(fold, name, chosen))

    def fold(self, chosen: Chosen, name: str) -> Part | None:
        """Return the content of the fold with this name; None if there is none."""
        return dict(self._folds_to(chosen, name)).get(name)

    def chart(self, chosen: Chosen, name: str) -> PageChart | None:
        """Return the chart with this name, folded or not; None if there is none."""
        parts = [self.part(chosen), *(part for _, part in self._folds_to(chosen, name))]
        return next((part.charts[name] for part in parts if name in part.charts), None)

    def _folds_to(self, chosen: Chosen, name: str) -> Iterator[tuple[str, Part]]:
        """Yield the folds, each nested in the one before, that may hold something of this name."""
        part = self.part(chosen)
        while outer := next((f for f in part.folds if f"{name}-".startswith(f"{f}-")), None):
            part = self._inside(part.folds[outer], outer, chosen)
            yield outer, part

    def _inside(self, fold: Fold, name: str, chosen: Chosen) -> Part:
        """Return the content of a fold for this choice.

        The fold may come from a cached part of another choice, which differs only in values that
        the view does not read.
        """
        naming = self._naming(Choice(chosen, self._found))
        try:
            return part_of(
                fold.made, replace(naming, name=name, heading=fold.heading, words=fold.words)
            )
        except Exception as problem:
            return Part(naming.problem(problem))

    def _naming(self, choice: Choice) -> Naming:
        def own() -> str | None:
            return choice.la_code if "la_code" in self._found else None

        problem = functools.partial(self._problem, chosen=choice._chosen)
        return Naming(self.name, self.heading, self.words, choice, own, problem)

    def _made(self, choice: Choice) -> Part:
        part = part_of(self.function(choice), self._naming(choice))
        if not part.html.strip():
            return Part(Markup(""))
        heading = "" if has_heading(part.html) else self.heading
        return replace(part, html=render("view", heading=heading, html=part.html))

    def _problem(self, problem: Exception, chosen: Chosen, *, in_full: bool = False) -> Markup:
        """Return what is shown in place of a failed part; the error is logged once."""
        if isinstance(problem, IlacsBenchError):
            return render("problem", problem=str(problem), trace="")
        if repr(problem) not in self._faults:  # the same error may occur for many councils
            self._faults.add(repr(problem))
            words, at = error_words(problem), for_log(dict(chosen.texts))
            logger, of = logging.getLogger(__name__), (self._notebook, self.name)
            logger.error("%s, view %r: %s At %s", *of, words, at, exc_info=problem)
        trace = "".join(traceback.format_exception(problem)) if in_full else ""
        return render("problem", problem=_FAULT, trace=trace)


def check_is_new(function: Callable[[Choice], Any], others: Iterable[View]) -> None:
    """Raise IlacsBenchError for a function whose name a view has: a cell copied, and not renamed.

    Functions that a function makes, one for each area, may have one name; so may lambdas.
    """
    named = getattr(function, "__qualname__", "<lambda>")
    if "<" not in named and named in {getattr(view, "__qualname__", "") for view in others}:
        raise IlacsBenchError(
            f"The page has a view ‘{named}’ already. Give one of the two another name."
        )


def _check_takes_a_choice(function: Callable[[Choice], Any], name: str) -> None:
    """Raise IlacsBenchError for a view that can't be called with only a choice."""
    try:
        inspect.signature(function).bind(None)
    except TypeError:
        raise IlacsBenchError(
            f"The view '{name}' is called with what is chosen, and nothing else. Write it with one "
            "argument: def name(choice)."
        ) from None
    except ValueError:  # a function not written in Python
        pass
