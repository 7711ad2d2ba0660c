"""The taxonomy of themes and the National Framework's labels, as data."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.vocabulary import (
    FRAMEWORKS,
    NATIONAL_FRAMEWORK_LABELS,
    POLARITIES,
    THEME_GROUP_LABELS,
    THEME_GROUPS,
    THEME_LABELS,
    THEMES,
    frameworks_on,
)

SHARED = Path(__file__).resolve().parents[2] / "shared" / "themes" / "taxonomy.yml"


def test_no_two_themes_have_the_same_label_and_every_group_has_one():
    assert len(THEMES) == len(set(THEME_LABELS.values()))
    assert set(THEME_GROUPS.values()) == set(THEME_GROUP_LABELS)
    assert POLARITIES == ("strength", "weakness", "mixed", "neutral")


def test_the_crosswalk_names_four_categories():
    assert {row["category"] for row in read_lookup("theme_crosswalk")} == {
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
def test_the_bundled_taxonomy_has_the_themes_that_the_findings_were_coded_with():
    yaml = pytest.importorskip("yaml")
    groups = yaml.safe_load(SHARED.read_text(encoding="utf-8"))["groups"]
    coded_with = {(theme, group) for group, held in groups.items() for theme in held["themes"]}
    assert coded_with <= set(THEME_GROUPS.items())


@pytest.mark.parametrize("framework", FRAMEWORKS.values(), ids=list(FRAMEWORKS))
def test_a_framework_is_in_force_from_its_first_to_its_last_day(framework):
    a_day = timedelta(days=1)
    assert framework in frameworks_on(framework.first_day)
    assert framework not in frameworks_on(framework.first_day - a_day)
    last = framework.last_day or date.max - a_day
    assert framework in frameworks_on(last)
    assert (framework in frameworks_on(last + a_day)) == (framework.last_day is None)
