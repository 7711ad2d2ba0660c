"""The site holds together by itself, and says what the library says."""

import json
import re
from datetime import date
from itertools import islice
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import pytest
import whole_pages
from factories import SHOWN_AREAS, authority, bullet, inspected, neighbours, sentence, some_tables
from html_reader import Html
from notebook_pages import bundled_pages
from small_site import EARLY, MADE_ON, early_site, england_workbook_once, with_themes

from ilacs_bench import __version__
from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.dashboard.menu import find_pages
from ilacs_bench.errors import UnknownName
from ilacs_bench.paths import slug
from ilacs_bench.publish.site import MARKER, make_site, prepare_site
from ilacs_bench.tables.store import read_tables

MOST_BYTES = 1_500_000
HOSTILE = "<img src=x onerror=alert(1)>"


def charts_of(html):
    """Specs of the charts of a page, by name."""
    pieces = re.findall(r"<script[^>]* data-charts>(.*?)</script>", html, re.DOTALL)
    return {name: spec for piece in pieces for name, spec in json.loads(piece).items()}


def in_words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_kind_of_page_is_there(pages):
    assert set(pages) == {
        "index.html",
        *(f"national-{slug(area)}.html" for area in SHOWN_AREAS if area != "leaders"),
        *(f"{page.name}.html" for page in find_pages() if page.name not in ("council", "national")),
        "themes-planning.html",
        "themes-supervision.html",
        "council-east-sussex.html",
        "council-kent.html",
    }


def test_every_page_says_how_far_its_data_go(pages):
    heads = [html.count('<p class="ilacs-data">') for html in pages.values()]
    assert heads == [1] * len(pages)
    assert all("Data to 20 August 2026:" in html for html in pages.values())


def test_a_site_of_a_part_never_says_that_nobody_inspected_the_rest(no_files):
    tables = some_tables(
        inspected("E10000011", "2018-07-16", "2018-09-04", leaders="outstanding"),
        authorities=[authority("E10000011"), authority("E10000029", la_name="Suffolk")],
        coverage=[],
    )
    site = dict(make_site(with_themes(prepare_site(tables, made_on=MADE_ON), "planning")))
    said = {path: in_words(text.decode()) for path, text in site.items() if path.endswith("html")}
    assert all("Your tables: 1 report, 1 of 2 authorities." in words for words in said.values())
    assert not [path for path, words in said.items() if "had no full inspection" in words]
    assert "no inspection here" in said["find.html"]
    assert "No full inspection of Suffolk is in your tables" in said["council-suffolk.html"]


def test_every_link_leads_to_a_file_and_a_place_in_it(site, tags):
    dead = []
    for path, page in tags.items():
        for address in page.values("href") + page.values("src") + page.values("data-vega"):
            parts = urlsplit(address)
            if parts.scheme in ("https", "data"):
                continue
            target = normpath(join(dirname(path), parts.path)) if parts.path else path
            ids = tags[target].values("id") if target in tags else []
            if target not in site or (parts.fragment and parts.fragment not in ids):
                dead.append((path, address))
    assert dead == []


def test_every_council_with_a_page_is_linked_and_no_other(tags):
    for path in ("index.html", "find.html"):
        links = {link for link in tags[path].values("href") if link.startswith("council")}
        assert links == {"council-east-sussex.html", "council-kent.html"}


def test_pages_load_files_of_the_site_only(site, tags):
    for page in tags.values():
        loaded = [
            of[name] or ""
            for tag, of in page.elements
            for name in ("src", "href", "srcset", "data", "poster", "action")
            if name in of and tag != "a"
        ]
        assert [address for address in loaded if urlsplit(address).scheme not in ("", "data")] == []
        assert [address for address in loaded if address.startswith("//")] == []
    (style,) = [text.decode() for path, text in site.items() if path.endswith(".css")]
    assert re.findall(r"@import|url\(\s*[\"']?(?!#|\"#)[^)]*", style) == []


def test_every_page_has_a_policy_that_lets_nothing_else_in(tags):
    for page in tags.values():
        (policy,) = [of["content"] for _, of in page.elements if "http-equiv" in of]
        assert policy.startswith("default-src 'none'; script-src 'self' file:;")
        assert "unsafe-eval" not in policy


def test_scripts_are_classic_ones(site, tags):
    assert all(of.get("type") != "module" for page in tags.values() for _, of in page.elements)
    (script,) = [text.decode() for path, text in site.items() if path.startswith("assets/page")]
    assert re.findall(r"^\s*(?:import|export)\s.*", script, re.MULTILINE) == []


def test_nothing_asks_a_server(tags):
    for path, page in tags.items():
        names = {name for _, of in page.elements for name in of}
        assert names & {"data-download", "data-controls"} == set(), path
        buttons = [of for tag, of in page.elements if tag == "button" and "data-set" in of]
        assert buttons == [], path


def test_pages_are_small(pages):
    assert {path for path, text in pages.items() if len(text.encode()) > MOST_BYTES} == set()


