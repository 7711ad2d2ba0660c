"""A page in its frame: head, navigation, heading, what it says of itself, and its scripts."""

import json
from collections.abc import Mapping

from markupsafe import Markup

from ilacs_bench import __version__
from ilacs_bench.dashboard.data_line import data_line
from ilacs_bench.dashboard.html import make_environment
from ilacs_bench.dashboard.styles import pattern_rules
from ilacs_bench.publish.assets import Assets
from ilacs_bench.publish.edition import Edition, Page
from ilacs_bench.publish.links import Places, resolved
from ilacs_bench.widgets.live_page import said

NAVIGATION = {
    "index.html": "National picture",
    "councils.html": "Councils",
    "themes.html": "Themes",
    "about.html": "How far to trust it",
}
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' file:",
        "style-src 'self' file: 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
"""What a browser may load: files of the site, from a server or a disk, and styles in the page."""
_ENVIRONMENT = make_environment(
    "ilacs_bench.publish", "ilacs_bench.widgets", "ilacs_bench.dashboard"
)


def render_site_part(name: str, **values: object) -> str:
    """HTML of the site's own template; values are escaped, missing ones are an error."""
    return _ENVIRONMENT.get_template(f"{name}.html.j2").render(**values)


def region_texts(regions: Mapping[str, str]) -> dict[str, Markup]:
    """Regions of a view for a template: they come from templates that escaped what is data."""
    return {name: Markup(text) for name, text in regions.items()}  # noqa: S704


def framed(page: Page, edition: Edition, assets: Assets) -> str:
    """The page as HTML, whole."""
    specs = {name: chart.spec for name, chart in page.charts.items()}
    charts = json.dumps(specs, sort_keys=True).replace("<", "\\u003c")
    places = Places(page.root, edition.councils.keys(), page.themes)
    return render_site_part(
        "site_page",
        page=page,
        edition=edition,
        assets=assets,
        policy=POLICY,
        patterns=Markup(pattern_rules()),  # noqa: S704
        pages=[(path, words) for path, words in NAVIGATION.items() if is_there(path, edition)],
        status=said(page.said),
        data_line=data_line(edition.tables),
        body=resolved(page.body, places),
        charts=Markup(charts),  # noqa: S704
        version=__version__,
    )


def is_there(path: str, edition: Edition) -> bool:
    """Whether the site has this page of the navigation."""
    return path != "themes.html" or bool(edition.themes)
