"""What is linked and what is escaped."""

import pytest
from jinja2 import UndefinedError

from ilacs_bench.columns.links import ofsted_url
from ilacs_bench.dashboard.html import render


@pytest.mark.parametrize(
    "url",
    [
        "https://files.ofsted.gov.uk/v1/file/50004729",
        "https://reports.ofsted.gov.uk/provider/44/80467",
        "https://ofsted.gov.uk/",
    ],
)
def test_links_of_ofsted_are_linked(url):
    assert ofsted_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://files.ofsted.gov.uk/v1/file/1",
        "javascript:alert(1)//.ofsted.gov.uk",
        "https://files.ofsted.gov.uk.example.org/",
        "https://example.org/files.ofsted.gov.uk",
        "https://notofsted.gov.uk/",
        "https://files.ofsted.gov.uk@example.org/",
        "https://someone@files.ofsted.gov.uk/",
        "https://[files.ofsted.gov.uk/",
        "",
        None,
        float("nan"),
    ],
)
def test_no_other_address_is_linked(url):
    assert ofsted_url(url) is None


def test_values_are_escaped():
    html = render("problem", problem="<script>alert(1)</script>", trace="")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_forgotten_value_is_an_error():
    with pytest.raises(UndefinedError):
        render("problem", problem="Nothing was read.")
