"""Make the table `coded`: all findings and improvements of some tables, coded by theme."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

import numpy as np
import pandas as pd

from ilacs_bench.jail.workers import Workers
from ilacs_bench.schema import CODED
from ilacs_bench.themes.coder import BATCH, code_findings
from ilacs_bench.themes.model import load_model
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION

_PLACE = ["item_id", "inspection_id", "report", "section", "paragraph", "page"]


_SECONDS = 600  # for a batch, which takes one on an idle processor


def code_tables(tables: Mapping[str, pd.DataFrame], workers: Workers | None = None) -> pd.DataFrame:
    """Return one row per theme of a finding or an improvement; none for those without a theme.

    Only rows with text can be coded, so none of the bundled facts. An improvement is always a
    weakness. The rows do not depend on `workers`.
    """
    parts = code_parts([tables["findings"]], [tables["improvements"]], workers)
    return CODED.check(pd.concat(parts))


def code_parts(
    findings: Iterable[pd.DataFrame],
    improvements: Iterable[pd.DataFrame],
    workers: Workers | None = None,
) -> Iterator[pd.DataFrame]:
    """Do as `code_tables`, for rows that come in parts: few are in memory at a time.

    A part must hold all sentences of its reports. Improvements are coded after all findings.
    """
    batches = _batches(chain(map(_findings, findings), map(_improvements, improvements)))
    begun = list(islice(batches, 2))  # a single batch is coded in this process
    yield CODED.empty()
    if workers and len(begun) > 1:
        yield from _shared(chain(begun, batches), workers)
    else:
        yield from (_rows(items, code_findings(items)) for items in chain(begun, batches))


def _batches(parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Yield items with text in the coder's batches, the same for the same rows."""
    waiting = pd.DataFrame()
    for part in parts:
        waiting = pd.concat([waiting, part.dropna(subset=["text"])], ignore_index=True)
        full = len(waiting) - len(waiting) % BATCH
        for start in range(0, full, BATCH):
            yield waiting.iloc[start : start + BATCH].reset_index(drop=True)
        waiting = waiting.iloc[full:]
    if len(waiting):
        yield waiting.reset_index(drop=True)


def _shared(batches: Iterable[pd.DataFrame], workers: Workers) -> Iterator[pd.DataFrame]:
    """Yield the rows of each batch in order, whichever worker finishes first."""
    under_way: dict[int, pd.DataFrame] = {}
    ended: dict[int, pd.DataFrame] = {}

    def jobs() -> Iterator[tuple[int, tuple[pd.DataFrame]]]:
        for number, items in enumerate(batches):
            under_way[number] = items
            yield number, (items,)

    turn = 0
    for number, future in workers.run(code_findings, jobs(), seconds=_SECONDS):
        ended[number] = _rows(under_way.pop(number), future.result())
        while turn in ended:
            yield ended.pop(turn)
            turn += 1


def _rows(items: pd.DataFrame, coding: pd.DataFrame) -> pd.DataFrame:
    number = coding["themes"].map(len)
    rows = items[_PLACE].assign(polarity=coding["polarity"], method=load_model().method)
    rows = rows.loc[number.index.repeat(number)]
    rows["theme"] = [*chain.from_iterable(coding["themes"])]
    spans = np.array([*chain.from_iterable(coding["evidence"])], dtype=np.int64).reshape(-1, 2)
    rows["evidence_start"], rows["evidence_end"] = spans.T
    return CODED.check(rows)


def previous_sentences(findings: pd.DataFrame) -> pd.Series:
    """Return for each row of `findings` the sentence before it in its paragraph."""
    place = ["inspection_id", "section", "paragraph"]
    same = findings[place].eq(findings[place].shift()) | findings[place].isna()
    follows = same.all(axis="columns") & (findings["sentence"] == findings["sentence"].shift() + 1)
    return findings["text"].shift().where(follows.fillna(False), "")


def _findings(findings: pd.DataFrame) -> pd.DataFrame:
    items = findings.rename(columns={"finding_id": "item_id"})
    return items[[*_PLACE, "text"]].assign(previous=previous_sentences(findings))


def _improvements(improvements: pd.DataFrame) -> pd.DataFrame:
    items = improvements.rename(columns={"improvement_id": "item_id"}).assign(
        section=IMPROVEMENT_SECTION,
        paragraph=pd.Series(pd.NA, index=improvements.index, dtype="Int64"),
        previous="",
    )
    return items[[*_PLACE, "text", "previous"]]
