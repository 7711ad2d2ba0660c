"""A council's cards as a table: grades now and before, and its position in each group."""

from dataclasses import replace

import pandas as pd

from ilacs_bench.benchmark.in_words import inspected_year, short_framework_words
from ilacs_bench.benchmark.trajectories import Step
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.columns.column import Column
from ilacs_bench.columns.definitions import COLUMNS
from ilacs_bench.tables.records import records
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS

_MEANING = "How many others are graded higher, the same and lower; itself is not counted"


def cards(own: pd.DataFrame, beside: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Column, ...]]:
    """Return the rows and the columns of the table: one row per judgement area.

    `own` are rows of `own_grades`, `beside` those of `standing` for the same areas.
    """
    groups = records(beside.drop_duplicates("comparator"), ["comparator", "group"])
    words = {
        comparator: of.set_index("judgement_area")["words"].reindex(own["judgement_area"]).array
        for comparator, of in beside.groupby("comparator", sort=False)
    }
    shown = (
        replace(COLUMNS["judgement_area"], labels=AREA_SHORT_LABELS),
        replace(COLUMNS["grade"], heading=f"Grade now{_year(own, '')}"),
        replace(COLUMNS["previous_grade"], heading=f"Grade before{_year(own, 'previous_')}"),
        COLUMNS["direction"],
        *(Column(f"beside_{of['comparator']}", of["group"], _MEANING) for of in groups),
    )
    return own.assign(**{f"beside_{code!s}": cells for code, cells in words.items()}), shown


def _year(own: pd.DataFrame, prefix: str) -> str:
    """Return the year of the inspection in brackets, or '' where there was none."""
    year = inspected_year(*records(own, [f"{prefix}start", f"{prefix}published"])[0].values())
    return f" ({year.removeprefix('a report ')})" if year else ""


def not_compared_words(area: str, step: Step) -> str:
    """Return words on a grade that `not_compared` gives for a judgement.

    >>> from datetime import date
    >>> step = Step(date(2015, 3, 2), "start", "sif", "good", "leadership", 1, None)
    >>> not_compared_words("leaders", step)
    'Not comparable: last judged in 2015, under the SIF, as ‘Leadership, management and \
governance’: Good'
    """
    other = "" if step.graded_as in (area, None) else f", as ‘{AREA_LABELS[str(step.graded_as)]}’"
    return f"Not comparable: {_last_judged(step)}{other}: {SHORT_GRADES[str(step.grade)]}"


def not_compared_sentence(step: Step) -> str:
    """Return the same as a sentence, on the judgement as it was called, that `check_paper` reads.

    >>> from datetime import date
    >>> not_compared_sentence(Step(date(2015, 3, 2), "start", "sif", "good", "adoption", 1, None))
    'Adoption performance: last judged in 2015, under the SIF: Good. It is not comparable.'
    """
    graded = f"{_last_judged(step)}: {SHORT_GRADES[str(step.grade)]}"
    return f"{AREA_LABELS[str(step.graded_as)]}: {graded}. It is not comparable."


def _last_judged(step: Step) -> str:
    days = (step.dated, None) if step.dated_by == "start" else (None, step.dated)
    return f"last judged in {inspected_year(*days)}, under {short_framework_words(step.framework)}"
