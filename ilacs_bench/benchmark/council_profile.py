"""One local authority by itself: its grades, its whole record, and what its latest report says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator
from ilacs_bench.benchmark.compare import own_grades
from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.evidence import is_coded
from ilacs_bench.benchmark.notes import coming_notes, predecessor_notes
from ilacs_bench.benchmark.resolve import Day, resolve_authority, resolve_days
from ilacs_bench.benchmark.same_theme import latest_improvements
from ilacs_bench.benchmark.theme_profile import theme_profile
from ilacs_bench.benchmark.trajectories import trajectories
from ilacs_bench.benchmark.waits import wait_of
from ilacs_bench.lookups.areas import every_on, shown_on
from ilacs_bench.tables.store import Tables


@dataclass(frozen=True, eq=False)
class CouncilProfile:
    """Everything about one local authority as at a date.

    own           one row per judgement area: its grade now and at the inspection before
    record        the rows of `trajectories` in every area, its predecessors' after its own
    wait          how long since its last inspection, a sentence to quote
    was_read      whether the report of its latest inspection was read; False where there is none
    was_coded     whether a machine looked for themes in that report
    improvements  the rows of `latest_improvements`
    themes        the rows of `theme_profile`, beside the group `comparator_label`
    coverage      how far the tables can be trusted in time
    notes         what a reader must know beside the numbers, one sentence each
    """

    la_code: str
    la_name: str
    comparator_label: str
    as_at: date
    published_by: date
    own: pd.DataFrame
    record: pd.DataFrame
    wait: str
    was_read: bool
    was_coded: bool
    improvements: pd.DataFrame
    themes: pd.DataFrame
    coverage: Coverage
    notes: tuple[str, ...]


def council_profile(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
) -> CouncilProfile:
    """The profile of a local authority; arguments and errors as for `snapshot`.

    >>> told = council_profile(t, "East Sussex", as_at="2025-03-31")
    >>> told.record["inspection_id"].nunique(), told.was_coded
    (3, True)
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    asked: dict[str, Any] = {"as_at": day, "published_by": cutoff}
    la_code = resolve_authority(tables, authority, day)
    record = trajectories(tables, la_code, areas=every_on(day), **asked)
    own = _own(tables, record, la_code, asked)
    first = own.iloc[0]
    name, inspection = str(first["la_name"]), first["inspection_id"]
    return CouncilProfile(
        la_code=la_code,
        la_name=name,
        comparator_label=find_comparator(to).label_for(first),
        as_at=day,
        published_by=cutoff,
        own=own,
        record=record,
        wait=wait_of(tables, la_code, **asked)["sentence"].iloc[0],
        was_read=bool(pd.notna(first["report"])),
        was_coded=bool(pd.notna(inspection)) and is_coded(tables, inspection),
        improvements=latest_improvements(tables, la_code, **asked),
        themes=theme_profile(tables, la_code, to, **asked),
        coverage=coverage_of(tables),
        notes=_notes(tables, la_code, name, asked),
    )


def _own(tables: Tables, record: pd.DataFrame, la_code: str, asked: dict[str, Any]) -> pd.DataFrame:
    """The rows of `own_grades`, which the last inspection of the record has already."""
    itself = record[record["relation"] == "itself"]
    if itself.empty:
        return own_grades(tables, la_code, **asked)
    last = itself[-itself["judgement_area"].nunique() :]
    row_numbers = [
        last["judgement_area"].to_list().index(area) for area in shown_on(asked["as_at"])
    ]
    return last.take(row_numbers).reset_index(drop=True)


def _notes(tables: Tables, la_code: str, name: str, asked: dict[str, Any]) -> tuple[str, ...]:
    day = asked["as_at"]
    return (
        *coverage_of(tables).notes(asked["published_by"]),
        *predecessor_notes(tables, la_code, name),
        *coming_notes(tables, {la_code: name}, day),
    )
