"""Words are found in the findings' own text, and nothing typed is a pattern."""

from datetime import date

import pytest
from factories import inspected, sentence, some_tables

from ilacs_bench.benchmark.search import has_text, search_findings, words_of
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


def test_words_in_quotes_are_one_phrase(tables):
    assert words_of('a "made, not"  a') == ("a", "made, not")
    assert search_findings(tables, '"made, not"').n == 1
    assert search_findings(tables, '"not made"').n == 0


@pytest.mark.parametrize("typed", [".*", "[a-z]", "(", "\\", "%", "1x5"])
def test_nothing_typed_is_a_pattern(tables, typed):
    assert search_findings(tables, typed).n == (1 if typed == "(" else 0)


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


@pytest.mark.parametrize("typed", ["", ' "" ', "a b c d e f g h i j k"])
def test_no_words_or_too_many_are_said(tables, typed):
    with pytest.raises(UnknownName, match="word"):
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
