"""The tile map of England: a list of links by region, laid out as the regions lie."""

from typing import Any

from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.words import age_words, area_words, grade_words
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.columns.html_table import table_html
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.england.choices import council_links, of_area
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.lookups.tile_map import MAP_COLUMNS, region_places, tile_name
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, GRADES

_COLUMNS = ["la_name", "ofsted_region", "grade", "start", "age_days", "source_url"]

_OF_TILE = [*_COLUMNS, "la_code", "judgement_area", "inspection_id", "published"]


def tile_map(choice: Choice) -> Html:
    """Map of grades"""  # noqa: D400
    rows = choice.once(of_area)
    covered = coverage_of(choice.tables)
    addresses = choice.once(council_links)
    tiles = [_tile(row, addresses[row["la_name"]], covered) for row in records(rows, _OF_TILE)]
    regions = region_places({tile["ofsted_region"] for tile in tiles})
    links = [tile["address"] for tile in tiles]
    title = f"{AREA_SHORT_LABELS[choice.area]}: every local authority"
    return render(
        "england_map",
        regions=[
            (place, [tile for tile in tiles if tile["ofsted_region"] == place.region])
            for place in regions
        ],
        columns=MAP_COLUMNS,
        key=[(grade, GRADE_LETTERS[grade], SHORT_GRADES[grade]) for grade in reversed(GRADES)],
        is_partial=covered.is_partial,
        has_ungraded=any(tile["grade"] is None for tile in tiles),
        label=AREA_SHORT_LABELS[choice.area],
        table=table_html(rows, title, columns=_COLUMNS, links={"la_name": links}),
    )


def _tile(row: dict[str, Any], address: str, covered: Coverage) -> dict[str, Any]:
    name = tile_name(row["la_code"], row["la_name"])
    return row | {
        "name": name,
        "rest": "" if name == row["la_name"] else f" ({row['la_name']})",
        "letter": GRADE_LETTERS[row["grade"]],
        "said": _said(row, covered),
        "address": address,
    }


def _said(row: dict[str, Any], covered: Coverage) -> str:
    """What a tile says after its name: 'good on leaders, inspected May 2022, 4 years ago'."""
    if row["inspection_id"] is None:
        return covered.no_inspection(row["la_code"])
    area = area_words(row["judgement_area"])
    graded = f"{grade_words(row['grade'])} on {area}" if row["grade"] else f"not graded on {area}"
    if row["start"]:
        return f"{graded}, inspected {row['start']:%B %Y}, {age_words(row['age_days'])} before"
    return f"{graded}, published {row['published']:%B %Y}"
