"""The page 'themes': its figures are the benchmark's, its bad states say what to choose."""

import json

import pytest
from factories import authority, bullet, inspected, sentence, some_tables
from html_reader import Html

from ilacs_bench.benchmark import theme_contrast as theme_contrast_of
from ilacs_bench.benchmark import theme_prevalence as theme_prevalence_of
from ilacs_bench.benchmark import theme_years
from ilacs_bench.benchmark.theme_contrast import theme_contrast
from ilacs_bench.benchmark.theme_prevalence import theme_prevalence
from ilacs_bench.benchmark.theme_years import theme_shares
from ilacs_bench.dashboard.state import parse_state
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import THEME_LABELS
from ilacs_bench.widgets.themes_page import ThemesOfReports
from ilacs_bench.widgets.themes_words import percent, points

HOSTILE = "<img src=x onerror=alert(1)>"
A19 = inspected("A", "2019-05-01", "2019-07-01", leaders="outstanding")
A23 = inspected("A", "2023-05-01", "2023-07-01", leaders="requires_improvement")
B25 = inspected("B", "2025-05-01", "2025-07-01", leaders="outstanding")


def tables_of(text=None):
    return some_tables(
        A19,
        A23,
        B25,
        authorities=[
            authority("A", la_name=HOSTILE, ofsted_region="North West"),
            authority("B", la_name="Bury", ofsted_region="London"),
        ],
        coded=[
            bullet(A19, "voice"),
            bullet(A19, "supervision"),
            bullet(A23, "voice"),
            bullet(B25, "voice", tags="outcome 4"),
            bullet(B25, tags="enabler 2"),
            sentence(A19, "leaders", "strength", "voice"),
            sentence(A23, "leaders", "weakness", "voice", text=text),
            sentence(B25, "leaders", "strength", "voice"),
        ],
    )


@pytest.fixture(scope="module")
def dashboard():
    return ThemesOfReports(tables_of())


@pytest.fixture(autouse=True)
def few_are_enough(monkeypatch):
    """Two reports are enough here for a share."""
    for module in (theme_years, theme_prevalence_of, theme_contrast_of):
        monkeypatch.setattr(module, "FEWEST", 1)


def shown(dashboard, query=""):
    return dashboard.view(parse_state(query, dashboard.defaults))


def rows_of(view, region):
    return {row[0]: row[1:] for row in Html(view.regions[region]).rows}


@pytest.mark.parametrize(
    ("query", "codes"), [("", None), ("region=london", ["B"]), ("since=2020&until=2023", None)]
)
def test_recurring_themes_are_those_of_the_benchmark(dashboard, query, codes):
    view = shown(dashboard, query)
    first, last = (int(view.state[name][0]) for name in ("since", "until"))
    rows = rows_of(view, "recur")
    for row in theme_shares(dashboard.tables, first, last, codes).to_dict("records"):
        cells = rows[THEME_LABELS[row["theme"]]]
        assert cells[0] == str(row["n"])
        assert cells[1].split()[0] == percent(row["share"])
        assert cells[2].split()[0] == points(row["change"])


def test_group_narrows_the_themes(dashboard):
    rows = rows_of(shown(dashboard, "group=workforce"), "recur")
    assert len(rows) == 1 + 2  # the headings, and two themes


def test_shares_by_grade_are_those_of_the_benchmark(dashboard):
    rows = theme_prevalence(dashboard.tables, areas=["leaders"])
    known = rows.set_index(["theme", "polarity", "grade"])
    cells = rows_of(shown(dashboard, "area=leaders&side=weakness"), "grades")[THEME_LABELS["voice"]]
    for cell, grade in zip(cells, ["outstanding", "good", "requires_improvement"], strict=False):
        row = known.loc[("voice", "weakness", grade)]
        assert cell == f"{percent(row['share'])} {row['n']}"


def test_contrast_is_that_of_the_benchmark_with_its_caution(dashboard):
    view = shown(dashboard, "area=leaders")
    row = theme_contrast(dashboard.tables, ["leaders"]).set_index(["theme", "polarity"])
    row = row.loc[("voice", "strength")]
    cells = rows_of(view, "contrast")[THEME_LABELS["voice"]]
    assert cells[0] == f"{percent(row['share_high'])} {row['n_high']}"
    assert cells[2].startswith(points(row["difference"]))
    assert "need not have earned it" in view.regions["contrast"]


def test_tags_are_ofsteds_own(dashboard):
    view = shown(dashboard)
    assert rows_of(view, "national")["Outcome 4"][1] == "1"
    assert "not machine-coded" in view.regions["national"]


def test_theme_leads_to_its_councils_and_its_years(dashboard):
    view = shown(dashboard, "theme=voice")
    rows = rows_of(view, "evidence")
    assert rows["Bury"] == ["London", "1", "0", "1", "1 July 2025"]
    assert rows[HOSTILE][1:4] == ["1", "1", "0"]
    assert 'href="profile?la=bury&amp;theme=voice"' in view.regions["evidence"]
    assert rows_of(view, "years")["2019"][:3] == ["1", "2", "50%"]
    assert view.charts["years"].spec["data"]["values"][0]["value"] == 50
    assert "3 of 5 areas for improvement (60%)" in view.said


def test_choosing_a_theme_is_a_state_of_the_page(dashboard):
    view = shown(dashboard)
    for region in ("recur", "grades", "contrast"):
        sets = map(json.loads, Html(view.regions[region]).values("data-set"))
        assert {one["theme"][0] for one in sets} == set(THEME_LABELS)
    for name in ("grades", "contrast"):
        spec = view.charts[name].spec
        assert spec["usermeta"]["chooses"] == "theme"
        assert {row["theme"] for row in spec["data"]["values"]} <= set(THEME_LABELS)


def test_machine_coding_and_its_reach_are_said_first(dashboard):
    html = shown(dashboard).regions["coded"]
    assert "coded by a machine" in html
    assert "3 of 3 ILACS inspections" in " ".join(html.split())
    assert 'href="extracts"' in html


@pytest.mark.parametrize(
    "query",
    [
        f"area={HOSTILE}",
        "area=overall",
        "region=atlantis",
        "since=1066",
        "until=soon",
        "since=2025&until=2019",
        "group=weather",
        "theme=weather",
        "side=neutral",
    ],
)
def test_bad_state_says_what_to_choose(dashboard, query):
    with pytest.raises(UnknownName, match=r"[Cc]hoose"):
        shown(dashboard, query)


def test_nothing_hostile_becomes_a_tag(dashboard):
    for query in ("", "theme=voice", "theme=voice&region=north-west&area=leaders"):
        assert "img" not in Html("".join(shown(dashboard, query).regions.values())).tags


def test_tables_without_a_report_still_open():
    empty = ThemesOfReports(some_tables(authorities=[authority("A")]))
    assert "No coded areas for improvement" in shown(empty).said
