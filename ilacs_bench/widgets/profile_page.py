"""The page 'council profile': one council's record, and the evidence behind its themes."""

from collections import OrderedDict
from datetime import date

import pandas as pd
from markupsafe import Markup

from ilacs_bench.benchmark.council_profile import CouncilProfile, council_profile
from ilacs_bench.benchmark.evidence import evidence
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import THEME_GROUP_LABELS, THEME_GROUPS, THEME_LABELS, THEMES
from ilacs_bench.widgets import compare_page
from ilacs_bench.widgets import compare_view as shared
from ilacs_bench.widgets import profile_themes_view as themes
from ilacs_bench.widgets import profile_view as parts
from ilacs_bench.widgets.live_page import State, View, one, safe_regions, slug
from ilacs_bench.widgets.render import render_part

COMPARED_WITH = {
    code: words
    for code, words in compare_page.COMPARED_WITH.items()
    if code != compare_page.OWN_CHOICE
}
POLARITY_CHOICES = {"all": "All findings", "strength": "Strengths", "weakness": "Weaknesses"}
_Asked = tuple[str, str, date]
_KEPT = 64
"""Profiles kept: going through the themes of a council makes its profile once."""


class CouncilProfilePage:
    """Choose a local authority; read its record, and the evidence behind each theme."""

    def __init__(self, tables: Tables, authority: str = "East Sussex") -> None:
        self.tables = tables
        self.defaults: State = {
            "la": (authority,),
            "to": ("neighbours",),
            "as_at": ((last_day(tables) or date.today()).isoformat(),),
            "theme": ("",),
            "polarity": ("all",),
        }
        self._kept: OrderedDict[_Asked, tuple[CouncilProfile, View]] = OrderedDict()

    def view(self, state: State) -> View:
        """The profile, and the evidence of the theme chosen; words where a choice can't be."""
        theme = _known(state, "theme", ("", *THEMES))
        polarity = _known(state, "polarity", tuple(POLARITY_CHOICES))
        profile, made = self._made(state)
        found = self._evidence(profile, theme, polarity)
        return View(
            state={**state, "la": (profile.la_name,)},
            said=themes.shown_sentence(profile, theme, found),
            regions={
                **made.regions,
                "themes": themes.themes_view(profile, theme),
                "evidence": themes.evidence_view(profile, theme, polarity, found),
            },
            charts=made.charts,
        )

    def page(self, view: View, status: Markup) -> str:
        """The page as HTML."""
        return render_part(
            "profile",
            state=view.state,
            status=status,
            regions=safe_regions(view),
            comparators=[
                (code, compare_page.sentence_case(words)) for code, words in COMPARED_WITH.items()
            ],
            theme_groups=_theme_groups(),
            polarities=list(POLARITY_CHOICES.items()),
            first_day=compare_page.FIRST_DAY.isoformat(),
        )

    def download(self, state: State, what: str) -> tuple[str, bytes]:
        """The Excel extract of the council: its grades, its record, its themes and the evidence."""
        from ilacs_bench.export.bundle import bundle_workbook
        from ilacs_bench.export.profile import profile_bundle

        profile, _ = self._made(state)
        bundle = profile_bundle(self.tables, profile, one(state, "to"))
        name = f"{slug(profile.la_name).replace('-', '_')}_profile_{profile.as_at:%Y-%m-%d}.xlsx"
        return name, bundle_workbook(bundle)

    def _made(self, state: State) -> tuple[CouncilProfile, View]:
        """The profile, and the view of all that no choice of a theme changes."""
        day = compare_page.checked_day(one(state, "as_at"))
        name, to = one(state, "la").strip(), _known(state, "to", tuple(COMPARED_WITH))
        if not name:
            raise UnknownName("No local authority is chosen. Type its name or code.")
        if (name, to, day) not in self._kept:
            profile = council_profile(self.tables, name, to, as_at=day)
            self._kept[name, to, day] = profile, _unchanging(profile)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[name, to, day]

    def _evidence(self, profile: CouncilProfile, theme: str, polarity: str) -> pd.DataFrame:
        if not theme:
            return pd.DataFrame()
        rows = evidence(self.tables, profile.la_code, theme, as_at=profile.as_at)
        return rows if polarity == "all" else rows[rows["polarity"] == polarity]


def _unchanging(profile: CouncilProfile) -> View:
    existing = compare_page.authorities_on(profile.as_at)
    return View(
        state={},
        said="",
        regions={
            "councils": render_part("councils", authorities=existing),
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


_WORDS = {"theme": "theme", "polarity": "findings to show", "to": "whom to compare with"}


def _theme_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The themes to choose from, under their groups."""
    return [
        (label, [(code, THEME_LABELS[code]) for code in THEMES if THEME_GROUPS[code] == group])
        for group, label in THEME_GROUP_LABELS.items()
    ]
