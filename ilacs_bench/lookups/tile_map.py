"""Positions of regions on the tile map of England, and short names for its tiles."""

from dataclasses import dataclass

from ilacs_bench.lookup_rows import read_lookup


@dataclass(frozen=True)
class RegionPlace:
    """Position of an Ofsted region's block of tiles on a grid; rows and columns count from 1."""

    region: str
    row: int
    column: int
    columns: int


REGION_PLACES: tuple[RegionPlace, ...] = tuple(
    RegionPlace(row["ofsted_region"], int(row["row"]), int(row["column"]), int(row["columns"]))
    for row in read_lookup("tile_map")
)
"""From north to south, and west to east: approximate positions of the regions."""
MAP_COLUMNS = max(place.column + place.columns - 1 for place in REGION_PLACES)
_SHORT_NAMES = {row["la_code"]: row["short_name"] for row in read_lookup("tile_names")}


def region_places(regions: set[str]) -> list[RegionPlace]:
    """Return the positions of these regions; unknown ones get a row of their own below.

    >>> [place.region for place in region_places({"London", "Atlantis", "North West"})]
    ['North West', 'London', 'Atlantis']
    """
    known = [place for place in REGION_PLACES if place.region in regions]
    others = sorted(regions - {place.region for place in known})
    below = max(place.row for place in REGION_PLACES) + 1
    return known + [
        RegionPlace(region, row, 1, MAP_COLUMNS) for row, region in enumerate(others, start=below)
    ]


def tile_name(la_code: str, la_name: str) -> str:
    """Return the name on a local authority's tile: its own, or a shorter one if too long.

    >>> tile_name("E06000011", "East Riding of Yorkshire"), tile_name("E10000016", "Kent")
    ('East Riding', 'Kent')
    """
    return _SHORT_NAMES.get(la_code, la_name)
