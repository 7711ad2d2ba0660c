"""Tables as on an earlier day hold what counted then, and nothing of what came later."""

from datetime import date

import pytest
from factories import authority, bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.latest import last_day, latest, tables_as_at
from ilacs_bench.benchmark.selection import select
from ilacs_bench.tables.store import read_tables

DAY = date(2022, 3, 31)


@pytest.fixture(scope="module")
def facts():
    return read_tables()


def test_rows_of_later_inspections_are_gone():
    early = inspected("A", "2021-05-01", "2021-07-01", leaders="good")
    late = inspected("A", "2022-03-01", "2022-05-01", leaders="outstanding")
    tables = some_tables(
        early,
        late,
        authorities=[authority("A")],
        coded=[
            bullet(early, "voice"),
            sentence(late, "leaders", "weakness", "supervision"),
            bullet(late, "planning"),
        ],
    )
    known = tables_as_at(tables, DAY)
    (kept,) = known.inspections["inspection_id"]
    assert known.judgements["grade"].to_list() == ["good"]
    for name in ("improvements", "coded"):
        assert set(getattr(known, name)["inspection_id"]) == {kept}
    assert len(tables_as_at(tables, DAY, date(2022, 6, 30)).coded) == len(tables.coded)


def test_latest_is_the_same_whether_asked_of_all_tables_or_of_those_known(facts):
    known = tables_as_at(facts, DAY)
    assert latest(known, DAY).equals(latest(facts, DAY))
    assert last_day(known) <= DAY
    chosen = select(facts, as_at=DAY)
    counted = chosen.index.inspections["inspection_id"].take(chosen.counted)
    assert set(known.inspections["inspection_id"]) == set(counted)


def test_nothing_is_made_anew_on_the_last_day(facts):
    assert tables_as_at(facts, last_day(facts)) is facts
