"""A theme that the coder has not learnt is counted nowhere: nobody looked for it."""

import pytest
from factories import bullet, inspected, sentence, some_tables

import ilacs_bench as ib
from ilacs_bench.benchmark import theme_index
from ilacs_bench.benchmark.theme_years import theme_by_year, theme_shares
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import THEMES

A = inspected("A", "2023-05-01", "2023-07-01", leaders="good")
TABLES = some_tables(A, coded=[sentence(A, "leaders", "strength", "voice"), bullet(A, "planning")])
NEW = "supervision"
COUNTED = {
    "theme_profile": lambda t: ib.theme_profile(t, "A", as_at="2024-01-01"),
    "recurring_among": lambda t: ib.recurring_among(t, ["A"], as_at="2024-01-01"),
    "improvement_shares": ib.improvement_shares,
    "national_framework_themes": ib.national_framework_themes,
    "theme_prevalence": ib.theme_prevalence,
    "theme_contrast": lambda t: ib.theme_contrast(t, draws=2),
    "theme_shares": lambda t: theme_shares(t, 2023, 2024),
}


@pytest.mark.parametrize("name", COUNTED)
def test_a_theme_not_learnt_has_no_row_and_no_zero(name, monkeypatch):
    assert set(COUNTED[name](TABLES)["theme"]) == set(THEMES)
    # As with a taxonomy that is newer than the coder. What the tables have was looked for.
    monkeypatch.setattr(theme_index, "is_learnt", lambda theme: theme not in (NEW, "voice"))
    assert set(COUNTED[name](TABLES)["theme"]) == {*THEMES} - {NEW}


def test_its_years_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(theme_index, "is_learnt", lambda theme: theme != NEW)
    with pytest.raises(UnknownName, match="not looked for"):
        theme_by_year(TABLES, NEW, 2023, 2024)
