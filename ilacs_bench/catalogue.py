"""What can be asked, drawn and exported, by name: for functions, commands and `Selection`.

Rows of `offers.csv`. Nothing is loaded before it is called: `ilacs-bench --help` stays quick.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup


@dataclass(frozen=True)
class Offer:
    """One thing on offer.

    function    what makes it, as `package.module.function` of ilacs_bench
    about       what it is, in a few words
    of_council  whether it is of one local authority; None where it can be, or of England
    options     names of the arguments that it takes, beside tables and authority
    needs       those of them that must be given
    """

    function: str
    about: str
    of_council: bool | None = True
    options: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def check(self, name: str, council: str | None, given: Iterable[str]) -> None:
        """Raise UnknownName where it, called `name`, lacks something or is given too much."""
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
        """What its function makes. Raises UnknownName as `check` does, and what that raises."""
        self.check(name, council, given)
        return self.loaded()(tables, *([council] if council else []), **given)

    def loaded(self) -> Callable[..., Any]:
        """Its function."""
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
"""Charts as pictures, by the name that `draw_chart` and `ilacs-bench chart` take."""
EXPORTS = _offers("export")
"""What is taken away as files, by the name that `ilacs-bench export --what` takes."""
