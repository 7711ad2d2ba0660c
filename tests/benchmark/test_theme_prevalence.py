import pytest
from factories import inspected, sentence, some_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.benchmark.intervals import wilson_interval
from ilacs_bench.benchmark.theme_prevalence import theme_prevalence
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import GRADES, POLARITIES, SECTION_AREAS, THEMES

# Two reports of A, both good on leaders; B good on leaders; C inadequate; D's leaders not graded;
# E good, but no sentence of its section on leaders was coded.
A1 = inspected("A", "2018-05-01", "2018-07-01", leaders="good", in_care_and_care_leavers="good")
A2 = inspected("A", "2021-05-03", "2021-07-01", leaders="good")
B = inspected("B", "2023-05-01", "2023-07-01", leaders="good", in_care="outstanding")
C = inspected("C", "2023-06-01", "2023-08-01", leaders="inadequate")
D = inspected("D", "2023-06-01", "2023-08-01")
E = inspected("E", "2023-06-01", "2023-08-01", leaders="good")
TABLES = some_tables(
    A1,
    A2,
    B,
    C,
    D,
    E,
    coded=[
        sentence(A1, "leaders", "strength", "supervision"),
        sentence(A1, "leaders", "strength", "supervision", "training"),
        sentence(A1, "leaders", "mixed", "supervision"),
        sentence(A1, "in_care_and_care_leavers", "strength", "voice"),
        sentence(A2, "leaders", "strength", "supervision"),
        sentence(A2, "leaders", "weakness", "supervision"),
        sentence(B, "leaders", "neutral", "supervision"),
        sentence(B, "in_care", "strength", "supervision"),
        sentence(C, "leaders", "weakness", "supervision"),
        sentence(D, "leaders", "weakness", "supervision"),
        sentence(E, "help_protection", "weakness", "supervision"),
    ],
)
COUNTS = ["n", "of", "sentences"]
KEY = ["judgement_area", "grade", "theme", "polarity"]


def counts_of(tables, area, grade, theme, polarity, **filters):
    rows = theme_prevalence(tables, **filters).set_index(KEY)
    return rows.loc[(area, grade, theme, polarity), COUNTS].to_list()


@pytest.mark.parametrize(
    ("area", "grade", "theme", "polarity", "counts"),
    [
        # Three reports good on leaders with the section coded; B's sentence there is neutral.
        ("leaders", "good", "supervision", "strength", [2, 3, 3]),
        ("leaders", "good", "supervision", "weakness", [1, 3, 1]),
        ("leaders", "good", "training", "strength", [1, 3, 1]),
        ("leaders", "inadequate", "supervision", "weakness", [1, 1, 1]),
        ("leaders", "outstanding", "supervision", "strength", [0, 0, 0]),
        ("in_care", "outstanding", "supervision", "strength", [1, 1, 1]),
        # The combined area is its own, and lends nothing to children in care.
        ("in_care_and_care_leavers", "good", "voice", "strength", [1, 1, 1]),
        ("in_care", "good", "voice", "strength", [0, 0, 0]),
    ],
)
def test_reports_and_sentences_by_the_grade_of_the_area(area, grade, theme, polarity, counts):
    assert counts_of(TABLES, area, grade, theme, polarity) == counts


def test_every_area_grade_theme_and_side_has_a_row_in_order():
    rows = theme_prevalence(TABLES)
    assert len(rows) == len(SECTION_AREAS) * len(GRADES) * len(THEMES) * 2
    assert not rows.duplicated(KEY).any()
    assert rows["judgement_area"].unique().tolist() == list(SECTION_AREAS)
    assert rows["grade"].unique().tolist() == list(GRADES)
    assert rows["grade"].cat.ordered


def test_share_has_its_interval_and_is_empty_of_nothing():
    rows = theme_prevalence(TABLES, areas=["leaders"]).set_index(KEY)
    two_of_three = rows.loc[("leaders", "good", "supervision", "strength")]
    assert two_of_three["share"] == pytest.approx(2 / 3)
    ends = two_of_three[["share_lower", "share_upper"]].to_list()
    assert ends == [float(end) for end in wilson_interval(2, 3)]
    nobody = rows.loc[("leaders", "outstanding")]
    assert nobody[["share", "share_lower", "share_upper"]].isna().all(axis=None)


def test_prevalence_of_some_authorities_and_frameworks():
    asked = ("leaders", "good", "supervision", "strength")
    assert counts_of(TABLES, *asked, la_codes=["B"]) == [0, 1, 0]
    assert counts_of(TABLES, *asked, frameworks=["ilacs_2018"]) == [2, 2, 3]


def test_unknown_area_says_so():
    with pytest.raises(UnknownName, match=r"\['schools'\]: choose judgement areas"):
        theme_prevalence(TABLES, areas=["schools"])


def test_nothing_coded_is_of_nothing():
    rows = theme_prevalence(some_tables(A1, B))
    assert (rows[COUNTS] == 0).all(axis=None)
    assert rows["share"].isna().all()


@settings(max_examples=10)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([A1, A2, B, C]), st.sampled_from(POLARITIES), st.sampled_from(THEMES)
        ),
        max_size=12,
    )
)
def test_counts_stay_in_bounds_whatever_is_coded(found):
    coded = [sentence(report, "leaders", polarity, theme) for report, polarity, theme in found]
    rows = theme_prevalence(some_tables(A1, A2, B, C, coded=coded))
    assert (rows["n"] <= rows["of"]).all()
    assert (rows["n"] <= rows["sentences"]).all()
    sided = [polarity for _, polarity, _ in found if polarity in ("strength", "weakness")]
    assert rows["sentences"].sum() == len(sided)
    judged = rows[rows["of"] > 0]
    assert judged["share"].between(judged["share_lower"], judged["share_upper"]).all()
