"""Collect what a board paper says of a local authority's inspection: numbers and sentences."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.areas_for_improvement import AreaForImprovement, areas_for_improvement
from ilacs_bench.benchmark.compare import (
    Comparison,
    own_grades_of,
    snapshot_of,
)
from ilacs_bench.benchmark.evidence import is_coded
from ilacs_bench.benchmark.good_elsewhere import LearnFrom, learn_from
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.benchmark.standing import standing
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS, FRAMEWORKS, OVERALL


@dataclass(frozen=True, eq=False)
class CouncilBrief:
    """The facts of a briefing as at a date.

    compared     the Comparison with the chosen group; its areas are the default ones and
                 whatever else the latest inspection graded
    beside       the rows of `standing`: the chosen group, the region, England
    only_before  one row per area that the inspection before graded and `compared` does not show:
                 judgement_area, grade
    told         what the latest report says must improve
    learn        better graded authorities of the group to learn from
    was_coded    whether a machine looked for themes in the latest report
    notes        caveats that belong with the numbers, one sentence each
    """

    compared: Comparison
    beside: pd.DataFrame
    only_before: pd.DataFrame
    improvements: tuple[AreaForImprovement, ...]
    learn: tuple[LearnFrom, ...]
    was_coded: bool
    notes: tuple[str, ...]

    @property
    def latest(self) -> pd.Series | None:
        """The row of `own_grades` of the first area; None where there is no inspection.

        It describes the latest inspection and the one before.
        """
        row = self.compared.own.iloc[0]
        return None if pd.isna(row["inspection_id"]) else row

    @property
    def none_words(self) -> str:
        """Begin a sentence on an authority without an inspection, or with none in the tables."""
        compared = self.compared
        return compared.coverage.no_inspection_of(compared.la_code, compared.la_name)


def council_brief(chosen: Selection) -> CouncilBrief:
    """Return the facts of a briefing on the selected local authority, beside its group.

    >>> brief = council_brief(select(t, "East Sussex", "neighbours", as_at="2018-09-18"))
    >>> brief.compared.areas, len(brief.improvements)
    (('leaders', 'help_protection', 'in_care', 'care_leavers', 'overall'), 2)
    """
    tables = chosen.tables
    areas = _areas(tables, own_grades_of(chosen), chosen.as_at)
    chosen = replace(chosen, areas=tuple(areas))
    compared = snapshot_of(chosen)
    own = compared.own
    is_practice = own["judgement_area"] != OVERALL  # no section of a report is about it
    return CouncilBrief(
        compared=compared,
        beside=standing(chosen),
        only_before=_only_before(tables, own),
        improvements=tuple(areas_for_improvement(chosen)),
        learn=tuple(learn_from(chosen, own[is_practice])),
        was_coded=is_coded(tables, str(own.loc[0, "inspection_id"])),
        notes=(*unpublished_notes(compared), *compared.notes),
    )


def _areas(tables: Tables, own: pd.DataFrame, day: date) -> list[str]:
    """Return the default areas that were judged by then, and others of the latest inspection."""
    graded = own.loc[own["grade"].notna(), "judgement_area"]
    begun = [framework.areas for framework in FRAMEWORKS.values() if framework.first_day <= day]
    judged = {*graded, *chain.from_iterable(begun)}
    default = [area for area in areas_on(day) if area in judged] or list(areas_on(day))
    others = {*_graded_at(tables, str(own.loc[0, "inspection_id"]))["judgement_area"]}
    shown = {*default, *own.loc[own["judgement_area"].isin(default), "graded_as"].dropna()}
    return [*default, *(area for area in AREAS if area in others - shown)]


def _graded_at(tables: Tables, inspection_id: str) -> pd.DataFrame:
    rows = tables.judgements
    return rows.loc[rows["inspection_id"] == inspection_id, ["judgement_area", "grade"]]


def _only_before(tables: Tables, own: pd.DataFrame) -> pd.DataFrame:
    rows = _graded_at(tables, str(own.loc[0, "previous_inspection_id"]))
    is_shown = rows["judgement_area"].isin(own["previous_area"].dropna())
    return rows[~is_shown].reset_index(drop=True)


def unpublished_notes(compared: Comparison) -> Iterator[str]:
    """Yield a note for inspections begun by the date and published after the cut-off."""
    index = compared.selection.index
    is_own = (index.inspections["la_code"] == compared.la_code).to_numpy()
    begun = index.dated <= np.datetime64(compared.as_at)
    later = is_own & begun & (index.known > np.datetime64(compared.published_by))
    for begun_on, known_on in zip(index.dated[later], index.known[later], strict=True):
        yield (
            f"An inspection of {compared.la_name} had begun on {day_words(begun_on.item())}; its "
            f"report was published on {day_words(known_on.item())}, after "
            f"{day_words(compared.published_by)}: it is not counted here."
        )
