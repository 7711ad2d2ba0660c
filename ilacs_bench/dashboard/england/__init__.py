"""The page of England: its controls, and its views as functions of what is chosen."""

from ilacs_bench.dashboard.england.choices import filters, quarters, said
from ilacs_bench.dashboard.england.grades import grades, groups, over_time
from ilacs_bench.dashboard.england.rest import former_and_notes, waits
from ilacs_bench.dashboard.england.tile_map import tile_map

__all__ = [
    "filters",
    "former_and_notes",
    "grades",
    "groups",
    "over_time",
    "quarters",
    "said",
    "tile_map",
    "waits",
]
