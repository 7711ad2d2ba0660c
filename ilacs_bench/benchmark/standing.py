"""One local authority beside three groups: how many others are graded higher, the same, lower."""

import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator
from ilacs_bench.benchmark.compare import positions_of
from ilacs_bench.benchmark.in_words import count_words
from ilacs_bench.benchmark.selection import Selection


def standing(chosen: Selection) -> pd.DataFrame:
    """Return one row per group and area: how many others are graded higher, the same and lower.

    The groups are the selection's, the authority's region and England, without repeats. Columns:
    comparator, comparator_label, group (its heading, with how many others it has), judgement_area,
    grade (the authority's own), sentence (of `positions`, to quote); others, and of them n_higher,
    n_same, n_lower and n_ungraded; words, the same counts in words. `positions` counts the
    authority with its group; here only the others are counted. Without a grade of its own n_higher,
    n_same and n_lower are empty.

    >>> chosen = select(t, "Suffolk", "neighbours", as_at="2025-03-31", areas=["leaders"])
    >>> rows = standing(chosen)
    >>> rows[["group", "words"]].to_numpy().tolist()[2]
    ['England (152 others)', '102 higher, 34 same, 16 lower']
    """
    comparators: list[To] = [*([] if chosen.to is None else [chosen.to]), "region", "england"]
    groups = list({find_comparator(group): group for group in comparators}.values())
    rows = positions_of(chosen, groups)
    others, has_grade = rows["of"].array - 1, rows["grade"].notna().to_numpy()
    counted = {
        "others": others,
        "n_higher": rows["n_better"].array,
        "n_same": rows["n_same"].array - 1,
        "n_lower": rows["n_worse"].array,
        "n_ungraded": others - rows["judged"].array + has_grade,
    }
    unknown = "not in these tables" if chosen.covered.is_partial else "without a grade"
    words = [_words(unknown, *of) for of in zip(*counted.values(), strict=True)]
    group = pd.array([*map(_heading, rows["comparator_label"], others)], dtype="str")
    columns = dict(rows[_OF_POSITIONS].items()) | counted
    return pd.DataFrame(columns | {"group": group, "words": pd.array(words, dtype="str")})[_COLUMNS]


_OF_POSITIONS = ["comparator", "comparator_label", "judgement_area", "grade", "sentence"]
_COLUMNS = [
    "comparator",
    "comparator_label",
    "group",
    "judgement_area",
    "grade",
    "sentence",
    "others",
    "n_higher",
    "n_same",
    "n_lower",
    "n_ungraded",
    "words",
]


def _heading(label: str, others: int) -> str:
    """Return a heading such as 'England (152 others)'."""
    counted, begun = count_words(others, "other", "others"), label[:1].upper() + label[1:]
    return f"{begun[:-1]}, {counted})" if begun.endswith(")") else f"{begun} ({counted})"


def _words(unknown: str, others: int, higher: int, same: int, lower: int, ungraded: int) -> str:
    if not others:
        return "No local authority to compare with"
    if pd.isna(higher):
        graded = others - ungraded
        return f"{graded} of {others} {'has' if graded == 1 else 'have'} a grade"
    without = f", {ungraded} {unknown}" if ungraded else ""
    return f"{higher} higher, {same} same, {lower} lower{without}"
