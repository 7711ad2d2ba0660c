"""What holds for each notebook as it is kept, and that one runs by itself."""

import json
import os
from pathlib import Path

import nbclient
import nbformat
import pytest

from ilacs_bench.paths import bundled

NOTEBOOKS = sorted(bundled("dashboards").glob("*.ipynb"))
REPOSITORY = Path(__file__).resolve().parents[2]
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


def test_a_notebook_runs_under_nbclient_and_shows_a_widget(monkeypatch):
    """One of them: the browser tests run each, in plain Voilà and in JupyterLab."""
    path = bundled("dashboards", "council.ipynb")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(REPOSITORY), *_python_path()]))
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    shown = [
        kind
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        for kind in output.get("data", {})
    ]
    assert "application/vnd.jupyter.widget-view+json" in shown


def _python_path() -> list[str]:
    path = os.environ.get("PYTHONPATH")
    return [path] if path else []
