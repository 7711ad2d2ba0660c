"""What can be asked, drawn and exported, by name: for functions, commands and `Selection`.

Nothing is loaded before it is called: `ilacs-bench --help` stays quick.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ilacs_bench.errors import UnknownName


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


_DAYS = ("as_at", "published_by")
ANSWERS: dict[str, Offer] = {
    "own_grades": Offer(
        "benchmark.compare.own_grades", "our grades now and last time", True, (*_DAYS, "areas")
    ),
    "positions": Offer(
        "benchmark.compare.positions",
        "where we stand in three groups",
        True,
        ("groups", *_DAYS, "areas"),
    ),
    "compare": Offer(
        "benchmark.compare.compare",
        "us and our group, every grade",
        True,
        ("to", *_DAYS, "areas"),
    ),
    "movements": Offer(
        "benchmark.transitions.movements",
        "who of our group moved",
        True,
        ("to", *_DAYS, "areas"),
    ),
    "good_elsewhere": Offer(
        "benchmark.good_elsewhere.good_elsewhere",
        "who is better on an area (--area), and on what",
        True,
        ("to", "area", *_DAYS, "theme"),
        ("area",),
    ),
    "recurring_in_group": Offer(
        "benchmark.recurring.recurring_in_group",
        "what must improve in our group",
        True,
        ("to", *_DAYS, "months"),
    ),
    "same_theme_again": Offer(
        "benchmark.areas_for_improvement.same_theme_again",
        "what must improve with us, on a theme that the previous inspection also named",
        True,
        (*_DAYS, "all_earlier"),
    ),
    "wait_of": Offer(
        "benchmark.waits.wait_of", "how long since our last inspection", True, ("area", *_DAYS)
    ),
    "trajectories": Offer(
        "benchmark.trajectories.trajectories",
        "every inspection of us and our group",
        True,
        ("to", *_DAYS, "areas"),
    ),
    "theme_profile": Offer(
        "benchmark.theme_profile.theme_profile",
        "our themes beside our group's",
        True,
        ("to", *_DAYS),
    ),
    "published_since": Offer(
        "benchmark.published.published_since",
        "what was published since a day (--since)",
        False,
        ("since", *_DAYS, "areas"),
        ("since",),
    ),
    "picture": Offer(
        "benchmark.pictures.picture",
        "grades of England",
        False,
        (*_DAYS, "areas", "by", "with_earlier_forms"),
    ),
    "waits": Offer(
        "benchmark.waits.waits", "how long everybody has waited", False, ("area", *_DAYS)
    ),
    "wait_ranges": Offer(
        "benchmark.waits.wait_ranges", "how long waits were, by grade", False, ("area", *_DAYS)
    ),
    "transitions": Offer(
        "benchmark.transitions.transitions", "grades before and after", False, ("area", *_DAYS)
    ),
    "count_changes": Offer(
        "benchmark.transitions.count_changes",
        "how grades changed at the next inspection",
        False,
        ("area", *_DAYS),
    ),
}
"""Questions that a frame answers, by the name of the public function."""

CHARTS: dict[str, Offer] = {
    "national-mix": Offer(
        "charts.gallery.national_mix", "grades in England", False, (*_DAYS, "areas")
    ),
    "over-time": Offer(
        "charts.gallery.over_time",
        "shares good or outstanding over time",
        False,
        ("as_at", "area", "region"),
    ),
    "distribution": Offer(
        "charts.gallery.distribution",
        "grades of a council's group",
        True,
        (*_DAYS, "to", "areas"),
    ),
    "trajectories": Offer(
        "charts.gallery.trajectories",
        "grades of a council and its group at every inspection",
        True,
        (*_DAYS, "to", "area"),
    ),
    "record": Offer("charts.gallery.record", "a council's grades at every inspection", True, _DAYS),
    "themes-by-year": Offer(
        "charts.gallery.themes_by_year",
        "areas for improvement per report, or a theme's share of them",
        False,
        ("theme",),
    ),
    "themes-by-grade": Offer(
        "charts.gallery.themes_by_grade", "themes by the grade given", False, ("area", "side")
    ),
    "themes-contrast": Offer(
        "charts.gallery.themes_contrast",
        "what sets outstanding apart from requires improvement",
        False,
        ("area", "side"),
    ),
}
"""Charts as pictures, by the name that `draw_chart` and `ilacs-bench chart` take."""

EXPORTS: dict[str, Offer] = {
    "benchmark": Offer(
        "export.benchmark.comparison_bundle",
        "a council beside its group: grades, positions, every judgement",
        True,
        ("to", *_DAYS, "areas"),
    ),
    "history": Offer(
        "export.history.history_bundle",
        "every inspection since 2013 of a council and its group",
        True,
        ("to", *_DAYS),
    ),
    "profile": Offer(
        "export.profile.council_bundle",
        "a council by itself: grades, record, themes and evidence",
        True,
        ("to", *_DAYS),
    ),
    "themes": Offer(
        "export.themes.evidence_bundle",
        "themes and evidence of a council's latest report; without a council, of England",
        None,
        ("to", *_DAYS),
    ),
    "national": Offer(
        "export.national.national_bundle",
        "England: grades by region and type, every council, over time, waits",
        False,
        _DAYS,
    ),
    "tables": Offer(
        "export.tidy.tables_bundle", "the tidy tables themselves, every row", False, ("names",)
    ),
}
"""What is taken away as files, by the name that `ilacs-bench export --what` takes."""
