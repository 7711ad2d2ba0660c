"""Time since the last full inspection, and between inspections in the past.

Past waits do not predict future ones: Ofsted plans by its own rules and made no full inspections
for more than a year from March 2020, and waits that have not ended are not counted among those that
have.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.grades import days_since, find_area
from ilacs_bench.benchmark.in_words import age_words, count_words, day_words
from ilacs_bench.benchmark.inspection_index import (
    AUTHORITY_COLUMNS,
    grade_categories,
    inspection_index,
    take_rows,
)
from ilacs_bench.benchmark.latest import counted_rows, last_day
from ilacs_bench.benchmark.resolve import resolve_frameworks
from ilacs_bench.benchmark.selection import DayOptions, Selection, full_signature, select
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, GRADES, OVERALL

_MANY = "local authorities"
_LAST = ["inspection_id", "framework", "start", "end", "published", "report", "source_url"]


@full_signature
def waits(tables: Tables, *, area: str = OVERALL, **options: Unpack[DayOptions]) -> pd.DataFrame:
    """Return one row per local authority in existence on `as_at`, the longest wait first.

    Columns: la_code, la_name, dfe_number, both regions, la_type; of the latest full inspection that
    the tables hold inspection_id, framework, start, end, published, report, source_url; grade (on
    `area`); days (from its first day on site to `as_at`; empty where that day is not known or there
    was none), n_longer (authorities with a longer wait), n_same (itself included), of (authorities
    with a wait); tables_end. An inspection whose report is not in the tables does not count: read
    the wait with `tables_end`. Raises UnknownName for an unknown area.

    >>> rows = waits(t, as_at="2026-03-27").set_index("la_name")
    >>> rows.loc[["Slough", "Surrey"], "days"].to_list()
    [1159, 375]
    """
    return waits_of(select(tables, **options), area)


def waits_of(chosen: Selection, area: str = OVERALL) -> pd.DataFrame:
    """Return the rows of `waits` for a Selection."""
    days = (chosen.as_at, chosen.published_by)
    return _waits(chosen.tables, find_area(area), *days).copy(deep=False)


@cache_by_tables(most=1)  # a page needs the same frame for one council after another
def _waits(tables: Tables, area: str, day: date, cutoff: date) -> pd.DataFrame:
    index = inspection_index(tables)
    existing = index.existing(np.datetime64(day))
    last, _ = index.last_of(counted_rows(tables, day, cutoff))
    row_numbers = last[index.number[existing]]
    started = days_since(index.of_inspection.at(row_numbers, ["start"])["start"], day)
    own = started.to_numpy("int64", na_value=-1)
    order = np.argsort(-own, kind="stable")
    own, existing, row_numbers = own[order], existing[order], row_numbers[order]
    known = np.sort(own[own >= 0])
    longer = len(known) - np.searchsorted(known, own, side="right")
    same = len(known) - longer - np.searchsorted(known, own, side="left")
    grades, _, _ = index.graded(row_numbers, [area])
    rows = {
        **index.of_authority.at(existing, AUTHORITY_COLUMNS),
        **index.of_inspection.at(row_numbers, _LAST),
        "grade": grade_categories(grades),
        "days": pd.arrays.IntegerArray(np.maximum(own, 0), own < 0),
        "n_longer": pd.arrays.IntegerArray(longer, own < 0),
        "n_same": pd.arrays.IntegerArray(same, own < 0),
        "of": len(known),
        "tables_end": np.full(len(own), np.datetime64(last_day(tables), "s")),
    }
    return pd.DataFrame(rows, copy=False)


@full_signature
def wait_of(
    tables: Tables, authority: str, *, area: str = OVERALL, **options: Unpack[DayOptions]
) -> pd.DataFrame:
    """Return the row of `waits` of one local authority, with `sentence`: its wait in words.

    >>> wait_of(t, "Slough", as_at="2026-03-27")["sentence"][0]
    'The last inspection of Slough began on 23 January 2023, 3 years 2 months before \
27 March 2026. 18 of 153 local authorities have waited longer.'
    """
    return own_wait_of(select(tables, authority, **options), area)


def own_wait_of(chosen: Selection, area: str = OVERALL) -> pd.DataFrame:
    """Return the row of `wait_of` for a Selection."""
    rows = waits_of(chosen, area)
    place = np.flatnonzero(rows["la_code"].to_numpy() == chosen.la_code)
    row = pd.DataFrame(take_rows(rows, place, rows.columns))
    row["sentence"] = _sentence(records(row)[0], chosen)
    return row


def wait_quartiles(waiting: pd.DataFrame) -> pd.DataFrame:
    """Return one row per quartile: a `share` (0-1) of authorities waited `days` or less.

    `waiting` are rows of `waits`. There are no rows where no wait is known.

    >>> wait_quartiles(waits(t, as_at="2026-03-27"))["share"].to_list()
    [0.25, 0.5, 0.75]
    """
    days = waiting["days"].array
    known = days[~days.isna()].to_numpy("float64")
    shares = [0.25, 0.5, 0.75] if len(known) else []
    days = np.percentile(known, [100 * share for share in shares]) if shares else []
    return pd.DataFrame({"share": shares, "days": days}, dtype="float64")


@full_signature
def waits_in_words(
    tables: Tables, *, waiting: pd.DataFrame | None = None, **options: Unpack[DayOptions]
) -> str:
    """Return sentences on how long the local authorities of England have waited by a date.

    `waiting` are the rows of `waits` of the same date, to save computing them again.

    >>> waits_in_words(t, as_at="2026-03-27")[:66]
    'Half of 153 local authorities have waited 1 year 10 months or less'
    """
    chosen = select(tables, **options)
    rows = waits_of(chosen) if waiting is None else waiting
    waiting = pd.DataFrame(
        take_rows(rows, np.flatnonzero(rows["days"].notna()), ["la_name", "days"])
    )
    if waiting.empty:
        return f"The first day on site of no inspection is known by {day_words(chosen.as_at)}."
    _, median, upper = (age_words(int(days)) for days in wait_quartiles(waiting)["days"])
    longest = waiting[waiting["days"] == waiting["days"].iloc[0]]
    *names, last = longest["la_name"]
    names = " and ".join(filter(None, (", ".join(names), last)))
    sentence = (
        f"Half of {count_words(len(waiting), 'local authority', _MANY)} have waited {median} or "
        f"less since their last inspection began. A quarter have waited {upper} or more. The "
        f"longest wait is {age_words(int(waiting['days'].iloc[0]))}: {names}."
    )
    return " ".join(filter(None, (sentence, chosen.covered.waits_note(chosen.published_by))))


@full_signature
def wait_ranges(
    tables: Tables,
    *,
    area: str = OVERALL,
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    waiting: pd.DataFrame | None = None,
    **options: Unpack[DayOptions],
) -> pd.DataFrame:
    """Return one row per grade on `area`, lowest first: how long until the next inspection.

    Counts waits that have ended: from the first day on site of an inspection under `frameworks`
    that gave the grade to the first day of the same authority's next, by `as_at`. Columns: grade,
    n, shortest, lower_quartile, median, upper_quartile, longest (days; empty where n is 0),
    n_waiting and longest_waiting (authorities whose latest inspection gave the grade, and the
    longest of their waits so far, in days). `waiting` are the rows of `waits` of the same area and
    date, to save computing them again. Raises UnknownName for an unknown area.

    >>> rows = wait_ranges(t, as_at="2026-03-27")
    >>> rows[["grade", "n"]].to_numpy().tolist()[0]
    ['inadequate', 20]
    """
    area = find_area(area)
    chosen = select(tables, **options)
    index, row_numbers = chosen.index, chosen.counted
    start = index.inspections["start"].to_numpy().astype("datetime64[D]")
    before = index.before_each(row_numbers)
    first, after = before[before >= 0], row_numbers[before >= 0]
    framework_codes = resolve_frameworks(frameworks)
    wanted = index.inspections["framework"].isin(framework_codes).to_numpy()[first]
    ended = wanted & ~np.isnat(start[first]) & ~np.isnat(start[after])
    days = (start[after] - start[first])[ended].astype("int64")
    grades, _, _ = index.graded(first[ended], [area])
    now = waits_of(chosen, area) if waiting is None else waiting
    now = now[now["framework"].isin(framework_codes)]
    rows = [_range(days[grades[:, 0] == code], now, grade) for code, grade in enumerate(GRADES)]
    frame = pd.DataFrame(rows).assign(grade=grade_categories(np.arange(len(GRADES), dtype="int8")))
    return frame.astype({"longest_waiting": "Int64"})


def _range(days: npt.NDArray[np.int64], now: pd.DataFrame, grade: str) -> dict[str, object]:
    names = ("shortest", "lower_quartile", "median", "upper_quartile", "longest")
    ends = np.quantile(days, [0, 0.25, 0.5, 0.75, 1]) if len(days) else np.full(5, np.nan)
    waiting = now.loc[now["grade"] == grade, "days"]
    return {
        "grade": grade,
        "n": len(days),
        **dict(zip(names, ends, strict=True)),
        "n_waiting": len(waiting),
        "longest_waiting": waiting.max(),
    }


def _sentence(row: Mapping[str, Any], chosen: Selection) -> str:
    covered, when = chosen.covered, day_words(chosen.as_at)
    note = covered.waits_note(chosen.published_by)
    if row["inspection_id"] is None:
        return f"{covered.no_inspection_of(row['la_code'], row['la_name'])} by {when}."
    if row["days"] is None:
        return (
            f"{row['la_name']} was last inspected on days that no source gives (published "
            f"{day_words(row['published'])}): its wait is not known."
        )
    others = count_words(row["of"], "local authority", "local authorities")
    have = "has" if row["n_longer"] == 1 else "have"
    sentence = (
        f"The last inspection of {row['la_name']} began on {day_words(row['start'])}, "
        f"{age_words(row['days'])} before {when}. {row['n_longer']} of "
        f"{others} {have} waited longer."
    )
    return f"{sentence} {note}" if note else sentence
