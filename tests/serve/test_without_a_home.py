"""A container or a service account without a home that can be written: the real command serves."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from live_server import PATIENCE, free_port, wait_until

from ilacs_bench.dashboard.menu import find_pages
from ilacs_bench.paths import bundled

pytestmark = pytest.mark.server

OF_ONE_PAGE = """
import sys
from pathlib import Path
from ilacs_bench.cli import main
from ilacs_bench.dashboard import menu
folder = Path(sys.argv.pop())
menu.bundled = lambda *parts: folder
sys.exit(main(sys.argv[1:]))
"""
"""The command, with the notebooks of the folder that is named last: all of them take 3 seconds."""


@contextmanager
def served(
    variables: dict[str, str], tmp_path: Path, notebooks: Path | None = None
) -> Iterator[str]:
    """The address that the log has while the server runs; at the end nothing is left."""
    for place in ("tmp", "here"):
        (tmp_path / place).mkdir()
    own = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path / "tmp"), "ILACS_BENCH_AHEAD": "no"}
    variables = own | variables
    program = ["-c", OF_ONE_PAGE] if notebooks else ["-m", "ilacs_bench"]
    command = [sys.executable, *program, "serve", "--no-browser", f"--port={free_port()}"]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, *([str(notebooks)] if notebooks else [])],
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
        yield found[1]
    finally:
        process.terminate()
        process.wait(PATIENCE)
    assert said.fullmatch((tmp_path / "log").read_text()), (tmp_path / "log").read_text()
    assert list((tmp_path / "tmp").iterdir()) == []
    assert list((tmp_path / "here").iterdir()) == []


def page_of(url: str, name: str) -> str:
    answer = httpx.get(f"{url}/{name}", timeout=PATIENCE)
    assert answer.status_code == 200, name
    assert "data-status" in answer.text
    return answer.text


def test_all_pages_and_pictures_are_served_where_the_home_cannot_be_written(tmp_path):
    with served({"HOME": "/proc/none"}, tmp_path) as url:
        *_, page = [page_of(url, entry.name) for entry in find_pages()]
        drawn = httpx.get(f"{url}/council/picture/record.png?la=kent", timeout=PATIENCE)
        assert drawn.content.startswith(b"\x89PNG")
        bundle = re.search(r'data-vega-bundle="([^"]+)"', page)[1]
        assert httpx.get(f"{url}/{bundle}", timeout=PATIENCE).is_success
        assert len(list((tmp_path / "tmp").iterdir())) >= 1


def test_pages_are_served_where_the_home_is_no_folder(tmp_path):
    (tmp_path / "notebooks").mkdir()
    shutil.copy(bundled("dashboards", "find.ipynb"), tmp_path / "notebooks")
    with served({"HOME": "/dev/null"}, tmp_path, tmp_path / "notebooks") as url:
        page_of(url, "find")
