"""Compare one local authority with a group: the frames behind the page and the extract."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import COMPARATOR_LABELS, Comparator, To, find_comparator
from ilacs_bench.benchmark.grades import count_grades
from ilacs_bench.benchmark.in_words import count_words
from ilacs_bench.benchmark.inspection_index import AUTHORITY_COLUMNS, take_rows
from ilacs_bench.benchmark.notes import comparison_notes
from ilacs_bench.benchmark.positions import CountedGroup, count_positions
from ilacs_bench.benchmark.resolve import one_or_more
from ilacs_bench.benchmark.selection import Options, Selection, full_signature, select
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables

_OF_GROUP = ["reason", "rank", "closeness", "warning"]


@dataclass(frozen=True, eq=False)
class Comparison:
    """A local authority and its group as at a date; docs/method.md says which columns.

    selection     the authority, group, days and areas; these are attributes of the Comparison too
    comparator    the code of the group's comparator
    group         one row per local authority of the group, without the authority itself
    own           one row per judgement area: its grade now and at the inspection before
    matrix        one row per local authority (itself first) and judgement area
    distribution  one row per judgement area and grade: counts of the group without itself
    positions     one row per judgement area: counts that include itself, and a sentence to quote
    notes         caveats that belong with the numbers, one sentence each
    """

    selection: Selection
    la_name: str
    comparator: str
    comparator_label: str
    areas: tuple[str, ...]
    group: pd.DataFrame
    own: pd.DataFrame
    matrix: pd.DataFrame
    distribution: pd.DataFrame
    positions: pd.DataFrame
    notes: tuple[str, ...]

    tables = property(lambda self: self.selection.tables)
    to = property(lambda self: self.selection.to)
    la_code = property(lambda self: self.selection.la_code)
    as_at = property(lambda self: self.selection.as_at)
    published_by = property(lambda self: self.selection.published_by)
    coverage = property(lambda self: self.selection.covered)

    def __repr__(self) -> str:
        """Show what is compared, the dates, and the shape of each frame, not the frames."""
        compared = f"{self.la_name} with {self.comparator_label}"
        frames = ("own", "group", "matrix", "distribution", "positions")
        lines = [f"  {name:12} {len(getattr(self, name)):4} rows" for name in frames]
        return "\n".join([f"Comparison of {compared}, {self.selection.when}", *lines])


@full_signature
def snapshot(
    tables: Tables, authority: str, to: To = "neighbours", **options: Unpack[Options]
) -> Comparison:
    """Compare a local authority with a group as at a date, for a board paper.

    `authority` is any name, alias, GSS code, DfE number or URN; `to` a comparator ('neighbours',
    'region', 'england' …), a saved list or local authorities by name; `published_by` the
    publication cut-off (default `as_at`, whose default is the tables' last day); `areas` default to
    those of `areas_on` that day. Raises UnknownName, saying what to choose instead.
    `benchmark_workbook` makes the Excel extract of the result.

    >>> told = snapshot(t, "East Sussex", "england", as_at="2018-09-18", areas=["overall"])
    >>> print(repr(told).splitlines()[0])
    Comparison of East Sussex with England, as at 18 September 2018
    >>> told.positions["sentence"][0][:78]
    'East Sussex is one of 6 of 152 local authorities in England judged outstanding'
    """
    return snapshot_of(select(tables, authority, to, **options))


def snapshot_of(chosen: Selection) -> Comparison:
    """Return the Comparison for a Selection."""
    areas, group, comparator = chosen.areas_shown, chosen.group, chosen.comparator
    matrix = _matrix(chosen)
    own = matrix[: len(areas)]
    label = comparator.label_for(own.iloc[0])
    counted = CountedGroup(group_words(comparator, label, len(group)), range(1 + len(group)))
    return Comparison(
        selection=chosen,
        la_name=str(own.loc[0, "la_name"]),
        comparator=comparator.code,
        comparator_label=label,
        areas=areas,
        group=group,
        own=own,
        matrix=matrix,
        distribution=count_grades(matrix[len(areas) :], areas),
        positions=count_positions(chosen, matrix, [counted]),
        notes=comparison_notes(chosen, matrix),
    )


@full_signature
def compare(
    tables: Tables, authority: str, to: To = "neighbours", **options: Unpack[Options]
) -> pd.DataFrame:
    """Return one row per local authority and judgement area: the authority first, then its group.

    Columns: as_at and published_by, those of `latest_judgements`, is_own, and from `comparators`
    reason, rank, closeness and warning (empty for the authority itself). Arguments and errors as
    for `snapshot`.

    >>> rows = compare(t, "Suffolk", to="neighbours", as_at="2025-03-31")
    >>> len(rows), rows.loc[0, ["la_name", "judgement_area", "grade"]].to_list()
    (44, ['Suffolk', 'leaders', 'requires_improvement'])
    """
    chosen = select(tables, authority, to, **options)
    return compared_rows(chosen, _matrix(chosen))


def compared_rows(chosen: Selection, matrix: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `compare`, from the matrix of a Comparison."""
    group = chosen.group
    areas = len(matrix) // (1 + len(group))
    place = np.arange(-1, len(group)).repeat(areas)  # the authority itself is not part of its group
    days = {"as_at": pd.Timestamp(chosen.as_at), "published_by": pd.Timestamp(chosen.published_by)}
    rows = days | dict(matrix.items()) | take_rows(group, place, _OF_GROUP)
    return pd.DataFrame(rows, index=matrix.index, copy=False)


@full_signature
def positions(
    tables: Tables,
    authority: str,
    groups: Sequence[To] = ("neighbours", "region", "england"),
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return one row per group and judgement area: the authority's position, in counts and words.

    Columns: la_code, la_name and dfe_number of the authority, comparator, comparator_label, then
    those of `count_positions`: judgement_area, grade, sentence, n_same (itself included), n_better,
    n_worse, judged, of. `n_same` and the others are counts of local authorities. `groups` are
    comparators or saved lists. Positions are joint, because many authorities share a grade. Errors
    as for `snapshot`.

    >>> rows = positions(t, "Suffolk", as_at="2025-03-31", areas=["leaders"])
    >>> rows[["comparator", "n_same", "n_better", "n_worse", "judged"]].to_numpy().tolist()[0]
    ['statistical_neighbours_2025', 2, 8, 1, 11]
    """
    return positions_of(select(tables, authority, **options), groups)


def positions_of(chosen: Selection, groups: Sequence[To]) -> pd.DataFrame:
    """Return the rows of `positions` for a Selection."""
    judgements, areas = chosen.judgements(), len(chosen.areas_shown)
    place = {code: n for n, code in enumerate(judgements["la_code"].iloc[::areas])}
    first = areas * place[chosen.la_code]
    (own,) = records(judgements.iloc[first : first + 1], AUTHORITY_COLUMNS)
    comparators = [*map(find_comparator, one_or_more(groups))]
    labels = [comparator.label_for(own) for comparator in comparators]
    counted = []
    for comparator, label in zip(comparators, labels, strict=True):
        codes = [member.la_code for member in chosen.members_of(comparator)]
        words = group_words(comparator, label, len(codes))
        counted.append(CountedGroup(words, [place[code] for code in (chosen.la_code, *codes)]))
    rows = count_positions(chosen, judgements, counted)
    for column, values in enumerate(([one.code for one in comparators], labels)):
        each = pd.Series(values, dtype="str").repeat(areas).reset_index(drop=True)
        rows.insert(column, ("comparator", "comparator_label")[column], each)
    return chosen.with_authority(rows)


@full_signature
def own_grades(tables: Tables, authority: str, **options: Unpack[Options]) -> pd.DataFrame:
    """Return one row per judgement area: the authority's grade now and at the inspection before.

    Full inspections only. Columns as in `latest_judgements`, with the report's address and the page
    of each grade. Arguments and errors as for `snapshot`; without `areas`, overall effectiveness
    too.

    >>> own = own_grades(t, "East Sussex", as_at="2018-09-18", areas=["overall"])
    >>> own.loc[0, ["grade", "previous_grade", "direction"]].to_list()
    ['outstanding', 'good', 'improved']
    """
    return own_grades_of(select(tables, authority, **options))


def own_grades_of(chosen: Selection) -> pd.DataFrame:
    """Return the rows of `own_grades` for a Selection."""
    rows = chosen.judgements(chosen.areas or shown_on(chosen.as_at))
    return rows[rows["la_code"] == chosen.la_code].reset_index(drop=True)


def _matrix(chosen: Selection) -> pd.DataFrame:
    """Return rows of the authority itself, then of its group in the group's order."""
    judgements, areas = chosen.judgements(), len(chosen.areas_shown)
    place = {code: n for n, code in enumerate(judgements["la_code"].iloc[::areas])}
    first = areas * np.array([place[code] for code in (chosen.la_code, *chosen.group["la_code"])])
    row_numbers = (first[:, np.newaxis] + np.arange(areas)).ravel()
    rows = take_rows(judgements, row_numbers, judgements.columns)
    return pd.DataFrame({**rows, "is_own": np.arange(len(row_numbers)) < areas}, copy=False)


def group_words(comparator: Comparator, label: str, size: int) -> str:
    """Return the group's name inside a sentence: 'its 10 statistical neighbours (2025 model)'."""
    others = count_words(size, "other local authority", "other local authorities")
    if comparator.model:
        neighbours = count_words(size, "statistical neighbour", "statistical neighbours")
        whose = f"its {neighbours}" if size else "no statistical neighbours"
        return f"{whose} ({comparator.model} model)"
    if comparator.code == "england":
        return f"the {others} of England"
    if comparator.code == "own_list":
        if not size:
            return "no other local authority"
        if comparator.label == COMPARATOR_LABELS["own_list"]:
            return count_words(size, "council you chose", "councils you chose")
        return f"{others} of {comparator.label}"
    return f"the {others} of the {label.replace(': ', ' ')}"
