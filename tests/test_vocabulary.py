"""The taxonomy of themes and the National Framework's labels, as data."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from ilacs_bench.paths import bundled
from ilacs_bench.vocabulary import (
    FRAMEWORKS,
    NATIONAL_FRAMEWORK_LABELS,
    POLARITIES,
    THEME_GROUP_LABELS,
    THEME_GROUPS,
    THEME_LABELS,
    THEMES,
    frameworks_on,
    read_lookup,
)

SHARED = Path(__file__).resolve().parents[2] / "shared" / "themes" / "taxonomy.yml"


def test_the_taxonomy_has_36_themes_in_7_groups():
    assert len(THEMES) == len(set(THEMES)) == len(set(THEME_LABELS.values())) == 36
    assert set(THEME_GROUPS.values()) == set(THEME_GROUP_LABELS)
    assert len(THEME_GROUP_LABELS) == 7
    assert POLARITIES == ("strength", "weakness", "mixed", "neutral")


def test_the_crosswalk_names_four_categories_and_only_themes_of_the_taxonomy():
    rows = read_lookup("theme_crosswalk")
    assert {row["theme"] for row in rows} < set(THEMES)
    assert len({row["theme"] for row in rows}) == len(rows)
    assert {row["category"] for row in rows} == {
        "performance management",
        "casework",
        "oversight of practice",
        "multiagency working",
    }


def test_every_code_that_is_read_from_a_bullet_has_its_statutory_label():
    read = {row["code"] for row in read_lookup("national_framework")}
    assert read == set(NATIONAL_FRAMEWORK_LABELS)
    assert len(read) == 4 + 3 + 6


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_the_bundled_taxonomy_is_the_one_the_findings_were_coded_with():
    yaml = pytest.importorskip("yaml")
    groups = yaml.safe_load(SHARED.read_text(encoding="utf-8"))["groups"]
    told = {
        (theme, described["label"], group, described["covers"])
        for group, held in groups.items()
        for theme, described in held["themes"].items()
    }
    with bundled("data", "lookups", "themes.csv").open(encoding="utf-8", newline="") as file:
        assert {tuple(row.values()) for row in csv.DictReader(file)} == told


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_a_framework_is_in_force_from_its_first_to_its_last_day(framework):
    a_day = timedelta(days=1)
    assert framework in frameworks_on(framework.first_day)
    assert framework not in frameworks_on(framework.first_day - a_day)
    last = framework.last_day or date.max - a_day
    assert framework in frameworks_on(last)
    assert (framework in frameworks_on(last + a_day)) == (framework.last_day is None)
