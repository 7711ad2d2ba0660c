"""How complete the tables are: up to which day, and which reports they lack.

Tables are complete to the day given by the rows of the table `coverage` for all of England. Without
such a row they hold only some reports, such as those of a user's own folder. An authority missing
from them may have been inspected; that differs from "never inspected". Every sentence about
completeness is made here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ilacs_bench.benchmark.in_words import count_words, day_words, names_words
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables

NOT_IN_TABLES = "not in your tables"
NO_INSPECTION = "no full inspection"
OLD_AFTER = timedelta(days=31)
"""Time after their last day from which data count as old: Ofsted publishes reports every week."""


class MissingReport(NamedTuple):
    """A report that is known to exist and is newer than all reports held for its authority."""

    la_code: str | None
    la_name: str
    published: date | None


@dataclass(frozen=True, eq=False)
class Coverage:
    """How complete the tables are, up to which day.

    complete_to  the day by which every inspection of England that was published is in the tables
                 or among `missing`; None where the tables are partial
    grounds      the sources of that, in words, each with its day; the latest day first
    of_one       a later such day for single authorities of which more is known, by GSS code
    missing      reports known to exist and not in the tables, by the authority's name
    reports      number of inspections in the tables
    authorities, of  local authorities of today with an inspection in the tables, and all of them
    """

    complete_to: date | None
    grounds: tuple[tuple[date, str], ...]
    of_one: Mapping[str, date]
    missing: tuple[MissingReport, ...]
    reports: int
    authorities: int
    of: int

    @property
    def is_partial(self) -> bool:
        """Whether the tables hold only part of England, so that no figure is England's."""
        return self.complete_to is None

    @property
    def headline(self) -> str:
        """The line at the top of every page: the day of the data, or which part they hold."""
        if self.complete_to:
            return f"Data to {day_words(self.complete_to)}"
        return f"Your tables: {count_words(self.reports, 'report', 'reports')}, {self.part}"

    @property
    def old_from(self) -> date | None:
        """The first day on which `old_words` are true; None where the tables are partial."""
        return self.complete_to + OLD_AFTER + timedelta(days=1) if self.complete_to else None

    @property
    def old_words(self) -> str:
        """A warning, shown after the headline, that the data have not been kept up to date."""
        return "That is more than a month ago: reports published since are not counted here."

    @property
    def part(self) -> str:
        """The number of local authorities in the tables: '9 of 153 authorities'."""
        return f"{self.authorities} of {count_words(self.of, 'authority', 'authorities')}"

    @property
    def whom(self) -> str:
        """The authorities that figures cover, for use inside a sentence or a title."""
        return f"the {self.part} in your tables" if self.is_partial else "England"

    def details(self) -> tuple[str, ...]:
        """Sentences that belong with the headline on any day: the sources, and what is missing."""
        return tuple(filter(None, (self._ground_words(), self.missing_words(None))))

    def is_past(self, published_by: date) -> bool:
        """Whether reports published by this day go beyond what the tables cover."""
        return self.complete_to is not None and published_by > self.complete_to

    def is_whole(self, published_by: date) -> bool:
        """Whether every report published by this day is in the tables, as far as is known."""
        lacks = self.is_past(published_by) or self.missing_words(published_by)
        return not (self.is_partial or lacks)

    def sentence(self, published_by: date, stated_on: date | None = None) -> str:
        """Return every caveat for an answer about reports published by this day.

        With `stated_on`, such as the day of a paper, it also says whether the data are old by then.
        """
        head = f"{self.headline}{'.' if self.is_partial else ':'}"
        is_old = stated_on and self.old_from and stated_on >= self.old_from
        limits = (self._past_words(published_by), self.missing_words(published_by))
        old = self.old_words if is_old else ""
        return " ".join(filter(None, (head, self._ground_words(), old, *limits)))

    def with_caveat(self, sentence: str, published_by: date) -> str:
        """Return the sentence, with a caveat added where the day is beyond the coverage.

        >>> coverage_of(t).with_caveat("42 are outstanding.", date(2026, 8, 21))[:70]
        '42 are outstanding. Reports published after 20 August 2026 are not all'
        """
        return " ".join(filter(None, (sentence, self._past_words(published_by))))

    def notes(self, published_by: date) -> Iterator[str]:
        """Yield the caveats of `sentence`; nothing where the tables are complete."""
        if not self.is_whole(published_by):
            yield self.sentence(published_by)

    def waits_note(self, published_by: date) -> str:
        """Return the caveat for a ranking of waits that may be old or partial; else ''."""
        if self.is_partial:
            return f"This ranking is of what your tables hold only: {self.part}."
        if self.complete_to and self.is_past(published_by):
            return (
                f"This ranking of waits may be out of date: the data end on "
                f"{day_words(self.complete_to)}, and a council inspected since then ranks too high."
            )
        return ""

    def missing_words(self, published_by: date | None) -> str:
        """Return a sentence on missing reports, published by a day or all; '' for none."""
        lacking = [
            one
            for one in self.missing
            if not (published_by and one.published and one.published > published_by)
        ]
        if not lacking:
            return ""
        named = names_words([_report_words(one) for one in lacking])
        is_one = len(lacking) == 1
        return (
            f"{count_words(len(lacking), 'newer report is', 'newer reports are')} known to exist "
            f"and {'is' if is_one else 'are'} not in the tables{named}."
        )

    def fields(self, published_by: date) -> dict[str, str | bool | None]:
        """Return the same caveats as fields of a machine-readable answer."""
        return {
            "complete_to": self.complete_to.isoformat() if self.complete_to else None,
            "within_coverage": self.is_whole(published_by),
            "coverage": self.sentence(published_by),
        }

    def knows_all_of(self, la_code: str) -> bool:
        """Whether an authority without an inspection in the tables was never inspected."""
        return not self.is_partial or la_code in self.of_one

    def no_inspection(self, la_code: str) -> str:
        """Return the text of a cell for an authority with no inspection in the tables."""
        return NO_INSPECTION if self.knows_all_of(la_code) else NOT_IN_TABLES

    def no_inspection_of(self, la_code: str, la_name: str) -> str:
        """Return the beginning of such a sentence, to be followed by the date."""
        if self.knows_all_of(la_code):
            return f"{la_name} had no full inspection"
        return f"No full inspection of {la_name} is in your tables"

    def _ground_words(self) -> str:
        if self.grounds:
            return f"{self.grounds[0][1]}."
        return "What is not in them is not known here: they give no figure of England."

    def _past_words(self, published_by: date) -> str:
        if not self.complete_to or not self.is_past(published_by):
            return ""
        return (
            f"Reports published after {day_words(self.complete_to)} are not all counted here: an "
            "authority may have been inspected since."
        )


