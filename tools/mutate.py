# mypy: ignore-errors
"""Mutation testing: change one thing at a time in the code, count the changes that tests detect.

    python -m venv VENV && VENV/bin/pip install cosmic-ray
    git clone . COPY && cd COPY
    nice VENV/bin/python tools/mutate.py --python ../.venv/bin/python benchmark parse tables

The changes are cosmic-ray's, one at each place where one can be made, annotations left out. They
are tried in the order of the hash of what they are, so that the first so many (`--most`) of them
are a fair sample. Each is made in the sources where this runs: run it in a copy. It is tried with
the examples of its module and the tests that import that, in a process forked from one that has
the libraries. Those that no test noticed are printed, to be read.
"""

import argparse
import ast
import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

TRY_FOR = 40  # seconds of processor time: a change that never ends is noticed, too
LIBRARIES = "pandas, numpy, pyarrow.parquet, pyarrow.compute, pytest, hypothesis, openpyxl"
SERVE = f"""
import os, resource, sys, {LIBRARIES}
OPTIONS = ["-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
sys.path[:0] = [os.getcwd(), "tests"]
sys.dont_write_bytecode = True
answer = os.dup(1)
for line in sys.stdin:
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, ({TRY_FOR}, {TRY_FOR}))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        os._exit(pytest.main([*OPTIONS, *line.split()]) != 0)
    os.write(answer, b"%d\\n" % os.waitpid(child, 0)[1])
"""


class Change(NamedTuple):
    """One possible change, and where it is."""

    key: str
    operator: str
    number: int
    module: Path
    line: int


class Tests:
    """Runs the tests of a module on the current code."""

    def __init__(self, python: str) -> None:
        self.server = subprocess.Popen(  # noqa: S603
            [python, "-c", SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.passed: set[Path] = set()

    def pass_on(self, module: Path) -> bool:
        """Return whether they pass."""
        self.server.stdin.write(" ".join(tests_of(module)) + "\n")
        self.server.stdin.flush()
        return self.server.stdout.readline() == "0\n"


def main() -> None:
    """Try the changes in the given packages, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("packages", nargs="+", help="of ilacs_bench, such as benchmark")
    parser.add_argument("--python", required=True, help="that has the project's libraries")
    parser.add_argument("--after", type=int, default=0, help="how many are passed over before")
    parser.add_argument("--most", type=int, help="how many changes are tried (default: all)")
    arguments = parser.parse_args()
    modules = [
        path for name in arguments.packages for path in Path("ilacs_bench", name).glob("*.py")
    ]
    changes = sorted(change for module in modules for change in changes_of(module))
    print(f"# {len(changes)} changes can be made in {len(modules)} modules", flush=True)
    tests, tried, noticed = Tests(arguments.python), 0, 0
    for change in changes[arguments.after :][: arguments.most]:
        whole = change.module.read_bytes()
        code = mutate_code(whole.decode(), get_operator(change.operator)(), change.number)
        change.module.write_text(code, encoding="utf-8")
        try:
            is_missed = tests.pass_on(change.module)
        finally:
            change.module.write_bytes(whole)
        if not is_missed and change.module not in tests.passed:
            if not tests.pass_on(change.module):
                print(f"# {change.module}: its tests fail before anything is changed", flush=True)
                continue
            tests.passed.add(change.module)
        tried, noticed = tried + 1, noticed + (not is_missed)
        print(
            f"{noticed} of {tried}: {'MISSED' if is_missed else 'noticed'} {change[3]}:{change[4]}"
        )
        if is_missed:
            print(f"  {change.operator}\n{difference(whole.decode(), code)}")
        print(end="", flush=True)


def tests_of(module: Path) -> list[str]:
    """Return the module itself (for its doctests), its test file, and tests that import it."""
    imported = f"ilacs_bench.{module.parent.name}.{module.stem} import"
    folders = [f"tests/{module.parent.name}", "tests/themes", "tests/export", "tests/cli"]
    paths = [path for folder in folders for path in sorted(Path(folder).glob("test_*.py"))]
    found = [path for path in paths if imported in path.read_text("utf-8")]
    if not found:  # it is tested through others
        users = [
            p.stem for p in Path("ilacs_bench").rglob("*.py") if imported in p.read_text("utf-8")
        ]
        found = [path for path in paths if path.stem.removeprefix("test_") in users][:4]
    found.sort(key=lambda path: path.stem != f"test_{module.stem}")
    return [str(path) for path in (module, *found)]


def changes_of(module: Path) -> Iterator[Change]:
    """Yield one change for each place of a module; its hash chooses among several."""
    code = module.read_text("utf-8")
    nodes, notes = list(ast_nodes(get_ast(code))), annotations(code)
    places: dict[tuple, Change] = {}
    for name in operator_names():
        if "Variable" in name:  # they need to be told which
            continue
        operator = get_operator(name)()
        found = [place for node in nodes for place in operator.mutation_positions(node)]
        for number, (start, end) in enumerate(found):
            if not any(first <= start and end <= last for first, last in notes):
                key = hashlib.sha256(f"{module}{name}{number}".encode()).hexdigest()
                change = Change(key, name, number, module, start[0])
                at = (name.split("_")[0], start)
                places[at] = min(places.get(at, change), change)
    yield from places.values()


def annotations(code: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the positions of type annotations, which are never executed."""
    nodes = list(ast.walk(ast.parse(code)))
    notes = [getattr(node, name, None) for node in nodes for name in ("annotation", "returns")]
    return [
        ((note.lineno, note.col_offset), (note.end_lineno or 0, note.end_col_offset or 0))
        for note in notes
        if isinstance(note, ast.expr)
    ]


def difference(before: str, after: str) -> str:
    """Return the lines that differ."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return "\n".join(f"  - {a.strip()}\n  + {b.strip()}" for a, b in pairs if a != b)


if __name__ == "__main__":
    main()
