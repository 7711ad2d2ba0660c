"""What holds for all tests."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from ilacs_bench import days

# No test depends on the clock: a busy machine is not a fault of the code.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, and say so, the tests of real reports where there are none."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"no real reports: {SHARED} is not there"))


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets the clock of this process say another day; the library asks it in one place."""
    return lambda day: monkeypatch.setattr(days, "_clock", lambda: day)
