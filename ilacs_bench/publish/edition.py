"""What one making of the site is of: the tables, the day, and which pages there are."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from ilacs_bench.benchmark.words import as_at_words, day_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.tables.store import Tables


@dataclass(frozen=True, eq=False)
class Edition:
    """One making of the site.

    known       the tables with what counts on the day only: for counts that take every row
    councils    what stands in an address for each local authority with a page, and its GSS code
    themes      themes that have a page; none where no ILACS report was published by the day
    has_text    whether the tables hold the reports' own words, so that the pages quote them
    """

    tables: Tables
    known: Tables
    as_at: date
    made_on: date
    councils: Mapping[str, str]
    themes: Set[str]
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
    def is_earlier(self) -> bool:
        """Whether the tables hold inspections that do not count on the day yet."""
        return self.known is not self.tables

    @property
    def made(self) -> str:
        """The day on which the site is made, in words."""
        return day_words(self.made_on)


@dataclass(frozen=True)
class Page:
    """One page before it stands in its frame; `body` has the addresses of the dashboards.

    path      its file in the site
    under     the file of the navigation that it belongs to
    themes    the link of each theme that can be read about from this page
    files     what it offers to take away, by the place in the site; the first page that does has it
    """

    path: str
    under: str
    title: str
    intro: str
    said: str
    body: str
    charts: Mapping[str, PageChart] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The way from the page to the folder of the site."""
        return root_of(self.path)


def root_of(path: str) -> str:
    """The way from a file of the site to its folder.

    >>> root_of("index.html"), root_of("councils/kent.html")
    ('', '../')
    """
    return "../" * (len(PurePosixPath(path).parts) - 1)
