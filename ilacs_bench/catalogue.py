"""Questions, charts and extracts by name, for functions, commands and `Selection`.

They are rows of `offers.csv`. Modules are imported when called, so `ilacs-bench --help` is fast.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup


@dataclass(frozen=True)
class Offer:
    """One question, chart or extract.

    function    its function, as `package.module.function` of ilacs_bench
    about       what it is, in a few words
    of_council  whether it needs one local authority; None if it is optional (else England)
    options     names of its arguments, besides tables and authority
    needs       the required ones among them
    """

    function: str
    about: str
    of_council: bool | None = True
    options: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def check(self, name: str, council: str | None, given: Iterable[str]) -> None:
        """Raise UnknownName for missing or unknown arguments; `name` is its name in messages."""
        extra = sorted(set(given) - set(self.options))
        if extra:
            known = ", ".join(self.options) or "none"
            raise UnknownName(f"'{name}' has no option '{extra[0]}'. It takes: {known}.")
        if self.of_council and not council:
            raise UnknownName(f"'{name}' is about one council: name it.")
        if council and self.of_council is False:
            raise UnknownName(f"'{name}' is about all of England: leave the council out.")
        lacking = [one for one in self.needs if one not in given]
        if lacking:
            raise UnknownName(f"'{name}' needs '{lacking[0]}'.")

    def call(self, name: str, tables: Any, council: str | None = None, **given: Any) -> Any:
        """Call its function. Raises UnknownName as `check`, and what the function raises."""
        self.check(name, council, given)
        return self.loaded()(tables, *([council] if council else []), **given)

    def loaded(self) -> Callable[..., Any]:
        """Import and return its function."""
        module, _, name = self.function.rpartition(".")
        function: Callable[..., Any] = getattr(import_module(f"ilacs_bench.{module}"), name)
        return function


def _offers(kind: str) -> dict[str, Offer]:
    of_council = {"yes": True, "no": False, "": None}
    return {
        row["name"]: Offer(
            row["function"],
            row["about"],
            of_council[row["of_council"]],
            tuple(row["options"].split()),
            tuple(row["needs"].split()),
        )
        for row in read_lookup("offers")
        if row["kind"] == kind
    }


ANSWERS = _offers("answer")
"""Questions that a frame answers, by the name of the public function."""
CHARTS = _offers("chart")
"""Charts as images, by the name that `draw_chart` and `ilacs-bench chart` take."""
EXPORTS = _offers("export")
"""Extracts as files, by the name that `ilacs-bench export --what` takes."""
