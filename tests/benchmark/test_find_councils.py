"""Councils found by filters, against a few independent lines on the raw tables."""

import pandas as pd
import pytest
from factories import DEFAULT_AREAS

import ilacs_bench as ib
from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.find_councils import find_councils
from ilacs_bench.errors import UnknownName

DAY = "2026-08-18"


@pytest.fixture(scope="module")
def t() -> ib.Tables:
    return ib.load()


def codes(frame: pd.DataFrame) -> set[str]:
    return set(frame["la_code"])


def latest_by_hand(t: ib.Tables, day: str = DAY) -> pd.DataFrame:
    """One row per authority of the day: its latest inspection, a column for each area's grade."""
    inspections = t.inspections[t.inspections["la_code"].notna()]
    dated = inspections["start"].fillna(inspections["published"])
    counted = (dated <= day) & ~(inspections["published"] > day)
    last = inspections.assign(dated=dated)[counted].sort_values("dated").groupby("la_code").tail(1)
    grades = t.judgements.pivot(index="inspection_id", columns="judgement_area", values="grade")
    here = t.authorities[(t.authorities["valid_from"] <= day) & ~(t.authorities["valid_to"] < day)]
    return here.merge(last, on="la_code", how="left", suffixes=("", "_of_report")).merge(
        grades, left_on="inspection_id", right_index=True, how="left"
    )


def test_outstanding_unitary_authorities_of_the_south_west(t):
    rows = latest_by_hand(t)
    by_hand = rows[
        (rows["ofsted_region"] == "South West")
        & (rows["la_type"] == "Unitary authority")
        & (rows["overall"] == "outstanding")
    ]
    found = find_councils(
        t,
        ofsted_region="South West",
        la_type="Unitary authority",
        grades={"overall": ["outstanding"]},
        as_at=DAY,
    )
    assert codes(found) == codes(by_hand)
    assert len(found)


def test_inspected_under_the_framework_of_april_2026(t):
    rows = latest_by_hand(t)
    by_hand = rows[rows["start"] >= "2026-04-01"]
    found = find_councils(t, framework="ilacs_2026", as_at=DAY)
    assert codes(found) == codes(by_hand)
    assert len(found)
    assert codes(find_councils(t, inspected_since="2026-04-01", as_at=DAY)) == codes(by_hand)
    assert found["grade_overall"].isna().all()


def test_good_overall_but_requires_improvement_for_care_leavers(t):
    rows = latest_by_hand(t)
    by_hand = rows[(rows["overall"] == "good") & (rows["care_leavers"] == "requires_improvement")]
    wanted = {"overall": "good", "care_leavers": "requires_improvement"}
    found = find_councils(t, grades=wanted, as_at=DAY)
    assert codes(found) == codes(by_hand)
    assert len(found)


def test_without_a_filter_everybody_is_there_with_the_grades_of_the_day(t):
    for day in ("2019-03-31", DAY):
        rows = latest_by_hand(t, day).set_index("la_code")
        found = find_councils(t, as_at=day).set_index("la_code")
        assert set(found.index) == set(rows.index)
        assert found["la_name"].is_monotonic_increasing
        for area in ("help_protection", "care_leavers", "overall"):
            by_hand = rows[area].reindex(found.index).astype("str").fillna("")
            assert (found[f"grade_{area}"].astype("str").fillna("") == by_hand).all()


def test_the_columns_stand_in_their_order(t):
    found = find_councils(t, as_at=DAY)
    areas = (*DEFAULT_AREAS, "overall")
    assert found.columns.to_list() == [
        *("la_code", "la_name", "dfe_number", "ofsted_region", "ons_region", "la_type"),
        *("framework", "start", "end", "published", "age_days"),
        *(f"{name}_{area}" for area in areas for name in ("grade", "direction")),
        *("inspection_id", "report", "source_url"),
    ]
    assert found.loc[found["la_name"] == "Hartlepool", "dfe_number"].item() == "805"
    hull = find_councils(t, name="Hull", as_at="2026-08-18").iloc[0]
    assert hull["age_days"] == (pd.Timestamp(DAY) - hull["start"]).days


def test_an_area_filtered_by_is_a_column_too(t):
    found = find_councils(t, grades={"adoption": "good"}, as_at="2017-03-31")
    assert set(found["grade_adoption"]) == {"good"}


