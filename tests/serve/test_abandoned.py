"""A kernel without a page is given the time that a page takes to load, counted anew each time."""

import asyncio
from dataclasses import dataclass, field

import pytest

from ilacs_bench.serve.abandoned import ALONE_AT_MOST, Abandoned


@dataclass
class Kernels:
    """As much of Jupyter's manager of kernels as is asked: how many pages each is connected to."""

    connections: dict[str, int] = field(default_factory=dict)

    def list_kernels(self) -> list[dict]:
        return [{"id": name, "connections": n} for name, n in self.connections.items()]

    def __contains__(self, name: str) -> bool:
        return name in self.connections

    async def shutdown_kernel(self, name: str) -> None:
        await asyncio.sleep(0)
        del self.connections[name]


@pytest.fixture
def kernels():
    return Kernels()


@pytest.fixture
def look(kernels):
    """Look after so many seconds in all."""
    now = 0.0
    abandoned = Abandoned(kernels, clock=lambda: now)

    def _look(seconds: float) -> None:
        nonlocal now
        now = seconds
        asyncio.run(abandoned.end())

    return _look


def test_only_kernels_alone_for_long_enough_are_ended(kernels, look):
    kernels.connections = {"alone": 0, "connected": 1}
    look(0)
    look(ALONE_AT_MOST - 1)
    assert set(kernels.connections) == {"alone", "connected"}
    look(ALONE_AT_MOST)
    assert set(kernels.connections) == {"connected"}


def test_time_alone_counts_from_when_the_page_left(kernels, look):
    kernels.connections = {"left": 0}
    look(0)
    kernels.connections = {"left": 1}
    look(ALONE_AT_MOST)
    kernels.connections = {"left": 0}
    look(ALONE_AT_MOST + 1)
    assert "left" in kernels.connections
    look(2 * ALONE_AT_MOST + 1)
    assert "left" not in kernels.connections


def test_kernel_that_ended_meanwhile_is_no_fault(kernels, look):
    kernels.connections = {"first": 0, "second": 0}
    look(0)
    ending = kernels.shutdown_kernel

    async def end_both(name: str) -> None:
        await ending(name)
        kernels.connections.clear()

    kernels.shutdown_kernel = end_both
    look(ALONE_AT_MOST)
    assert kernels.connections == {}
