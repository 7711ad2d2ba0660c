"""How early a local authority was inspected under its framework, as a rank among all."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.in_words import as_at_words, day_words, framework_words
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.tables.store import Tables

_STILL_FEW = 4
"""Authorities count as the first while at most one in so many has a report."""


@dataclass(frozen=True)
class FrameworkPlace:
    """The rank of an authority's first report under the framework of its latest inspection.

    Ranked by day of publication: `place` from 1, shared by `joint` authorities of the same day
    (itself included), among `n` authorities with a report by the cut-off. `sentence` puts it in
    words. `place_on_site` is the place by the first day on site, reports published later included.
    """

    framework: str
    published: date
    place: int
    joint: int
    n: int
    place_on_site: int
    sentence: str


def framework_place(chosen: Selection) -> FrameworkPlace | None:
    """Return the place; None without an inspection or where its publication date is unknown.

    None too where the tables are partial, as others may have been inspected earlier. Former local
    authorities count, since they were inspected.

    >>> framework_place(select(t, "East Sussex", as_at="2018-09-18")).sentence
    'East Sussex is one of the first 16 local authorities with a report of a full inspection under \
ILACS 2018 to 2022, as at 18 September 2018: its report, \
published on 4 September 2018, was the 16th.'
    """
    tables, la_code, day = chosen.tables, chosen.la_code, chosen.as_at
    counted = chosen.index.inspections.take(chosen.counted)
    own = counted[counted["la_code"] == la_code]
    if own.empty or chosen.covered.is_partial:
        return None
    framework = str(own["framework"].iloc[-1])
    first = _first_published(counted[counted["framework"] == framework])
    if la_code not in first.index:
        return None
    published = first.loc[la_code]
    existing = existing_authorities(tables, day).set_index("la_code")["la_name"]
    place, joint = 1 + int((first < published).sum()), int((first == published).sum())
    ordered = f"{'jointly ' if joint > 1 else ''}the {ordinal(place)}"
    when = f"published on {day_words(published)}"
    report = "report" if own["framework"].eq(framework).sum() == 1 else "first one"
    same_framework = (
        f"with a report of a full inspection under {framework_words(framework)}, "
        f"{as_at_words(day, chosen.published_by)}: its {report}"
    )
    if len(first) == 1 or len(first) * _STILL_FEW <= len(existing):
        sentence = f"{_among(len(first))} {same_framework}, {when}, was {ordered}."
        sentence = f"{existing[la_code]} is {sentence}"
    else:
        former = int((~first.index.isin(existing.index)).sum())
        of = f"{len(first)} local authorities{f' ({former} of them former)' if former else ''}"
        sentence = f"{existing[la_code]} was {ordered} of {of} {same_framework} was {when}."
    return FrameworkPlace(
        framework,
        published.date(),
        place,
        joint,
        len(first),
        _place_on_site(tables, framework, la_code),
        sentence,
    )


def _among(n: int) -> str:
    return "the only local authority" if n == 1 else f"one of the first {n} local authorities"


def _place_on_site(tables: Tables, framework: str, la_code: str) -> int:
    inspections = inspection_index(tables).inspections
    begun = inspections[inspections["framework"] == framework].groupby("la_code")["dated"].min()
    return 1 + int((begun < begun.loc[la_code]).sum())


def _first_published(inspections: pd.DataFrame) -> pd.Series:
    """Return the day of each authority's first report by GSS code, where it is known."""
    return inspections.groupby("la_code")["published"].min().dropna()


def ordinal(number: int) -> str:
    """Return an ordinal number in digits.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    is_teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
