"""The small site of the bundled facts, and one as at an earlier day, made once."""

import pytest
from html_reader import Html
from small_site import early_site, small_edition

from ilacs_bench.publish.site import make_site
from ilacs_bench.tables.store import read_tables


@pytest.fixture(scope="session")
def edition():
    return small_edition(read_tables())


@pytest.fixture(scope="session")
def site(edition):
    return dict(make_site(edition))


@pytest.fixture(scope="session")
def pages(site):
    return {path: text.decode() for path, text in site.items() if path.endswith(".html")}


@pytest.fixture(scope="session")
def tags(pages):
    return {path: Html(text) for path, text in pages.items()}


@pytest.fixture(scope="session")
def early():
    return dict(early_site())
