"""Where one local authority stands in its group, as counts and as a sentence to quote."""

from datetime import date

import pandas as pd

from ilacs_bench.benchmark.words import area_words, as_at_words, grade_words
from ilacs_bench.vocabulary import FRAMEWORKS


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
    rows = [
        {"judgement_area": area} | _position(str(area), of_area, group_words, when)
        for area, of_area in matrix.groupby("judgement_area", sort=False)
    ]
    positions = pd.DataFrame(rows, columns=["judgement_area", *_COLUMNS])
    counts = {name: "Int64" for name in _COLUMNS if name not in ("grade", "sentence")}
    return positions.astype(counts | {"grade": matrix["grade"].dtype})


_COLUMNS = ["grade", "sentence", "n_same", "n_better", "n_worse", "judged", "of"]


def _position(area: str, rows: pd.DataFrame, group_words: str, when: str) -> dict[str, object]:
    own = rows[rows["is_own"]].iloc[0]
    graded = rows["grade"].dropna()
    judged, of = len(graded), len(rows)
    if pd.isna(own["grade"]):
        sentence = f"{_no_grade(own, area)}, {when}; {_others(graded, of - 1, group_words)}."
        return {"sentence": sentence, "judged": judged, "of": of}
    same, better, worse = (
        int((graded == own["grade"]).sum()),
        int((graded > own["grade"]).sum()),
        int((graded < own["grade"]).sum()),
    )
    sentence = (
        f"{_one_of(same)} of {of} ({own['la_name']} and {group_words}; {judged} graded) graded "
        f"{grade_words(own['grade'])} on {area_words(area)}{_as_graded(own, area)}, {when}; "
        f"{_are(better)} graded higher, {worse or 'none'} lower."
    )
    return {
        "grade": own["grade"],
        "sentence": sentence,
        "n_same": same,
        "n_better": better,
        "n_worse": worse,
        "judged": judged,
        "of": of,
    }


def _one_of(same: int) -> str:
    return "The only one" if same == 1 else f"One of {same}"


def _are(n: int) -> str:
    return {0: "none is", 1: "1 is"}.get(n, f"{n} are")


def _as_graded(own: pd.Series, area: str) -> str:
    graded_as = own["graded_as"]
    return "" if graded_as == area else f", graded as '{area_words(graded_as)}'"


def _no_grade(own: pd.Series, area: str) -> str:
    if pd.isna(own["inspection_id"]):
        return f"{own['la_name']} had not been inspected"
    label = FRAMEWORKS[own["framework"]].label
    return f"{own['la_name']} has no grade on {area_words(area)} from its inspection under {label}"


def _others(graded: pd.Series, of: int, group_words: str) -> str:
    if graded.empty:
        return f"nor has any of {group_words}" if of else "there is nobody to compare with"
    counts = graded.value_counts().sort_index(ascending=False)
    said = ", ".join(f"{n} {grade_words(str(grade))}" for grade, n in counts.items() if n)
    return f"of {group_words}, {len(graded)} graded: {said}"
