"""Grades of a council and its group on one judgement as at a date, to check a paper's figures."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.comparators import find_comparator, group_of
from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.in_words import as_at_words
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import GRADES

OFFICIAL_CUT_OFFS: dict[date, date] = {
    date.fromisoformat(row["as_at"]): date.fromisoformat(row["published_by"])
    for row in (*read_lookup("official_cut_offs"), *read_lookup("official_sheets"))
}
"""Dates of Ofsted's own figures, with their publication cut-offs."""


@dataclass(frozen=True, eq=False)
class GroupGrades:
    """Grades by GSS code, the council and its group; `label` is the group, `when` the two dates.

    own     GSS code of the council, which may not be there: England has figures of any day
    grades  grade codes from 0 (inadequate), -1 where there is none
    known   number of authorities in the tables, or known to have had no inspection
    """

    own: str
    label: str
    when: str
    grades: pd.Series
    known: int

    def matching(self, which: str, grades: tuple[str, ...] = ()) -> pd.Series:
        """Return who is graded 'higher', 'same' or 'lower' than the council, or among `grades`."""
        own = self.grades.get(self.own, default=-1)
        if which == "higher":
            return self.grades > own
        if which == "lower":
            return (self.grades < own) & (self.grades >= 0)
        wanted = {"same": [own], "ungraded": [-1]}.get(which, [GRADES.index(one) for one in grades])
        return self.grades.isin(wanted)

    def counts(self, has: pd.Series, *, others: bool) -> tuple[int, int, int]:
        """Return three counts: those where `has` is true, those with a grade, and all."""
        among = pd.Series(self.grades.index != self.own, self.grades.index) | (not others)
        return int((has & among).sum()), int(((self.grades >= 0) & among).sum()), int(among.sum())


def group_grades(
    tables: Tables, own: str, to: str, area: str, days: tuple[date, date], *, official: bool
) -> GroupGrades:
    """Return the grades of a council, by GSS code, and of the group `to`.

    `days` are the as-at date and the publication cut-off; `official` counts as Ofsted's statistics
    do.

    >>> days = (date(2025, 3, 31), date(2025, 6, 30))
    >>> told = group_grades(t, "E10000016", "england", "overall", days, official=True)
    >>> told.counts(told.matching("have", ("outstanding",)), others=False)
    (36, 153, 153)
    """
    rows = latest_judgements(tables, *days, [area], overrides=official)
    rows, label = rows.set_index("la_code", drop=False), "England"
    if own in rows.index:
        comparator = find_comparator(to)
        label = comparator.label_for(pd.Series(rows.loc[own]))
        rows = rows.loc[[own, *group_of(tables, own, comparator, days[0])["la_code"]]]
    known = rows["inspection_id"].notna() | rows["la_code"].map(coverage_of(tables).knows_all_of)
    whose = ", Ofsted’s own cut-off" if official else ""
    when = f"{as_at_words(*days)}{whose}"
    return GroupGrades(own, label, when, rows["grade"].cat.codes, int(known.sum()))


def last_official(day: date) -> date | None:
    """Return the date of Ofsted's newest statistics that were complete by a day; None for none.

    >>> last_official(date(2025, 10, 15)), last_official(date(2018, 1, 1))
    (datetime.date(2025, 3, 31), None)
    """
    return max((as_at for as_at, by in OFFICIAL_CUT_OFFS.items() if by <= day), default=None)
