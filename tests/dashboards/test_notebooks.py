"""What holds for each notebook as it is kept; the tests in a browser run each by itself."""

import json
from pathlib import Path

import pytest

from ilacs_bench.paths import bundled

NOTEBOOKS = sorted(bundled("dashboards").glob("*.ipynb"))
LARGEST = 20_000  # bytes: prose and calls, no pictures


def named(path: Path) -> str:
    return path.stem


@pytest.fixture(params=NOTEBOOKS, ids=named)
def path(request) -> Path:
    return request.param


def test_there_is_a_dashboard():
    assert NOTEBOOKS


def test_notebook_is_kept_without_its_outputs(path):
    cells = [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert path.stat().st_size < LARGEST


def test_notebook_has_a_title_for_the_browser(path):
    assert json.loads(path.read_text())["metadata"]["title"]
