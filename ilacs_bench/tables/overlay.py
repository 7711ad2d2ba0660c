"""Reports read on this machine laid over the bundled facts, so that the evidence has its words."""

import pandas as pd

from ilacs_bench.tables.store import Tables


def lay_over(facts: Tables, read: Tables) -> dict[str, pd.DataFrame]:
    """Tables by name: the facts, with the words of the reports read, and what only those hold.

    Inspections and grades of the facts stay as they are, for they are reconciled with Ofsted's
    statistics; inspections that the facts do not have are added. Improvements, findings and
    codes of an inspection that was read take the place of the facts'. `problems` are of the
    reading; how far the tables are complete is said of the facts, for a reading adds to them only.
    """
    return {
        "inspections": _add(facts.inspections, read.inspections, "inspection_id"),
        "judgements": _add(facts.judgements, read.judgements, "inspection_id"),
        "improvements": _add(read.improvements, facts.improvements, "inspection_id"),
        "findings": _add(read.findings, facts.findings, "inspection_id"),
        "coded": _add(read.coded, facts.coded, "inspection_id"),
        "problems": read.problems,
        "official_judgements": facts.official_judgements,
        "reconciliation": facts.reconciliation,
        "coverage": facts.coverage,
        "missing_reports": facts.missing_reports,
    }


def _add(first: pd.DataFrame, second: pd.DataFrame, key: str) -> pd.DataFrame:
    """All rows of the first frame, then those of the second whose key the first does not have."""
    return pd.concat([first, second[~second[key].isin(first[key])]], ignore_index=True)
