"""How far tables can be trusted in time: to which day they are complete, and what they lack.

They are complete where a row of the table `coverage` for all England says so. Without one they hold
a part only, such as a folder of one's own: what is not in them is then not known, which is another
thing than never inspected. Every sentence that says so is made here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ilacs_bench.benchmark.english import count_words, day_words, names_words
from ilacs_bench.tables.kept import kept
from ilacs_bench.tables.records import records
from ilacs_bench.tables.store import Tables

NOT_IN_TABLES = "not in your tables"
NO_INSPECTION = "no full inspection"
OLD_AFTER = timedelta(days=31)
"""How long after their last day data are said to be old: Ofsted publishes reports each week."""


class MissingReport(NamedTuple):
    """A report that is known to exist, newer than all that the tables hold of its authority."""

    la_code: str | None
    la_name: str
    published: date | None


@dataclass(frozen=True, eq=False)
class Coverage:
    """How far tables can be trusted in time.

    complete_to  the day by which every inspection of England that was published is in the tables
                 or among `missing`; None where they hold a part only
    grounds      on what that rests, in words, the one that goes furthest first, with its day
    of_one       the same day for single authorities of which more is known, by GSS code
    missing      reports known to exist and not at hand, by the authority's name
    reports      inspections in the tables
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
        """Whether the tables hold a part of England only, so that no figure of it is England's."""
        return self.complete_to is None

    @property
    def headline(self) -> str:
        """What stands at the head of every page: the day, or which part the tables hold."""
        if self.complete_to:
            return f"Data to {day_words(self.complete_to)}"
        return f"Your tables: {count_words(self.reports, 'report', 'reports')}, {self.part}"

    @property
    def old_from(self) -> date | None:
        """The first day on which `old_words` are true; None where the tables hold a part only."""
        return self.complete_to + OLD_AFTER + timedelta(days=1) if self.complete_to else None

    @property
    def old_words(self) -> str:
        """What data that were not kept up to date say of themselves, after the headline."""
        return "That is more than a month ago: reports published since are not counted here."

    @property
    def part(self) -> str:
        """How many local authorities are in the tables: '9 of 153 authorities'."""
        return f"{self.authorities} of {count_words(self.of, 'authority', 'authorities')}"

    @property
    def whom(self) -> str:
        """Whose figures those of all local authorities are, inside a sentence or a title."""
        return f"the {self.part} in your tables" if self.is_partial else "England"

    def details(self) -> tuple[str, ...]:
        """What to know with the headline, whatever the day: the ground, and what is missing."""
        return tuple(filter(None, (self._ground_words(), self.missing_words(None))))

    def is_past(self, published_by: date) -> bool:
        """Whether a figure of reports published by a day goes further than the tables do."""
        return self.complete_to is not None and published_by > self.complete_to

    def is_whole(self, published_by: date) -> bool:
        """Whether every report published by a day is in the tables, as far as anybody knows."""
        lacks = self.is_past(published_by) or self.missing_words(published_by)
        return not (self.is_partial or lacks)

    def sentence(self, published_by: date, said_on: date | None = None) -> str:
        """Everything that an answer about reports published by a day must say of the tables.

        What is said on a day, such as that of a paper, also says whether the data are old by then.
        """
        head = f"{self.headline}{'.' if self.is_partial else ':'}"
        is_old = said_on and self.old_from and said_on >= self.old_from
        limits = (self._past_words(published_by), self.missing_words(published_by))
        old = self.old_words if is_old else ""
        return " ".join(filter(None, (head, self._ground_words(), old, *limits)))

    def said_of(self, sentence: str, published_by: date) -> str:
        """A sentence that tells what a page shows, and where that is past the coverage, this too.

        >>> coverage_of(t).said_of("42 are outstanding.", date(2026, 8, 21))[:70]
        '42 are outstanding. Reports published after 20 August 2026 are not all'
        """
        return " ".join(filter(None, (sentence, self._past_words(published_by))))

    def notes(self, published_by: date) -> Iterator[str]:
        """The same where there is anything to mistrust; nothing where the tables are complete."""
        if not self.is_whole(published_by):
            yield self.sentence(published_by)

    def waits_note(self, published_by: date) -> str:
        """What a ranking of waits must say where it may be out of date or of a part; else ''."""
        if self.is_partial:
            return f"This ranking is of what your tables hold only: {self.part}."
        if self.complete_to and self.is_past(published_by):
            return (
                f"This ranking of waits may be out of date: the data end on "
                f"{day_words(self.complete_to)}, and a council inspected since then ranks too high."
            )
        return ""

    def missing_words(self, published_by: date | None) -> str:
        """Which newer reports are lacking, of those published by a day or all; '' where none."""
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
        """The same as fields of an answer for programs."""
        return {
            "complete_to": self.complete_to.isoformat() if self.complete_to else None,
            "within_coverage": self.is_whole(published_by),
            "coverage": self.sentence(published_by),
        }

    def knows_all_of(self, la_code: str) -> bool:
        """Whether an authority without an inspection in the tables had none."""
        return not self.is_partial or la_code in self.of_one

    def no_inspection(self, la_code: str) -> str:
        """What a cell says of an authority without an inspection in the tables."""
        return NO_INSPECTION if self.knows_all_of(la_code) else NOT_IN_TABLES

    def no_inspection_of(self, la_code: str, la_name: str) -> str:
        """The same as the beginning of a sentence, which goes on with the date."""
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


@kept()
def coverage_of(tables: Tables) -> Coverage:
    """How far these tables can be trusted in time; made at the first call.

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
    """Reports newer than all that the tables hold of the authority; one without a day counts."""
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
