"""The parts of the page 'council profile': what is on it is what the benchmark gives."""

import pytest
from factories import authority, bullet, inspected, sentence, some_tables
from html_reader import Html

from ilacs_bench.benchmark.council_profile import council_profile
from ilacs_bench.benchmark.evidence import evidence
from ilacs_bench.vocabulary import THEME_LABELS
from ilacs_bench.widgets import profile_themes_view as themes
from ilacs_bench.widgets import profile_view as view

DAY = "2025-03-31"
HOSTILE = "<img src=x onerror=alert(1)> & \"Sons\" 'Ltd'"
A1 = inspected("A", "2016-05-02", "2016-07-01", leadership="good", overall="good")
A2 = inspected("A", "2023-05-01", "2023-07-01", leaders="outstanding", overall="good")
B = inspected("B", "2022-05-02", "2022-07-01", leaders="good")
OLD = inspected("Old", "2019-05-01", "2019-07-01", overall="inadequate")


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        A1,
        A2,
        B,
        OLD,
        authorities=[
            authority("A"),
            authority("B"),
            authority("C", la_name=HOSTILE, valid_from="2021-04-01"),
            authority("Old", valid_to="2021-03-31", successor_la_codes="C"),
        ],
        coded=[
            bullet(A1, "supervision"),
            bullet(A2, "supervision", "training", tags="outcome 4", text=f"Ours {HOSTILE}"),
            sentence(A2, "leaders", "strength", "supervision", text=HOSTILE, page=7),
            sentence(A2, "leaders", "weakness", "voice"),
            sentence(B, "leaders", "weakness", "voice"),
        ],
    )


@pytest.fixture(scope="module")
def profile(tables):
    return council_profile(tables, "A", "england", as_at=DAY)


def test_record_has_a_row_for_each_inspection_the_newest_first(profile):
    heading, newest, oldest = Html(view.record_view(profile)).rows
    assert heading[1:6] == [
        "Leaders",
        "Help and protection",
        "Children in care",
        "Care leavers",
        "Overall effectiveness",
    ]
    assert newest[0].startswith("1 May 2023 ILACS 2023 to March 2026")
    assert newest[1].startswith("Outstanding ▲ up from Good")
    assert newest[5].startswith("Good = no change")
    assert oldest[1:5] == ["", "", "", ""]
    assert oldest[6] == "Leadership, management and governance Good"


def test_chart_and_its_place_are_there_from_two_inspections_on(tables, profile):
    once = council_profile(tables, "B", "england", as_at=DAY)
    assert set(view.record_chart(profile)) == {"record"}
    assert 'data-chart="record"' in view.record_view(profile)
    assert view.record_chart(once) == {}
    assert "data-chart" not in view.record_view(once)


def test_former_councils_stand_apart(tables):
    html = view.record_view(council_profile(tables, "C", "england", as_at=DAY))
    assert "had no full inspection" in html
    assert "a new council inherits none" in html
    assert Html(html).rows[1][0] == "Old"


def test_improvements_have_themes_tags_and_what_came_back(profile):
    row = Html(view.improvements_view(profile)).rows[1]
    assert row[0] == "Area for improvement 1 page 2"
    assert f"{THEME_LABELS['supervision']} ↻ came back: in 2 of 2" in row[2]
    assert row[2].endswith(THEME_LABELS["training"])
    assert row[3].startswith("Outcome 4: Children in care and care leavers")


def test_counts_of_themes_are_those_of_the_benchmark(profile):
    rows = {row[0]: row[1:] for row in Html(themes.themes_view(profile, "voice")).rows[1:]}
    for told in profile.themes.to_dict("records"):
        assert rows[THEME_LABELS[told["theme"]]] == [
            str(told["own_weakness"]),
            str(told["own_strength"]),
            str(told["own_improvement"]),
            f"{told['n_weakness']} of {told['of']}",
            f"{told['n_strength']} of {told['of']}",
            f"{told['n_improvement']} of {told['of']}",
        ]
    assert rows[THEME_LABELS["voice"]][3] == "1 of 1"


def test_evidence_is_marked_in_its_own_words(tables, profile):
    found = evidence(tables, "A", "supervision", as_at=DAY)
    html = themes.evidence_view(profile, "supervision", "all", found)
    assert "<mark>&lt;img </mark>src=x" in html
    rows = Html(html).rows
    assert rows[1][0] == "− Weakness" or rows[1][0] == "+ Strength"
    assert "Leaders, paragraph 1, page 7" in html
    assert "ilacs-bench update --words" not in html


def test_words_not_at_hand_are_said_once_with_the_way_to_them(tables, profile):
    html = themes.evidence_view(profile, "voice", "all", evidence(tables, "A", "voice", as_at=DAY))
    assert html.count("ilacs-bench update --words --authority") == 1


def test_every_coded_part_says_it_is_coded_by_a_machine(tables, profile):
    found = evidence(tables, "A", "voice", as_at=DAY)
    for html in (
        view.improvements_view(profile),
        themes.themes_view(profile, ""),
        themes.evidence_view(profile, "voice", "all", found),
    ):
        assert "coded by a machine" in html.casefold()
        assert 'href="extracts"' in html


def test_every_part_says_as_at_and_published_by(tables, profile):
    said = "as at 31 March 2025 (published by 31 March 2025)"
    found = evidence(tables, "A", "voice", as_at=DAY)
    for part in (view.record_view, view.improvements_view, view.notes_view):
        assert said in part(profile)
    assert said in themes.themes_view(profile, "")
    assert said in themes.evidence_view(profile, "voice", "all", found)


def test_hostile_name_stays_text(tables):
    profile = council_profile(tables, "C", "england", as_at=DAY)
    parts = (view.wait_view, view.record_view, view.improvements_view, view.notes_view)
    html = "".join(part(profile) for part in parts) + themes.themes_view(profile, "")
    assert "img" not in Html(html).tags


@pytest.mark.parametrize("span", [(None, None), (3, 2), (0, 99), (-1, 2)])
def test_evidence_that_does_not_fit_its_text_is_not_marked(span):
    assert themes._marked("words", *span) == ("words", "", "")
