"""Themes on the published site: what recurs, what goes with which grade, and where it is said."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.theme_authorities import theme_authorities
from ilacs_bench.benchmark.theme_years import (
    improvements_by_year,
    reports_coded,
    theme_by_year,
    theme_shares,
)
from ilacs_bench.benchmark.words import area_words, as_at_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.days import today
from ilacs_bench.tables.store import Tables
from ilacs_bench.widgets import themes_view as parts
from ilacs_bench.widgets.live_page import State, View
from ilacs_bench.widgets.themes_charts import england_charts, years_chart
from ilacs_bench.widgets.themes_choice import (
    Choice,
    checked_choice,
    contrasts,
    framework_tags,
    grade_shares,
    years_offered,
)

_KEPT = 64


class ThemesOfReports:
    """Choose a place, years, a judgement or a theme; read what recurs, and where it is said.

    Only ILACS reports count, by the year of publication. What is compared by grade, and the
    National Framework's tags, are of all England: a region has too few reports of each grade.
    `as_at` is the day that figures are said to be of: that of the last report in the tables, which
    all count, or a later one.
    """

    def __init__(self, tables: Tables, as_at: date | None = None) -> None:
        self.tables = tables
        self.as_at = as_at or last_day(tables) or today()
        years = years_offered(tables)
        self.defaults: State = {
            "area": ("",),
            "region": ("",),
            "since": (years[0],),
            "until": (years[-1],),
            "group": ("",),
            "theme": ("",),
            "side": ("strength",),
            "q": ("",),
        }
        self._views = lru_cache(_KEPT)(self._make_view)

    def view(self, state: State) -> View:
        """What is shown in a state; raises UnknownName with what to choose instead."""
        choice = checked_choice(self.tables, state)
        return replace(self._views(choice), state={**state, "q": (choice.query,)})

    def _make_view(self, choice: Choice) -> View:
        """All of the view but its state."""
        when = self._when()
        shares = theme_shares(self.tables, choice.first, choice.last, choice.la_codes)
        by_year = self._by_year(choice)
        england = of_england(self.tables, _only_england(choice), when)
        return View(
            state={},
            said=parts.shown_sentence(choice, shares, when),
            regions={
                "coded": self._coded(choice, when),
                "recur": parts.recur_view(choice, shares, self._per_report(choice), when),
                "years": parts.years_view(choice, by_year, when),
                "evidence": parts.evidence_view(choice, self._evidence(choice), when),
                **england.regions,
                "notes": parts.notes_view(self._notes(choice), when),
            },
            charts={**years_chart(choice, by_year, when), **england.charts},
        )

    def _when(self) -> str:
        return as_at_words(self.as_at, self.as_at)

    def _coded(self, choice: Choice, when: str) -> str:
        covered = reports_coded(self.tables, choice.first, choice.last, choice.la_codes)
        return parts.coded_view(choice, covered, when)

    def _per_report(self, choice: Choice) -> pd.DataFrame:
        return improvements_by_year(self.tables, choice.first, choice.last, choice.la_codes)

    def _by_year(self, choice: Choice) -> pd.DataFrame:
        if not choice.theme:
            return self._per_report(choice)
        years = (choice.first, choice.last)
        return theme_by_year(self.tables, choice.theme, *years, choice.la_codes)

    def _evidence(self, choice: Choice) -> pd.DataFrame | None:
        if not choice.theme:
            return None
        return theme_authorities(
            self.tables, choice.theme, areas=choice.areas, la_codes=choice.la_codes
        )

    def _notes(self, choice: Choice) -> list[str]:
        notes = list(coverage_of(self.tables).notes(self.as_at))
        if choice.area in ("in_care", "care_leavers"):
            notes.append(
                f"Sections on {area_words(choice.area)} of their own begin in January 2023: "
                "reports before have one section on both, which is a choice of its own."
            )
        return notes


@dataclass(frozen=True)
class _OfEngland:
    regions: dict[str, str]
    charts: dict[str, PageChart]


@lru_cache(maxsize=64)
def of_england(tables: Tables, choice: Choice, when: str) -> _OfEngland:
    """The parts that follow the judgement, the side and the group only; kept like the tables."""
    shares = grade_shares(tables, choice.area, choice.side, choice.group)
    contrast = contrasts(tables, choice.areas, choice.side, choice.group)
    tags, tagged_themes = framework_tags(tables)
    return _OfEngland(
        regions={
            "grades": parts.grades_view(choice, shares, when),
            "contrast": parts.contrast_view(choice, contrast, when),
            "national": parts.national_view(choice, tags, tagged_themes, when),
        },
        charts=england_charts(choice, shares, contrast, when),
    )


def _only_england(choice: Choice) -> Choice:
    """The choice without what does not bear on comparisons of England: one key for all of them."""
    return replace(choice, region="", la_codes=None, first=0, last=0, theme="", query="")
