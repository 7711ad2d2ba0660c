"""A choice that can't be shown, on every page: the form, the reason and ways on, and no figure."""

import re
from html import unescape

import pytest
from html_reader import Html

from ilacs_bench import load
from ilacs_bench.errors import IlacsBenchError
from ilacs_bench.widgets.compare_page import CompareCouncils
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.national_page import NationalPicture
from ilacs_bench.widgets.profile_page import CouncilProfilePage

CASES = [
    (CompareCouncils, "la=suffolk&to=own", "Your choice is empty", ["?la=suffolk", "?"]),
    (CompareCouncils, "la=suffolk&as_at=2013-01-01", "Choose a date from", ["?la=suffolk", "?"]),
    (
        CompareCouncils,
        "la=cumberland&as_at=2020-01-01",
        "Cumberland (E06000063) did not exist on 1 January 2020",
        ["?la=cumbria&as_at=2020-01-01", "?as_at=2020-01-01", "?la=cumberland", "?"],
    ),
    (
        CouncilProfilePage,
        "la=cumbria",
        "Choose a date in that time or Cumberland or Westmorland and Furness",
        ["?la=cumberland", "?la=westmorland-and-furness", "?la=cumbria&as_at=2023-03-31", "?"],
    ),
    (CouncilProfilePage, "la=sufolk", "Did you mean", ["?la=suffolk", "?"]),
    (
        NationalPicture,
        "as_at=1999-01-01&area=in_care",
        "Choose a date from",
        ["?area=in_care", "?"],
    ),
    (CompareCouncils, "la=suffolk&as_at=2040-05-05", "later than today", ["?la=suffolk", "?"]),
    (CouncilProfilePage, "as_at=2040-05-05", "later than today", ["?"]),
    (NationalPicture, "as_at=2040-05-05", "later than today", ["?"]),
    (NationalPicture, "region=Wales", "There is no such region", ["?"]),
]


@pytest.fixture(scope="module")
def tables():
    return load()


@pytest.mark.parametrize(("page", "query", "reason", "ways"), CASES)
def test_nothing_but_the_form_the_reason_and_ways_on(tables, page, query, reason, ways):
    html = LivePage(page(tables), query=query).html
    body, _, charts = html.partition('<script type="application/json" data-charts>')
    assert reason in unescape(re.search(r"data-status[^>]*>([^<]*)<", body)[1])
    assert charts.startswith("{}</script>")
    for name, text in regions_of(body).items():
        assert name in {"councils", "choice", "instead"} or text == "", name
    assert "ilacs-failed" in body
    links = [way for way in Html(body).links if way.startswith("?")]
    assert [way for way in links if way in ways] == ways
    for way in links:
        assert "ilacs-failed" not in LivePage(page(tables), query=way[1:]).html


@pytest.mark.parametrize(("page", "query", "reason", "ways"), CASES)
def test_no_file_and_no_picture_is_made_of_it(tables, page, query, reason, ways):
    live = LivePage(page(tables))
    for what in (["xlsx"], ["csv"], ["grades", "svg"]):
        with pytest.raises(IlacsBenchError, match=re.escape(reason)):
            live.file(query, *what)


def regions_of(html: str) -> dict[str, str]:
    """What stands in each region of a page, as far as its first tag that ends one."""
    found = re.findall(r'data-region="(\w+)"[^>]*>(.*?)</(?:div|p|datalist)>', html, re.DOTALL)
    return {name: text.strip() for name, text in found}
