"""Words are found in the findings' own text, and nothing typed is a mistake."""

from contextlib import suppress
from datetime import date

import pytest
from factories import inspected, sentence, some_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.benchmark.search import has_text, search_findings
from ilacs_bench.benchmark.search_index import find_words, read_query
from ilacs_bench.errors import UnknownName

OLD = inspected("A", "2019-05-01", "2019-07-01")
NEW = inspected("B", "2024-05-01", "2024-07-01")


@pytest.fixture(scope="module")
def tables():
    return some_tables(
        OLD,
        NEW,
        coded=[
            sentence(OLD, "leaders", "strength", "voice", page=4, text="Some made-up Visits."),
            sentence(NEW, "in_care", "weakness", "supervision", text="Visits made, not up (1.5)."),
            sentence(NEW, "in_care", "weakness", "voice", text="Nothing at all."),
            sentence(NEW, "summary", "weakness", "voice"),
        ],
    )


def test_all_words_must_occur_small_and_capital_letters_alike(tables):
    found = search_findings(tables, "MADE visits")
    assert found.rows["la_code"].to_list() == ["B", "A"]  # the most recent first
    assert (found.n, found.of, found.authorities) == (2, 3, 2)
    assert search_findings(tables, "visits nothing").n == 0


@pytest.mark.parametrize(
    ("typed", "n"),
    [
        ("visit", 2),  # another form of the word
        ("vis", 0),
        ("vis*", 2),
        ("v*", 0),  # too short a beginning: the word 'v'
        ('"made, not"', 1),
        ('"not made"', 0),
        ('"Made, NOT', 1),  # a quote that is not closed
        ("some OR nothing", 2),
        ("some or nothing", 0),  # small letters are words
        ("visits AND some", 1),
        ("visits some OR nothing", 2),
        ("OR visits AND", 2),
        ("(1.5)", 1),
        ("visits NOT some", 0),
        ("NEAR(visits made)", 0),
        ("text:visits", 0),
    ],
)
def test_words_phrases_beginnings_and_alternatives(tables, typed, n):
    assert search_findings(tables, typed).n == n


@settings(max_examples=50, deadline=None)
@given(
    st.text(max_size=40)
    | st.lists(st.sampled_from([*'"*()^+-:{}', "NEAR(", "NOT", "OR", "a", "\0"])).map(" ".join)
)
def test_nothing_typed_is_a_mistake(tables, typed):
    with suppress(UnknownName):  # no words, or too many
        assert search_findings(tables, typed).of == 3


def test_query_is_said_as_it_was_understood():
    assert str(read_query('a "made,  not"  (a superv* OR c')) == (
        "‘a’ and ‘made, not’ and ‘superv*’ or ‘c’"
    )


def test_what_is_found_is_marked(tables):
    (row,) = search_findings(tables, 'supervis* OR "visits made"').rows.to_dict("records")
    assert [row["text"][start:end] for start, end in row["spans"]] == ["Visits made"]
    assert find_words(["Café visits, visiting", "None."], read_query("cafe visit")) == [
        ((0, 4), (5, 11), (13, 21)),
        (),
    ]


def test_row_leads_to_the_page_of_the_report(tables):
    (row,) = search_findings(tables, "some").rows.to_dict("records")
    assert (row["page"], row["section"]) == (4, "leaders")
    assert row["source_url"] == f"https://example.org/{OLD.inspection_id}"


@pytest.mark.parametrize(
    ("narrowed", "codes"),
    [
        ({"sections": ["in_care"]}, ["B"]),
        ({"theme": "voice"}, ["A"]),
        ({"la_codes": ["A"]}, ["A"]),
        ({"since": date(2020, 1, 1)}, ["B"]),
        ({"until": date(2020, 12, 31)}, ["A"]),
        ({"since": date(2020, 1, 1), "until": date(2023, 12, 31)}, []),
    ],
)
def test_search_is_narrowed(tables, narrowed, codes):
    assert search_findings(tables, "visits", **narrowed).rows["la_code"].to_list() == codes


def test_at_most_so_many_are_shown_of_all(tables):
    found = search_findings(tables, "visits", most=1)
    assert (len(found.rows), found.n) == (1, 2)


@pytest.mark.parametrize("typed", ["", ' "" ', "%", "OR", "a b c d e f g h i j k", 501 * "a"])
def test_no_words_or_too_many_are_said(tables, typed):
    with pytest.raises(UnknownName, match=r"word|characters"):
        search_findings(tables, typed)


def test_facts_alone_have_no_text(tables):
    assert has_text(tables)
    assert not has_text(some_tables(OLD, coded=[sentence(OLD, "leaders", "strength", "voice")]))


@pytest.mark.parametrize("typed", ["children's plan", "CHILDREN’S plan", "“children's plan”"])
def test_signs_that_no_keyboard_has_are_found_by_those_it_has(typed):
    report = inspected("A", "2019-05-01", "2019-07-01")
    texts = ["Every children’s plan.", "Each children's plan.", "A plan for children."]
    told = [sentence(report, "leaders", "strength", text=text) for text in texts]
    found = search_findings(some_tables(report, coded=told), typed)
    assert found.rows["text"].to_list() == texts[:2]


def test_report_without_a_day_of_publication_comes_last():
    unknown = inspected("A", "2024-05-01", None)
    reports = [unknown, OLD, NEW]
    told = [sentence(report, "leaders", "strength", text="Alike.") for report in reports]
    found = search_findings(some_tables(*reports, coded=told), "alike")
    ids = [report.inspection_id for report in (NEW, OLD, unknown)]
    assert found.rows["inspection_id"].to_list() == ids
    assert search_findings(some_tables(*reports, coded=told), "alike", most=1).n == 3