def test_every_page_says_whose_when_and_what_made_it(build, pages):
    for path, html in pages.items():
        words = in_words(html)
        for said in (
            f"as at {day_words(build.as_at)}",
            "Open Government Licence v3.0",
            "This page is not Ofsted’s.",
            "coded by a machine",
            f"Made on {day_words(MADE_ON)} with ilacs-bench {__version__}",
            "No sentence of a report is quoted.",
        ):
            assert said in words, path


def test_ids_are_unique(tags):
    for path, page in tags.items():
        ids = page.values("id")
        assert len(ids) == len(set(ids)), path


def test_command_writes_it_and_says_what_it_is(published, early):
    folder, said = published
    assert re.search(r"\d\d pages, 1 of them of local\s+authorities, as at 31 March 2019", said)
    assert re.search(r"the largest page 0\.\d\d MB, in \d+ s\.", said)
    told = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    assert told["as_at"] == "2019-03-31"
    assert set(told["files"]) == set(early)


def test_same_tables_and_days_give_the_same_bytes(early):
    """The first files of a second making: to make all of them takes as long again."""
    with england_workbook_once():
        again = dict(islice(early_site(), 12))
    assert again == {path: early[path] for path in again}


def test_every_page_says_what_the_same_page_of_a_server_says(site, pages):
    """The site is made of the pages: their own tests say that these are right."""
    served = bundled_pages()
    asked = {
        "council-kent.html": ("council", "la=kent"),
        "index.html": ("national", ""),
        "national-care-leavers.html": ("national", "area=care_leavers"),
        "themes-planning.html": ("themes", "theme=planning"),
        "find.html": ("find", ""),
    }
    for path, (name, query) in asked.items():
        answer = served[name].answer(query)
        words = in_words(pages[path])
        assert in_words(answer["status"]) in words, path
        assert set(whole_pages.charts_of(served[name], query)) == charts_of(pages[path]).keys(), (
            path
        )


def test_earlier_day_has_its_own_grades_and_nothing_of_later(build, pages, early):
    files = {path: in_words(text.decode()) for path, text in early.items() if path.endswith("html")}
    grades = own_grades(build.tables, "Kent", as_at=EARLY)
    kent = files["council-kent.html"]
    assert "as at 31 March 2019" in kent
    assert SHORT_GRADES[grades["grade"].dropna().iloc[0]] in kent
    assert "2024" not in kent
    said = "Only what was published by 31 March 2019 counts."
    assert [path for path, words in files.items() if said not in words] == []
    assert not any("Only what was published" in in_words(html) for html in pages.values())


def test_no_themes_of_england_before_the_first_report_that_counts(no_files):
    build = prepare_site(read_tables(), as_at=date(2017, 3, 31), councils=["Kent"])
    files = {path: text.decode() for path, text in make_site(build) if path.endswith(".html")}
    assert [path for path in files if "theme" in path] == []
    links = {link for text in files.values() for link in Html(text).values("href")}
    assert not any(link.startswith("themes") for link in links)


def test_unknown_council_is_said():
    with pytest.raises(UnknownName, match="Kent"):
        prepare_site(read_tables(), councils=["Kentt"])


def test_files_to_take_away_are_those_of_the_page_and_each_is_linked(site, tags):
    linked = {address for page in tags.values() for address in page.values("href")}
    files = {path for path in site if path.startswith("files/")}
    assert files <= linked
    assert any(path.startswith("files/council-kent/") and path.endswith(".xlsx") for path in files)
    assert any(path.startswith("files/index/") for path in files)
    for path in files:
        assert site[path][:2] == b"PK" or path.endswith(".csv"), path


def test_words_of_tables_are_escaped_and_said_to_be_there(no_files):
    of = {"leaders": "requires_improvement", "overall": "good"}
    a = inspected("E10000011", "2023-05-01", "2023-07-01", **of)
    b = inspected("E10000016", "2025-05-01", "2025-07-01", leaders="outstanding")
    tables = some_tables(
        a,
        b,
        authorities=[
            authority("E10000011", la_name="East Sussex", ofsted_region=HOSTILE),
            authority("E10000016", la_name="Kent", ofsted_region="London"),
        ],
        neighbours=neighbours("E10000011", "E10000016"),
        coded=[
            bullet(a, "voice", text=f"Hear {HOSTILE} children."),
            sentence(a, "leaders", "weakness", "supervision", text=f"Poor {HOSTILE} oversight."),
            sentence(b, "leaders", "strength", "supervision", text="Good oversight."),
        ],
    )
    build = with_themes(prepare_site(tables, made_on=MADE_ON), "voice", "supervision")
    pages = {path: text.decode() for path, text in make_site(build) if path[:6] != "files/"}
    page = pages["council-east-sussex.html"]
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "Where a page quotes a report, the words are Ofsted’s." in page
    for path, text in pages.items():
        assert HOSTILE not in text, path
        if path.endswith(".html"):
            assert "img" not in Html(text).tags
