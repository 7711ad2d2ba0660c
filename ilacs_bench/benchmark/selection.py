"""The subject of a question: a council or all of England, its group, dates and judgements.

`select` resolves the names and days that people write, once. Functions inside the library take the
Selection that it returns; the functions of `ilacs_bench` make one themselves.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, TypedDict, TypeVar, get_args, get_type_hints

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import Comparator, Member, To, find_comparator, group_of
from ilacs_bench.benchmark.comparators import members_of as members_on
from ilacs_bench.benchmark.coverage import Coverage, coverage_of
from ilacs_bench.benchmark.grades import find_areas, latest_judgements
from ilacs_bench.benchmark.in_words import as_at_words
from ilacs_bench.benchmark.inspection_index import InspectionIndex, RowNumbers, inspection_index
from ilacs_bench.benchmark.latest import counted_rows
from ilacs_bench.benchmark.resolve import (
    Day,
    OneOrMore,
    find_la_code,
    resolve_authority,
    resolve_days,
)
from ilacs_bench.catalogue import ANSWERS
from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.tables.store import Tables

F = TypeVar("F", bound=Callable[..., Any])


class DayOptions(TypedDict, total=False):
    """The dates of a question, as a date or ISO text; `resolve_days` gives the defaults.

    as_at         the date that the answer is true for
    published_by  the publication cut-off: only reports published by then count
    """

    as_at: Day
    published_by: Day


class Options(DayOptions, total=False):
    """The dates of a question, and `areas`: its judgement areas, by code or label."""

    areas: OneOrMore


def full_signature(function: F) -> F:
    """Give a function a signature that names each of its `**options`, for help and completion."""
    signature = inspect.signature(function)
    named = []
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            (options,) = get_args(parameter.annotation)
            named += [
                inspect.Parameter(name, parameter.KEYWORD_ONLY, default=None, annotation=kind)
                for name, kind in get_type_hints(options).items()
            ]
        else:
            named.append(parameter)
    function.__signature__ = signature.replace(parameters=named)  # type: ignore[attr-defined]
    return function


@dataclass(frozen=True, eq=False)
class Selection:
    """The subject of a question, as `select` makes it: all names and dates in it are valid.

    la_code  GSS code of the local authority, '' for all of England
    to       the comparison group, as given; None for none
    areas    the chosen judgement areas; None for the default of each question

    A Selection has the functions of `ilacs_bench` as methods, without the arguments that it holds:
    `t.as_at("2025-03-31").council("Suffolk").positions()`. `dir()` lists them.
    """

    tables: Tables
    as_at: date
    published_by: date
    la_code: str = ""
    to: To | None = None
    areas: tuple[str, ...] | None = None

    @cached_property
    def comparator(self) -> Comparator:
        """The comparator that `to` means. Raises UnknownName for an unknown one, or none."""
        return find_comparator(self.to)

    @cached_property
    def group(self) -> pd.DataFrame:
        """The rows of `comparators`: the local authorities compared with, never itself."""
        return group_of(self.tables, self.la_code, self.comparator, self.as_at)

    @cached_property
    def counted(self) -> RowNumbers:
        """Row numbers in the inspection index of full inspections that count by the as-at rule."""
        return counted_rows(self.tables, self.as_at, self.published_by)

    @property
    def own_inspections(self) -> RowNumbers:
        """The row numbers of `counted` that are the local authority's, oldest first."""
        is_own = (self.index.inspections["la_code"] == self.la_code).to_numpy()
        return self.counted[is_own[self.counted]]

    @property
    def index(self) -> InspectionIndex:
        """The inspections and local authorities of the tables, as arrays."""
        return inspection_index(self.tables)

    @property
    def covered(self) -> Coverage:
        """How complete the tables are, and up to which day."""
        return coverage_of(self.tables)

    @property
    def when(self) -> str:
        """The dates, in words."""
        return as_at_words(self.as_at, self.published_by)

    @property
    def areas_shown(self) -> tuple[str, ...]:
        """The chosen judgement areas; by default those that pages of the day show first."""
        return areas_on(self.as_at) if self.areas is None else self.areas

    def members_of(self, comparator: Comparator) -> list[Member]:
        """Return the local authorities of another group than `to`, as a list."""
        return members_on(self.tables, self.la_code, comparator, self.as_at)

    def judgements(self, areas: OneOrMore = None) -> pd.DataFrame:
        """Return the rows of `latest_judgements` on these areas, by default on `areas_shown`."""
        shown = areas or self.areas_shown
        return latest_judgements(self.tables, self.as_at, self.published_by, shown)

    def current_rows(self, authorities: RowNumbers) -> tuple[RowNumbers, RowNumbers]:
        """Return rows of the latest inspection of each of `authorities`, and of the one before.

        -1 is for none.

        `authorities` are row numbers in the index's authorities.
        """
        now, before = self.index.last_of(self.counted)
        number = self.index.number[authorities]
        return now[number], before[number]

    def with_authority(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with the authority's la_code, la_name and dfe_number as first columns."""
        return self.index.with_authority(rows, self.la_code, np.datetime64(self.as_at))

    def council(self, name: str) -> "Selection":
        """Return the same selection for one local authority. Raises UnknownName."""
        if self.la_code:
            raise UnknownName("This is of one council already: begin again with `as_at`.")
        return select(self.tables, name, as_at=self.as_at, published_by=self.published_by)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self.__dir__():
            raise AttributeError(f"There is no {name!r} here. Choose among {self.__dir__()}.")
        whose = (self.la_code,) if self.la_code else ()
        days = {"as_at": self.as_at, "published_by": self.published_by}
        return partial(ANSWERS[name].loaded(), self.tables, *whose, **days)

    def __dir__(self) -> list[str]:
        wanted = bool(self.la_code)
        answers = [name for name, offer in ANSWERS.items() if offer.of_council is wanted]
        return answers if wanted else ["council", *answers]

    def __repr__(self) -> str:
        of = f"{self.la_code} " if self.la_code else ""
        return f"{of}as at {self.as_at}, published by {self.published_by}: {self.__dir__()}"


def select(
    tables: Tables,
    authority: str | None = None,
    to: To | None = None,
    *,
    as_at: Day = None,
    published_by: Day = None,
    areas: OneOrMore = None,
    former: bool = False,
) -> Selection:
    """Resolve and check the names and dates of a question, and return them as a Selection.

    `authority` is any name, alias, GSS code, DfE number or URN of a local authority that exists on
    the date, or, with `former`, of one that has ended; None is England. `to` is a comparator
    ('neighbours', 'region', 'england' …), a saved list or local authorities by name. Days as for
    `resolve_days`. Raises UnknownName, saying what to choose instead.

    >>> select(t, "Hull", "region", as_at="2025-03-31").group["la_name"].head(2).to_list()
    ['Barnsley', 'Bradford']
    """
    day, cutoff = resolve_days(tables, as_at, published_by)
    find = find_la_code if former else resolve_authority
    la_code = "" if authority is None else find(tables, authority, day)
    chosen = None if areas is None else find_areas(areas)
    return Selection(tables, day, cutoff, la_code, to, chosen)
