"""Merge the rows of reports from two sets of tables, in the order of the reports, part by part.

Tables of sentences and themes can be large. They are merged like two sorted files, with few rows of
each in memory.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ilacs_bench.schema import TABLES
from ilacs_bench.tables.store import Tables, in_parts, inspections_of
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION

Turn = bool | None
_PLACE = ["report", "inspection_id"]


@dataclass(frozen=True)
class Overlay:
    """The rows of one table from `facts`, with those of `new` in place of older ones.

    `before` and `now` are the inspections with a report in `facts` and in `new`. `pairs` has a row
    for each that both have: its id in `facts` (id_before) and in `new` (inspection_id), and whether
    both read the same file (same_file). The rows of `new` replace those of `facts`, except that
    text and codes missing from `new` are kept if both read the same file. Rows are in the order of
    the reports' names, with the codes of areas for improvement after all others.
    """

    name: str
    facts: Tables
    new: Tables
    before: pd.Series
    now: pd.Series
    pairs: pd.DataFrame

    def read_all(self) -> pd.DataFrame:
        """Return all rows as one checked frame."""
        table = TABLES[self.name]
        return table.check(pd.concat([table.empty(), *self.parts()]))

    def parts(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Yield all rows, or these columns of them, in parts."""
        place = self._place
        needed = columns and [*columns, *(name for name in place if name not in columns)]
        for turn in self._turns:
            each = [_chosen(*source, turn, needed) for source in self._sources]
            for part in _merged(each) if self._in_order else _sorted(each):
                yield part[list(columns)] if columns else part

    @property
    def _turns(self) -> tuple[Turn, ...]:
        """For `coded`, the sentences (False), then the areas for improvement (True)."""
        return (False, True) if self.name == "coded" else (None,)

    @property
    def _place(self) -> list[str]:
        """The columns by which rows are selected and sorted."""
        return [*_PLACE, "section"] if self.name == "coded" else _PLACE

    @cached_property
    def _sources(self) -> list[tuple[Tables, str, pd.Index]]:
        """Which inspections come from which tables; the order holds within one report."""
        taken = self._taken_over
        kept = self.before[~self.before.isin(self.pairs["id_before"])]
        sources = [(self.facts, kept), (self.new, self.now[~self.now.isin(taken)])]
        sources += [(self.facts, taken)] if len(taken) else []
        return [(tables, self.name, pd.Index(ids, dtype="object")) for tables, ids in sources]

    @cached_property
    def _taken_over(self) -> pd.Series:
        """Inspections whose text or codes `new` lacks although it read the same file."""
        same = self.pairs[self.pairs["same_file"]]
        if self.name == "judgements" or same.empty:
            return same["inspection_id"].head(0)
        words = ["text"] if self.name == "improvements" else []
        lacking = same[~same["inspection_id"].isin(inspections_of(self.new, self.name, words))]
        in_facts = lacking["inspection_id"].isin(inspections_of(self.facts, self.name))
        return lacking.loc[
            in_facts & lacking["inspection_id"].isin(lacking["id_before"]), "inspection_id"
        ]

    @cached_property
    def _in_order(self) -> bool:
        """Whether all rows are already in the order of their reports, as a build writes them."""
        return all(
            _are_in_order(_chosen(*source, turn, self._place))
            for turn in self._turns
            for source in self._sources
        )


def _chosen(
    tables: Tables, name: str, ids: pd.Index, turn: Turn, columns: Sequence[str] | None
) -> Iterator[pd.DataFrame]:
    for part in in_parts(tables, name, columns):
        # pandas' `isin` would hash all ids again for each part
        chosen = ids.get_indexer(pd.Index(part["inspection_id"], dtype="object")) >= 0
        if turn is not None:
            is_of_turn = (part["section"] == IMPROVEMENT_SECTION).fillna(False) == turn
            chosen &= is_of_turn.to_numpy(dtype="bool")
        yield part[chosen]


def _are_in_order(parts: Iterable[pd.DataFrame]) -> bool:
    last = ""
    for part in parts:
        reports = part["report"]
        if len(reports):
            if (
                not reports.is_monotonic_increasing
                or reports.isna().any()
                or reports.iloc[0] < last
            ):
                return False
            last = reports.iloc[-1]
    return True


def _sorted(each: Iterable[Iterable[pd.DataFrame]]) -> Iterator[pd.DataFrame]:
    rows = [part for parts in each for part in parts]
    if rows:
        yield pd.concat(rows).sort_values("report", kind="stable")


def _merged(each: Iterable[Iterable[pd.DataFrame]]) -> Iterator[pd.DataFrame]:
    """Merge sorted tables into one order; rows of one report come table by table."""
    coming = {number: filter(len, parts) for number, parts in enumerate(each)}
    at_hand: dict[int, pd.DataFrame] = {}
    short = set(coming)
    while coming:
        for number in short & coming.keys():
            part = next(coming[number], None)
            if part is None:
                del coming[number]
            else:
                at_hand[number] = pd.concat([at_hand[number], part]) if number in at_hand else part
        ends = {number: at_hand[number]["report"].iloc[-1] for number in coming}
        end = min(ends.values(), default=None)  # this report may have more rows in the next part
        short = {number for number, last in ends.items() if last == end}
        ready = [
            rows if end is None else rows[rows["report"] < end]
            for _, rows in sorted(at_hand.items())
        ]
        yield from _sorted([ready])
        at_hand = {number: rows[rows["report"] >= (end or "")] for number, rows in at_hand.items()}
