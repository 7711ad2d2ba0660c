"""The shape of the code: imports point one way, modules stay small, notebooks thin, pages offline.

Each rule is a function from a source text to its breaches; the second half of this file shows that
each of them catches what it is there to catch.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("paths",),
    ("atomic", "lock", "jail", "lookup_rows"),
    ("vocabulary",),
    ("days", "catalogue", "api_index"),
    ("schema",),
    ("lookups",),
    ("reports",),
    ("parse",),
    ("marked_pages",),
    ("tables",),
    ("themes",),
    ("benchmark",),
    ("update",),
    ("columns",),
    ("charts", "export"),
    ("briefings", "papers"),
    ("dashboard",),
    ("serve", "publish"),
    ("cli",),
)
"""Each imports from those before it only; two of one place do not import each other."""
MOST_LINES = 300
MOST_NOTEBOOK_LINES = 30


# The rules.


def import_breaches(source: str, layer: str) -> list[str]:
    """Imports in a module of `layer` that are relative, or do not point to the left."""
    allowed = {layer, *lower_layers(layer)}
    return [
        name
        for node in ast.walk(ast.parse(source))
        for name in imported_names(node)
        if name.startswith(".") or not belongs(name, allowed)
    ]


def lower_layers(layer: str) -> set[str]:
    place = next(place for place, names in enumerate(LAYERS) if layer in names)
    return {name for names in LAYERS[:place] for name in names}


def imported_names(node: ast.AST) -> Iterator[str]:
    """Full names that an import statement brings, with a leading dot where it is relative."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def belongs(name: str, allowed: set[str]) -> bool:
    """Whether the library's module of this name may be imported; anything else may."""
    package, *rest = name.split(".")
    if package != "ilacs_bench":
        return True
    return bool(rest) and (rest[0] in allowed or rest[0] == "__version__")


def size_breaches(source: str) -> list[str]:
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines > MOST_LINES else []


def types_named(source: str) -> list[str]:
    """Public classes and type aliases at the top of a module."""
    named = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            named.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named += [of.id for of in targets if isinstance(of, ast.Name) and _is_type(of.id)]
    return [name for name in named if not name.startswith("_")]


def _is_type(name: str) -> bool:
    """Whether it is written as types are; constants are in capitals, a type variable is one."""
    return name[0].isupper() and not name.isupper()


_THIN = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
_THICK = (ast.Lambda, ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def notebook_breaches(source: str) -> list[str]:
    """Code of a notebook that is more than imports and calls, kept outputs, too many lines.

    Its views lie in `ilacs_bench/dashboard/pages`.
    """
    cells = [cell for cell in json.loads(source)["cells"] if cell["cell_type"] == "code"]
    code = "\n".join("".join(cell["source"]) for cell in cells)
    tree = ast.parse(code)
    thick = [node for node in tree.body if not isinstance(node, _THIN)]
    thick += [node for node in ast.walk(tree) if isinstance(node, _THICK)]
    breaches = [f"line {node.lineno}: {type(node).__name__}, not a call" for node in thick]
    lines = sum(1 for line in code.splitlines() if line.strip())
    breaches += [f"{lines} code lines"] if lines > MOST_NOTEBOOK_LINES else []
    return breaches + ["outputs kept" for cell in cells if cell["outputs"]]


_OUTSIDE = r"""["'(]?(https?:)?//"""
_LOADS = re.compile(
    rf"""\bsrc\s*=\s*{_OUTSIDE}|<link\b[^>]*\bhref\s*=\s*{_OUTSIDE}|\burl\(\s*{_OUTSIDE}"""
    rf"""|@import\s*{_OUTSIDE}|\b(import|fetch|from)\b\s*\(?\s*["'](https?:)?//""",
    re.IGNORECASE,
)


def outside_breaches(source: str) -> list[str]:
    """Places where a page would load something from another server; links are no breach."""
    return [match.group() for match in _LOADS.finditer(source)]


# The code keeps the rules.


def found(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT / "ilacs_bench").parts[0].removesuffix(".py")


# The package's own two files are its face: they may reach everything.
MODULES = [path for path in found("ilacs_bench/**/*.py") if not layer_of(path).startswith("__")]
SCRIPTS = found("tools/*.py", "benchmarks/*.py")
NOTEBOOKS = found("dashboards/*.ipynb")
PAGES = found(
    "ilacs_bench/**/*.j2", *(f"ilacs_bench/**/*.{kind}" for kind in ("html", "css", "js"))
)


def test_every_layer_is_there_and_named():
    assert {layer_of(path) for path in MODULES} <= {name for names in LAYERS for name in names}
    assert len(MODULES) > 10
    assert NOTEBOOKS
    assert PAGES


def test_contributors_are_told_of_the_same_layers():
    told = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (shape,) = re.findall(r"^`errors` · .+?\n\n", told, re.MULTILINE | re.DOTALL)
    assert tuple(tuple(re.findall(r"`(\w+)`", part)) for part in shape.split("·")) == LAYERS


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path):
    assert import_breaches(path.read_text(encoding="utf-8"), layer_of(path)) == []


