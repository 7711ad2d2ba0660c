"""A container or a service account without a home that can be written: the real command serves."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from live_server import PATIENCE, free_port, wait_until

from ilacs_bench.dashboard.menu import find_pages

HOMES = [
    pytest.param({"HOME": "/proc/none"}, id="cannot be written"),
    pytest.param({"HOME": "/dev/null"}, id="no folder"),
]


@pytest.fixture(params=HOMES)
def served(request, tmp_path) -> Iterator[tuple[str, Path]]:
    """The address that the log has while the server runs, and the folder for temporary files."""
    for place in ("tmp", "here"):
        (tmp_path / place).mkdir()
    variables = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path / "tmp"), **request.param}
    command = [sys.executable, "-m", "ilacs_bench", "serve", "--no-browser"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, f"--port={free_port()}"],
            env=variables,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=tmp_path / "here",
        )
    said = re.compile(r"The dashboards are at (http://127\.0\.0\.1:\d+)/ \(Ctrl\+C ends them\)\.\n")
    try:
        wait_until(lambda: said.search((tmp_path / "log").read_text()) or process.poll())
        found = said.search((tmp_path / "log").read_text())
        assert found, (tmp_path / "log").read_text()
        yield found[1], tmp_path
    finally:
        process.terminate()
        process.wait(PATIENCE)
    assert said.fullmatch((tmp_path / "log").read_text()), (tmp_path / "log").read_text()
    assert list((tmp_path / "tmp").iterdir()) == []
    assert list((tmp_path / "here").iterdir()) == []


def test_all_pages_and_pictures_are_served_and_nothing_is_left(served):
    url, folder = served
    for page in find_pages():
        answer = httpx.get(f"{url}/{page.name}", timeout=PATIENCE)
        assert answer.status_code == 200, page.name
        assert "data-status" in answer.text
    drawn = httpx.get(f"{url}/council/picture/record.png?la=kent", timeout=PATIENCE)
    assert drawn.content.startswith(b"\x89PNG")
    bundle = re.search(r'data-vega-bundle="([^"]+)"', answer.text)[1]
    assert httpx.get(f"{url}/{bundle}", timeout=PATIENCE).is_success
    assert len(list((folder / "tmp").iterdir())) >= 1
