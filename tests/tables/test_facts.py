"""Reports and official statistics merged: small frames of a few inspections."""

import pytest
from factories import inspected
from tables_of_facts import EAST_SUSSEX, NEW_FILE, OLD_FILE, SUFFOLK, official, reports, statistics

from ilacs_bench.tables.facts import (
    identify_events,
    merge_facts,
    official_events,
    without_words,
)
from ilacs_bench.tables.identity import match_inspections

READ = inspected(EAST_SUSSEX, "2023-12-04", "2024-02-01", leaders="good", in_care="good")


def same_start(rows, inspections):
    return match_inspections(official_events(rows), inspections, same_start=True)


@pytest.mark.parametrize(
    ("published", "start", "same"),
    [
        ("2024-02-01", "2023-12-04", True),
        ("2024-02-20", None, True),  # the statistics' day is a little off
        ("2024-02-01", "2023-12-11", False),
        ("2025-02-01", None, False),
    ],
)
def test_an_official_event_is_the_inspection_near_in_time(published, start, same):
    rows = statistics(official(EAST_SUSSEX, published, start=start, leaders="good"))
    matched = same_start(rows, reports(READ)["inspections"])
    assert matched.dropna().to_list() == ([READ.inspection_id] if same else [])


def test_an_official_event_is_one_row_of_the_columns_that_its_grades_share():
    rows = statistics(
        official(EAST_SUSSEX, "2024-02-01", leaders="good", overall="good"),
        official(SUFFOLK, "2024-03-01", leaders="good"),
    )
    events = official_events(rows)
    assert events["la_code"].to_list() == [EAST_SUSSEX, SUFFOLK]
    assert events.index.to_list() == [0, 1]
    assert set(events) < set(rows) - {"judgement_area", "grade"}


def test_without_a_publication_date_the_first_day_on_site_tells_the_inspection():
    rows = statistics(official(EAST_SUSSEX, None, start="2023-12-04", leaders="good"))
    matched = same_start(rows, reports(READ)["inspections"])
    assert matched.to_list() == [READ.inspection_id]
    unlisted = inspected(EAST_SUSSEX, "2023-12-04", None)
    rows = statistics(official(EAST_SUSSEX, "2024-02-01", start="2023-12-04", leaders="good"))
    matched = same_start(rows, reports(unlisted)["inspections"])
    assert matched.to_list() == [READ.inspection_id]


@pytest.mark.parametrize(
    ("la_code", "published", "start", "known"),
    [
        (EAST_SUSSEX, "2024-02-01", "2023-12-04", True),
        (EAST_SUSSEX, "2024-02-01", "2023-12-11", True),  # a wrong first day is still the same one
        (EAST_SUSSEX, "2025-02-01", "2024-12-02", False),
        (SUFFOLK, "2024-02-01", "2023-12-04", False),
    ],
)
def test_events_are_identified_even_with_a_wrong_first_day(la_code, published, start, known):
    rows = statistics(official(la_code, published, start=start, leaders="good"))
    events = identify_events(rows, reports(READ)["inspections"])
    assert events["known"].to_list() == [known]
    assert (events["inspection_id"] == READ.inspection_id).to_list() == [known]


def test_two_events_near_in_time_are_two_inspections():
    rows = statistics(
        official(EAST_SUSSEX, "2024-02-01", start="2023-12-04", leaders="good"),
        official(EAST_SUSSEX, "2024-03-01", start="2024-01-15", leaders="good", event="second"),
    )
    events = identify_events(rows, reports(READ)["inspections"]).set_index("event")
    assert events["inspection_id"].to_dict() == {
        "first": READ.inspection_id,
        "second": "80467_2024-01-15",
    }
    assert events["known"].to_dict() == {"first": True, "second": False}


def test_the_same_authority_and_first_day_is_the_same_inspection_whenever_published():
    read = reports(READ)["inspections"].assign(inspection_id="80467_2023-12-04")
    rows = statistics(official(EAST_SUSSEX, "2025-02-01", start="2023-12-04", leaders="good"))
    events = identify_events(rows, read)
    assert events["inspection_id"].to_list() == ["80467_2023-12-04"]
    assert events["known"].all()


def test_what_a_report_says_stays_and_the_type_comes_from_the_statistics():
    rows = statistics(
        official(
            EAST_SUSSEX, "2024-02-01", start="2023-12-04", kind="standard", leaders="inadequate"
        )
    )
    facts = merge_facts(reports(READ), rows)
    grades = facts["judgements"].set_index("judgement_area")["grade"]
    assert grades.to_dict() == {"leaders": "good", "in_care": "good"}
    inspection = facts["inspections"].iloc[0]
    assert (inspection["inspection_type"], inspection["inspection_type_basis"]) == (
        "standard",
        "official",
    )


def test_inspections_that_no_report_covers_come_from_the_newest_file():
    rows = statistics(
        official(SUFFOLK, "2023-05-01", start="2023-03-06", source=NEW_FILE, leaders="good"),
        official(SUFFOLK, "2023-05-03", source=OLD_FILE, leaders="outstanding"),
    )
    facts = merge_facts(reports(READ), rows)
    added = facts["inspections"].set_index("la_code").loc[SUFFOLK]
    assert added["inspection_id"] == "80565_2023-03-06"
    assert added["source"] == NEW_FILE
    assert added["source_url"] == "https://reports.ofsted.gov.uk/provider/44/935"
    grades = facts["judgements"].set_index("inspection_id")["grade"]
    assert grades["80565_2023-03-06"] == "good"


def test_without_a_first_day_the_key_is_the_day_of_publication():
    facts = merge_facts(reports(READ), statistics(official(SUFFOLK, "2023-05-01", leaders="good")))
    assert "80565_published-2023-05-01" in set(facts["inspections"]["inspection_id"])


def test_no_word_of_a_report_is_left():
    read = reports(READ)
    read["judgements"] = read["judgements"].assign(printed="leaders good")
    rows = statistics(official(EAST_SUSSEX, "2024-02-01", leaders="good"))
    facts = without_words(merge_facts(read, rows))
    assert facts["judgements"]["printed"].isna().all()
    assert facts["improvements"]["text"].isna().all()
    assert set(facts) == {"inspections", "judgements", "improvements", "problems"}
