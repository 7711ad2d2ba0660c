"""The inputs of a site: the tables, the day, and which councils and themes."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date

from ilacs_bench.benchmark.in_words import as_at_words, day_words
from ilacs_bench.tables.store import Tables


@dataclass(frozen=True, eq=False)
class SiteBuild:
    """The inputs of one site.

    tables      with only the inspections that count on the day
    councils    GSS codes of the local authorities that have a page, by their names
    themes      themes that have a page; none if no ILACS report was published by the day
    is_earlier  whether there are inspections that do not yet count on the day
    has_text    whether the tables hold the reports' text, so that pages can quote it
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
