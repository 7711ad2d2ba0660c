"""Official statistics: a small sheet of our own, and what was read of Ofsted's own files."""

from datetime import date, datetime

import pandas as pd
import pytest

from ilacs_bench.errors import SchemaError, UnknownName
from ilacs_bench.lookups.authorities import authorities
from ilacs_bench.tables.official import Event, read_judgements, read_official
from ilacs_bench.tables.store import read_tables

CODE, NAME = "Local authority area code", "Local authority name"
HEADINGS = [
    "Web link",
    CODE,
    NAME,
    "Begun",
    " Published\n on",
    "Kind",
    "Overall",
    "Care",
    "Leavers",
]
ILACS = Event(
    "ilacs",
    "",
    {
        "Begun": "start",
        "Published on": "published",
        "Kind": "inspection_type",
        "Overall": "overall",
        "Care": "in_care",
        "Leavers": "care_leavers",
    },
)
LATER = ["x", "E08000016", "Barnsley", datetime(2023, 9, 11), datetime(2023, 10, 27)]
EARLIER = ["x", "E08000016", "Barnsley", datetime(2018, 10, 8), "19/11/2018"]
GRADED_LATER = [*LATER, "ILACS Short Inspection", "Good", "Good", "Outstanding"]
GRADED_EARLIER = [*EARLIER, "ILACS Standard Inspection", "Good", "Inadequate [note 2]", ""]


def read(*rows: list[object], event: Event = ILACS) -> pd.DataFrame:
    return read_judgements([["A title"], HEADINGS, *rows], [event], source="our sheet")


def test_one_row_per_graded_area_by_heading():
    judgements = read(GRADED_LATER)
    assert dict(zip(judgements["judgement_area"], judgements["grade"], strict=True)) == {
        "overall": "good",
        "in_care": "good",
        "care_leavers": "outstanding",
    }
    assert set(judgements["la_code"]) == {"E08000038"}  # the file prints the code of before 2025
    assert set(judgements["urn"]) == {"80426"}
    assert set(judgements["inspection_type"]) == {"short"}
    assert set(judgements["start"]) == {pd.Timestamp(2023, 9, 11)}


def test_columns_may_stand_in_any_order():
    backwards = read_judgements(
        [["Web link", *HEADINGS[:0:-1]], ["x", *GRADED_LATER[:0:-1]]], [ILACS], source="our sheet"
    )
    pd.testing.assert_frame_equal(backwards, read(GRADED_LATER))


def test_the_combined_judgement_before_2023_keeps_its_meaning_under_the_later_heading():
    judgements = read(GRADED_EARLIER).set_index("judgement_area")
    combined = judgements.loc["in_care_and_care_leavers"]
    assert (combined["grade"], combined["area_as_printed"]) == ("inadequate", "Care")
    assert set(judgements["framework"]) == {"ilacs_2018"}


def test_text_dates_and_footnote_marks_are_read():
    judgements = read(GRADED_EARLIER)
    assert set(judgements["published"]) == {pd.Timestamp(2018, 11, 19)}
    assert len(judgements) == 2


def test_unnamed_events_are_counted_by_date_under_each_framework():
    between = [*EARLIER[:3], datetime(2021, 1, 4), datetime(2021, 2, 1), *GRADED_EARLIER[5:]]
    judgements = read(GRADED_LATER, between, GRADED_EARLIER)
    overall = judgements[judgements["judgement_area"] == "overall"].sort_values("start")
    assert list(zip(overall["framework"], overall["event"], strict=True)) == [
        ("ilacs_2018", "first"),
        ("ilacs_2018", "second"),
        ("ilacs_2023", "first"),
    ]


@pytest.mark.parametrize("mark", ["", " -", "Not judged"])
def test_not_judged_is_no_row(mark):
    judgements = read([*GRADED_LATER[:-1], mark])
    assert set(judgements["judgement_area"]) == {"overall", "in_care"}


def test_without_a_first_day_the_graded_areas_tell_the_framework():
    event = Event("ilacs", "second", {h: f for h, f in ILACS.fields.items() if f != "start"})
    assert set(read(GRADED_LATER, event=event)["framework"]) == {"ilacs_2023"}
    without_leavers = read([*GRADED_LATER[:-1], ""], event=event)
    assert set(without_leavers["framework"]) == {"ilacs_2018"}


def test_a_second_table_with_other_headings_is_read_too():
    old = Event("sif", "first", {"Published on": "published", "Overall": "overall"})
    cells = [
        HEADINGS,
        [*GRADED_LATER],
        [""] * len(HEADINGS),
        ["A second table"],
        ["Web link", NAME, "Published on", "Overall", ""],
        ["x", "Dorset", datetime(2016, 5, 23), "Good", ""],
    ]
    judgements = read_judgements(cells, [old], source="our sheet")
    assert dict(zip(judgements["la_name"], judgements["la_code"], strict=True)) == {
        "Barnsley": "E08000038",
        "Dorset": "E10000009",
    }


