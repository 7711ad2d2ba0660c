"""The tables as they would stand on an earlier day: for counts that take every row of them."""

from dataclasses import replace
from datetime import date

from ilacs_bench.benchmark.latest import counted_inspections
from ilacs_bench.tables.store import Tables

_OF_INSPECTIONS = ("inspections", "judgements", "improvements", "findings", "coded")


def tables_as_at(tables: Tables, as_at: date, published_by: date | None = None) -> Tables:
    """The tables with the inspections that count on `as_at` by the as-at rule, and what is of them.

    `published_by` is the publication cut-off, `as_at` where it is not given. The tables themselves
    where every inspection counts, so that what is prepared from them is kept. Authorities,
    neighbours, problems and Ofsted's statistics stay as they are.

    >>> early = tables_as_at(t, date(2019, 3, 31))
    >>> early.inspections["published"].max().date(), len(early.coded) < len(t.coded)
    (datetime.date(2019, 3, 25), True)
    """
    counted = counted_inspections(tables, as_at, published_by)["inspection_id"]
    if len(counted) == tables.inspections["la_code"].notna().sum():
        return tables
    frames = {name: getattr(tables, name) for name in _OF_INSPECTIONS}
    return replace(
        tables,
        **{
            name: rows[rows["inspection_id"].isin(counted)].reset_index(drop=True)
            for name, rows in frames.items()
        },
    )
