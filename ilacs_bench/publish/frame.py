"""A page in its frame: head, menu, what it says of itself, and its scripts."""

from markupsafe import Markup

from ilacs_bench import __version__
from ilacs_bench.dashboard.styles import pattern_rules
from ilacs_bench.publish.assets import Assets
from ilacs_bench.publish.html import render_site_part
from ilacs_bench.publish.pages import SitePage
from ilacs_bench.publish.site_build import SiteBuild

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


def framed(page: SitePage, edition: SiteBuild, assets: Assets) -> str:
    """The page as HTML, whole."""
    return render_site_part(
        "site_page",
        page=page,
        edition=edition,
        assets=assets,
        policy=POLICY,
        patterns=Markup(pattern_rules()),  # noqa: S704
        version=__version__,
    )
