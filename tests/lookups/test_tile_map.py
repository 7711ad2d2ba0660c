"""The tile map has a place for every region, and short names for nobody but those there are."""

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.authorities import authorities
from ilacs_bench.lookups.tile_map import MAP_COLUMNS, REGION_PLACES, tile_name


def test_every_ofsted_region_has_one_place():
    regions = [place.region for place in REGION_PLACES]
    assert sorted(regions) == sorted({known.ofsted_region for known in authorities()})


def test_blocks_of_a_row_fill_it_and_do_not_overlap():
    for row in {place.row for place in REGION_PLACES}:
        blocks = [place for place in REGION_PLACES if place.row == row]
        taken = [place.column + n for place in blocks for n in range(place.columns)]
        assert sorted(taken) == list(range(1, MAP_COLUMNS + 1))


def test_short_names_are_of_authorities_and_no_two_alike():
    names = {known.la_code: known.la_name for known in authorities()}
    for row in read_lookup("tile_names"):
        assert names[row["la_code"]] == row["la_name"]
        assert len(row["short_name"]) < len(row["la_name"])
    living = [known for known in authorities() if known.valid_to is None]
    shown = [tile_name(known.la_code, known.la_name) for known in living]
    assert len(set(shown)) == len(shown)
    assert max(map(len, shown)) <= 13
