import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.areas import printed_labels
from ilacs_bench.parse.wording import GRADE, grade_of, heading_of, judgement_area_of, plain
from ilacs_bench.vocabulary import FAMILIES, GRADES

LABELS = [
    (family, wording, area)
    for family in FAMILIES
    for wording, area in printed_labels(family).items()
]


@pytest.mark.parametrize(
    ("printed", "grade"),
    [
        ("Outstanding", "outstanding"),
        ("GOOD", "good"),
        ("Requires improvement to be good", "requires_improvement"),
        ("Require  improvement", "requires_improvement"),
        ("inadequate", "inadequate"),
        ("Not judged", None),
    ],
)
def test_grades_in_every_wording(printed, grade):
    assert grade_of(printed) == grade


def test_other_words_are_no_grade():
    with pytest.raises(KeyError):
        grade_of("satisfactory")


@pytest.mark.parametrize(("family", "wording", "area"), LABELS)
@pytest.mark.parametrize("shape", ["{}", "The {}:", "  {} ", "2.1 {}"])
def test_labels_with_article_number_or_colon(family, wording, area, shape):
    assert judgement_area_of(shape.format(wording.upper()), family) == area


@pytest.mark.parametrize(
    "printed",
    [
        "The experiences and progress of children",
        "The experiences and progress of young people in care",
        "Requires",
        "",
    ],
)
def test_a_label_that_is_not_known_is_none(printed):
    assert judgement_area_of(printed, "ilacs") is None


@given(label=st.sampled_from(LABELS), data=st.data())
def test_a_misprint_never_turns_one_area_into_another(label, data):
    family, wording, area = label
    at = data.draw(st.integers(0, len(wording) - 1))
    other = data.draw(st.sampled_from(["", "x", "e", " ", wording[at] * 2]))
    misprinted = wording[:at] + other + wording[at + 1 :]
    assert judgement_area_of(misprinted, family) in (area, None)


@given(label=st.sampled_from(LABELS), data=st.data())
def test_a_label_short_of_a_word_never_turns_into_another(label, data):
    family, wording, area = label
    words = wording.split()
    gone = data.draw(st.integers(0, len(words) - 1))
    shorter = " ".join(words[:gone] + words[gone + 1 :])
    known = {w: a for f, w, a in LABELS if f == family}
    assert judgement_area_of(shorter, family) in (known.get(shorter, area), None)


@pytest.mark.parametrize(
    ("printed", "family", "opens", "grade"),
    [
        (
            "The experiences and progress of children in care: requires improvement to be good",
            "ilacs",
            "in_care",
            "requires improvement to be good",
        ),
        ("The experiences and progress of care leavers is good", "ilacs", "care_leavers", "good"),
        ("What needs to improve?1", "ilacs", "area_for_improvement", None),
        ("Area for priority action", "ilacs", "area_for_priority_action", None),
        (
            "The graded judgment for adoption performance is that it is inadequate",
            "sif",
            "adoption",
            "inadequate",
        ),
        ("2.2 Experience and progress of care leavers", "sif", "care_leavers", None),
        ("Section 2: The effectiveness of the LSCB", "sif", "board", None),
        (
            "The Local Safeguarding Children Board (LSCB) requires improvement because:",
            "sif",
            "board",
            None,
        ),
    ],
)
def test_headings(printed, family, opens, grade):
    found = heading_of(printed, family)
    assert found is not None
    assert (found.opens, found.grade) == (opens, grade)


@pytest.mark.parametrize(
    "printed",
    [
        "Overall effectiveness: good",
        "Children in care live in good homes",
        "The effectiveness of the emergency duty team",
        "The experiences and progress of care leavers are good, and those who left long ago say so",
    ],
)
def test_text_is_no_heading(printed):
    assert heading_of(printed, "ilacs") is None


@given(st.text())
def test_plain_words_stay_as_they_are(text):
    assert plain(plain(text)) == plain(text)


def test_the_pattern_of_grades_knows_every_grade():
    import re

    wordings = {row["wording"] for row in read_lookup("grade_wordings")}
    assert {grade_of(wording) for wording in wordings} == {*GRADES, None}
    assert all(re.fullmatch(GRADE, wording) for wording in wordings)