@pytest.mark.parametrize(
    ("place", "cell", "message"),
    [
        (6, "Adequate", "our sheet, Barnsley: 'Adequate' is no grade"),
        (4, "in spring", "our sheet, Barnsley: 'in spring' is no date"),
        (4, "", r"our sheet, Barnsley: an inspection without its date \(published\)"),
        (5, "Focused visit", "our sheet, Barnsley: 'Focused visit' is no inspection type"),
        (1, "E09000002", "our sheet, Barnsley: E09000002 is the code of Barking and Dagenham"),
    ],
)
def test_a_cell_that_cannot_be_read_says_where(place, cell, message):
    row = list(GRADED_LATER)
    row[place] = cell
    with pytest.raises(SchemaError, match=message):
        read(row)


def test_a_renamed_column_and_an_unknown_authority_are_errors():
    with pytest.raises(SchemaError, match=r"our sheet: no column headed \['Gone'\]"):
        read(GRADED_LATER, event=Event("ilacs", "", {**ILACS.fields, "Gone": "leaders"}))
    with pytest.raises(UnknownName, match="Barnsleigh"):
        read([*GRADED_LATER[:2], "Barnsleigh", *GRADED_LATER[3:]])


def test_an_as_at_sheet_names_its_event_and_may_do_without_publication_dates():
    fields = {h: f for h, f in ILACS.fields.items() if f not in ("published", "inspection_type")}
    judgements = read(
        GRADED_LATER, GRADED_EARLIER[:3] + [""] * 6, event=Event("ilacs", "latest", fields)
    )
    assert set(judgements["event"]) == {"latest"}
    assert judgements["published"].isna().all()
    assert set(judgements["start"]) == {pd.Timestamp(2023, 9, 11)}
    with pytest.raises(SchemaError, match=r"without its date \(start\)"):
        read([*LATER[:3], "", *GRADED_LATER[4:]], event=Event("ilacs", "latest", fields))


def test_a_file_that_is_not_there_or_no_spreadsheet_is_said(tmp_path):
    with pytest.raises(SchemaError, match=r"2025-03-31\.ods: no such file"):
        read_official(tmp_path)
    (tmp_path / "ofsted_la_outcomes_2025-03-31.ods").write_text("a letter", encoding="utf-8")
    with pytest.raises(SchemaError, match="'ILACS_inspection_history' can't be read"):
        read_official(tmp_path)


@pytest.fixture(scope="module")
def official() -> pd.DataFrame:
    """What Ofsted's files say, as it is kept; tests/test_corpus.py reads the files again."""
    return read_tables().official_judgements


def counts(judgements: pd.DataFrame) -> list[int]:
    order = ["outstanding", "good", "requires_improvement", "inadequate"]
    return judgements["grade"].value_counts().reindex(order).tolist()


def test_first_sif_round_gives_the_published_figure(official):
    first = official.query(
        "framework == 'sif' and event == 'first' and judgement_area == 'overall'"
    )
    assert counts(first) == [3, 51, 65, 33]
    assert first["la_code"].is_unique


def test_ilacs_history_gives_the_published_figure_of_march_2025(official):
    current = {authority.la_code for authority in authorities() if authority.valid_to is None}
    history = official[official["source"].str.endswith("ILACS_inspection_history")]
    overall = history[history["judgement_area"].eq("overall") & history["la_code"].isin(current)]
    latest = overall.sort_values("start").groupby("la_code").tail(1)
    assert counts(latest) == [36, 67, 31, 19]


def test_every_official_row_stands_in_the_lifetime_of_its_authority(official):
    lives = {authority.la_code: authority for authority in authorities()}
    outside = [
        row
        for row in official.itertuples()
        for day in (row.start, row.published)
        if pd.notna(day) and not lives[row.la_code].exists_on(day.date())
    ]
    assert outside == []
    assert set(official.loc[official["urn"].isna(), "la_name"]) == {"Northamptonshire"}


@pytest.mark.parametrize(
    ("sheet", "published"),
    [
        ("Inspections_as_at_31_March", [36, 67, 31, 19]),
        ("LA_level_at_31_Mar_2023", [25, 65, 48, 14]),
    ],
)
def test_as_at_sheets_give_the_published_figures(official, sheet, published):
    of_sheet = official[official["source"].str.endswith(sheet)]
    assert counts(of_sheet[of_sheet["judgement_area"] == "overall"]) == published
    assert of_sheet["published"].notna().all() == (sheet == "Inspections_as_at_31_March")


def test_both_files_agree_but_for_known_differences(official):
    ilacs = official[official["framework"] != "sif"]
    history = ilacs[ilacs["source"].str.endswith("ILACS_inspection_history")]
    earlier = ilacs[ilacs["source"].str.endswith("LA_inspections_2009-2023")]
    key = ["la_code", "framework", "judgement_area"]
    # The earlier file counts events over all of ILACS, the history under each framework.
    earlier, history = (
        frame.assign(nth=frame.sort_values("published").groupby(key).cumcount())
        for frame in (earlier, history)
    )
    both = earlier.merge(history, on=[*key, "nth"], validate="one_to_one", how="left")
    assert (both["grade_x"] == both["grade_y"]).all()
    later = both[both["published_x"] != both["published_y"]]
    assert set(zip(later["la_name_x"], later["published_x"].dt.date, strict=True)) == {
        ("Nottingham", date(2022, 11, 5))
    }
    other_type = both[both["inspection_type_x"] != both["inspection_type_y"]]
    assert set(other_type["la_name_x"]) == {"Merton"}
