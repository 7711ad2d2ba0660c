"""One local authority by itself: its grades, its whole record, and what its latest report says."""

from dataclasses import dataclass, replace

import pandas as pd

from ilacs_bench.benchmark.areas_for_improvement import latest_improvements
from ilacs_bench.benchmark.compare import own_grades_of
from ilacs_bench.benchmark.evidence import is_coded
from ilacs_bench.benchmark.notes import coming_notes, predecessor_notes
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.benchmark.theme_profile import theme_profile_of
from ilacs_bench.benchmark.trajectories import trajectories_of
from ilacs_bench.benchmark.waits import own_wait_of
from ilacs_bench.lookups.areas import every_on, shown_on


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
    notes         what a reader must know beside the numbers, one sentence each
    """

    selection: Selection
    la_name: str
    comparator_label: str
    own: pd.DataFrame
    record: pd.DataFrame
    wait: str
    was_read: bool
    was_coded: bool
    improvements: pd.DataFrame
    themes: pd.DataFrame
    notes: tuple[str, ...]


def council_profile(chosen: Selection) -> CouncilProfile:
    """The profile of the local authority selected.

    >>> told = council_profile(select(t, "East Sussex", "neighbours", as_at="2025-03-31"))
    >>> told.record["inspection_id"].nunique(), told.was_coded
    (3, True)
    """
    alone = replace(chosen, to=None, areas=every_on(chosen.as_at))
    record = trajectories_of(alone)
    own = _own(chosen, record)
    first = own.iloc[0]
    name, inspection = str(first["la_name"]), first["inspection_id"]
    return CouncilProfile(
        selection=chosen,
        la_name=name,
        comparator_label=chosen.comparator.label_for(first),
        own=own,
        record=record,
        wait=own_wait_of(chosen)["sentence"].iloc[0],
        was_read=bool(pd.notna(first["report"])),
        was_coded=bool(pd.notna(inspection)) and is_coded(chosen.tables, inspection),
        improvements=latest_improvements(chosen),
        themes=theme_profile_of(chosen),
        notes=(
            *chosen.covered.notes(chosen.published_by),
            *predecessor_notes(chosen.tables, chosen.la_code, name),
            *coming_notes(chosen.tables, {chosen.la_code: name}, chosen.as_at),
        ),
    )


def _own(chosen: Selection, record: pd.DataFrame) -> pd.DataFrame:
    """The rows of `own_grades`, which the last inspection of the record has already."""
    itself = record[record["relation"] == "itself"]
    if itself.empty:
        return own_grades_of(chosen)
    last = itself[-itself["judgement_area"].nunique() :]
    areas = last["judgement_area"].to_list()
    row_numbers = [areas.index(area) for area in shown_on(chosen.as_at)]
    return last.take(row_numbers).reset_index(drop=True)
