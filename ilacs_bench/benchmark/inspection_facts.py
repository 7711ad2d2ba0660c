"""Facts of every inspection of one council as plain values, to check sentences against."""

from dataclasses import dataclass
from datetime import date

from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.benchmark.inspection_index import NOT_GRADED
from ilacs_bench.benchmark.selection import Selection
from ilacs_bench.vocabulary import AREAS, GRADES


@dataclass(frozen=True)
class InspectionFacts:
    """The dates and grades of one full inspection.

    first, last  its first day on site and its publication date, None where not known
    words        the same dates in words
    is_read      whether its report was read
    grades       by judgement the grade, and the judgement it was given on: the same, or an earlier
                 form of it
    """

    first: date
    last: date
    words: str
    is_read: bool
    grades: dict[str, tuple[str, str]]

    def is_of(self, year: int | None, month: int | None = None, day: int | None = None) -> bool:
        """Return whether a year, month or day falls within the inspection; None matches any."""
        span = (self.first.year * 12 + self.first.month - 1, self.last.year * 12 + self.last.month)
        months = [divmod(number, 12) for number in range(*span)]
        if year and month and day:
            return (self.first.year, self.first.month, self.first.day) <= (year, month, day) <= (
                self.last.year, self.last.month, self.last.day
            )  # fmt: skip
        return any(year in (None, y) and month in (None, m + 1) for y, m in months)


def inspection_facts(chosen: Selection) -> list[InspectionFacts]:
    """Return the facts of an authority's inspections that count on a date, oldest first.

    >>> told = inspection_facts(select(t, "East Sussex", as_at="2018-09-18"))[-1]
    >>> told.grades["overall"], told.is_of(2018, 7), told.is_of(2018, 10)
    (('outstanding', 'overall'), True, False)
    """
    index, row_numbers = chosen.index, chosen.own_inspections
    codes, given_on, _ = index.graded(row_numbers, AREAS, as_previous=True)
    found = []
    for at, place in enumerate(row_numbers):
        row, last = index.inspections.iloc[place], index.known[place].item()
        begun = "" if row["dated_by"] == "published" else f"begun on {day_words(row['start'])}, "
        grades = {
            area: (GRADES[code], AREAS[on])
            for area, code, on in zip(AREAS, codes[at], given_on[at], strict=True)
            if code != NOT_GRADED
        }
        words = f"{begun}published on {day_words(last)}"
        first, is_read = index.dated[place].item(), isinstance(row["report"], str)
        found.append(InspectionFacts(first, last, words, is_read, grades))
    return found
