"""The page 'council profile': one council's record, and the evidence behind its themes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from ilacs_bench.benchmark.asked import asked_authority
from ilacs_bench.benchmark.comparators import Comparator, find_comparator
from ilacs_bench.benchmark.council_profile import CouncilProfile, council_profile
from ilacs_bench.benchmark.evidence import evidence
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.dashboard.chosen_day import FIRST_DAY, checked_day
from ilacs_bench.dashboard.comparator_choice import chosen_comparator, comparator_options
from ilacs_bench.dashboard.data_line import data_line
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEME_GROUP_LABELS, THEME_GROUPS, THEME_LABELS, THEMES
from ilacs_bench.widgets import compare_page
from ilacs_bench.widgets import compare_view as shared
from ilacs_bench.widgets import profile_themes_view as themes
from ilacs_bench.widgets import profile_view as parts
from ilacs_bench.widgets.live_page import State, View, one, safe_regions
from ilacs_bench.widgets.render import render_part

POLARITY_CHOICES = {"all": "All findings", "strength": "Strengths", "weakness": "Weaknesses"}
_VIEWS_KEPT = 256
"""More than there are local authorities."""
_PROFILES_KEPT = 8
"""Going through the themes of a council makes its profile once."""


class _Asked(NamedTuple):
    """Whose profile; a saved list may change, so that its members are part of the question."""

    la_code: str
    to: str
    comparator: Comparator
    day: date


class CouncilProfilePage:
    """Choose a local authority; read its record, and the evidence behind each theme."""

    def __init__(self, tables: Tables, authority: str = "East Sussex") -> None:
        self.tables = tables
        self.defaults: State = {
            "la": (authority,),
            "to": ("neighbours",),
            "as_at": ((last_day(tables) or today()).isoformat(),),
            "theme": ("",),
            "polarity": ("all",),
        }
        self._views = lru_cache(_VIEWS_KEPT)(self._make_view)
        self._profiles = lru_cache(_PROFILES_KEPT)(self._make_profile)

    def view(self, state: State) -> View:
        """The profile, and the evidence of the theme chosen; words where a choice can't be."""
        theme = _known(state, "theme", ("", *THEMES))
        polarity = _known(state, "polarity", tuple(POLARITY_CHOICES))
        la_name, made = self._views(self._asked(state), theme, polarity)
        chosen = {"la": (la_name,), "to": (chosen_comparator(one(state, "to")),)}
        return replace(
            made, state={**state, **chosen}, regions={**made.regions, **self.offered(state)}
        )

    def offered(self, state: State) -> dict[str, str]:
        """The councils of the day to choose from."""
        day = compare_page.day_or_default(state, self.defaults)
        return {"councils": compare_page.council_options(day)}

    def likely(self) -> Iterator[State]:
        """Each local authority, on the day of the last report."""
        day = checked_day(one(self.defaults, "as_at"))
        for _, name, _ in compare_page.authorities_on(day):
            yield {**self.defaults, "la": (name,)}

    def page(self, view: View, status: Markup) -> str:
        """The page as HTML."""
        return render_part(
            "profile",
            state=view.state,
            status=status,
            data_line=data_line(self.tables),
            regions=safe_regions(view),
            comparators=comparator_options({}),
            theme_groups=_theme_groups(),
            polarities=list(POLARITY_CHOICES.items()),
            first_day=FIRST_DAY.isoformat(),
        )

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """The Excel extract of the council: its grades, its record, its themes and the evidence."""
        from ilacs_bench.export.bundle import bundle_workbook
        from ilacs_bench.export.profile import profile_bundle

        asked = self._asked(state)
        profile, _ = self._profiles(asked)
        bundle = profile_bundle(self.tables, profile, asked.to)
        return f"{parts.file_name(profile, 'profile')}.xlsx", bundle_workbook(bundle)

    def _asked(self, state: State) -> _Asked:
        day = checked_day(one(state, "as_at"))
        name, to = one(state, "la").strip(), chosen_comparator(one(state, "to"))
        if not name:
            raise UnknownName("No local authority is chosen. Type its name or code.")
        return _Asked(asked_authority(self.tables, name, day), to, find_comparator(to), day)

    def _make_profile(self, asked: _Asked) -> tuple[CouncilProfile, View]:
        """The profile, and the view of all that no choice of a theme changes."""
        profile = council_profile(self.tables, asked.la_code, asked.to, as_at=asked.day)
        return profile, unchanging_view(profile)

    def _make_view(self, asked: _Asked, theme: str, polarity: str) -> tuple[str, View]:
        """The council's name, and all of the view but its state."""
        profile, made = self._profiles(asked)
        found = self._evidence(profile, theme, polarity)
        regions = {
            **made.regions,
            "themes": themes.themes_view(profile, theme),
            "evidence": themes.evidence_view(profile, theme, polarity, found),
        }
        shown = themes.shown_sentence(profile, theme, found)
        said = profile.coverage.said_of(shown, profile.as_at)
        return profile.la_name, View({}, said, regions, made.charts)

    def _evidence(self, profile: CouncilProfile, theme: str, polarity: str) -> pd.DataFrame:
        if not theme:
            return pd.DataFrame()
        rows = evidence(self.tables, profile.la_code, theme, as_at=profile.as_at)
        return rows if polarity == "all" else rows[rows["polarity"] == polarity]


def unchanging_view(profile: CouncilProfile) -> View:
    """All of the view that no choice of a theme changes."""
    return View(
        state={},
        said="",
        regions={
            "summary": shared.own_view(profile) + parts.wait_view(profile),
            "record": parts.record_view(profile),
            "improvements": parts.improvements_view(profile),
            "notes": parts.notes_view(profile),
        },
        charts=parts.record_chart(profile),
    )


def _known(state: State, name: str, choices: tuple[str, ...]) -> str:
    value = one(state, name)
    if value not in choices:
        raise UnknownName(f"{value!r} is not a choice of {_WORDS[name]}. Choose one on the page.")
    return value


_WORDS = {"theme": "theme", "polarity": "findings to show"}


def _theme_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes to choose from, under their groups."""
    return [
        (label, [(code, THEME_LABELS[code]) for code in THEMES if THEME_GROUPS[code] == group])
        for group, label in THEME_GROUP_LABELS.items()
    ]
