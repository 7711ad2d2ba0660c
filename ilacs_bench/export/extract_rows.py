"""The rows of each extract, before headings are added: by table, councils and time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.comparators import find_comparator, group_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.holdings import problems_of_councils
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.resolve import resolve_authority
from ilacs_bench.benchmark.waits import waits
from ilacs_bench.tables.cache_by_tables import cache_by_tables
from ilacs_bench.tables.identity import known_on
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import AREAS, IMPROVEMENT_SECTION, THEME_LABELS

ALONE = "alone"
"""The value for no group: only the local authority itself."""
_OF_INSPECTION = [
    "inspection_id",
    "la_code",
    "la_name",
    "framework",
    "inspection_type",
    "inspection_type_basis",
    "start",
    "end",
    "published",
    "lead_inspector",
    "source_url",
]


@dataclass(frozen=True)
class ExtractChoice:
    """The chosen councils, dates and areas of an extract.

    `la` is a GSS code, '' for all of England; `to` its group, or ALONE. Tables of a date are as at
    `as_at`; tables over time hold what was published from `since` to `until`. `areas` None means
    those that pages of the date show first.
    """

    what: str
    as_at: date
    since: date
    until: date
    la: str = ""
    to: str = ALONE
    areas: tuple[str, ...] | None = None


def council_codes(tables: Tables, choice: ExtractChoice) -> list[str] | None:
    """Return GSS codes of the chosen authority and its group; None for all of England."""
    if not choice.la:
        return None
    own = resolve_authority(tables, choice.la, choice.as_at)
    if choice.to == ALONE:
        return [own]
    group = group_of(tables, own, find_comparator(choice.to), choice.as_at)
    return [own, *group["la_code"]]


def judgement_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per local authority and judgement, graded or not, as at the date."""
    return _of_councils(tables, choice, latest_judgements(tables, choice.as_at, areas=choice.areas))


def wait_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per local authority as at the date, the longest wait first."""
    return _of_councils(tables, choice, waits(tables, as_at=choice.as_at))


def comparator_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per member of the council's group; for England, per neighbour pair."""
    names = existing_authorities(tables, choice.as_at).set_index("la_code")["la_name"]
    if choice.la:
        own = resolve_authority(tables, choice.la, choice.as_at)
        if choice.to == ALONE:
            rows = tables.neighbours[tables.neighbours["la_code"] == own]
        else:
            group = group_of(tables, own, find_comparator(choice.to), choice.as_at)
            return group.rename(
                columns={"la_code": "neighbour_la_code", "la_name": "member"}
            ).assign(la_code=own, la_name=names[own])
    else:
        rows = tables.neighbours
    rows = rows[rows["la_code"].isin(names.index) & rows["neighbour_la_code"].isin(names.index)]
    return rows.assign(
        la_name=rows["la_code"].map(names),
        member=rows["neighbour_la_code"].map(names),
        reason="statistical neighbour (" + rows["model"] + " model)",
    ).sort_values(["la_name", "model", "rank"], ignore_index=True)


def history_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per inspection and graded area, of the chosen period."""
    return _of_time(tables, choice, _history(tables))


def improvement_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per area for improvement, priority action or recommendation.

    Of reports of the chosen period.
    """
    return _of_time(tables, choice, _improvements(tables))


def theme_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per theme of a sentence or improvement, of the chosen period."""
    return _of_time(tables, choice, _themes(tables))


def reconciliation_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per difference between a report and the official statistics."""
    about = tables.inspections[["inspection_id", "la_code", "la_name"]]
    rows = tables.reconciliation.merge(
        about, on="inspection_id", how="left", validate="many_to_one"
    )
    return _of_councils(tables, choice, rows)


def problem_rows(tables: Tables, choice: ExtractChoice) -> pd.DataFrame:
    """Return one row per problem; files of unknown councils only if all are chosen."""
    return _of_councils(tables, choice, problems_of_councils(tables))


ROWS: dict[str, Callable[[Tables, ExtractChoice], pd.DataFrame]] = {
    "judgements": judgement_rows,
    "history": history_rows,
    "improvements": improvement_rows,
    "themes": theme_rows,
    "comparators": comparator_rows,
    "waits": wait_rows,
    "reconciliation": reconciliation_rows,
    "problems": problem_rows,
}
"""The functions that make the rows of each extract (`extracts.csv`)."""


def _of_councils(tables: Tables, choice: ExtractChoice, rows: pd.DataFrame) -> pd.DataFrame:
    codes = council_codes(tables, choice)
    if codes is None:
        return rows
    return rows[rows["la_code"].isin(codes)].reset_index(drop=True)


def _of_time(tables: Tables, choice: ExtractChoice, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that became known in the chosen period, of the chosen councils."""
    since, until = pd.Timestamp(choice.since), pd.Timestamp(choice.until)
    if rows["known"].between(since, until).all():
        return _of_councils(tables, choice, rows)
    return _of_councils(tables, choice, rows[rows["known"].between(since, until)])


@cache_by_tables()
def _history(tables: Tables) -> pd.DataFrame:
    rows = _with_inspections(tables, tables.judgements)
    place = rows["judgement_area"].map(AREAS.index)
    return _newest_first(rows.assign(place=place), ["la_name", "inspection_id", "place"])


@cache_by_tables()
def _improvements(tables: Tables) -> pd.DataFrame:
    of_bullets = tables.coded[tables.coded["section"] == IMPROVEMENT_SECTION]
    labels = of_bullets["theme"].map(THEME_LABELS).groupby(of_bullets["item_id"]).agg("; ".join)
    rows = _with_inspections(tables, tables.improvements)
    rows = rows.assign(themes=rows["improvement_id"].map(labels).astype("str"))
    return _newest_first(rows, ["la_name", "inspection_id", "kind", "number"])


@cache_by_tables()
def _themes(tables: Tables) -> pd.DataFrame:
    rows = _with_inspections(tables, tables.coded)
    return _newest_first(rows.assign(place=rows.index), ["la_name", "inspection_id", "place"])


def _newest_first(rows: pd.DataFrame, then_by: list[str]) -> pd.DataFrame:
    """Return the rows by publication date, newest first, with `known`: when they became known."""
    order = [False] + [True] * len(then_by)
    rows = rows.sort_values(["published", *then_by], ascending=order, ignore_index=True)
    return rows.assign(known=known_on(rows))


def _with_inspections(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    about = tables.inspections[_OF_INSPECTION]
    return rows.merge(about, on="inspection_id", how="left", validate="many_to_one")