@pytest.mark.parametrize("path", MODULES + SCRIPTS, ids=name_of)
def test_modules_are_small(path):
    assert size_breaches(path.read_text(encoding="utf-8")) == []


def test_no_two_types_have_one_name():
    homes: dict[str, list[str]] = {}
    for path in MODULES:
        for name in types_named(path.read_text(encoding="utf-8")):
            homes.setdefault(name, []).append(name_of(path))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebooks_are_thin(path):
    assert notebook_breaches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", NOTEBOOKS + PAGES, ids=name_of)
def test_pages_load_nothing_from_outside(path):
    assert outside_breaches(path.read_text(encoding="utf-8")) == []


# The rules catch breaches.


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("parse", "from ilacs_bench.tables.store import read_tables"),
        ("parse", "from ilacs_bench.tables import store"),
        ("parse", "from ilacs_bench import tables"),
        ("parse", "import ilacs_bench.tables"),
        ("parse", "import ilacs_bench.tables.store as store"),
        ("parse", "def late():\n    from ilacs_bench.tables.store import read_tables"),
        ("charts", "from ilacs_bench.export import workbook"),
        ("export", "from ilacs_bench.charts import grades"),
        ("errors", "from ilacs_bench.paths import bundled"),
        ("cli", "from ilacs_bench import read_tables"),
        ("cli", "import ilacs_bench"),
        ("cli", "from . import serve"),
        ("tables", "from ..errors import SchemaError"),
    ],
)
def test_import_rule_catches(layer, source):
    assert len(import_breaches(source, layer)) == 1


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("parse", "import re\nfrom reportlab import tables"),
        ("tables", "from ilacs_bench.parse.cover import parse_cover"),
        ("tables", "from ilacs_bench.tables.store import Tables"),
        ("export", "from ilacs_bench.benchmark.compare import compare"),
        ("reports", "from ilacs_bench import __version__"),
    ],
)
def test_import_rule_lets_pass(layer, source):
    assert import_breaches(source, layer) == []


@pytest.mark.parametrize(("lines", "breaches"), [(300, []), (301, ["301 lines"])])
def test_size_rule_counts_lines(lines, breaches):
    assert size_breaches("x = 1\n" * lines) == breaches


def test_type_names_are_those_of_classes_and_aliases():
    source = "class A: pass\nBc = str\nD: TypeAlias = int\nEf: TypeAlias = int\nGH = 1\n_Ij = str"
    assert types_named(source) == ["A", "Bc", "Ef"]


def a_notebook(code: str, outputs: list | None = None) -> str:
    cell = {"cell_type": "code", "source": code.splitlines(keepends=True), "outputs": outputs or []}
    return json.dumps({"cells": [{"cell_type": "markdown", "source": ["if"]}, cell]})


@pytest.mark.parametrize(
    "code",
    [
        "def page():\n    pass",
        "for name in names:\n    show(name)",
        "while True:\n    show()",
        "if ready:\n    show()",
        "show(lambda: 1)",
        "show([name for name in names])",
        "show(1 if ready else 2)",
        "class Page:\n    pass",
        "show()\n" * 31,
    ],
)
def test_notebook_rule_catches(code):
    assert len(notebook_breaches(a_notebook(code))) == 1


def test_notebook_rule_catches_outputs_and_lets_calls_pass():
    code = "from ilacs_bench import read_tables\n\ntables = read_tables()\ntables.show()\n"
    assert notebook_breaches(a_notebook(code)) == []
    assert notebook_breaches(a_notebook(code, [{"output_type": "stream"}])) == ["outputs kept"]


@pytest.mark.parametrize(
    "source",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<img src='//cdn.example/x.png'>",
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        "body { background: url(https://cdn.example/x.png) }",
        '@import "https://cdn.example/x.css";',
        'import vega from "https://esm.example/vega";',
        'await import("https://esm.example/vega")',
        "fetch('https://api.example/rows')",
    ],
)
def test_outside_rule_catches(source):
    assert len(outside_breaches(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<a href="https://files.ofsted.gov.uk/v1/file/1">Report</a>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<link rel="stylesheet" href="{{ base_url }}static/x.css">',
        "// a comment from //somebody",
        'import "./x.js"',
    ],
)
def test_outside_rule_lets_pass(source):
    assert outside_breaches(source) == []
