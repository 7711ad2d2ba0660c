"""Tables of a paper are written from the vocabulary of columns, grades in their colours."""

import pandas as pd

from ilacs_bench.briefings.document import Graded
from ilacs_bench.briefings.grades import grid_of
from ilacs_bench.columns.definitions import columns

ROWS = pd.DataFrame(
    {
        "la_name": ["A", "B"],
        "grade": pd.Categorical(["requires_improvement", None]),
        "start": pd.to_datetime(["2024-05-06", None]),
        "inspection_id": ["1", None],
    }
)


def test_a_table_has_headings_and_words_and_no_cell_is_empty():
    grid = grid_of("Grades", ROWS, columns("la_name grade start"), [0.3] * 3)
    assert grid.headings == ("Local authority", "Grade", "First day on site")
    assert grid.rows[0][1] == (Graded("Requires improvement", "requires_improvement"),)
    assert [cell[0] for cell in grid.rows[1]] == ["B", "No inspection here", "–"]
