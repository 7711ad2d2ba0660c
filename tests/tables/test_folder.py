"""Files that belong together are of one version, whenever a writer ends and whoever reads."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from ilacs_bench.errors import FolderLocked, SchemaError
from ilacs_bench.lock import single_writer
from ilacs_bench.tables import folder as folder_module
from ilacs_bench.tables.folder import read_files, version_of, write_files

NAMES = ("a.parquet", "b.parquet", "c.parquet")
OLD = {name: b"old " + name.encode() for name in NAMES}
NEW = {name: b"new " + name.encode() for name in NAMES}


class Killed(BaseException):
    """The process ends here."""


class Ending:
    """Lets the writer take so many steps; after that it takes none, not even to tidy up."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def watch(self, call):
        def watched(*arguments, **named):
            self.left -= 1
            if self.left < 0:
                raise Killed
            return call(*arguments, **named)

        return watched


def killed_after(steps: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> bool:
    """Whether a writer of NEW was killed before its end; each change of the disk is a step."""
    ending = Ending(steps)
    with monkeypatch.context() as patched:
        patched.setattr(folder_module, "synced_file", ending.watch(folder_module.synced_file))
        for method in ("replace", "unlink"):
            patched.setattr(Path, method, ending.watch(getattr(Path, method)))
        try:
            write_files(folder, NEW)
        except Killed:
            return True
    return False


def test_a_writer_killed_at_any_step_leaves_all_old_or_all_new(tmp_path, monkeypatch):
    seen = []
    for steps in range(30):
        folder = tmp_path / str(steps)
        write_files(folder, OLD)
        killed = killed_after(steps, monkeypatch, folder)
        found = read_files(folder, NAMES)
        assert found in (OLD, NEW)
        seen.append((killed, found == NEW))
        write_files(folder, NEW)
        assert read_files(folder, NAMES) == NEW
        assert {path.name for path in folder.iterdir()} == {*NAMES, ".tables", ".lock"}
    assert {(True, False), (True, True), (False, True)} == set(seen)


def test_a_full_disk_leaves_the_old_files_and_nothing_else(tmp_path, monkeypatch):
    write_files(tmp_path, OLD)

    def fill(path):
        if path.name.startswith(".c"):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return path.open("wb")

    monkeypatch.setattr(folder_module, "synced_file", fill)
    with pytest.raises(OSError, match="No space left") as caught:
        write_files(tmp_path, NEW)
    assert caught.value.filename == str(tmp_path)
    assert read_files(tmp_path, NAMES) == OLD
    assert list(tmp_path.glob("*.new")) == []


def test_a_reader_between_the_moment_and_the_names_has_the_new_files(tmp_path, monkeypatch):
    write_files(tmp_path, OLD)
    seen = []
    tidy = folder_module._tidy

    def read_first(folder):
        seen.append(read_files(folder, NAMES))
        tidy(folder)

    monkeypatch.setattr(folder_module, "_tidy", read_first)
    write_files(tmp_path, NEW)
    assert seen == [OLD, NEW]


def test_a_reader_whose_files_change_meanwhile_begins_again(tmp_path, monkeypatch):
    write_files(tmp_path, OLD)
    read = folder_module._read
    calls = iter(
        [lambda: None, lambda: write_files(tmp_path, NEW), lambda: write_files(tmp_path, OLD)]
    )

    def change_meanwhile(*asked):
        next(calls, lambda: None)()
        return read(*asked)

    monkeypatch.setattr(folder_module, "_read", change_meanwhile)
    assert read_files(tmp_path, NAMES) == OLD


def test_files_that_change_all_the_time_are_given_up_in_words(tmp_path, monkeypatch):
    write_files(tmp_path, OLD)
    read = folder_module._read
    contents = iter(range(1000))

    def change_always(folder, *asked):
        write_files(folder, {"b.parquet": str(next(contents)).encode()})
        return read(folder, *asked)

    monkeypatch.setattr(folder_module, "_read", change_always)
    monkeypatch.setattr(folder_module, "_TRIES", 3)
    monkeypatch.setattr(folder_module, "_RETRY_SECONDS", 0)
    with pytest.raises(SchemaError, match="change all the time"):
        read_files(tmp_path, NAMES)


def test_a_folder_filled_by_hand_is_read_and_other_files_are_left_alone(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"by hand")
    (tmp_path / "notes.txt").write_text("mine")
    assert read_files(tmp_path, NAMES) == {"a.parquet": b"by hand"}
    write_files(tmp_path, {"b.parquet": b"new"})
    assert read_files(tmp_path, NAMES) == {"a.parquet": b"by hand", "b.parquet": b"new"}
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_other_contents_are_another_version():
    assert version_of(OLD) != version_of(NEW)
    assert version_of(OLD) == version_of(dict(reversed(OLD.items())))


HOLD = """
import sys
from pathlib import Path
from ilacs_bench.lock import single_writer
with single_writer(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_writer_is_told_who_is_at_it_and_changes_nothing(tmp_path, monkeypatch):
    write_files(tmp_path, OLD)
    monkeypatch.setattr(folder_module, "_SHORT_WAIT", 0.0)
    pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], **pipe) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FolderLocked, match=f"process {holder.pid} since .* is writing here"):
            write_files(tmp_path, NEW)
        assert read_files(tmp_path, NAMES) == OLD
        holder.kill()
        holder.wait()
        with single_writer(tmp_path):  # nothing is left of a lock whose holder was killed
            pass


WRITE = """
import sys
from pathlib import Path
from ilacs_bench.tables.folder import write_files
folder, word = Path(sys.argv[1]), sys.argv[2].encode()
for n in range(int(sys.argv[3])):
    write_files(folder, {f"{name}.parquet": word + b" %d" % n + b"." * 100_000 for name in "abc"})
"""


def test_of_two_writers_no_reader_sees_a_mixture(tmp_path):
    write_files(tmp_path, OLD)
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITE, str(tmp_path), word, "15"])
        for word in ("one", "two")
    ]
    reads = 0
    while any(writer.poll() is None for writer in writers):
        found = read_files(tmp_path, NAMES)
        assert len({content.replace(name.encode(), b"") for name, content in found.items()}) == 1
        reads += 1
    assert [writer.returncode for writer in writers] == [0, 0]
    assert reads > 15
    assert list(tmp_path.glob(".*.new")) == []
