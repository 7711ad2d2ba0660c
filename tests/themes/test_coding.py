"""The table `coded`: a row for each theme of each item, with its place and no words."""

from datetime import date

import pandas as pd
import pytest

from ilacs_bench.schema import CODED, TABLES
from ilacs_bench.themes.coder import Item, code_items
from ilacs_bench.themes.coding import code_tables, previous_sentences
from ilacs_bench.themes.model import load_model

PLACE = {"inspection_id": "1_2024-01-08", "report": "a.pdf", "section": "care_leavers", "page": 3}
FIRST = "Personal advisers see the young people they support often."
SECOND = "This helps them to feel ready."
BULLET = "The quality of life-story work with children in care."


def findings(*rows: tuple[int | None, int, str, str | None]) -> pd.DataFrame:
    """Findings by paragraph, sentence, text and section."""
    table = TABLES["findings"]
    return table.check(
        pd.DataFrame(
            [
                {
                    **PLACE,
                    "finding_id": f"{place}",
                    "paragraph": paragraph,
                    "sentence": sentence,
                    "text": text,
                    "section": section,
                }
                for place, (paragraph, sentence, text, section) in enumerate(rows)
            ],
            columns=table.column_names,
        )
    )


def improvements(*texts: str | None) -> pd.DataFrame:
    table = TABLES["improvements"]
    rows = [
        {
            **PLACE,
            "improvement_id": f"b{number}",
            "kind": "area_for_improvement",
            "number": number,
            "text": text,
        }
        for number, text in enumerate(texts, start=1)
    ]
    return table.check(pd.DataFrame(rows, columns=table.column_names))


def coded(some: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    return code_tables({"findings": some, "improvements": others})


def test_each_theme_is_a_row_with_its_place_and_evidence():
    rows = coded(findings((7, 1, FIRST, "care_leavers")), improvements(BULLET))
    pd.testing.assert_frame_equal(CODED.check(rows), rows)
    finding = rows[rows["item_id"] == "0"].iloc[0]
    (coding,) = code_items([Item(FIRST, "care_leavers")])
    assert (finding["theme"], finding["polarity"]) == (coding.themes[0], coding.polarity)
    assert (finding["section"], finding["paragraph"], finding["page"]) == ("care_leavers", 7, 3)
    assert (finding["evidence_start"], finding["evidence_end"]) == coding.evidence[0]
    bullet = rows[rows["item_id"] == "b1"].iloc[0]
    assert (bullet["theme"], bullet["polarity"]) == ("life_story_and_direct_work", "weakness")
    assert bullet["section"] == "what_needs_to_improve"
    assert pd.isna(bullet["paragraph"])
    assert set(rows["method"]) == {load_model().method}


def test_no_row_holds_words():
    rows = coded(findings((7, 1, FIRST, "care_leavers")), improvements(BULLET))
    told = rows.to_csv()
    assert not [word for word in ("advisers", "often", "life-story", "quality") if word in told]


def test_items_without_words_or_without_a_theme_have_no_row():
    rows = coded(findings((1, 1, "12.", None)), improvements(None))
    assert rows.empty
    pd.testing.assert_frame_equal(rows, CODED.empty())


def test_a_sentence_is_coded_with_the_one_before():
    rows = coded(
        findings((7, 1, FIRST, "care_leavers"), (7, 2, SECOND, "care_leavers")), improvements()
    )
    assert "pathway_planning" in set(rows.loc[rows["item_id"] == "1", "theme"])


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        ((7, 1, FIRST, "leaders"), (7, 2, SECOND, "leaders"), True),
        ((7, 1, FIRST, "leaders"), (8, 1, SECOND, "leaders"), False),
        ((None, 1, FIRST, "summary"), (None, 2, SECOND, "summary"), True),
        ((None, 4, FIRST, "summary"), (1, 1, SECOND, "leaders"), False),
        ((7, 1, FIRST, None), (7, 2, SECOND, None), True),
        # A paragraph number that stands twice in a section begins again.
        ((7, 2, FIRST, "leaders"), (7, 1, SECOND, "leaders"), False),
    ],
)
def test_the_sentence_before_is_of_the_same_paragraph(before, after, follows):
    assert previous_sentences(findings(before, after)).to_list() == ["", FIRST if follows else ""]


def test_another_report_begins_anew():
    frame = findings((7, 1, FIRST, "leaders"), (7, 2, SECOND, "leaders"))
    frame.loc[1, "inspection_id"] = "2_" + date(2024, 1, 8).isoformat()
    assert previous_sentences(frame).to_list() == ["", ""]
