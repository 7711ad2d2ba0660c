"""The rows of reports, of tables laid over tables: in the order of the reports, by parts.

Tables of sentences and themes are as long as all reports together. They are gone through side by
side, as two sorted piles of paper are, with few rows of each in memory.
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
class LaidOver:
    """The rows of one table that belong to inspections: of `facts`, and of `new` laid over them.

    `before` and `now` are the inspections whose report either has. `pairs` has a row for each that
    both have: its id in `facts` (id_before), in `new` (inspection_id), whether both read the same
    file (same_file). What `new` has of one takes the place of what `facts` has, but for words and
    codes of the same file that it lacks. Rows stand in the order of the reports' names; the codes
    of areas for improvement after all others.
    """

    name: str
    facts: Tables
    new: Tables
    before: pd.Series
    now: pd.Series
    pairs: pd.DataFrame

    def whole(self) -> pd.DataFrame:
        """All rows, checked."""
        table = TABLES[self.name]
        return table.check(pd.concat([table.empty(), *self.parts()]))

    def parts(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """All rows, or these columns of them, some after the other."""
        place = self._place
        needed = columns and [*columns, *(name for name in place if name not in columns)]
        for turn in self._turns:
            each = [_chosen(*source, turn, needed) for source in self._sources]
            for part in _merged(each) if self._in_order else _sorted(each):
                yield part[list(columns)] if columns else part

    @property
    def _turns(self) -> tuple[Turn, ...]:
        """Of `coded`, the sentences (False) and then the areas for improvement (True)."""
        return (False, True) if self.name == "coded" else (None,)

    @property
    def _place(self) -> list[str]:
        """The columns by which rows are chosen and put in order."""
        return [*_PLACE, "section"] if self.name == "coded" else _PLACE

    @cached_property
    def _sources(self) -> list[tuple[Tables, str, pd.Index]]:
        """Which inspections are taken from which tables; of one report in this order."""
        taken = self._taken_over
        kept = self.before[~self.before.isin(self.pairs["id_before"])]
        sources = [(self.facts, kept), (self.new, self.now[~self.now.isin(taken)])]
        sources += [(self.facts, taken)] if len(taken) else []
        return [(tables, self.name, pd.Index(ids, dtype="object")) for tables, ids in sources]

    @cached_property
    def _taken_over(self) -> pd.Series:
        """The inspections whose words or codes `new`, which read the same file, lacks."""
        same = self.pairs[self.pairs["same_file"]]
        if self.name == "judgements" or same.empty:
            return same["inspection_id"].head(0)
        words = ["text"] if self.name == "improvements" else []
        lacking = same[~same["inspection_id"].isin(inspections_of(self.new, self.name, words))]
        there = lacking["inspection_id"].isin(inspections_of(self.facts, self.name))
        return lacking.loc[
            there & lacking["inspection_id"].isin(lacking["id_before"]), "inspection_id"
        ]

    @cached_property
    def _in_order(self) -> bool:
        """Whether all rows stand in the order of their reports already, as a build writes them."""
        return all(
            _are_in_order(_chosen(*source, turn, self._place))
            for turn in self._turns
            for source in self._sources
        )


def _chosen(
    tables: Tables, name: str, ids: pd.Index, turn: Turn, columns: Sequence[str] | None
) -> Iterator[pd.DataFrame]:
    for part in in_parts(tables, name, columns):
        # pandas' `isin` would look at all ids again for each part
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
    """The rows of several tables in order, in the order of all; those of one report in turn."""
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
        end = min(ends.values(), default=None)  # of this report more rows may come
        short = {number for number, last in ends.items() if last == end}
        ready = [
            rows if end is None else rows[rows["report"] < end]
            for _, rows in sorted(at_hand.items())
        ]
        yield from _sorted([ready])
        at_hand = {number: rows[rows["report"] >= (end or "")] for number, rows in at_hand.items()}
