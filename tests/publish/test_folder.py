"""A site takes its place whole or not at all, and the place of nothing but an older site."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ilacs_bench.errors import PublishError
from ilacs_bench.publish import folder
from ilacs_bench.publish.folder import MARKER, write_site

DAYS = {"as_at": date(2025, 3, 31), "made_on": date(2025, 4, 1)}
OLD = [("index.html", b"old"), ("councils/hull.html", b"Hull")]
NEW = [("index.html", b"new"), ("councils/kent.html", b"Kent")]
ROOT = Path(__file__).resolve().parents[2]


def texts(place: Path) -> dict[str, bytes]:
    files = [path for path in place.rglob("*") if path.is_file() and path.name != MARKER]
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path):
    write_site(OLD, tmp_path / "site", **DAYS)
    return tmp_path / "site"


def only_the_site(place: Path) -> bool:
    return [path.name for path in place.parent.iterdir()] == [place.name]


def test_sizes_are_told_and_folders_made(tmp_path):
    place = tmp_path / "public" / "site"
    assert write_site(NEW, place, **DAYS) == [("index.html", 3), ("councils/kent.html", 4)]
    assert texts(place) == dict(NEW)
    assert only_the_site(place)


def test_empty_folder_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    write_site(NEW, tmp_path / "site", **DAYS)
    assert texts(tmp_path / "site") == dict(NEW)


@pytest.mark.parametrize("swaps", [True, False])
def test_older_site_is_replaced_as_a_whole(site, monkeypatch, swaps):
    if not swaps:
        monkeypatch.setattr(folder, "_exchange", lambda one, other: False)
    write_site(NEW, site, **DAYS)
    assert texts(site) == dict(NEW)
    assert only_the_site(site)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="two renames elsewhere")
def test_linux_swaps_in_one_step(site, monkeypatch):
    monkeypatch.setattr(folder, "_move_aside", None)
    write_site(NEW, site, **DAYS)
    assert texts(site) == dict(NEW)


def test_old_site_comes_back_where_the_new_one_can_not_take_its_place(site, monkeypatch):
    monkeypatch.setattr(folder, "_exchange", lambda one, other: False)
    rename = Path.rename

    def fails_for_the_new(path, target):
        if "being-made" in path.name:
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new)
    with pytest.raises(OSError, match="no"):
        write_site(NEW, site, **DAYS)
    assert texts(site) == dict(OLD)
    assert only_the_site(site)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_run_that_stops_half_way_leaves_the_old_site_alone(site, stop):
    def half():
        yield NEW[0]
        raise stop

    with pytest.raises(stop):
        write_site(half(), site, **DAYS)
    assert texts(site) == dict(OLD)
    assert only_the_site(site)


def test_killed_run_leaves_the_old_site_alone(site):
    code = f"""
import os, signal
from datetime import date
from pathlib import Path
from ilacs_bench.publish.folder import write_site
def half():
    yield "index.html", b"new"
    os.kill(os.getpid(), signal.SIGKILL)
write_site(half(), Path({str(site)!r}), as_at=date(2025, 3, 31), made_on=date(2025, 3, 31))
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert ended.returncode < 0
    assert texts(site) == dict(OLD)


@pytest.mark.parametrize(
    "content",
    [
        {"thesis.docx": "work of years"},
        {MARKER: "{}"},
        {MARKER: '{"made_by": "somebody", "files": []}'},
        {MARKER: "no JSON", "index.html": "x"},
    ],
)
def test_foreign_folder_is_refused_and_untouched(tmp_path, content):
    for name, text in content.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(PublishError, match="not a site made by ilacs-bench"):
        write_site(NEW, tmp_path, **DAYS)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == content


def test_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "site").write_text("x")
    with pytest.raises(PublishError):
        write_site(NEW, tmp_path / "site", **DAYS)
    assert (tmp_path / "site").read_text() == "x"


def test_file_that_somebody_put_into_the_site_is_named_and_kept(site):
    (site / "councils" / "logo.png").write_bytes(b"ours")
    with pytest.raises(PublishError, match=r"councils/logo\.png"):
        write_site(NEW, site, **DAYS)
    assert texts(site) == {**dict(OLD), "councils/logo.png": b"ours"}


def test_folder_that_fills_meanwhile_is_kept(tmp_path):
    place = tmp_path / "site"

    def files():
        yield NEW[0]
        place.mkdir()
        (place / "thesis.docx").write_text("x")

    with pytest.raises(PublishError):
        write_site(files(), place, **DAYS)
    assert (place / "thesis.docx").read_text() == "x"
    assert only_the_site(place)
