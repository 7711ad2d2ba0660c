"""Why a finding was coded as it was."""

import pytest

from ilacs_bench.themes.coder import Item, code_items
from ilacs_bench.themes.explain import why
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION

FOSTERING = "Too many foster carers have waited too long for their training."
BOTH = "The virtual school does good work, but health assessments of children in care are late."


def test_a_theme_names_the_words_that_decided():
    (theme, *_) = why(FOSTERING).themes
    assert theme.code == "fostering"
    assert {"foster", "carers"} & {word for word, _ in theme.words}
    assert "foster" in theme.evidence
    assert FOSTERING[theme.start : theme.end] == theme.evidence
    assert 0 < theme.certainty <= 1


def test_words_stand_from_the_strongest_and_all_speak_for_it():
    for reason in (*why(BOTH).themes, why(BOTH).polarity):
        shares = [share for _, share in reason.words]
        assert shares == sorted(shares, reverse=True)
        assert all(share >= 0 for share in shares)


def test_each_theme_has_its_own_evidence():
    reasons = {reason.code: reason for reason in why(BOTH).themes}
    assert "virtual school" in reasons["education"].evidence
    assert "health" in reasons["health"].evidence


def test_a_polarity_names_its_words():
    polarity = why(FOSTERING).polarity
    assert polarity.code == "weakness"
    assert {"too", "waited", "long", "many"} & {word for word, _ in polarity.words}


@pytest.mark.parametrize("section", ["", "leaders", IMPROVEMENT_SECTION])
def test_it_explains_what_the_coder_says(section):
    (coding,) = code_items([Item(BOTH, section, FOSTERING)])
    reasons = why({"text": BOTH, "section": section, "previous": FOSTERING})
    assert tuple(reason.code for reason in reasons.themes) == coding.themes
    assert tuple((r.start, r.end) for r in reasons.themes) == coding.evidence
    assert reasons.polarity.code == coding.polarity


def test_a_rule_gives_a_polarity_without_words():
    polarity = why({"text": BOTH, "section": IMPROVEMENT_SECTION}).polarity
    assert (polarity.code, polarity.words, polarity.evidence) == ("weakness", (), "")


def test_nothing_is_explained_by_nothing():
    reasons = why("")
    assert reasons.themes == ()
    assert reasons.polarity.code == "neutral"


def test_taking_the_evidence_away_takes_the_certainty_away():
    (theme, *_) = why(FOSTERING).themes
    rest = FOSTERING[: theme.start] + FOSTERING[theme.end :]
    left = {reason.code: reason.certainty for reason in why(rest).themes}
    assert left.get("fostering", 0) < theme.certainty
