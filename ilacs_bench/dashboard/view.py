"""A view: a function of a choice, and the part of the page that it makes."""

import functools
import inspect
import logging
import traceback
from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from ilacs_bench.dashboard.choice import Choice, Chosen, Found, Remembered
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Naming, Part, part_of
from ilacs_bench.dashboard.widget_reads import check_reads
from ilacs_bench.errors import IlacsBenchError

_FAULT = "This part could not be made. The others stand."


class View:
    """One view of a page. It can be called like the function that it is made of."""

    def __init__(self, function: Callable[[Choice], Any], name: str, found: Found) -> None:
        check_reads(function)
        functools.update_wrapper(self, function)
        self.function, self.name = function, name
        self.heading, self.words = _words_of(function, name)
        self._found = found
        self._remembered = Remembered(self._made)
        self._faults: set[str] = set()
        """Those that were logged."""

    def __call__(self, choice: Choice) -> Any:
        """What the function gives for a choice."""
        return self.function(choice)

    def _ipython_display_(self) -> None:
        """Nothing: `page.show` has shown it where it stands."""

    def part(self, chosen: Chosen, *, in_full: bool = False) -> Part:
        """The part for a choice, with a sentence in its place where it can't be made.

        What went wrong is logged; `in_full` it stands below the sentence, for whoever writes it.
        """
        try:
            return self._remembered.of(chosen, self._found)[0]
        except IlacsBenchError as problem:
            return self._problem(str(problem))
        except Exception as fault:
            if repr(fault) not in self._faults:  # it may be made for council after council
                self._faults.add(repr(fault))
                logger = logging.getLogger(__name__)
                logger.exception("view %r, at %s", self.name, dict(chosen.texts))
            return self._problem(_FAULT, traceback.format_exc() if in_full else "")

    def _made(self, choice: Choice) -> Part:
        def own() -> str | None:
            return choice.la_code if "la_code" in self._found else None

        part = part_of(self.function(choice), Naming(self.name, self.heading, self.words, own))
        if not part.html.strip():
            return Part(Markup(""))
        has_own = part.html.lstrip().startswith(("<h", "<details"))
        heading = "" if has_own else self.heading
        return Part(render("view", heading=heading, html=part.html), part.charts)

    def _problem(self, problem: str, trace: str = "") -> Part:
        html = render("problem", problem=problem, trace=trace)
        return Part(render("view", heading=self.heading, html=html))


def _words_of(function: Callable[[Choice], Any], name: str) -> tuple[str, str]:
    """The heading of a view, and what else its docstring says; its name where it has none.

    A lambda has neither: what stands above it is all the heading there is.
    """
    first, _, others = (inspect.getdoc(function) or "").partition("\n")
    if getattr(function, "__name__", "") == "<lambda>":
        return "", ""
    if not first or isinstance(function, functools.partial):
        first, others = name.replace("_", " ").replace("-", " ").capitalize(), ""
    return first.strip().removesuffix("."), " ".join(others.split())
