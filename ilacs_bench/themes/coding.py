"""The table `coded`: every finding and improvement of some tables, coded."""

from collections.abc import Mapping

import pandas as pd

from ilacs_bench.schema import CODED
from ilacs_bench.themes.coder import code_findings
from ilacs_bench.themes.model import Model, load_model
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION

_PLACE = ["item_id", "inspection_id", "report", "section", "paragraph", "page"]


def code_tables(tables: Mapping[str, pd.DataFrame], model: Model | None = None) -> pd.DataFrame:
    """One row per theme given to a finding or an improvement; those without a theme have none.

    Only rows with their words can be coded: the bundled facts have none. Whatever the coder says
    of its words, an improvement is a weakness.
    """
    model = model or load_model()
    items = pd.concat([_findings(tables["findings"]), _improvements(tables["improvements"])])
    items = items.dropna(subset=["text"]).reset_index(drop=True)
    coding = code_findings(items, model)
    rows = pd.concat([items[_PLACE], coding], axis="columns")
    rows = rows.explode(["themes", "evidence"]).dropna(subset=["themes"])
    start, end = (rows["evidence"].str[place] for place in (0, 1))
    return CODED.check(
        rows.rename(columns={"themes": "theme"})
        .drop(columns="evidence")
        .assign(evidence_start=start, evidence_end=end, method=model.method)
    )


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
