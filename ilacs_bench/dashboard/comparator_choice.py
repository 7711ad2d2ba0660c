"""Whom the pages offer to compare with: comparators, and the lists saved on the serving computer.

The file of lists is that of the account that runs the server: whoever opens a page sees the same
lists. Pages read it and never write it; `ilacs-bench lists` does.
"""

from collections.abc import Mapping
from contextlib import suppress

from ilacs_bench.benchmark.comparators import COMPARATOR_LABELS, find_comparator
from ilacs_bench.benchmark.english import count_words, sentence_case
from ilacs_bench.errors import IlacsBenchError, UnknownName
from ilacs_bench.lookups.own_lists import PAGE_WORDS, plain_name, read_own_lists

DEFAULT_COMPARATOR = "neighbours"
COMPARED_WITH: dict[str, str] = {
    DEFAULT_COMPARATOR: COMPARATOR_LABELS["statistical_neighbours_2025"],
    "neighbours_2021": COMPARATOR_LABELS["statistical_neighbours_2021"],
    "region": COMPARATOR_LABELS["ofsted_region"],
    "ons_region": COMPARATOR_LABELS["ons_region"],
    "type": COMPARATOR_LABELS["la_type"],
    "england": COMPARATOR_LABELS["england"],
}
"""What stands in the address for a comparator, and its label; a saved list stands by its name."""


def comparator_options(others: Mapping[str, str]) -> list[tuple[str, str]]:
    """Values and labels to choose from: comparators, a page's `others`, then the saved lists."""
    offered = {**COMPARED_WITH, **others}
    options = [(code, sentence_case(label)) for code, label in offered.items()]
    return options + [
        (name, f"Saved list ‘{name}’: {count_words(len(codes), 'council', 'councils')}")
        for name, codes in saved_lists().items()
    ]


def chosen_comparator(value: str, others: Mapping[str, str] = {}) -> str:
    """The option that is asked for, by any of its names; `others` are a page's own.

    A word that only another page knows ('own', 'alone'), which a link between pages brings along,
    is the default. Raises UnknownName for one that nobody knows.
    """
    if value in COMPARED_WITH or value in others:
        return value
    if value in PAGE_WORDS:
        return DEFAULT_COMPARATOR
    with suppress(IlacsBenchError):
        code = find_comparator(value).code
        for option in COMPARED_WITH:
            if find_comparator(option).code == code:
                return option
    for name in saved_lists():
        if plain_name(name) == plain_name(value):
            return name
    raise UnknownName(
        f"{value!r} is not a comparator, nor a list saved on the computer that serves this page. "
        "Choose whom to compare with."
    )


def saved_lists() -> dict[str, tuple[str, ...]]:
    """The lists saved, without any that a word of the pages hides; none where the file is broken.

    A broken file is no reason to show no page; `ilacs-bench lists` says what is wrong with it.
    """
    try:
        lists = read_own_lists()
    except (IlacsBenchError, OSError):
        return {}
    return {name: codes for name, codes in lists.items() if plain_name(name) not in PAGE_WORDS}
