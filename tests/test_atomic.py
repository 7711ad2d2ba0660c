"""A folder takes its place whole or not at all, and the place of nothing but an older one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ilacs_bench import atomic
from ilacs_bench.atomic import FolderKind, write_file, write_folder
from ilacs_bench.errors import FolderNotOurs

SITE = FolderKind("a site", "ilacs-bench test", "marker.json")
MARKER = SITE.marker
OLD = [("index.html", b"old"), ("councils/hull.html", b"Hull")]
NEW = [("index.html", b"new"), ("councils/kent.html", b"Kent")]
ROOT = Path(__file__).resolve().parents[1]


def write_site(files, place):
    return write_folder(SITE, files, place, {"as_at": "2025-03-31"})


def texts(place: Path) -> dict[str, bytes]:
    files = [path for path in place.rglob("*") if path.is_file() and path.name != MARKER]
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path):
    write_site(OLD, tmp_path / "site")
    return tmp_path / "site"


def only_the_site(place: Path) -> bool:
    return [path.name for path in place.parent.iterdir()] == [place.name]


def test_sizes_are_told_and_folders_made(tmp_path):
    place = tmp_path / "public" / "site"
    assert write_site(NEW, place) == [("index.html", 3), ("councils/kent.html", 4)]
    assert texts(place) == dict(NEW)
    assert only_the_site(place)


def test_empty_folder_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    write_site(NEW, tmp_path / "site")
    assert texts(tmp_path / "site") == dict(NEW)


@pytest.mark.parametrize("swaps", [True, False])
def test_older_site_is_replaced_as_a_whole(site, monkeypatch, swaps):
    if not swaps:
        monkeypatch.setattr(atomic, "_exchange", lambda one, other: False)
    write_site(NEW, site)
    assert texts(site) == dict(NEW)
    assert only_the_site(site)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="two renames elsewhere")
def test_linux_swaps_in_one_step(site, monkeypatch):
    monkeypatch.setattr(atomic, "_move_aside", None)
    write_site(NEW, site)
    assert texts(site) == dict(NEW)


def test_old_site_comes_back_where_the_new_one_can_not_take_its_place(site, monkeypatch):
    monkeypatch.setattr(atomic, "_exchange", lambda one, other: False)
    rename = Path.rename

    def fails_for_the_new(path, target):
        if "being-made" in path.name:
            raise OSError("no")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_for_the_new)
    with pytest.raises(OSError, match="no"):
        write_site(NEW, site)
    assert texts(site) == dict(OLD)
    assert only_the_site(site)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
def test_run_that_stops_half_way_leaves_the_old_site_alone(site, stop):
    def half():
        yield NEW[0]
        raise stop

    with pytest.raises(stop):
        write_site(half(), site)
    assert texts(site) == dict(OLD)
    assert only_the_site(site)


@pytest.mark.parametrize(("signal", "status"), [("SIGKILL", -9), ("SIGTERM", 143)])
def test_killed_run_leaves_the_old_site_alone(site, signal, status):
    code = f"""
import os, signal
from pathlib import Path
from ilacs_bench.atomic import FolderKind, write_folder
def half():
    yield "index.html", b"new"
    os.kill(os.getpid(), signal.{signal})
write_folder({SITE!r}, half(), Path({str(site)!r}), {{}})
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert ended.returncode == status
    assert texts(site) == dict(OLD)
    assert only_the_site(site) == (signal == "SIGTERM")


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
    with pytest.raises(FolderNotOurs, match="not a site made by ilacs-bench"):
        write_site(NEW, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == content


def test_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "site").write_text("x")
    with pytest.raises(FolderNotOurs):
        write_site(NEW, tmp_path / "site")
    assert (tmp_path / "site").read_text() == "x"


def test_file_that_somebody_put_into_the_site_is_named_and_kept(site):
    (site / "councils" / "logo.png").write_bytes(b"ours")
    with pytest.raises(FolderNotOurs, match=r"councils/logo\.png"):
        write_site(NEW, site)
    assert texts(site) == {**dict(OLD), "councils/logo.png": b"ours"}


def test_folder_that_fills_meanwhile_is_kept(tmp_path):
    place = tmp_path / "site"

    def files():
        yield NEW[0]
        place.mkdir()
        (place / "thesis.docx").write_text("x")

    with pytest.raises(FolderNotOurs):
        write_site(files(), place)
    assert (place / "thesis.docx").read_text() == "x"
    assert only_the_site(place)


@pytest.mark.parametrize("swaps", [True, False])
def test_file_that_comes_in_at_the_last_moment_is_kept(site, monkeypatch, swaps):
    swap = atomic._exchange

    def late(new, place):
        (place / "thesis.docx").write_text("x")
        return swaps and swap(new, place)

    monkeypatch.setattr(atomic, "_exchange", late)
    write_site(NEW, site)
    assert texts(site) == dict(NEW)
    (kept,) = site.parent.glob("*/thesis.docx")
    assert kept.read_text() == "x"


@pytest.mark.parametrize("inside", ["", "councils"])
def test_folder_that_one_is_in_is_not_taken_away(site, monkeypatch, inside):
    monkeypatch.chdir(site / inside)
    with pytest.raises(FolderNotOurs, match="folder you are in"):
        write_site(NEW, site)
    assert texts(site) == dict(OLD)


def test_trouble_is_said_of_the_folder_that_was_asked_for(tmp_path):
    place = tmp_path / "site"
    with pytest.raises(IsADirectoryError) as raised:
        write_site([("councils/hull.html", b"x"), ("councils", b"x")], place)
    assert raised.value.filename == str(place)
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from ilacs_bench.atomic import write_file
os.fsync = lambda _: os._exit(9)  # as killed, with the new file half on its way
write_file(Path(sys.argv[1]), b"new" * 1000)
"""


def test_killed_run_leaves_the_old_file(tmp_path):
    place = tmp_path / "a.xlsx"
    place.write_bytes(b"old")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(place)], cwd=ROOT, check=False)
    assert killed.returncode == 9
    assert place.read_bytes() == b"old"


def test_file_is_replaced_and_trouble_is_said_of_it(tmp_path):
    place = tmp_path / "a.xlsx"
    place.write_bytes(b"old")
    assert write_file(place, b"new") == place
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.xlsx": b"new"}
    with pytest.raises(FileNotFoundError) as raised:
        write_file(tmp_path / "no folder" / "a.xlsx", b"new")
    assert raised.value.filename == str(tmp_path / "no folder" / "a.xlsx")


def test_a_full_disk_is_said_of_the_folder_that_was_asked_for(site, monkeypatch):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "write_synced", full)
    with pytest.raises(OSError, match="No space left") as caught:
        write_site(NEW, site)
    assert caught.value.filename == str(site)
    assert texts(site) == dict(OLD)
    assert only_the_site(site)


def test_a_link_stays_one_and_what_a_killed_run_left_is_cleared_away(tmp_path):
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    left = tmp_path / ".real.txt.0123abcd.part"
    left.write_text("half")
    os.utime(left, (0, 0))
    write_file(tmp_path / "link.txt", b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"
    assert not left.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_written_to_as_it_is(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_file(pipe, b"through")
        assert reader.stdout.read() == b"through"
    assert not pipe.is_file()
