"""What one making of the site is of: the tables, the day, and which councils and themes."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from ilacs_bench.benchmark.english import as_at_words, day_words
from ilacs_bench.tables.store import Tables


@dataclass(frozen=True, eq=False)
class SiteBuild:
    """One making of the site.

    tables      with what counts on the day only
    councils    GSS codes of the local authorities that have a page, by their names
    themes      themes that have a page; none where no ILACS report was published by the day
    is_earlier  whether there are inspections that do not count on the day yet
    has_text    whether the tables hold the reports' own words, so that the pages quote them
    """

    tables: Tables
    as_at: date
    made_on: date
    councils: Mapping[str, str]
    themes: Set[str]
    is_earlier: bool
    has_text: bool

    @property
    def when(self) -> str:
        """The date and the publication cut-off, in words."""
        return as_at_words(self.as_at, self.as_at)

    @property
    def day(self) -> str:
        """The as-at date in words."""
        return day_words(self.as_at)

    @property
    def made(self) -> str:
        """The day on which the site is made, in words."""
        return day_words(self.made_on)
