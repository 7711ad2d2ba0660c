"""One page for each local authority, and the list that leads to them."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from ilacs_bench.benchmark.compare import Comparison, snapshot
from ilacs_bench.benchmark.council_profile import CouncilProfile, council_profile
from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.evidence import report_evidence
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.words import count_words, day_words
from ilacs_bench.charts.words import STEPS_KEY
from ilacs_bench.publish.downloads import council_downloads, downloads_part, files_of
from ilacs_bench.publish.edition import Edition, Page, root_of
from ilacs_bench.publish.frame import region_texts, render_site_part
from ilacs_bench.publish.links import council_path, evidence_id, theme_path
from ilacs_bench.publish.trajectories import charts_of, followed_judgements
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, DEFAULT_AREAS, GRADES, THEME_LABELS, THEMES
from ilacs_bench.widgets import compare_view
from ilacs_bench.widgets import profile_themes_view as themes_view
from ilacs_bench.widgets.compare_charts import group_charts
from ilacs_bench.widgets.compare_matrix_view import MatrixRows, matrix_view
from ilacs_bench.widgets.national_view import MAP_AREAS
from ilacs_bench.widgets.profile_page import unchanging_view

_INTRO = (
    "The council’s record with Ofsted: every full inspection, what it was told to improve, where "
    "it stands among its statistical neighbours, and the evidence behind each theme."
)
_LIST_INTRO = (
    "Every local authority of England with its grades at the latest full inspection. Each name "
    "leads to the authority’s own page."
)
_LISTED = ("la_code", "la_name", "ofsted_region", "judgement_area", "grade", "start", "published")


def council_list(edition: Edition) -> Page:
    """The local authorities by name, with a field to find one."""
    judgements = latest_judgements(edition.tables, edition.as_at, None, MAP_AREAS)
    by_council = groupby(
        records(judgements.sort_values(["la_name", "la_code"]), _LISTED), itemgetter("la_code")
    )
    covered = coverage_of(edition.tables)
    rows = [
        _listed({cell["judgement_area"]: cell for cell in cells}, covered)
        for _, cells in by_council
    ]
    return Page(
        path="councils.html",
        under="councils.html",
        title="Councils",
        intro=_LIST_INTRO,
        said=f"{count_words(len(rows), 'local authority', 'local authorities')}, {edition.when}.",
        body=render_site_part(
            "site_councils",
            rows=rows,
            labels=[AREA_SHORT_LABELS[area] for area in MAP_AREAS],
            when=edition.when,
        ),
    )


def council_pages(edition: Edition) -> Iterator[Page]:
    """A page for each local authority of the edition, by name."""
    rows = MatrixRows()
    for la_code in edition.councils.values():
        yield _page(edition, la_code, rows)


def _page(edition: Edition, la_code: str, rows: MatrixRows) -> Page:
    profile = council_profile(edition.tables, la_code, as_at=edition.as_at)
    compared = snapshot(
        edition.tables, la_code, "neighbours", as_at=edition.as_at, areas=DEFAULT_AREAS
    )
    made = unchanging_view(profile)
    followed = followed_judgements(edition.tables, compared)
    evidence = _evidence(edition, profile)
    downloads = council_downloads(edition, profile, compared)
    path = council_path(slug(profile.la_name))
    body = render_site_part(
        "site_council",
        regions=region_texts({**made.regions, **_group_regions(compared, rows)}),
        followed=followed,
        steps_key=STEPS_KEY,
        themes=Markup(themes_view.themes_view(profile, "")),  # noqa: S704
        evidence=evidence,
        downloads=downloads_part(downloads, root_of(path)),
        la_name=profile.la_name,
        group=compared.comparator_label,
        was_coded=profile.was_coded,
    )
    return Page(
        path=path,
        under="councils.html",
        title=profile.la_name,
        intro=_INTRO,
        said=themes_view.shown_sentence(profile, "", profile.themes),
        body=body,
        charts={**made.charts, **group_charts(compared), **charts_of(followed)},
        themes={row["theme"]: f"#{row['id']}" for row in evidence},
        files=files_of(downloads),
    )


def _group_regions(compared: Comparison, rows: MatrixRows) -> dict[str, str]:
    """Where the council stands in its group; nothing is counted where nobody is in it."""
    if compared.group.empty:
        return {"positions": compare_view.positions_view(compared), "counts": "", "matrix": ""}
    return {
        "positions": compare_view.positions_view(compared),
        "counts": compare_view.distribution_view(compared),
        "matrix": matrix_view(compared, rows),
    }


def _evidence(edition: Edition, profile: CouncilProfile) -> list[dict[str, Any]]:
    """What there is to read on each theme of the latest report, in the order of the themes."""
    found = report_evidence(edition.tables, profile.la_code, as_at=edition.as_at)
    by_theme = dict(iter(found.groupby("theme")))
    return [
        {
            "theme": theme,
            "id": evidence_id(theme),
            "label": THEME_LABELS[theme],
            "n": len(by_theme[theme]),
            "page": f"../{theme_path(theme)}" if theme in edition.themes else None,
            "view": Markup(  # noqa: S704
                themes_view.evidence_view(
                    profile, theme, "all", by_theme[theme], offers_words=False
                )
            ),
        }
        for theme in THEMES
        if theme in by_theme
    ]


def _listed(by_area: dict[str, dict[str, Any]], covered: Coverage) -> dict[str, Any]:
    first = by_area[MAP_AREAS[0]]
    begun = first["start"] or first["published"]
    return {
        "slug": slug(first["la_name"]),
        "name": first["la_name"],
        "region": first["ofsted_region"],
        "when": day_words(begun) if begun else covered.no_inspection(first["la_code"]),
        "day": f"{begun:%Y-%m-%d}" if begun else "",
        "cells": [_order(by_area[area]["grade"]) for area in MAP_AREAS],
    }


def _order(grade: str | None) -> tuple[str | None, int | str]:
    """A grade, and the place it is sorted to: the best first, none at the end."""
    return grade, len(GRADES) - GRADES.index(grade) if grade else ""
