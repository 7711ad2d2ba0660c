"""How far the site can be trusted: what the tables hold, where they differ, what a machine made."""

from ilacs_bench.publish.edition import Edition, Page
from ilacs_bench.publish.frame import region_texts, render_site_part
from ilacs_bench.widgets.trust_view import accuracy_view, coverage_view, reconciliation_view


def about_page(edition: Edition) -> Page:
    """The same words as on the dashboards, and a statement on accessibility of the site's own."""
    regions = {
        "coverage": coverage_view(edition.tables),
        "reconciliation": reconciliation_view(edition.tables),
        "accuracy": accuracy_view(),
    }
    return Page(
        path="about.html",
        under="about.html",
        title="How far to trust it",
        intro="Where the figures come from, what is missing, and how often the machine is right.",
        said=f"All pages are {edition.when}. Made on {edition.made}.",
        body=render_site_part("site_about", regions=region_texts(regions), edition=edition),
    )
