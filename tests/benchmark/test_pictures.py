"""Pictures of England: who is counted, in which group, and the same by a series of dates."""

from datetime import date

import pandas as pd
import pytest
from factories import authority, inspected, some_tables
from hypothesis import given, settings
from hypothesis import strategies as st

from ilacs_bench.benchmark.pictures import (
    GROUPINGS,
    former_authorities,
    good_or_outstanding,
    picture,
)
from ilacs_bench.benchmark.series import pictures
from ilacs_bench.errors import UnknownName
from ilacs_bench.vocabulary import GRADES

TABLES = some_tables(
    inspected("A", "2019-05-13", "2019-07-01", leaders="good", overall="good"),
    inspected("A", "2023-05-01", "2023-07-03", leaders="outstanding", overall="outstanding"),
    inspected("B", "2022-05-02", "2022-07-01", leaders="inadequate"),
    inspected("Old", "2018-05-07", "2018-07-02", leaders="requires_improvement"),
    authorities=[
        authority("A", ofsted_region="North"),
        authority("B", ofsted_region="South"),
        authority("New", ofsted_region="South", valid_from="2021-04-01"),
        authority("Old", ofsted_region="South", valid_to="2021-03-31", successor_la_codes="New; B"),
    ],
)


def counts(rows: pd.DataFrame, group: str, area: str = "leaders") -> dict:
    of = rows[(rows["group"] == group) & (rows["judgement_area"] == area)]
    of_all = of[["judged", "of", "never_inspected"]].drop_duplicates()
    assert len(of_all) == 1
    return dict(zip(of["grade"], of["n"], strict=True)) | of_all.iloc[0].to_dict()


def test_england_counts_everyone_in_existence():
    rows = picture(TABLES, as_at="2024-01-01")
    assert counts(rows, "England") == {
        "inadequate": 1,
        "requires_improvement": 0,
        "good": 0,
        "outstanding": 1,
        "judged": 2,
        "of": 3,
        "never_inspected": 1,
    }
    assert set(rows["as_at"]) == {pd.Timestamp("2024-01-01")}


def test_regions_have_denominators_of_their_own():
    rows = picture(TABLES, as_at="2024-01-01", by="ofsted_region", areas=["overall"])
    north, south = counts(rows, "North", "overall"), counts(rows, "South", "overall")
    assert (north["judged"], north["of"], north["outstanding"]) == (1, 1, 1)
    assert (south["judged"], south["of"], south["never_inspected"]) == (0, 2, 1)
    assert rows.loc[rows["group"] == "South", "share"].isna().all()


def test_good_or_outstanding_is_of_those_judged():
    rows = good_or_outstanding(picture(TABLES, as_at="2024-01-01"))
    leaders = rows[rows["judgement_area"] == "leaders"].iloc[0]
    assert (leaders["n"], leaders["judged"]) == (1, 2)


@pytest.mark.parametrize(("judged", "known"), [(9, False), (10, True)])
def test_no_share_is_given_of_fewer_than_ten(judged, known):
    codes = [f"E{n}" for n in range(judged)]
    grades = [inspected(code, "2023-05-01", "2023-07-01", leaders="good") for code in codes]
    rows = picture(
        some_tables(*grades, authorities=[authority(code) for code in codes]),
        as_at="2024-01-01",
        areas=["leaders"],
    )
    assert rows["share"].notna().eq(known).all()
    assert good_or_outstanding(rows)["share"].to_list() == pytest.approx(
        [1.0] if known else [float("nan")], nan_ok=True
    )


def test_former_authorities_stand_apart():
    rows = former_authorities(TABLES, as_at="2024-01-01", areas=["leaders"])
    assert rows[["la_name", "grade", "successors"]].to_numpy().tolist() == [
        ["Old", "requires_improvement", "New; B"]
    ]
    assert rows.loc[0, "ended"] == pd.Timestamp("2021-03-31")
    before = former_authorities(TABLES, as_at="2021-03-31")
    assert before.empty
    assert before.columns.to_list() == rows.columns.to_list()


def test_dates_of_a_series_are_ends_of_months_quarters_and_years():
    def days(**options):
        rows = pictures(TABLES, first="2023-01-15", last="2023-12-31", **options)
        return rows["as_at"].drop_duplicates().dt.strftime("%m-%d").to_list()

    assert days(every="quarter") == ["03-31", "06-30", "09-30", "12-31"]
    assert days(every="year") == ["12-31"]
    assert len(days(every="month")) == 12
    cut = pictures(TABLES, first="2023-01-01", last="2023-03-31", months_to_publish=3)
    assert set(cut["published_by"]) == {pd.Timestamp("2023-06-30")}


