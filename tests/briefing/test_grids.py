"""Tables of a paper are written from the vocabulary of columns, no cell empty."""

import pandas as pd

from ilacs_bench.briefing.grids import grid_of
from ilacs_bench.columns import judgements as columns
from ilacs_bench.columns.links import Link

URL = "https://files.ofsted.gov.uk/v1/file/1"
ROWS = pd.DataFrame(
    {
        "la_name": ["A", "B"],
        "grade": pd.Categorical(["requires_improvement", None]),
        "start": pd.to_datetime(["2024-05-06", None]),
        "age_days": pd.array([700, None], dtype="Int64"),
        "page": pd.array([2, None], dtype="Int64"),
        "source_url": [URL, None],
        "inspection_id": ["1", None],
    }
)


def test_a_table_has_headings_words_and_links():
    shown = (columns.AUTHORITY, columns.GRADE, columns.START, columns.AGE, columns.REPORT_PAGE)
    grid = grid_of("Grades", ROWS, shown, [0.2] * 5)
    assert grid.caption == "Grades"
    assert grid.headings == ("Local authority", "Grade", "First day on site", "Age", "Report")
    first, second = grid.rows
    assert [cell[0] for cell in first[:4]] == [
        "A",
        "Requires improvement to be good",
        "6 May 2024",
        "1 year 10 months",
    ]
    assert first[4] == (Link("page 2", f"{URL}#page=2"),)
    assert [cell[0] for cell in second] == ["B", "Not inspected", "–", "–", "–"]
