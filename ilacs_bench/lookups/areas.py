"""Judgement areas: which ones the pages of a day show, and which one a text means.

The facts are rows of the lookups `framework_areas`, `area_equivalents`, `judgement_labels` and
`area_names`, described in docs/lookups.md.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from ilacs_bench.days import today
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.vocabulary import (
    AREA_LABELS,
    AREA_SHORT_LABELS,
    AREAS,
    FAMILIES,
    FIRST_DAY,
    FRAMEWORKS,
    LED_WITH,
    OVERALL,
)

_EQUIVALENTS = read_lookup("area_equivalents")
_LABEL_ROWS = read_lookup("judgement_labels")


def areas_on(day: date) -> tuple[str, ...]:
    """Return the main judgement areas of pages and extracts on a day, in order.

    These are practice judgements that had begun to be made by then, or whose earlier form is not
    shown itself (children in care in 2019). One that is shown under another, since renamed, is left
    out; one that a later framework no longer has is kept, because its grades are.

    >>> areas_on(date(2019, 1, 1)), areas_on(date(2015, 1, 1)) == areas_on(date(2026, 5, 1))
    (('leaders', 'help_protection', 'in_care', 'care_leavers'), True)
    """
    day = max(day, FIRST_DAY)
    return _led_with(frozenset(f.code for f in FRAMEWORKS.values() if f.first_day <= day))


def shown_on(day: date) -> tuple[str, ...]:
    """Return `areas_on`, and overall effectiveness, which is shown wherever it was judged.

    >>> shown_on(date(2026, 5, 1))[-1]
    'overall'
    """
    return (*areas_on(day), OVERALL)


def all_areas_on(day: date) -> tuple[str, ...]:
    """Return all judgement areas ever, except those shown under another on that day."""
    return areas_in_order({*AREAS} - (LED_WITH - {*areas_on(day)}))


def ever_shown() -> tuple[str, ...]:
    """Return areas of `shown_on` for any day until today: the options of controls."""
    begun = [f.first_day for f in FRAMEWORKS.values() if f.first_day <= today()]
    return areas_in_order(area for day in begun for area in shown_on(day))


def areas_in_order(areas: Iterable[str]) -> tuple[str, ...]:
    """Return areas in the standard order, without repeats."""
    wanted = set(areas)
    return tuple(area for area in AREAS if area in wanted)


def areas_as_on(areas: Iterable[str], day: date) -> tuple[str, ...]:
    """Return areas chosen on one day as pages of another day show them.

    An area continued by another becomes that one, or the reverse before it began. Areas that had
    not begun are left out; if none remains, the areas of that day are returned.
    """
    shown, chosen = shown_on(day), set(areas)
    found = {area for one in chosen for area in _same_as(one, shown)}
    return areas_in_order(found) or (areas_on(day) if chosen else ())


def _same_as(area: str, shown: Iterable[str]) -> list[str]:
    """Return the area if it is shown; else shown areas that precede or continue it."""
    if area in shown:
        return [area]
    before = stand_ins(area, as_previous=True)
    return [one for one in shown if one in before or area in stand_ins(one, as_previous=True)]


@cache
def stand_ins(area: str, *, as_previous: bool = False) -> tuple[str, ...]:
    """Return areas whose grade may be used for one that an inspection did not grade, in order.

    They apply to the grade shown or, with `as_previous`, to the one before.
    """
    uses = ("picture", "previous") if as_previous else ("picture",)
    return tuple(
        row["graded_as"]
        for row in _EQUIVALENTS
        if row["judgement_area"] == area and row["use"] in uses
    )


def also_in(area: str, graded_as: str) -> str:
    """Return who else shows the grade of one judgement under the other; '' if only we do."""
    pairs = {(row["judgement_area"], row["graded_as"]): row["also_in"] for row in _EQUIVALENTS}
    return pairs[area, graded_as]


@cache
def _led_with(begun: frozenset[str]) -> tuple[str, ...]:
    judged = {area for code in begun for area in FRAMEWORKS[code].areas}
    main = [area for area in AREAS if area in LED_WITH and judged & {area, *_leads_to(area)}]
    renamed = {before for area in main if area in judged for before in stand_ins(area)}
    return tuple(area for area in main if area not in renamed)


def _leads_to(area: str) -> set[str]:
    """Return earlier areas that one continues and that were never shown themselves."""
    return {before for before in stand_ins(area, as_previous=True) if before not in LED_WITH}


@cache
def printed_labels(family: str) -> dict[str, str]:
    """Return the area of each label printed by a framework family, normalised.

    >>> printed_labels("ilacs")["experiences and progress of care leavers"]
    'care_leavers'
    """
    last: dict[str, str] = {}
    labels: dict[str, str] = {}
    for framework in FRAMEWORKS.values():
        last |= {area: label for area, label in framework.labels.items() if label}
        if framework.family.code == family:
            labels |= {_plain(last[area]): area for area in framework.areas}
    if not FAMILIES[family].overall_in_table:
        labels = {label: area for label, area in labels.items() if area != OVERALL}
    others = [row for row in _LABEL_ROWS if row["family"] == family]
    return labels | {row["wording"]: row["judgement_area"] for row in others}


@cache
def area_names() -> dict[str, str]:
    """Return the area of each name, normalised: labels and everyday names.

    If several frameworks use the same name, it means the newest one's area.

    >>> names = area_names()
    >>> names["leadership"], names["help and protection"], names["overall effectiveness"]
    ('leaders', 'help_protection', 'overall')
    """
    names = {_plain(label): area for area, label in reversed(AREA_LABELS.items())}
    names |= {_plain(label): area for area, label in reversed(AREA_SHORT_LABELS.items())}
    for family in FAMILIES:
        names |= printed_labels(family)
    return names | {row["name"]: row["judgement_area"] for row in read_lookup("area_names")}


def area_meant(name: object) -> str | None:
    """Return the area that a code or text means, else None.

    >>> area_meant("in_care"), area_meant("Children in care"), area_meant("London")
    ('in_care', 'in_care', None)
    """
    if name in AREAS:
        return str(name)
    return area_names().get(_plain(str(name).replace("_", " ")))


def _plain(label: str) -> str:
    """Return a label without its article and text in brackets."""
    return label.partition(" (")[0].casefold().removeprefix("the ")
