"""The tile map of England on 'National picture', and its table. Pure: frames in, HTML out."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.words import age_words, area_words, day_words, grade_words
from ilacs_bench.columns.grade_looks import GRADE_LETTERS
from ilacs_bench.columns.words import SHORT_GRADES
from ilacs_bench.lookups.tile_map import MAP_COLUMNS, region_places, tile_name
from ilacs_bench.slugs import slug
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_SHORT_LABELS
from ilacs_bench.widgets.national_view import BEST_FIRST, Moment
from ilacs_bench.widgets.render import render_part

_COLUMNS = (
    "la_code",
    "la_name",
    "ofsted_region",
    "inspection_id",
    "grade",
    "previous_grade",
    "direction",
    "start",
    "published",
    "age_days",
    "source_url",
    "page",
)


def map_view(judgements: pd.DataFrame, area: str, moment: Moment) -> str:
    """One tile a local authority by region, and a table of the same, of one judgement area.

    `judgements` has the rows of `latest_judgements` of the area: each authority once, by name.
    """
    tiles = [_tile(row, area, moment.covered) for row in records(judgements, _COLUMNS)]
    blocks = [
        {"place": place, "tiles": [tile for tile in tiles if tile["region"] == place.region]}
        for place in region_places({tile["region"] for tile in tiles})
    ]
    counts = judgements["grade"].value_counts()
    key = [
        (grade, GRADE_LETTERS[grade], SHORT_GRADES[grade], counts[grade]) for grade in BEST_FIRST
    ]
    return render_part(
        "national_map",
        blocks=blocks,
        columns=MAP_COLUMNS,
        tiles=tiles,
        key=key,
        ungraded=len(tiles) - int(counts.sum()),
        is_partial=moment.covered.is_partial,
        judgement=area_words(area),
        label=AREA_SHORT_LABELS[area],
        linked=moment.linked,
        when=moment.when,
    )


def _tile(row: dict[str, Any], area: str, covered: Coverage) -> dict[str, Any]:
    grade, begun = row["grade"], row["start"] or row["published"]
    name = tile_name(row["la_code"], row["la_name"])
    return row | {
        "region": row["ofsted_region"],
        "name": name,
        "rest": "" if name == row["la_name"] else f" ({row['la_name']})",
        "slug": slug(row["la_name"]),
        "letter": GRADE_LETTERS[grade],
        "said": _said(row, area, covered),
        "none": covered.no_inspection(row["la_code"]),
        "order": BEST_FIRST.index(grade) if grade else "",
        "when": day_words(begun) if begun else None,
        "day": f"{begun:%Y-%m-%d}" if begun else "",
        "age": age_words(row["age_days"]),
    }


def _said(row: dict[str, Any], area: str, covered: Coverage) -> str:
    """What a tile says after its name: 'good on leaders, inspected May 2022'."""
    if row["inspection_id"] is None:
        return covered.no_inspection(row["la_code"])
    graded = f"{grade_words(row['grade'])} on" if row["grade"] else "not graded on"
    by = (
        f"inspected {row['start']:%B %Y}" if row["start"] else f"published {row['published']:%B %Y}"
    )
    return f"{graded} {area_words(area)}, {by}"
