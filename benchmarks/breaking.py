"""Check that tables survive killed runs, concurrent runs, and a full disk.

python benchmarks/breaking.py [--kills 50] [--rounds 40] [--reads 500] [--only kills]

Each part prints what it did and found; the exit status is 1 if anything was lost, mixed or left
running. The full disk is a small tmpfs, which needs root; otherwise that part is skipped with a
message.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from factories import inspected, some_tables
from report_pages import Ilacs

from ilacs_bench.tables.folder import version_of
from ilacs_bench.tables.store import load
from ilacs_bench.tables.table_writer import write_tables

COMMAND = [str(Path(sys.executable).with_name("ilacs-bench"))]
DAYS = ("4 to 8 March 2019", "3 to 7 February 2020")
PATIENCE = 5.0  # seconds after which no process of a killed run may remain


def main() -> int:
    """Run the chosen parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--reads", type=int, default=500)
    parser.add_argument("--only", choices=["kills", "build-kills", "writers", "disk"])
    chosen = parser.parse_args()
    parts: dict[str, Callable[[Path], int]] = {
        "kills": lambda place: kills(place, chosen.kills, update_of),
        "build-kills": lambda place: kills(place, chosen.kills // 2, build_of),
        "writers": lambda place: writers(place, chosen.rounds, chosen.reads),
        "disk": full_disk,
    }
    failures = 0
    for name, part in parts.items():
        if chosen.only in (None, name):
            with tempfile.TemporaryDirectory(prefix=f"ilacs_{name}_") as place:
                os.environ["ILACS_BENCH_HOME"] = f"{place}/home"
                failures += part(Path(place))
    return 1 if failures else 0


def two_reports(place: Path) -> list[Path]:
    """Return two folders with one report each, of two inspections of one authority."""
    folders = []
    for n, dates in enumerate(DAYS):
        folder = place / f"reports{n}"
        folder.mkdir()
        Ilacs("ilacs_2018", dates=dates).pdf().save(folder / f"report{n}.pdf")
        folders.append(folder)
    return folders


def update_of(folder: Path, data: Path) -> list[str]:
    """Return the command that adds the reports of a folder."""
    return [*COMMAND, "update", str(folder), "--data", str(data)]


def build_of(folder: Path, data: Path) -> list[str]:
    """Return the command that replaces the tables by those of a folder."""
    return [*COMMAND, "build", str(folder), "--out", str(data), "--replace"]


def kills(place: Path, times: int, command: Callable[[Path, Path], list[str]]) -> int:
    """Kill a run at random moments, repeatedly."""
    folders, data = two_reports(place), place / "data"
    if command is update_of:  # few facts: the run is short, and more kills hit the critical part
        write_tables(
            some_tables(inspected("E10000016", "2019-03-04", "2019-05-01")).written(), data
        )
    took = time.perf_counter()
    subprocess.run(command(folders[0], data), check=True, capture_output=True)
    took = time.perf_counter() - took
    known, lost, orphans, finished = {state(data)}, 0, 0, 0
    before = state(data)
    for n in range(times):
        run = subprocess.Popen(
            command(folders[(n + 1) % 2], data),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(random.uniform(0.05, 1.2 * took))
        finished += run.poll() is not None
        run.kill()
        run.wait()
        orphans += left_running(run.pid)
        now = state(data)  # raises if a table can't be read
        lost += len(now) < len(before) and command is update_of
        known.add(now)
        before = now
    name = command(Path(), Path())[1]
    print(
        f"{times} kills of '{name}' at random moments ({finished} had ended before): "
        f"{len(known)} whole states seen, {lost} lost, {orphans} with a process left after "
        f"{PATIENCE:.0f} s"
    )
    return lost + orphans


def state(data: Path) -> tuple[str, ...]:
    """Return the inspections in use, after checking that all tables are consistent."""
    tables = load(data)
    ids = set(tables.inspections["inspection_id"])
    words = set(tables.findings["inspection_id"])
    for frame in (tables.judgements, tables.improvements, tables.coded, tables.findings):
        if not set(frame["inspection_id"]) <= ids:
            raise SystemExit(f"MIXED: {set(frame['inspection_id']) - ids}")
    own = sorted(words)
    if set(tables.coded["inspection_id"]) < words:
        raise SystemExit(f"MIXED: words without codes: {own}")
    return tuple(own)


def left_running(session: int) -> bool:
    """Return whether a process of this session still runs after some seconds."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not any(_session(process) == session for process in psutil.process_iter()):
            return False
        time.sleep(0.1)
    return True


def _session(process: psutil.Process) -> int | None:
    try:
        return os.getsid(process.pid) if process.status() != psutil.STATUS_ZOMBIE else None
    except (OSError, psutil.Error):
        return None


def writers(place: Path, rounds: int, reads: int) -> int:
    """Run two writers at a time, one for each report, with concurrent reads."""
    folders, data = two_reports(place), place / "data"
    subprocess.run(build_of(folders[0], data), check=True, capture_output=True)
    refused = both = seen = 0
    states = set()
    for _ in range(rounds):
        runs = [
            subprocess.Popen(
                build_of(folder, data),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for folder in folders
        ]
        while any(run.poll() is None for run in runs):
            states.add(state(data))
            seen += 1
        said = [run.communicate()[1] for run in runs]
        told = sum("is writing here" in words for words in said)
        if any(run.returncode not in (0, 2) for run in runs) or told != sum(
            run.returncode == 2 for run in runs
        ):
            raise SystemExit(f"a writer failed: {said}")
        refused += told
        both += not told
    seen += more_reads(data, folders, reads - seen, states)
    wrong = [each for each in states if len(each) != 1]
    print(
        f"{rounds} rounds of two concurrent writers: {refused} times the second was told of the "
        f"first, {both} times both wrote, one after the other; {seen} reads meanwhile, "
        f"{len(states)} states seen, {len(wrong)} mixed or unreadable"
    )
    return len(wrong)


def more_reads(data: Path, folders: list[Path], reads: int, states: set[tuple[str, ...]]) -> int:
    """Make the remaining reads, while tables are rewritten repeatedly."""
    code = (
        "import sys; from pathlib import Path; from ilacs_bench.tables.build import build_tables\n"
        "from ilacs_bench.tables.store import read_folder\n"
        "from ilacs_bench.tables.table_writer import write_tables\n"
        "one, two = (read_folder(Path(p)).written() for p in sys.argv[1:3])\n"
        "out = Path(sys.argv[3])\n"
        "while True:\n    write_tables(one, out); write_tables(two, out)"
    )
    if reads <= 0:
        return 0
    made = [data.with_name(f"made{n}") for n in range(2)]
    for folder, out in zip(folders, made, strict=True):
        subprocess.run(build_of(folder, out), check=True, capture_output=True)
    writer = subprocess.Popen([sys.executable, "-c", code, *map(str, made), str(data)])
    for _ in range(reads):
        states.add(state(data))
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    return reads


@contextmanager
def small_disk(place: Path) -> Iterator[Path | None]:
    """Provide a disk of 16 MB; None if it can't be mounted."""
    disk = place / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def full_disk(place: Path) -> int:
    """Run every command that writes, on a disk with a few bytes left."""
    folders = two_reports(place)
    with small_disk(place) as disk:
        if disk is None:
            print("A full disk: skipped, a tmpfs can't be mounted here (it takes root)")
            return 0
        os.environ["ILACS_BENCH_HOME"] = str(disk / "home")
        commands = {
            "build": build_of(folders[0], disk / "built"),
            "update": update_of(folders[0], disk / "data"),
            "export": [*COMMAND, "export", "Suffolk", "--out", str(disk / "a.xlsx")],
            "export as CSV": [
                *COMMAND,
                "export",
                "--what",
                "tables",
                "--tables",
                "judgements",
                "--form",
                "csv",
                "--out",
                str(disk / "csv"),
            ],
            "brief": [*COMMAND, "brief", "Suffolk", "--no-picture", "--out", str(disk / "a.docx")],
            "chart": [*COMMAND, "chart", "national-mix", "--out", str(disk / "a.png")],
            "lists": [*COMMAND, "lists", "--save", "coast", "Hull", "Kent"],
        }
        failures = sum(_on_full_disk(name, command, disk) for name, command in commands.items())
        site = [*COMMAND, "publish", str(disk / "site")]  # larger than the disk: no older files
        failures += _fails_whole("publish", site, disk)
        again = {
            "build": build_of(folders[1], disk / "built"),
            "update": update_of(folders[1], disk / "data"),
        }
        failures += sum(_fails_whole(name, each, disk) for name, each in again.items())
        return failures


def _on_full_disk(name: str, command: list[str], disk: Path) -> int:
    subprocess.run(command, check=True, capture_output=True)
    return _fails_whole(name, command, disk) if name not in ("build", "update") else 0


def _fails_whole(name: str, command: list[str], disk: Path) -> int:
    """Return 1 if the older files changed, or the command gave no reason."""
    before = contents(disk)
    with (disk / "filler").open("wb") as filler:
        free = shutil.disk_usage(disk).free
        filler.write(b"." * max(0, free - (0 if name == "lists" else 4096)))
    run = subprocess.run(command, capture_output=True, text=True)
    after = contents(disk)
    (disk / "filler").unlink()
    whole = before == after
    said = run.stderr.strip().splitlines()[-1:] or ["nothing"]
    ok = whole and run.returncode == 2 and "Traceback" not in run.stderr
    print(f"{name} on a full disk: exit {run.returncode}, older files whole: {whole}. {said[0]}")
    return 0 if ok else 1


def contents(folder: Path) -> dict[str, str]:
    """Return the content of a folder's files, except the filler and locks."""
    return {
        str(path.relative_to(folder)): version_of({"": path.read_bytes()})
        for path in folder.rglob("*")
        if path.is_file() and path.name not in ("filler", ".lock")
    }


if __name__ == "__main__":
    sys.exit(main())
