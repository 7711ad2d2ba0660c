"""The comparison groups that pages offer: comparators, and lists saved on the server.

The lists are those of the account that runs the server, the same for all visitors. Pages only read
them; `ilacs-bench lists` changes them.
"""

from collections.abc import Mapping
from contextlib import suppress

from ilacs_bench.benchmark.comparators import COMPARATOR_LABELS, find_comparator
from ilacs_bench.benchmark.in_words import count_words, sentence_case
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
"""Comparators by their value in the address, with labels; a saved list's value is its name."""


def comparator_options(others: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return values and labels of comparators, a page's `others`, then the saved lists."""
    offered = {**COMPARED_WITH, **others}
    options = [(code, sentence_case(label)) for code, label in offered.items()]
    return options + [
        (name, f"Saved list ‘{name}’: {count_words(len(codes), 'council', 'councils')}")
        for name, codes in saved_lists().items()
    ]


def chosen_comparator(value: str, others: Mapping[str, str] = {}) -> str:
    """Return the option meant, by any of its names; `others` are a page's own options.

    Values that only other pages have ('own', 'alone') and that a link may carry over become the
    default. Raises UnknownName for an unknown one.
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
    """Return the saved lists, except those hidden by a page's own words; {} if the file is broken.

    A broken file must not break the page; `ilacs-bench lists` reports what is wrong with it.
    """
    try:
        lists = read_own_lists()
    except (IlacsBenchError, OSError):
        return {}
    return {name: codes for name, codes in lists.items() if plain_name(name) not in PAGE_WORDS}