def _report_words(report: MissingReport) -> str:
    when = f", published on {day_words(report.published)}" if report.published else ""
    return f"{report.la_name}{when}"


@cache_by_tables()
def coverage_of(tables: Tables) -> Coverage:
    """Return how complete these tables are; computed at the first call.

    >>> coverage_of(t).headline
    'Data to 20 August 2026'
    """
    grounds = tables.coverage.sort_values("complete_to")
    of_england = [
        (row["complete_to"].date(), row["source"])
        for row in records(grounds[grounds["la_code"].isna()])[::-1]
    ]
    today = set(tables.authorities.loc[tables.authorities["valid_to"].isna(), "la_code"])
    of_one = grounds[grounds["la_code"].notna()]
    return Coverage(
        complete_to=of_england[0][0] if of_england else None,
        grounds=tuple(of_england),
        of_one=dict(zip(of_one["la_code"], of_one["complete_to"].dt.date, strict=True)),
        missing=tuple(_missing(tables)),
        reports=len(tables.inspections),
        authorities=len(today & set(tables.inspections["la_code"])),
        of=len(today),
    )


def _missing(tables: Tables) -> Iterator[MissingReport]:
    """Yield reports newer than all those held of the authority; undated ones count as newer."""
    last = tables.inspections.groupby("la_code")["published"].max()
    names = tables.authorities.drop_duplicates("la_code", keep="last").set_index("la_code")
    rows = tables.missing_reports.sort_values("published")
    known = last.reindex(rows["la_code"]).array
    newer = rows[~(rows["published"].array <= known)]
    named = newer["la_code"].map(names["la_name"]).fillna("URN " + newer["urn"])
    found = records(newer.assign(la_name=named)[["la_code", "la_name", "published"]])
    for row in sorted(found, key=lambda row: row["la_name"]):
        day = row["published"]
        yield MissingReport(row["la_code"], row["la_name"], day.date() if day else None)
