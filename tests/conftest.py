"""What holds for all tests."""

import ssl
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from ilacs_bench import days

# No test depends on the clock: a busy machine is not a fault of the code.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")

# Each `httpx.get` would read the certificates of all the world anew, for 30 ms.
ssl.create_default_context = cache(ssl.create_default_context)

SHARED = Path(__file__).resolve().parents[2] / "shared"


DEAREST = (
    "tests/test_corpus.py",
    "tests/test_next_framework.py",
    "tests/publish/test_site.py",
    "tests/serve/",
    "tests/export/test_guidance.py",
    "tests/dashboards/",
    "tests/browser/test_jupyterlab.py",
    "tests/browser/test_plain_voila.py",
    "tests/browser/test_site.py",
    "tests/browser/test_every_page.py",
    "tests/browser/test_access.py",
)
"""Files and folders that run first, so that no process is left with a long one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the dearest begin; skip, and say so, tests of real reports where there are none."""
    items.sort(key=lambda item: not item.nodeid.startswith(DEAREST))
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason=f"no real reports: {SHARED} is not there"))


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets the clock of this process say another day; the library asks it in one place."""
    return lambda day: monkeypatch.setattr(days, "_clock", lambda: day)
