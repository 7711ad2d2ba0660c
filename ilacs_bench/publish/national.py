"""The national picture: one page a judgement, each the dashboard's in that state."""

from collections.abc import Iterator, Sequence

from ilacs_bench.publish.downloads import (
    Download,
    downloads_part,
    files_of,
    national_downloads,
)
from ilacs_bench.publish.edition import Edition, Page, root_of
from ilacs_bench.publish.frame import region_texts, render_site_part
from ilacs_bench.vocabulary import AREA_SHORT_LABELS
from ilacs_bench.widgets.live_page import State
from ilacs_bench.widgets.national_page import GROUPED_BY, NationalPicture
from ilacs_bench.widgets.national_view import MAP_AREAS

_INTRO = (
    "How Ofsted has judged children’s services across England: on a map, over time, and what is "
    "new. Choose a judgement for the map, the lines and the waits."
)


def national_path(area: str) -> str:
    """The file of a judgement's page: the first judgement's is the site's front."""
    return "index.html" if area == MAP_AREAS[0] else f"national/{area.replace('_', '-')}.html"


def national_pages(edition: Edition) -> Iterator[Page]:
    """A page for each judgement."""
    dashboard = NationalPicture(edition.tables, edition.as_at if edition.is_earlier else None)
    state = {**dashboard.defaults, "as_at": (edition.as_at.isoformat(),)}
    downloads = national_downloads(edition)
    for area in MAP_AREAS:
        yield _page(dashboard, {**state, "area": (area,)}, area, downloads)


def _page(
    dashboard: NationalPicture, state: State, area: str, downloads: Sequence[Download]
) -> Page:
    first, *others = [
        (label, dashboard.view({**state, "by": (by,)}).regions["groups"])
        for by, (_, label) in GROUPED_BY.items()
    ]
    view = dashboard.view(state)
    root = root_of(national_path(area))
    body = render_site_part(
        "site_national",
        charts=view.charts.keys(),
        regions=region_texts(view.regions),
        groups=region_texts({"": first[1]})[""],
        other_groups=list(region_texts(dict(others)).items()),
        areas=[
            (f"{root}{national_path(other)}", AREA_SHORT_LABELS[other], other == area)
            for other in MAP_AREAS
        ],
        downloads=downloads_part(downloads, root),
    )
    title = "National picture"
    return Page(
        path=national_path(area),
        under="index.html",
        title=title if area == MAP_AREAS[0] else f"{title}: {AREA_SHORT_LABELS[area].lower()}",
        intro=_INTRO,
        said=view.said,
        body=body,
        charts=view.charts,
        files=files_of(downloads) if area == MAP_AREAS[0] else {},
    )
