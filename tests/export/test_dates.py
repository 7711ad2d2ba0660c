"""Extracts count what was known on the date and by the publication cut-off, and say both."""

from datetime import date

import pytest

from ilacs_bench.benchmark.selection import select
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.profile import council_bundle
from ilacs_bench.export.themes import england_bundle
from ilacs_bench.tables.store import read_tables

DAY = date(2020, 3, 31)


@pytest.fixture(scope="module")
def tables():
    return read_tables()


def part(bundle, name):
    (found,) = [one for one in bundle.parts if one.name == name]
    return found.rows


def test_themes_of_england_are_those_of_reports_published_by_then(tables):
    bundle = england_bundle(select(tables, as_at=DAY))
    assert dict(bundle.scope)["As at"] == [DAY]
    read = tables.inspections[
        tables.inspections["inspection_id"].isin(tables.coded["inspection_id"])
        & (tables.inspections["framework"] != "sif")
    ]
    known = read[(read["published"] <= "2020-03-31") & (read["start"] <= "2020-03-31")]
    years = part(bundle, "Each year")
    assert years["reports"].sum() == len(known)
    assert years["year"].max() == known["published"].dt.year.max()
    later = england_bundle(select(tables, as_at=DAY, published_by="2020-06-30"))
    assert dict(later.scope)["Published by"] == [date(2020, 6, 30)]
    assert part(later, "Each year")["reports"].sum() > len(known)


def test_themes_before_any_report_are_none(tables):
    with pytest.raises(UnknownName, match="as at 1 June 2017"):
        england_bundle(select(tables, as_at="2017-06-01"))


def test_profile_keeps_to_its_publication_cut_off(tables):
    # Inspected in January 2026, the report came out on 18 June.
    days = [
        council_bundle(
            select(tables, "Wolverhampton", "neighbours", as_at="2026-06-30", published_by=cutoff)
        )
        for cutoff in ("2026-06-17", "2026-06-18")
    ]
    assert [part(one, "Own grades")["start"].dt.year[0] for one in days] == [2022, 2026]
    assert [part(one, "Inspections")["start"].dt.year.max() for one in days] == [2022, 2026]
    assert "28 March 2022" in dict(days[0].scope)["Since the last inspection"][0]
