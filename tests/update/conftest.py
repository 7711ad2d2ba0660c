"""A site like Ofsted's on this machine, and visits to it that do not wait."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from ofsted_site import FakeOfsted, served_site

from ilacs_bench.tables.report_workers import read_one
from ilacs_bench.update.address import OfstedSite
from ilacs_bench.update.visit import Visit


@pytest.fixture(autouse=True)
def reports_are_read_here(monkeypatch) -> None:
    """Not in processes of their own, which take a second to start."""

    def read(paths: Sequence[Path], urns: Mapping[str, str], workers: object) -> Iterator:
        return ((path, read_one(path, urns.get(path.name))) for path in paths)

    monkeypatch.setattr("ilacs_bench.tables.build.read_reports", read)


@pytest.fixture
def ofsted(monkeypatch) -> Iterator[FakeOfsted]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with served_site() as site:
        yield site


@pytest.fixture
def waits() -> list[float]:
    """Seconds that a visit would have waited."""
    return []


@pytest.fixture
def visit(ofsted, waits) -> Iterator[Visit]:
    with Visit(OfstedSite(ofsted.origin, ofsted.origin, pause=2.0), sleep=waits.append) as visit:
        yield visit
