"""The table `coded`: every finding and improvement of some tables, coded."""

from collections.abc import Mapping

import pandas as pd

from ilacs_bench.jail.workers import Workers
from ilacs_bench.schema import CODED
from ilacs_bench.themes.coder import BATCH, code_findings
from ilacs_bench.themes.model import load_model
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION

_PLACE = ["item_id", "inspection_id", "report", "section", "paragraph", "page"]


_SECONDS = 600  # for a batch, which takes one of an idle processor


def code_tables(tables: Mapping[str, pd.DataFrame], workers: Workers | None = None) -> pd.DataFrame:
    """One row per theme given to a finding or an improvement; those without a theme have none.

    Only rows with their words can be coded: the bundled facts have none. Whatever the coder says
    of its words, an improvement is a weakness. `workers` share the work; the rows are the same.
    """
    items = pd.concat([_findings(tables["findings"]), _improvements(tables["improvements"])])
    items = items.dropna(subset=["text"]).reset_index(drop=True)
    coding = _shared(items, workers) if workers and len(items) > BATCH else code_findings(items)
    rows = pd.concat([items[_PLACE], coding], axis="columns")
    rows = rows.explode(["themes", "evidence"]).dropna(subset=["themes"])
    start, end = (rows["evidence"].str[place] for place in (0, 1))
    return CODED.check(
        rows.rename(columns={"themes": "theme"})
        .drop(columns="evidence")
        .assign(evidence_start=start, evidence_end=end, method=load_model().method)
    )


def _shared(items: pd.DataFrame, workers: Workers) -> pd.DataFrame:
    """`code_findings` in the batches that it takes itself, so that every sum is the same."""
    batches = ((at, (items.iloc[at : at + BATCH],)) for at in range(0, len(items), BATCH))
    came = workers.run(code_findings, batches, seconds=_SECONDS)
    codings = {at: future.result() for at, future in came}
    return pd.concat([codings[at] for at in sorted(codings)])


def previous_sentences(findings: pd.DataFrame) -> pd.Series:
    """For each row of `findings` the sentence before it in its paragraph; empty for the first."""
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
