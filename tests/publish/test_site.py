"""The site holds together by itself, and says what the library says."""

import json
import re
from datetime import date
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import pandas as pd
import pytest
from factories import authority, bullet, inspected, neighbours, sentence, some_tables
from html_reader import Html
from small_site import EARLY, MADE_ON, early_site

from ilacs_bench import __version__
from ilacs_bench.benchmark.compare import compare, own_grades
from ilacs_bench.benchmark.evidence import evidence, report_evidence
from ilacs_bench.benchmark.pictures import good_or_outstanding, picture
from ilacs_bench.benchmark.steps import trajectory_steps
from ilacs_bench.benchmark.theme_authorities import theme_authorities
from ilacs_bench.benchmark.theme_rows import read_reports
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.errors import UnknownName
from ilacs_bench.publish.site import make_edition, make_site
from ilacs_bench.tables.store import read_tables
from ilacs_bench.vocabulary import AREA_LABELS, THEMES
from ilacs_bench.widgets.national_view import MAP_AREAS

MOST_BYTES = 1_500_000
HOSTILE = "<img src=x onerror=alert(1)>"


def in_words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_kind_of_page_is_there(pages):
    assert len(pages) == 5 + 1 + 2 + 1 + 2 + 1
    assert {"index.html", "national/overall.html", "councils.html", "councils/kent.html"} <= set(
        pages
    )
    assert {"themes.html", "themes/planning.html", "about.html"} <= set(pages)


def test_every_page_says_how_far_its_data_go(pages):
    heads = [html.count('<p class="ilacs-data">') for html in pages.values()]
    assert heads == [1] * len(pages)
    assert all("Data to 20 August 2026:" in html for html in pages.values())


def test_a_site_of_a_part_never_says_that_nobody_inspected_the_rest():
    tables = some_tables(
        inspected("E10000011", "2018-07-16", "2018-09-04", leaders="outstanding"),
        authorities=[authority("E10000011"), authority("E10000029", la_name="Suffolk")],
        coverage=[],
    )
    site = dict(make_site(make_edition(tables, made_on=MADE_ON)))
    said = {path: in_words(text.decode()) for path, text in site.items() if path.endswith("html")}
    assert all("Your tables: 1 report, 1 of 2 authorities." in words for words in said.values())
    assert not [path for path, words in said.items() if "had no full inspection" in words]
    assert "not in your tables" in said["councils.html"]
    assert "No full inspection of Suffolk is in your tables" in said["councils/suffolk.html"]


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
    links = tags["index.html"].values("href")
    assert {link for link in links if link.startswith("councils/")} == {
        "councils/east-sussex.html",
        "councils/kent.html",
    }
    assert "councils/kent.html" in tags["councils.html"].values("href")


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


def test_nothing_asks_a_kernel(tags):
    for page in tags.values():
        names = {name for _, of in page.elements for name in of}
        assert names & {"data-set", "data-download", "data-controls", "name"} <= {"name"}
        assert {of["name"] for tag, of in page.elements if "name" in of} == {
            "viewport",
            "generator",
        }


def test_pages_are_small(pages):
    assert {path for path, text in pages.items() if len(text.encode()) > MOST_BYTES} == set()


