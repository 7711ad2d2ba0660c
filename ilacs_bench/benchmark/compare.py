"""One local authority compared with a group: every number that the page and the extract show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.comparators import COMPARATOR_LABELS, comparators
from ilacs_bench.benchmark.grades import count_grades, latest_judgements
from ilacs_bench.benchmark.notes import comparison_notes
from ilacs_bench.benchmark.positions import count_positions
from ilacs_bench.benchmark.words import count_words
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import DEFAULT_AREAS


@dataclass(frozen=True, eq=False)
class Comparison:
    """A local authority and its group as at a date; each frame's columns are in docs/method.md.

    group         one row per local authority of the group, without the authority itself
    own           one row per judgement area: its grade now and at the inspection before
    matrix        one row per local authority (itself first) and judgement area
    distribution  one row per judgement area and grade: counts of the group without itself
    positions     one row per judgement area: counts with itself, and a sentence to quote
    """

    la_code: str
    la_name: str
    comparator: str
    comparator_label: str
    as_at: date
    published_by: date
    areas: tuple[str, ...]
    group: pd.DataFrame
    own: pd.DataFrame
    matrix: pd.DataFrame
    distribution: pd.DataFrame
    positions: pd.DataFrame
    notes: tuple[str, ...]


def compare(
    tables: Tables,
    la_code: str,
    comparator: str,
    *,
    as_at: date,
    published_by: date | None = None,
    areas: Sequence[str] = DEFAULT_AREAS,
    own_list: Sequence[str] = (),
) -> Comparison:
    """The comparison of a local authority with a group, by the as-at rule.

    `published_by` is the publication cut-off, `as_at` where it is not given; `own_list` holds the
    codes for the comparator 'own_list'. Raises UnknownName, saying what to choose instead.
    """
    cutoff = published_by or as_at
    areas = tuple(dict.fromkeys(areas))
    group = comparators(tables, la_code, comparator, as_at=as_at, own_list=own_list)
    matrix = _matrix(latest_judgements(tables, as_at, cutoff, areas), la_code, group)
    own = matrix[matrix["is_own"]].reset_index(drop=True)
    label = _label(comparator, own.iloc[0])
    words = _group_words(comparator, label, len(group))
    return Comparison(
        la_code=la_code,
        la_name=str(own.loc[0, "la_name"]),
        comparator=comparator,
        comparator_label=label,
        as_at=as_at,
        published_by=cutoff,
        areas=areas,
        group=group,
        own=own,
        matrix=matrix,
        distribution=count_grades(matrix[~matrix["is_own"]], areas),
        positions=count_positions(matrix, group_words=words, as_at=as_at, published_by=cutoff),
        notes=comparison_notes(tables, matrix, group, comparator, as_at=as_at, published_by=cutoff),
    )


def _matrix(judgements: pd.DataFrame, la_code: str, group: pd.DataFrame) -> pd.DataFrame:
    """Rows of the authority itself, then of its group in the group's order."""
    order = {code: place for place, code in enumerate([la_code, *group["la_code"]])}
    place = judgements["la_code"].map(order)
    rows = judgements.assign(is_own=judgements["la_code"] == la_code, place=place)
    rows = rows[place.notna()].sort_values("place", kind="stable", ignore_index=True)
    return rows.drop(columns="place")


def _label(comparator: str, own: pd.Series) -> str:
    label = COMPARATOR_LABELS[comparator]
    return f"{label}: {own[comparator]}" if comparator in own.index else label


def _group_words(comparator: str, label: str, size: int) -> str:
    """The group inside a sentence, as in 'Kent and its 10 statistical neighbours (2025 model)'."""
    others = count_words(size, "other local authority", "other local authorities")
    if comparator.startswith("statistical_neighbours"):
        neighbours = count_words(size, "statistical neighbour", "statistical neighbours")
        return f"its {neighbours} ({comparator.removeprefix('statistical_neighbours_')} model)"
    if comparator == "england":
        return f"the {others} of England"
    if comparator == "own_list":
        return f"{others} of its own choice"
    return f"the {others} of the {label.replace(': ', ' ')}"
