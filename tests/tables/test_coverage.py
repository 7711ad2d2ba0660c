"""The grounds on which the bundled facts are complete."""

from datetime import date

import pandas as pd
import pytest

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema import OFFICIAL_JUDGEMENTS
from ilacs_bench.tables.coverage import bundled_coverage
from ilacs_bench.tables.official_sheets import SHEETS
from ilacs_bench.tables.store import load


@pytest.fixture(scope="module")
def facts():
    return load()


def test_the_facts_rest_on_the_statistics_and_on_the_list_of_the_site(facts):
    made = bundled_coverage(facts.official_judgements).set_index("ground")
    assert made["complete_to"].dt.date.to_dict() == {
        "official_statistics": date(2025, 3, 31),
        "ofsted_site": date(2026, 8, 20),
    }
    assert made["la_code"].isna().all()
    assert made.loc["ofsted_site", "listed_on"].date() == date(2026, 8, 22)
    assert made.loc["official_statistics", "source"].endswith("to 31 March 2025")


def test_the_bundled_facts_say_so(facts):
    made = bundled_coverage(facts.official_judgements)
    pd.testing.assert_frame_equal(facts.coverage, made)
    assert len(facts.missing_reports) == 0


def test_statistics_that_are_not_at_hand_are_no_ground():
    as_at_sheet = next(sheet for sheet in SHEETS if sheet.holds == "latest")
    official = OFFICIAL_JUDGEMENTS.empty().reindex(range(1)).assign(source=as_at_sheet.source)
    assert bundled_coverage(official)["ground"].to_list() == ["ofsted_site"]


def test_a_list_of_the_site_says_when_it_was_read_and_where():
    for row in read_lookup("ofsted_listings"):
        assert row["complete_to"] <= row["listed_on"]
        assert "reports.ofsted.gov.uk" in row["source"]
        assert not row["holds"].endswith(".")
