"""Kinds of sentences whose praise or criticism hangs on one word, in sentences of our own."""

import pytest

from ilacs_bench.themes.coder import Item, code_items


def coding(text: str, section: str = "help_protection"):
    return next(code_items([Item(text, section)]))


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Hotels are rarely used for care leavers, and only as a last resort.", "strength"),
        ("Drift and delay are rarely seen.", "strength"),
        ("Life-story work is rarely completed.", "weakness"),
        ("The use of unregistered homes has been eradicated.", "strength"),
        ("One in five children who answered said they do not feel safe at home.", "weakness"),
        ("Young people leaving care receive minimal assistance with housing.", "weakness"),
        ("Care leavers get little practical help with money.", "weakness"),
        ("These delays had no adverse impact on children.", "strength"),
        ("Despite high demand, children are seen quickly.", "strength"),
        ("Plans are detailed and clear, but too few are reviewed on time.", "mixed"),
        ("No children have been identified as living in private fostering.", "neutral"),
        ("Very few care leavers are in apprenticeships.", "weakness"),
        ("Twice as many families wait for a parenting course as did last year.", "weakness"),
        ("The number of families waiting for a place on a course has doubled.", "weakness"),
        ("Far fewer families now wait for a place on a course.", "strength"),
    ],
)
def test_a_kind_has_its_polarity(text, polarity):
    assert coding(text).polarity == polarity


def test_a_supervision_order_and_a_young_carer_are_not_taken_for_others():
    assert "supervision" not in coding("Supervision orders are used well.", "in_care").themes
    assert coding("Young carers are supported well by a team.").themes == ("early_help",)