def test_a_report_counts_in_a_series_from_its_publication():
    rows = pictures(TABLES, first="2023-05-01", last="2023-07-31", every="month", areas=["overall"])
    n = rows.pivot_table(index="as_at", columns="grade", values="n", observed=False)
    assert n["good"].to_list() == [1, 1, 0]
    assert n["outstanding"].to_list() == [0, 0, 1]


def test_an_ended_authority_counts_in_a_series_up_to_its_last_day():
    tables = some_tables(
        inspected("Old", "2020-01-13", "2020-03-02", leaders="good"),
        inspected("B", "2020-01-13", "2020-03-02", leaders="good"),
        authorities=[
            authority("Old", valid_to="2021-03-31"),
            authority("B"),
            authority("New", valid_from="2021-04-01"),
        ],
    )
    days = {"first": "2021-02-28", "last": "2021-04-30", "every": "month", "areas": ["leaders"]}
    rows = good_or_outstanding(pictures(tables, **days))
    assert rows[["judged", "of", "never_inspected"]].to_numpy().tolist() == [
        [2, 2, 0],
        [2, 2, 0],
        [1, 2, 1],
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "county"}, "'county' is no grouping"),
        ({"every": "week"}, "'week' is no step of time"),
        ({"areas": ["care"]}, "choose judgement areas"),
    ],
)
def test_unknown_words_say_what_to_choose(options, message):
    with pytest.raises(UnknownName, match=message):
        pictures(TABLES, **options)


DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))


@st.composite
def histories(draw):
    """Inspections of three authorities, one of which begins and one of which ends on the way."""
    rows = {}
    for la_code in draw(st.lists(st.sampled_from("ABC"), max_size=8)):
        start = draw(DAYS)
        published = draw(st.dates(start, date(2025, 6, 30)) | st.none())
        grade = draw(st.sampled_from([*GRADES, None]))
        made = inspected(
            la_code,
            str(start),
            str(published) if published else None,
            **({"leaders": grade} if grade else {}),
        )
        rows[made.inspection_id] = made
    return list(rows.values())


@settings(max_examples=8)
@given(histories(), st.sampled_from([0, 3]), st.sampled_from([None, *GROUPINGS]))
def test_every_picture_of_a_series_is_the_picture_of_its_date(inspections, months, by):
    tables = some_tables(
        *inspections,
        authorities=[
            authority("A", valid_to="2021-06-15", ofsted_region="South"),
            authority("B"),
            authority("C", valid_from="2021-06-16"),
        ],
    )
    series = pictures(
        tables,
        first="2018-01-01",
        last="2025-03-31",
        months_to_publish=months,
        areas=["leaders"],
        by=by,
    )
    for (as_at, cutoff), rows in series.groupby(["as_at", "published_by"]):
        one = picture(
            tables, as_at=as_at.date(), published_by=cutoff.date(), areas=["leaders"], by=by
        )
        there = rows[rows["of"] > 0].reset_index(drop=True)
        pd.testing.assert_frame_equal(there, one, check_dtype=False)


def test_earlier_forms_count_only_when_asked_and_are_counted_apart():
    tables = some_tables(
        inspected("A", "2016-01-11", "2016-03-01", leadership="good", overall="good"),
        inspected("B", "2019-01-14", "2019-03-01", leaders="outstanding", overall="good"),
        inspected("C", "2016-01-11", "2016-03-01", leadership="inadequate"),
        authorities=[
            authority("A", ofsted_region="South"),
            *(authority(code) for code in "BCD"),
        ],
    )
    asked = {"as_at": "2019-06-01", "areas": ["leaders", "overall"], "by": "ofsted_region"}
    rows = picture(tables, **asked, with_earlier_forms=True)
    told = rows.drop_duplicates(["group", "judgement_area"]).set_index(["group", "judgement_area"])
    assert told[["judged", "judged_earlier", "of"]].to_numpy().tolist() == [
        [2, 1, 3],
        [1, 0, 3],
        [1, 1, 1],
        [1, 0, 1],
    ]
    plain = picture(tables, **asked)
    assert "judged_earlier" not in plain
    assert plain.loc[plain["judgement_area"] == "leaders", "judged"].max() == 1
