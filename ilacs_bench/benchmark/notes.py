"""What a reader must know beside the numbers of a comparison, one sentence a note."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.comparators import missing_neighbours
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.words import (
    area_words,
    count_words,
    day_words,
    framework_words,
    names_words,
)
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_LABELS, FRAMEWORKS

_COLUMNS = [
    "la_code",
    "la_name",
    "is_own",
    "inspection_id",
    "framework",
    "start",
    "published",
    "judgement_area",
    "grade",
    "graded_as",
    "previous_area",
    "direction",
]


def comparison_notes(
    tables: Tables,
    matrix: pd.DataFrame,
    group: pd.DataFrame,
    comparator: str,
    *,
    as_at: date,
    published_by: date,
) -> tuple[str, ...]:
    """The notes of a comparison: who is missing and why, what was relabelled, what to mistrust.

    `matrix` and `group` are those of the Comparison: the authority itself has the first rows.
    """
    matrix = matrix[_COLUMNS]
    inspections = matrix.drop_duplicates("la_code")
    own = inspections.iloc[0]
    return (
        *_end_notes(tables, published_by),
        *_group_notes(tables, own, group, comparator, as_at),
        *_predecessor_notes(tables, own),
        *_inspection_notes(inspections, as_at),
        *_framework_notes(inspections),
        *_ungraded_notes(matrix),
        *_relabelled_notes(matrix),
        *_direction_notes(matrix),
        *_overall_notes(matrix),
    )


def _end_notes(tables: Tables, published_by: date) -> Iterator[str]:
    end = last_day(tables)
    if end and end < published_by:
        yield f"The tables end on {day_words(end)}: no report published later is counted."


def _group_notes(
    tables: Tables, own: pd.Series, group: pd.DataFrame, comparator: str, as_at: date
) -> Iterator[str]:
    if not comparator.startswith("statistical_neighbours"):
        return
    gone = missing_neighbours(tables, own["la_code"], comparator, group)
    for name in gone:
        yield f"{name} is a statistical neighbour, but did not exist on {day_words(as_at)}."
    if group.empty and not gone:
        yield f"The model gives {own['la_name']} no statistical neighbours: choose another group."
    distant = group.loc[group["closeness"] == "not close", "la_name"].to_list()
    if distant:
        neighbours = count_words(len(group), "statistical neighbour", "statistical neighbours")
        yield (
            f"{len(distant)} of {neighbours} {_agree(distant, 'is', 'are')} published as 'not "
            f"close' to {own['la_name']}: compare with care{names_words(distant)}."
        )


def _predecessor_notes(tables: Tables, own: pd.Series) -> Iterator[str]:
    authorities = tables.authorities.dropna(subset="successor_la_codes")
    follows = authorities["successor_la_codes"].str.split("; ").map(lambda c: own["la_code"] in c)
    before = authorities[follows.astype(bool)]
    if len(before):
        until = day_words(before["valid_to"].iloc[-1])
        yield (
            f"{own['la_name']} took over from {', '.join(before['la_name'])} (until {until}): the "
            "grades given to a former local authority are not its own and are not counted."
        )


def _inspection_notes(inspections: pd.DataFrame, as_at: date) -> Iterator[str]:
    never = inspections.loc[inspections["inspection_id"].isna(), "la_name"].to_list()
    if never:
        yield (
            f"{_of(never, inspections)} had no full inspection by {day_words(as_at)}"
            f"{names_words(never)}."
        )
    known = inspections.dropna(subset="inspection_id")
    undated = known.loc[known["start"].isna(), "la_name"].to_list()
    if undated:
        yield (
            f"For {_of(undated, inspections)} only the day of publication is known, not the days "
            f"on site{names_words(undated)}: no age is given."
        )
    unpublished = known.loc[known["published"].isna(), "la_name"].to_list()
    if unpublished:
        yield (
            f"For {_of(unpublished, inspections)} the report came without its day of publication"
            f"{names_words(unpublished)}: it counts from the last day on site."
        )


def _framework_notes(inspections: pd.DataFrame) -> Iterator[str]:
    counts = inspections["framework"].value_counts()
    if len(counts) > 1:
        said = [f"{n} under {framework_words(str(code))}" for code, n in counts.items()]
        yield f"The latest inspections differ in framework: {', '.join(said)}."


def _ungraded_notes(matrix: pd.DataFrame) -> Iterator[str]:
    """Who was inspected, but has no grade on an area, and whether the framework explains it."""
    ungraded = matrix[matrix["grade"].isna() & matrix["inspection_id"].notna()]
    for (area, code), rows in ungraded.groupby(["judgement_area", "framework"], sort=False):
        names = rows["la_name"].to_list()
        graded = area in FRAMEWORKS[str(code)].areas
        yield (
            f"{_of(names, matrix)} {_agree(names, 'has', 'have')} no grade on "
            f"{area_words(str(area))}: last inspected under {framework_words(str(code))}, "
            f"{'whose grade is not in the tables' if graded else 'which does not grade it'}"
            f"{names_words(names)}."
        )


def _relabelled_notes(matrix: pd.DataFrame) -> Iterator[str]:
    relabelled = matrix[matrix["grade"].notna() & (matrix["graded_as"] != matrix["judgement_area"])]
    for (area, graded_as), rows in relabelled.groupby(["judgement_area", "graded_as"], sort=False):
        names = rows["la_name"].to_list()
        yield (
            f"{_of(names, matrix)} {_agree(names, 'was', 'were')} graded on "
            f"'{AREA_LABELS[str(graded_as)]}', shown under {area_words(str(area))} as Ofsted's own "
            f"statistics do{names_words(names)}."
        )


def _direction_notes(matrix: pd.DataFrame) -> Iterator[str]:
    moved = matrix[matrix["direction"].notna() & (matrix["previous_area"] != matrix["graded_as"])]
    for (area, before), rows in moved.groupby(["judgement_area", "previous_area"], sort=False):
        names = rows["la_name"].to_list()
        yield (
            f"On {area_words(str(area))}, the direction of travel of {_of(names, matrix)} is from "
            f"the earlier judgement '{AREA_LABELS[str(before)]}'{names_words(names)}."
        )


def _overall_notes(matrix: pd.DataFrame) -> Iterator[str]:
    overall = matrix[matrix["judgement_area"] == "overall"]
    if len(overall):
        yield (
            "Overall effectiveness has its own denominator: the "
            f"{int(overall['grade'].notna().sum())} of {_authorities(len(overall))} whose latest "
            "inspection gave it."
        )


def _of(names: list[str], rows: pd.DataFrame) -> str:
    return f"{len(names)} of {_authorities(rows['la_code'].nunique())}"


def _authorities(n: int) -> str:
    return count_words(n, "local authority", "local authorities")


def _agree(names: list[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many
