"""Where one local authority stands in its group, as counts and as a sentence to quote."""

from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.words import area_words, as_at_words, framework_words, grade_words
from ilacs_bench.vocabulary import GRADES

_NOBODY = "there is nobody to compare it with"
_COUNTS = ["n_same", "n_better", "n_worse", "judged", "of"]


def count_positions(
    matrix: pd.DataFrame, *, group_words: str, as_at: date, published_by: date
) -> pd.DataFrame:
    """One row per judgement area: the authority's own grade among those of its group.

    `n_same` (the authority itself included), `n_better` and `n_worse` are empty where it has no
    grade on the area. `judged` and `of` count the authority and its group together, graded and
    all. `sentence` says the same in words, with the group, the date and the cut-off.
    `matrix` has one row per authority and judgement area, with `is_own` and `grade`.
    """
    when = as_at_words(as_at, published_by)
    grades = {area: list(of) for area, of in matrix.groupby("judgement_area")["grade"]}
    own_rows = matrix[matrix["is_own"]]
    rows = []
    for own in own_rows.to_dict("records"):
        counts = _count(own["grade"], grades[own["judgement_area"]])
        sentence = _sentence(own, counts, group_words, when)
        rows.append({"judgement_area": own["judgement_area"], "sentence": sentence} | counts)
    positions = pd.DataFrame(rows, columns=["judgement_area", "sentence", *_COUNTS])
    positions.insert(1, "grade", own_rows["grade"].array)
    return positions.astype(dict.fromkeys(_COUNTS, "Int64"))


def _count(own_grade: str, grades: list[str]) -> dict[str, Any]:
    judged = [grade for grade in grades if grade in GRADES]
    counts = {grade: judged.count(grade) for grade in reversed(GRADES)}
    totals = {"judged": len(judged), "of": len(grades), "by_grade": counts}
    if own_grade not in GRADES:
        return totals
    rank = GRADES.index(own_grade)
    return totals | {
        "n_same": counts[own_grade],
        "n_better": sum(counts[grade] for grade in GRADES[rank + 1 :]),
        "n_worse": sum(counts[grade] for grade in GRADES[:rank]),
    }


def _sentence(own: dict[Any, Any], counts: dict[str, Any], group_words: str, when: str) -> str:
    if "n_same" not in counts:
        return f"{_no_grade(own)}, {when}; {_others(own, counts, group_words)}."
    if counts["of"] == 1:
        return f"{own['la_name']} is graded {_grade_on(own)}, {when}; {_NOBODY}."
    return (
        f"{own['la_name']} is {_one_of(counts['n_same'])} graded {_grade_on(own)}, {when}, of "
        f"{_graded(counts)} among it and {group_words}: "
        f"{_are(counts['n_better'])} graded higher, {counts['n_worse'] or 'none'} lower."
    )


def _one_of(same: int) -> str:
    return "the only local authority" if same == 1 else f"one of {same} local authorities"


def _graded(counts: dict[str, Any]) -> str:
    everyone = counts["judged"] == counts["of"]
    return f"{counts['judged']} graded" + ("" if everyone else f" (out of {counts['of']})")


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


def _others(own: dict[Any, Any], counts: dict[str, Any], group_words: str) -> str:
    if counts["of"] == 1:
        return _NOBODY
    if not counts["judged"]:
        return f"there is no grade on {area_words(own['judgement_area'])} among {group_words}"
    said = [f"{n} {grade_words(grade)}" for grade, n in counts["by_grade"].items() if n]
    return f"of {group_words}, {counts['judged']} graded: {', '.join(said)}"
