"""Where one local authority stands in its group, as counts and as a sentence to quote."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.ledger import NOT_GRADED, grade_categories
from ilacs_bench.benchmark.words import area_words, as_at_words, framework_words, grade_words
from ilacs_bench.vocabulary import GRADES

_NOBODY = "there is nobody to compare it with"
_OWN = ["la_name", "judgement_area", "grade", "graded_as", "inspection_id", "framework"]


class _Counts(NamedTuple):
    """Counts of one judgement area, the authority itself among them; grades from the lowest."""

    n_same: int
    n_better: int
    n_worse: int
    judged: int
    of: int
    by_grade: list[int]


def count_positions(
    matrix: pd.DataFrame, *, group_words: str, as_at: date, published_by: date
) -> pd.DataFrame:
    """One row per judgement area: the authority's own grade among those of its group.

    `n_same` (the authority itself included), `n_better` and `n_worse` are empty where it has no
    grade on the area. `judged` and `of` count the authority and its group together, graded and
    all. `sentence` says the same in words, with the group, the date and the cut-off.
    `matrix` has one row per authority and judgement area, the authority's own first, with `is_own`
    and `grade`.
    """
    areas = int(matrix["is_own"].sum())
    own = matrix[_OWN].iloc[:areas].to_dict("records")
    codes = matrix["grade"].cat.codes.to_numpy("int8").reshape(-1, areas)
    counted = [_counts(column) for column in codes.T]
    when = as_at_words(as_at, published_by)
    sentences = [
        _sentence(row, counts, group_words, when) for row, counts in zip(own, counted, strict=True)
    ]
    numbers = pd.DataFrame(counted, columns=_Counts._fields).drop(columns="by_grade")
    numbers = numbers.astype("Int64")
    numbers.loc[codes[0] < 0, ["n_same", "n_better", "n_worse"]] = pd.NA
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "judgement_area": pd.Series(
                        [row["judgement_area"] for row in own], dtype="str"
                    ),
                    "grade": grade_categories(codes[0]),
                    "sentence": pd.Series(sentences, dtype="str"),
                }
            ),
            numbers,
        ],
        axis="columns",
    )


def _counts(codes: npt.NDArray[np.integer]) -> _Counts:
    """Counts of one area's grade codes, the authority's own first."""
    judged = codes[codes != NOT_GRADED]
    return _Counts(
        n_same=int((judged == codes[0]).sum()),
        n_better=int((judged > codes[0]).sum()),
        n_worse=int((judged < codes[0]).sum()),
        judged=len(judged),
        of=len(codes),
        by_grade=np.bincount(judged, minlength=len(GRADES)).tolist(),
    )


def _sentence(own: dict[Any, Any], counts: _Counts, group_words: str, when: str) -> str:
    if own["grade"] not in GRADES:
        return f"{_no_grade(own)}, {when}; {_others(own, counts, group_words)}."
    if counts.of == 1:
        return f"{own['la_name']} is judged {_grade_on(own)}, {when}; {_NOBODY}."
    return (
        f"{own['la_name']} is {_one_of(counts)} judged {_grade_on(own)}, {when}, among it and "
        f"{group_words}: {_are(counts.n_better)} judged higher, {counts.n_worse or 'none'} "
        "lower."
    )


def _one_of(counts: _Counts) -> str:
    """'one of 3 of 11 local authorities', the second figure being those with a grade."""
    which = "the only one" if counts.n_same == 1 else f"one of {counts.n_same}"
    everyone = counts.judged == counts.of
    marked = "" if everyone else f" with a grade (of {counts.of})"
    return f"{which} of {counts.judged} local authorities{marked}"


def _are(n: int) -> str:
    return {0: "none is", 1: "1 is"}.get(n, f"{n} are")


def _grade_on(own: dict[Any, Any]) -> str:
    area, graded_as = own["judgement_area"], own["graded_as"]
    marked = "" if graded_as == area else f", graded as '{area_words(graded_as)}'"
    return f"{grade_words(own['grade'])} on {area_words(area)}{marked}"


def _no_grade(own: dict[Any, Any]) -> str:
    if pd.isna(own["inspection_id"]):
        return f"{own['la_name']} had no full inspection"
    return (
        f"{own['la_name']} has no grade on {area_words(own['judgement_area'])} from its inspection "
        f"under {framework_words(own['framework'])}"
    )


def _others(own: dict[Any, Any], counts: _Counts, group_words: str) -> str:
    if counts.of == 1:
        return _NOBODY
    if not counts.judged:
        return f"there is no grade on {area_words(own['judgement_area'])} among {group_words}"
    by_grade = zip(reversed(GRADES), reversed(counts.by_grade), strict=True)
    said = ", ".join(f"{n} {grade_words(grade)}" for grade, n in by_grade if n)
    return f"of {group_words}, {counts.judged} with a grade: {said}"