def test_grades_and_directions_are_those_of_each_council_alone(t):
    found = find_councils(t, direction={"leaders": ["improved"]}, neighbours_of="hull", as_at=DAY)
    neighbours = ib.comparators(t, "Hull", as_at=DAY)
    moved = ib.movements(t, "Hull", as_at=DAY, areas=["leaders"])
    assert codes(found) == codes(moved[moved["direction"] == "improved"])
    assert codes(find_councils(t, neighbours_of="hull", as_at=DAY)) == codes(neighbours)
    for row in found.itertuples():
        own = own_grades(t, row.la_code, as_at=DAY).set_index("judgement_area")
        assert own.loc["leaders", "direction"] == row.direction_leaders == "improved"
        assert own.loc["overall", "grade"] == row.grade_overall


def test_any_of_several_values_will_do_and_words_are_as_good_as_codes(t):
    both = find_councils(t, grades={"overall": ["good", "outstanding"]}, as_at=DAY)
    each = [
        find_councils(t, grades={"overall": grade}, as_at=DAY) for grade in ("good", "outstanding")
    ]
    assert codes(both) == codes(each[0]) | codes(each[1])
    in_words = find_councils(
        t,
        grades={"Care leavers": "Requires improvement to be good"},
        framework="ILACS 2023 to March 2026",
        la_type=["county", "LONDON BOROUGH"],
        as_at=DAY,
    )
    in_codes = find_councils(
        t,
        grades={"care_leavers": ["requires_improvement"]},
        framework=["ilacs_2023"],
        la_type=["County", "London borough"],
        as_at=DAY,
    )
    pd.testing.assert_frame_equal(in_words, in_codes)
    assert len(find_councils(t, grades={"overall": []}, la_type=[], name="", as_at=DAY)) == 153


def test_since_has_its_day_and_before_has_not(t):
    hull = find_councils(t, name="E06000010", as_at=DAY).iloc[0]
    day = hull["start"].date()
    assert hull["la_code"] in codes(find_councils(t, inspected_since=day, as_at=DAY))
    assert hull["la_code"] not in codes(find_councils(t, inspected_before=day, as_at=DAY))
    all_days = len(find_councils(t, inspected_since=day, as_at=DAY)) + len(
        find_councils(t, inspected_before=day, as_at=DAY)
    )
    never = find_councils(t, as_at=DAY)["inspection_id"].isna().sum()
    assert all_days == 153 - never


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("hull", ["Kingston upon Hull"]),
        ("kingston", ["Kingston upon Hull", "Kingston upon Thames"]),
        ("west y", []),
        ("rbwm", ["Windsor and Maidenhead"]),
        ("845", ["East Sussex"]),
        (["E06000010", "sussex"], ["East Sussex", "Kingston upon Hull", "West Sussex"]),
        ("st. helens", ["St Helens"]),
    ],
)
def test_a_name_is_the_beginning_of_a_word_or_another_name(t, name, found):
    if not found:
        with pytest.raises(UnknownName):
            find_councils(t, name=name, as_at=DAY)
        return
    assert find_councils(t, name=name, as_at=DAY)["la_name"].to_list() == found


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"ofsted_region": "North East"}, "Did you mean 'North East, Yorkshire and the Humber'"),
        ({"ons_region": "Wessex"}, "'Wessex' is no ONS region. .*'South West'"),
        ({"la_type": "unitary"}, "Did you mean 'Unitary authority'"),
        ({"framework": "2026"}, "Did you mean 'ilacs_2023' or 'ilacs_2026'"),
        ({"grades": {"overall": "fine"}}, "'fine' is no grade. Choose among .*'outstanding'"),
        (
            {"grades": {"parking": "good"}},
            "'parking'.*: choose judgement areas among .*'care_leavers'",
        ),
        ({"direction": {"leaders": "up"}}, "'up' is no direction.*'improved', 'same', 'declined'"),
        ({"inspected_since": "spring"}, "'spring' is not a date"),
        (
            {"inspected_since": "2023-01-02", "inspected_before": "2023-01-01"},
            "last day is before the first: 2 January 2023 to 1 January 2023",
        ),
        ({"neighbours_of": "Sufolk"}, "Did you mean .*Suffolk"),
        ({"name": "Cumbria"}, "Cumbria .* did not exist on 18 August 2026"),
        ({"areas": ["parking"]}, "parking"),
    ],
)
def test_a_value_that_there_is_none_of_is_said_with_those_there_are(t, filters, message):
    with pytest.raises(UnknownName, match=message):
        find_councils(t, as_at=DAY, **filters)


def test_the_cut_off_counts(t):
    early = find_councils(t, name="Hull", as_at=DAY, published_by="2026-05-01")
    late = find_councils(t, name="Hull", as_at=DAY, published_by="2026-05-18")
    assert early.loc[0, "start"] < late.loc[0, "start"]
