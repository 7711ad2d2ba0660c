"""What a reader must know beside the numbers of a comparison, one sentence a note."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.comparators import missing_neighbours
from ilacs_bench.benchmark.words import area_words, count_words, day_words, names_words
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
    "previous_framework",
    "direction",
]


def comparison_notes(
    tables: Tables, matrix: pd.DataFrame, group: pd.DataFrame, comparator: str, *, as_at: date
) -> tuple[str, ...]:
    """The notes of a comparison: who is missing and why, what was relabelled, what to mistrust."""
    matrix = matrix[_COLUMNS]
    own = matrix[matrix["is_own"]].iloc[0]
    return (
        *_group_notes(tables, own, group, comparator, as_at),
        *_predecessor_notes(tables, own),
        *_inspection_notes(matrix.drop_duplicates("la_code"), as_at),
        *_ungraded_notes(matrix),
        *_relabelled_notes(matrix),
        *_overall_notes(matrix),
        *_direction_notes(matrix),
    )


def _group_notes(
    tables: Tables, own: pd.Series, group: pd.DataFrame, comparator: str, as_at: date
) -> Iterator[str]:
    if not comparator.startswith("statistical_neighbours"):
        return
    gone = missing_neighbours(tables, own["la_code"], comparator, group)
    for name in gone:
        yield f"{name} is a statistical neighbour, but did not exist on {day_words(as_at)}."
    if group.empty and not gone:
        yield f"The model gives {own['la_name']} no statistical neighbours."
    distant = group[group["closeness"] == "not close"]
    if len(distant):
        yield (
            f"{len(distant)} of {len(group)} statistical neighbours are published as 'not close' "
            f"to {own['la_name']}: compare with care{names_words(distant['la_name'].to_list())}."
        )


def _predecessor_notes(tables: Tables, own: pd.Series) -> Iterator[str]:
    authorities = tables.authorities.dropna(subset="successor_la_codes")
    follows = authorities["successor_la_codes"].str.split("; ").map(lambda c: own["la_code"] in c)
    before = authorities.loc[follows.astype(bool), "la_name"].to_list()
    if before:
        yield (
            f"{own['la_name']} took over from {', '.join(before)}: the grades given to a former "
            "local authority are not its own and are not counted."
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


def _ungraded_notes(matrix: pd.DataFrame) -> Iterator[str]:
    """Who has no grade on an area because the framework does not grade it."""
    ungraded = matrix[matrix["grade"].isna() & matrix["inspection_id"].notna()]
    for (area, framework), rows in ungraded.groupby(["judgement_area", "framework"], sort=False):
        names = rows["la_name"].to_list()
        of = matrix["la_code"].nunique()
        label = FRAMEWORKS[str(framework)].label
        missing = area not in FRAMEWORKS[str(framework)].areas
        why = "which does not grade it" if missing else "whose grade is not in the tables"
        yield (
            f"{len(names)} of {count_words(of, 'local authority', 'local authorities')} without a "
            f"grade on {area_words(str(area))}: last inspected under {label}, {why}"
            f"{names_words(names)}."
        )


def _relabelled_notes(matrix: pd.DataFrame) -> Iterator[str]:
    relabelled = matrix[matrix["grade"].notna() & (matrix["graded_as"] != matrix["judgement_area"])]
    for (area, graded_as), rows in relabelled.groupby(["judgement_area", "graded_as"], sort=False):
        names = rows["la_name"].to_list()
        yield (
            f"{_of(names, matrix)} graded on '{AREA_LABELS[str(graded_as)]}', shown "
            f"under {area_words(str(area))} as Ofsted's own statistics do{names_words(names)}."
        )


def _overall_notes(matrix: pd.DataFrame) -> Iterator[str]:
    overall = matrix[matrix["judgement_area"] == "overall"]
    if len(overall):
        yield (
            "Overall effectiveness is not given in inspections from April 2026: its counts are of "
            f"the {int(overall['grade'].notna().sum())} of {len(overall)} local authorities whose "
            "latest inspection gave it."
        )


def _direction_notes(matrix: pd.DataFrame) -> Iterator[str]:
    moved = matrix[matrix["direction"].notna() & (matrix["previous_framework"] == "sif")]
    moved = moved[moved["framework"] != "sif"].drop_duplicates("la_code")
    if len(moved):
        names = moved["la_name"].to_list()
        yield (
            f"The direction of travel of {_of(names, matrix)} is from the single inspection "
            f"framework, whose judgements were others{names_words(names)}."
        )


def _of(names: list[str], rows: pd.DataFrame) -> str:
    of = rows["la_code"].nunique()
    return f"{len(names)} of {count_words(of, 'local authority', 'local authorities')}"
