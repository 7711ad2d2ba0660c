"""Find local authorities by place, grades, date of inspection and framework."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import find_comparator, group_of
from ilacs_bench.benchmark.grades import find_area, find_areas
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.resolve import (
    Day,
    OneOrMore,
    check_period,
    one_or_more,
    resolve_authority,
    resolve_day,
    resolve_values,
)
from ilacs_bench.benchmark.selection import Options, full_signature, select
from ilacs_bench.benchmark.transitions import DIRECTIONS
from ilacs_bench.benchmark.wide import one_row_each
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import shown_on
from ilacs_bench.lookups.authorities import find_authority, plain_words
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, FRAMEWORK_LABELS, GRADE_LABELS

PLACE_COLUMNS = {
    "ofsted_region": "Ofsted region",
    "ons_region": "ONS region",
    "la_type": "type of local authority",
}
"""Columns to filter by place or type of authority."""
_ABOUT = ["la_code", "la_name", "dfe_number", *PLACE_COLUMNS]
_LATEST = ["framework", "start", "end", "published", "age_days"]
_SOURCE = ["inspection_id", "report", "source_url"]
_OF_AREA = ["grade", "direction"]

_PLAIN = {
    "ofsted_region": "Ofsted region",
    "ons_region": "ONS region",
    "la_type": "type",
    "name": "name",
}
_DIRECTION_WORDS = {code: "no change" if code == "same" else code for code in DIRECTIONS}


@full_signature
def find_councils(
    tables: Tables,
    *,
    ofsted_region: OneOrMore = None,
    ons_region: OneOrMore = None,
    la_type: OneOrMore = None,
    grades: Mapping[str, OneOrMore] | None = None,
    framework: OneOrMore = None,
    inspected_since: Day = None,
    inspected_before: Day = None,
    direction: Mapping[str, OneOrMore] | None = None,
    neighbours_of: str | None = None,
    name: OneOrMore = None,
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return one row per local authority that exists on `as_at` and meets all filters, by name.

    Columns: la_code, la_name, dfe_number, ofsted_region, ons_region, la_type; of its latest full
    inspection framework, start and end (first and last day on site), published and age_days (from
    `start` to `as_at`); grade_<area> and direction_<area> (against the inspection before) for each
    of `areas` and each area filtered by, by the rules of `latest_judgements`; inspection_id, report
    and source_url. A cell is empty where a value does not exist or is not known.

    A filter is one value or several, by code or by label; any of the values matches, and all
    filters must match. `grades` and `direction` have judgement areas for keys: `{"care_leavers":
    "good"}`, `{"leaders": ["improved"]}`. `inspected_since` (that day included) and
    `inspected_before` (that day not) are about the first day on site, or the day of publication
    where no source gives that. `neighbours_of` selects the statistical neighbours of a council,
    without itself. `name` is the beginning of any word of a name, or an alias or code. Raises
    UnknownName for a value that does not occur, listing those that do.

    >>> rows = find_councils(
    ...     t, ofsted_region="London", grades={"overall": "inadequate"}, as_at="2019-03-31"
    ... )
    >>> rows["la_name"].to_list()
    ['Barnet', 'Croydon', 'Newham', 'Tower Hamlets']
    """
    places = {
        "grade": _by_area(grades, GRADE_LABELS, "grade"),
        "direction": _by_area(direction, {code: code for code in DIRECTIONS}, "direction"),
    }
    wanted = options.pop("areas", None)
    chosen = select(tables, **options)
    day = chosen.as_at
    shown = shown_on(day) if wanted is None else one_or_more(wanted)
    areas = find_areas([*shown, *places["grade"], *places["direction"]])
    rows = _one_row_each(chosen.judgements(areas), areas)
    row_numbers = {"ofsted_region": ofsted_region, "ons_region": ons_region, "la_type": la_type}
    filters = [
        *_in_places(rows, row_numbers),
        *_under(rows, framework),
        *_judged(rows, places),
        *_inspected(rows, inspected_since, inspected_before),
        *_near(tables, rows, neighbours_of, day),
        *_named(tables, rows, name, day),
    ]
    found = np.logical_and.reduce([np.ones(len(rows), "bool"), *filters])
    return rows.loc[found].drop(columns="dated").reset_index(drop=True)


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
    """Describe each filter of `find_councils` (the same arguments) in a phrase; () without any.

    >>> filter_words(ofsted_region=["London", "South East"], grades={"overall": "good"})
    ('Ofsted region: London or South East', 'overall effectiveness: good')
    """
    parts = [
        *(f"{_PLAIN[name]}: {_any_of(values)}" for name, values in plain.items() if values),
        *_words_by_area(grades, {code: label.lower() for code, label in GRADE_LABELS.items()}, ""),
        *_words_by_area(direction, _DIRECTION_WORDS, ", direction of travel"),
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


def _words_by_area(
    given: Mapping[str, OneOrMore] | None, words: Mapping[str, str], about: str
) -> Iterator[str]:
    for name, values in (given or {}).items():
        (area,) = resolve_values(name, AREA_SHORT_LABELS, "judgement area")
        codes = resolve_values(values, words, "value")
        if codes:
            label = AREA_SHORT_LABELS[area]
            grades = _any_of([words[code] for code in codes])
            yield f"{label[:1].lower()}{label[1:]}{about}: {grades}"


def _any_of(values: OneOrMore) -> str:
    names = [values] if isinstance(values, str) else list(values or ())
    return " or ".join(names)


def _by_area(
    given: Mapping[str, OneOrMore] | None, offered: Mapping[str, str], what: str
) -> dict[str, list[str]]:
    """Return the values to filter by, by judgement area, for areas that have any."""
    if given is not None and not isinstance(given, Mapping):
        raise UnknownName(
            f"{given!r} does not say of which judgement: give each judgement its {what}, such as "
            f"{{'leaders': {next(iter(offered))!r}}}."
        )
    chosen = {
        find_area(area): resolve_values(values, offered, what)
        for area, values in (given or {}).items()
    }
    return {area: values for area, values in chosen.items() if values}


def _one_row_each(judgements: pd.DataFrame, areas: Sequence[str]) -> pd.DataFrame:
    """Return the columns of `find_councils`, and `dated`, for each authority in `judgements`."""
    rows = one_row_each(judgements, areas, _OF_AREA)
    graded = [f"{name}_{area}" for area in areas for name in _OF_AREA]
    return rows[[*_ABOUT, *_LATEST, *graded, *_SOURCE, "dated"]]


def _in_places(rows: pd.DataFrame, places: Mapping[str, OneOrMore]) -> Iterator[pd.Series]:
    for column, values in places.items():
        offered = {name: name for name in sorted(rows[column].unique())}
        chosen = resolve_values(values, offered, PLACE_COLUMNS[column])
        if chosen:
            yield rows[column].isin(chosen)


def _under(rows: pd.DataFrame, framework: OneOrMore) -> Iterator[pd.Series]:
    chosen = resolve_values(framework, FRAMEWORK_LABELS, "framework")
    if chosen:
        yield rows["framework"].isin(chosen)


def _judged(
    rows: pd.DataFrame, wanted: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[pd.Series]:
    for column, by_area in wanted.items():
        for area, values in by_area.items():
            yield rows[f"{column}_{area}"].isin(values)


def _inspected(rows: pd.DataFrame, since: Day, before: Day) -> Iterator[pd.Series]:
    """Yield masks of rows inspected since and before days; never inspected rows are False."""
    if since and before:
        check_period(resolve_day(since), resolve_day(before))
    if since:
        yield rows["dated"] >= pd.Timestamp(resolve_day(since))
    if before:
        yield rows["dated"] < pd.Timestamp(resolve_day(before))


def _near(tables: Tables, rows: pd.DataFrame, council: str | None, day: date) -> Iterator:
    if council:
        la_code = resolve_authority(tables, council, day)
        group = group_of(tables, la_code, find_comparator("neighbours"), day)
        yield rows["la_code"].isin(group["la_code"])


def _named(tables: Tables, rows: pd.DataFrame, name: OneOrMore, day: date) -> Iterator:
    """Yield a mask of the rows that match any of the names, where names are given."""
    names = [] if name is None else [str(each) for each in one_or_more(name)]
    if any(plain_words(each) for each in names):
        plain = rows["la_name"].map(plain_words)
        yield np.logical_or.reduce([_has_name(tables, rows, plain, each, day) for each in names])


def _has_name(
    tables: Tables, rows: pd.DataFrame, plain: pd.Series, name: str, day: date
) -> pd.Series:
    """Return whether each authority has a word that begins with the name, or is known by it."""
    part = plain.str.contains(rf"\b{re.escape(plain_words(name))}", regex=True)
    try:
        return part | (rows["la_code"] == resolve_authority(tables, name, day))
    except UnknownName:
        if part.any():
            return part
        raise
