"""The pages of themes: one of them all, and one a theme with its years and its councils."""

from collections.abc import Iterator, Mapping

from ilacs_bench.benchmark.national_framework import TAGGED_SINCE
from ilacs_bench.benchmark.theme_authorities import theme_authorities
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.publish.edition import Edition, Page
from ilacs_bench.publish.frame import region_texts, render_site_part
from ilacs_bench.publish.links import theme_path
from ilacs_bench.vocabulary import THEME_LABELS
from ilacs_bench.widgets.live_page import View
from ilacs_bench.widgets.themes_choice import SIDE_LABELS, checked_choice
from ilacs_bench.widgets.themes_page import ThemesOfReports
from ilacs_bench.widgets.themes_view import evidence_view

_INTRO = (
    "What Ofsted’s inspection reports ask to be improved, and what goes with which grade. Choose a "
    "theme to see its years, and the councils whose latest report has it."
)
_ONE_INTRO = (
    "How often the theme is among the areas for improvement, year by year, and the councils whose "
    "latest report has it. A council leads to the places in its report."
)
_OF_SIDE = ("grades", "contrast")
"""Parts that are of strengths, or of weaknesses."""


def theme_pages(edition: Edition) -> Iterator[Page]:
    """The page of all themes, and one for each."""
    if not edition.themes:
        return
    dashboard = ThemesOfReports(edition.known, edition.as_at)
    shown = [theme for theme in THEME_LABELS if theme in edition.themes]
    yield _page_of_all(edition, dashboard, {theme: theme_path(theme) for theme in shown})
    for theme in shown:
        yield _page_of_one(edition, dashboard, theme, THEME_LABELS[theme])


def _page_of_all(edition: Edition, dashboard: ThemesOfReports, links: Mapping[str, str]) -> Page:
    by_side = {
        side: dashboard.view({**dashboard.defaults, "side": (side,)}) for side in SIDE_LABELS
    }
    view = by_side[next(iter(SIDE_LABELS))]
    charts = {**_years_chart(view), **_charts_of_sides(by_side)}
    return Page(
        path="themes.html",
        under="themes.html",
        title="Themes",
        intro=_INTRO,
        said=view.said,
        body=render_site_part(
            "site_themes",
            regions=region_texts(view.regions),
            sides=[
                (side, SIDE_LABELS[side], region_texts(of.regions)) for side, of in by_side.items()
            ],
            charts=charts.keys(),
            edition=edition,
            has_tags=edition.as_at >= TAGGED_SINCE,
        ),
        charts=charts,
        themes=links,
    )


def _charts_of_sides(by_side: Mapping[str, View]) -> dict[str, PageChart]:
    return {
        f"{part}-{side}": of.charts[part]
        for side, of in by_side.items()
        for part in _OF_SIDE
        if part in of.charts
    }


def _years_chart(view: View) -> dict[str, PageChart]:
    """The chart over the years; none where no year has a figure."""
    return {"years": view.charts["years"]} if "years" in view.charts else {}


def _page_of_one(edition: Edition, dashboard: ThemesOfReports, theme: str, label: str) -> Page:
    state = {**dashboard.defaults, "theme": (theme,)}
    view, choice = dashboard.view(state), checked_choice(edition.known, state)
    found = theme_authorities(edition.tables, theme, areas=choice.areas, as_at=edition.as_at)
    # All of them: there is nothing to narrow them with.
    evidence = evidence_view(choice, found, edition.when, most=len(found))
    charts = _years_chart(view)
    return Page(
        path=theme_path(theme),
        under="themes.html",
        title=label,
        intro=_ONE_INTRO,
        said=view.said,
        body=render_site_part(
            "site_theme",
            regions=region_texts({**view.regions, "evidence": evidence}),
            charts=charts.keys(),
            edition=edition,
        ),
        charts=charts,
    )