def test_every_page_says_whose_when_and_what_made_it(edition, pages):
    for path, html in pages.items():
        words = in_words(html)
        for said in (
            f"as at {day_words(edition.as_at)} (published by {day_words(edition.as_at)})",
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


def test_same_tables_and_days_give_the_same_bytes(early):
    assert early_site() == early


def test_headline_is_what_the_library_counts(edition, pages):
    rows = good_or_outstanding(picture(edition.tables, as_at=edition.as_at))
    for n, judged in zip(rows["n"], rows["judged"], strict=True):
        assert re.search(rf"\b{n} of {judged} judged", pages["index.html"])


def test_grades_of_a_council_are_those_of_the_library(edition, tags):
    grades = own_grades(edition.tables, "East Sussex", as_at=edition.as_at)
    rows = tags["councils/east-sussex.html"].rows
    known = grades.dropna(subset="grade")
    assert len(known) >= 4
    for area, grade in zip(known["judgement_area"], known["grade"], strict=True):
        (row,) = [row for row in rows if row[0] == AREA_LABELS[area]]
        assert row[1].startswith(SHORT_GRADES[grade])


def test_list_has_every_council_with_its_grades(edition, tags):
    rows = {row[0]: row for row in tags["councils.html"].rows[1:]}
    counts = picture(edition.tables, as_at=edition.as_at, areas=["leaders"]).set_index("grade")["n"]
    assert len(rows) == len(tags["councils.html"].rows) - 1 == 153
    assert {
        grade: sum(row[3] == SHORT_GRADES[grade] for row in rows.values()) for grade in counts.index
    } == (counts.to_dict())


def test_evidence_of_every_theme_is_on_the_page_of_the_council(edition, pages):
    page = pages["councils/kent.html"]
    whole = report_evidence(edition.tables, "Kent", as_at=edition.as_at)
    for theme in THEMES:
        n = len(evidence(edition.tables, "Kent", theme, as_at=edition.as_at))
        assert n == (whole["theme"] == theme).sum()
        found = re.search(rf'id="theme-{theme.replace("_", "-")}">.*?</strong>: (\d+) ', page)
        assert int(found[1] if found else 0) == n
    assert len(whole) > 20


def test_inspections_of_a_council_and_its_group_are_on_its_page(edition, pages, tags):
    charts = json.loads(
        re.search(r"<script[^>]* data-charts>(.*?)</script>", pages["councils/kent.html"])[1]
    )
    rows = compare(edition.tables, "Kent", as_at=edition.as_at)
    group = rows[["la_code", "la_name"]].drop_duplicates()
    for area in MAP_AREAS:
        spec = charts[f"trajectories-{area.replace('_', '-')}"]
        lanes = [row["text"] for row in spec["data"]["values"] if row["kind"] in ("own", "name")]
        assert lanes == group["la_name"].to_list()
        told = trajectory_steps(edition.tables, group["la_code"], area, as_at=edition.as_at)
        steps = [row for row in spec["data"]["values"] if row["kind"] == "step"]
        assert len(steps) == sum(bool(step.grade) for one in told for step in one.steps) > 15
    heads = tags["councils/kent.html"].rows
    headings = [row for row in heads if row[0] == "Council" and row[1].startswith("Single ins")]
    assert len(headings) == len(MAP_AREAS)


def test_theme_page_has_all_its_councils(edition, tags):
    found = theme_authorities(edition.tables, "planning", as_at=edition.as_at)
    names = {row[0] for row in tags["themes/planning.html"].rows}
    assert set(found["la_name"]) <= names
    assert len(found) > 50


def test_earlier_day_has_its_own_grades(edition, early):
    files = {path: text.decode() for path, text in early.items() if path.endswith(".html")}
    assert all("as at 31 March 2019" in in_words(text) for text in files.values())
    rows = good_or_outstanding(picture(edition.tables, as_at=EARLY))
    for n, judged in zip(rows["n"], rows["judged"], strict=True):
        assert not judged or f"{n} of {judged} judged" in files["index.html"]


def test_themes_of_an_earlier_day_count_what_was_published_by_it(edition, early):
    page = early["themes/planning.html"].decode()
    reports = read_reports(edition.tables)
    by_then = reports[reports["published"] <= pd.Timestamp(EARLY)]
    n = len(by_then)
    assert 20 < n < len(reports)
    assert f"{n} were read." in in_words(page)
    found = theme_authorities(edition.tables, "planning", as_at=EARLY)
    linked = [row for row in Html(page).rows if len(row) == 6 and row[0] in set(found["la_name"])]
    assert len(linked) == len(found) > 50
    improvements = edition.tables.improvements
    for year in (2018, 2019):
        ids = by_then.loc[by_then["dated"].dt.year == year, "inspection_id"]
        (row,) = [row for row in Html(page).rows if row[0] == str(year)]
        assert row[2] == str(improvements["inspection_id"].isin(ids).sum())
    assert "2020" not in [row[0] for row in Html(page).rows]


def test_pages_of_an_earlier_day_say_what_is_left_out(pages, early):
    for path in ("themes.html", "themes/planning.html"):
        assert "Only reports published by 31 March 2019 count" in early[path].decode()
        assert "Only reports published by" not in pages[path]
    assert "Tags of the National Framework are left out" in early["themes.html"].decode()
    assert "Ofsted tags it" not in early["themes.html"].decode()
    assert "Nothing published after 31 March 2019 counts" in early["about.html"].decode()


def test_lines_over_time_end_on_an_earlier_day(pages, early):
    for path in ("index.html", "national/overall.html"):
        page = in_words(early[path].decode())
        assert "31 December 2013 to 31 March 2019, each with what was published by then" in page
        assert "31 December 2013 to 30 June 2026, each with" in in_words(pages[path])
    # The SIF had no judgement of the name, so that few had been graded on leaders by then.
    assert 'data-chart="time"' not in early["index.html"].decode()
    assert "No line is drawn" in early["index.html"].decode()
    assert 'data-chart="time"' in early["national/overall.html"].decode()
    assert "No line is drawn" not in pages["index.html"]


def test_no_themes_of_england_before_the_first_report_that_counts():
    edition = make_edition(read_tables(), as_at=date(2017, 3, 31), councils=["Kent"])
    files = {path: text.decode() for path, text in make_site(edition) if path.endswith(".html")}
    assert [path for path in files if "theme" in path] == []
    assert all("themes" not in "".join(Html(text).values("href")) for text in files.values())
    assert "no ILACS report was published by 31 March 2017" in files["about.html"]


def test_unknown_council_is_said():
    with pytest.raises(UnknownName, match="Kent"):
        make_edition(read_tables(), councils=["Kentt"])


def test_council_without_a_group_has_no_part_on_it():
    a = inspected("A", "2023-05-01", "2023-07-01", leaders="good")
    b = inspected("B", "2024-05-01", "2024-07-01", leaders="good")
    named = [authority("A", la_name="Bury"), authority("B", la_name="Hull")]
    tables = some_tables(a, b, authorities=named, neighbours=neighbours("A", "B"))
    files = dict(make_site(make_edition(tables, made_on=MADE_ON)))
    part = b"From inspection to inspection</h2>"
    assert part in files["councils/bury.html"]
    assert part not in files["councils/hull.html"]
    assert files["data/hull/judgements.csv"].count(b"Hull") == len(MAP_AREAS)


def test_words_of_tables_are_escaped_and_said_to_be_there():
    a = inspected("A", "2023-05-01", "2023-07-01", leaders="requires_improvement", overall="good")
    b = inspected("B", "2025-05-01", "2025-07-01", leaders="outstanding")
    tables = some_tables(
        a,
        b,
        authorities=[
            authority("A", la_name=HOSTILE, ofsted_region="North West"),
            authority("B", la_name="Bury", ofsted_region="London"),
        ],
        neighbours=neighbours("A", "B"),
        coded=[
            bullet(a, "voice", text=f"Hear {HOSTILE} children."),
            sentence(a, "leaders", "weakness", "supervision", text=f"Poor {HOSTILE} oversight."),
            sentence(b, "leaders", "strength", "supervision", text="Good oversight."),
        ],
    )
    edition = make_edition(tables, made_on=MADE_ON)
    pages = {path: text.decode() for path, text in make_site(edition) if path[:5] != "data/"}
    page = pages["councils/img-src-x-onerror-alert-1.html"]
    assert "&lt;img src=x onerror=alert(1)&gt; oversight." in page
    assert "Where a page quotes a report, the words are Ofsted’s." in page
    for path, text in pages.items():
        assert HOSTILE not in text, path
        if path.endswith(".html"):
            assert "img" not in Html(text).tags
