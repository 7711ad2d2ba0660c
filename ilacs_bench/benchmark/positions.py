"""The position of one local authority in its group, as counts and as a sentence to quote."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.coverage import Coverage
from ilacs_bench.benchmark.in_words import (
    area_words,
    as_at_words,
    framework_words,
    grade_words,
)
from ilacs_bench.benchmark.inspection_index import NOT_GRADED, grade_categories
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import GRADES

_NOBODY = "there is no local authority to compare it with"


ALL_OF_ENGLAND = "other local authorities of England"


class _Own(NamedTuple):
    """The cells of the authority's own matrix row that a sentence needs; None where empty."""

    la_code: str
    la_name: str
    judgement_area: str
    grade: Any
    graded_as: Any
    inspection_id: Any
    framework: Any


class _Counts(NamedTuple):
    """Counts on one judgement area, including the authority itself; grades lowest first.

    `known` counts authorities with an inspection in the tables or known to have had none; it equals
    `of` unless the tables are partial.
    """

    n_same: int
    n_better: int
    n_worse: int
    judged: int
    of: int
    known: int
    by_grade: list[int]


class CountedGroup(NamedTuple):
    """A group in which the position of one authority is counted.

    words   the group's name inside a sentence
    rows    of the authority itself, then of its group, among the authorities of the judgements
    """

    words: str
    rows: Sequence[int] | npt.NDArray[np.intp]


def count_positions(
    chosen: Selection, judgements: pd.DataFrame, groups: Sequence[CountedGroup]
) -> pd.DataFrame:
    """Return one row per group and area: the authority's grade among those of the group.

    `n_same` (the authority itself included), `n_better` and `n_worse` are empty where it has no
    grade on the area. `judged` (with a grade) and `of` (all) count the authority and its group
    together. `sentence` puts this in words, with the group, the date and the cut-off, and, where
    the tables are partial, how many are in them. `judgements` has one row per judgement area for
    each authority, in the same order.
    """
    areas, covered = judgements["judgement_area"].nunique(), chosen.covered
    first = areas * groups[0].rows[0]
    rows = records(judgements.iloc[first : first + areas], _Own._fields)
    own = [_Own(**row) for row in rows]
    codes = judgements["grade"].cat.codes.to_numpy().reshape(-1, areas)
    each = judgements.iloc[::areas]
    knows_all = [covered.knows_all_of(la_code) for la_code in each["la_code"]]
    is_known = each["inspection_id"].notna().to_numpy() | np.array(knows_all)
    counts = [
        _counts(column, int(is_known[group.rows].sum()))
        for group in groups
        for column in codes[group.rows].T
    ]
    when = as_at_words(chosen.as_at, chosen.published_by)
    grades = np.tile(codes[groups[0].rows[0]], len(groups))
    rows_of_groups = zip(
        own * len(groups), counts, [g.words for g in groups for _ in own], strict=True
    )
    sentences = [
        _sentence(row, counted, covered, words, when) for row, counted, words in rows_of_groups
    ]
    return pd.DataFrame(
        {
            "judgement_area": pd.array([row.judgement_area for row in own * len(groups)], "str"),
            "grade": grade_categories(grades),
            "sentence": pd.array(sentences, dtype="str"),
            "n_same": _whole([counted.n_same for counted in counts], grades != NOT_GRADED),
            "n_better": _whole([counted.n_better for counted in counts], grades != NOT_GRADED),
            "n_worse": _whole([counted.n_worse for counted in counts], grades != NOT_GRADED),
            "judged": _whole([counted.judged for counted in counts]),
            "of": _whole([counted.of for counted in counts]),
        }
    )


def _whole(
    numbers: list[int], known: npt.NDArray[np.bool_] | None = None
) -> pd.arrays.IntegerArray:
    values = np.array(numbers, dtype="int64")
    return pd.arrays.IntegerArray(
        values, np.zeros(len(values), "bool") if known is None else ~known
    )


def _counts(codes: npt.NDArray[np.integer], known: int) -> _Counts:
    """Return the counts of one area's grade codes, the authority's own code first."""
    judged = codes[codes != NOT_GRADED]
    return _Counts(
        n_same=int((judged == codes[0]).sum()),
        n_better=int((judged > codes[0]).sum()),
        n_worse=int((judged < codes[0]).sum()),
        judged=len(judged),
        of=len(codes),
        known=known,
        by_grade=np.bincount(judged, minlength=len(GRADES)).tolist(),
    )


def _sentence(own: _Own, counts: _Counts, covered: Coverage, group_words: str, when: str) -> str:
    if own.grade is None:
        return f"{_no_grade(own, covered)}, {when}; {_others(own, counts, group_words)}."
    if counts.judged == 1:
        alone = _others(own, counts._replace(judged=0), group_words)
        return f"{own.la_name} is judged {_grade_on(own)}, {when}; {alone}."
    is_all = group_words.endswith(ALL_OF_ENGLAND)
    among = "" if is_all else f", among it and {group_words}"
    return (
        f"{own.la_name} is {_one_of(counts, ' in England' if is_all else '')} judged "
        f"{_grade_on(own)}, {when}{among}: {_are(counts.n_better)} judged higher, "
        f"{counts.n_worse or 'none'} lower."
    )


def _one_of(counts: _Counts, where: str) -> str:
    """Return 'one of 3 of 11 local authorities', where 11 have a grade."""
    which = "the only one" if counts.n_same == 1 else f"one of {counts.n_same}"
    marked = "" if counts.judged == counts.of else f" with a grade ({_of(counts)})"
    return f"{which} of {counts.judged} local authorities{where}{marked}"


def _of(counts: _Counts) -> str:
    """Return of how many, and where the tables are partial how many of them have data."""
    if counts.known == counts.of:
        return f"of {counts.of}"
    return f"{counts.known} of {counts.of} in your tables"


def _are(n: int) -> str:
    return {0: "none is", 1: "1 is"}.get(n, f"{n} are")


def _grade_on(own: _Own) -> str:
    area, graded_as = own.judgement_area, own.graded_as
    marked = "" if graded_as == area else f", graded as '{area_words(graded_as)}'"
    return f"{grade_words(own.grade)} on {area_words(area)}{marked}"


def _no_grade(own: _Own, covered: Coverage) -> str:
    if own.inspection_id is None:
        return covered.no_inspection_of(own.la_code, own.la_name)
    return (
        f"{own.la_name} has no grade on {area_words(own.judgement_area)} from its inspection "
        f"under {framework_words(own.framework)}"
    )


def _others(own: _Own, counts: _Counts, group_words: str) -> str:
    if counts.of == 1:
        return _NOBODY
    known = "" if counts.known == counts.of else f" ({_of(counts)})"
    if not counts.judged:
        return f"there is no grade on {area_words(own.judgement_area)} among {group_words}{known}"
    by_grade = zip(reversed(GRADES), reversed(counts.by_grade), strict=True)
    grades = ", ".join(f"{n} {grade_words(grade)}" for grade, n in by_grade if n)
    return f"of {group_words}{known}, {counts.judged} with a grade: {grades}"
