"""What was asked of `find_councils`, in words."""

from collections.abc import Iterator, Mapping

from ilacs_bench.benchmark.english import day_words
from ilacs_bench.benchmark.resolve import Day, OneOrMore, resolve_day, resolve_values
from ilacs_bench.benchmark.transitions import DIRECTIONS
from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORK_LABELS, GRADE_LABELS

_PLAIN = {
    "ofsted_region": "Ofsted region",
    "ons_region": "ONS region",
    "la_type": "type",
    "name": "name",
}
_DIRECTION_WORDS = {code: "no change" if code == "same" else code for code in DIRECTIONS}


def filter_words(
    *,
    grades: Mapping[str, OneOrMore] | None = None,
    framework: OneOrMore = None,
    inspected_since: Day = None,
    inspected_before: Day = None,
    direction: Mapping[str, OneOrMore] | None = None,
    neighbours_of: str | None = None,
    **plain: OneOrMore,
) -> tuple[str, ...]:
    """One phrase a filter of `find_councils`, whose arguments these are; none without a filter.

    >>> filter_words(ofsted_region=["London", "South East"], grades={"overall": "good"})
    ('Ofsted region: London or South East', 'overall effectiveness: good')
    """
    parts = [
        *(f"{_PLAIN[name]}: {_any_of(values)}" for name, values in plain.items() if values),
        *_by_area(grades, {code: label.lower() for code, label in GRADE_LABELS.items()}, ""),
        *_by_area(direction, _DIRECTION_WORDS, ", direction of travel"),
    ]
    if codes := resolve_values(framework, FRAMEWORK_LABELS, "framework"):
        parts.append(f"framework: {_any_of([FRAMEWORK_LABELS[code] for code in codes])}")
    if inspected_since:
        parts.append(f"inspected since {day_words(resolve_day(inspected_since))}")
    if inspected_before:
        parts.append(f"inspected before {day_words(resolve_day(inspected_before))}")
    if neighbours_of:
        parts.append(f"statistical neighbours of {find_authority(neighbours_of).la_name}")
    return tuple(parts)


def _by_area(
    given: Mapping[str, OneOrMore] | None, words: Mapping[str, str], about: str
) -> Iterator[str]:
    for name, values in (given or {}).items():
        (area,) = resolve_values(name, AREA_SHORT_LABELS, "judgement area")
        codes = resolve_values(values, words, "value")
        if codes:
            label = AREA_SHORT_LABELS[area]
            said = _any_of([words[code] for code in codes])
            yield f"{label[:1].lower()}{label[1:]}{about}: {said}"


def _any_of(values: OneOrMore) -> str:
    names = [values] if isinstance(values, str) else list(values or ())
    return " or ".join(names)
