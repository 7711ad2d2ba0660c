"""Headings and colours of the grades in the charts of workbooks, the highest grade first."""

from ilacs_bench.columns.judgements import BEST_FIRST, COUNTS
from ilacs_bench.vocabulary import read_lookup

GRADE_COLUMNS = tuple(column.full_heading for column in COUNTS)
_COLOUR_OF = {row["grade"]: row["fill"] for row in read_lookup("grade_colours")}
GRADE_COLOURS = tuple(_COLOUR_OF[grade] for grade in BEST_FIRST)
