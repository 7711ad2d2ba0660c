"""What is written about the code says what the code does."""

import ast
import inspect
import pydoc
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import ilacs_bench
from ilacs_bench import errors
from ilacs_bench.api_index import questions, questions_by_section
from ilacs_bench.cli import COMMANDS, command_line
from tools import write_api_page
from tools.write_data_dictionary import PAGE, data_dictionary

ROOT = Path(__file__).resolve().parents[1]
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
MOST_LINES_OF_README = 90  # a screen and a half
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_data_dictionary_is_current():
    assert PAGE.read_text(encoding="utf-8") == data_dictionary(), "run 'make fix'"


def test_api_page_is_current():
    page = write_api_page.PAGE.read_text(encoding="utf-8")
    assert page == write_api_page.api_page(), "run 'make fix'"


CALLS = [calls for of in questions_by_section().values() for calls in of.values()]


@pytest.mark.parametrize("calls", CALLS)
def test_every_call_of_the_front_page_can_be_made(calls):
    for node in ast.walk(ast.parse("\n".join(calls.split("; ")))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            if name not in ("print", "Path"):
                keywords = {keyword.arg: 1 for keyword in node.keywords}
                inspect.signature(getattr(ilacs_bench, name)).bind(*node.args, **keywords)


def test_questions_are_told_and_dir_has_the_names():
    assert "questions()" in pydoc.render_doc(ilacs_bench, renderer=pydoc.plaintext)
    for asked in questions_by_section().values():
        assert all(question in questions() for question in asked)
    assert set(ilacs_bench.__all__) < set(dir(ilacs_bench))
    assert "ModuleType" not in dir(ilacs_bench)
    for name in ilacs_bench.__all__:
        assert not inspect.ismodule(getattr(ilacs_bench, name))
        # a module of that name would take its place as soon as anything imports it
        assert find_spec(f"ilacs_bench.{name}") is None


def test_public_names_are_those_that_type_checkers_are_told_of():
    source = Path(ilacs_bench.__file__).read_text(encoding="utf-8")
    (told,) = [node for node in ast.parse(source).body if isinstance(node, ast.If)]
    imported = {
        alias.name: node.module.removeprefix("ilacs_bench.")
        for node in told.body
        for alias in node.names
    }
    assert imported == ilacs_bench._HOMES


def command_names() -> list[str]:
    usage = command_line().format_usage()
    return re.search(r"\{(.+)\}", usage).group(1).split(",")


def test_every_command_module_is_a_command():
    assert len(command_names()) == len(COMMANDS)


@pytest.mark.parametrize("command", command_names())
def test_every_command_is_documented(command):
    assert f"ilacs-bench {command}" in COMMANDS_PAGE


def test_readme_is_short():
    assert (
        len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_README
    )


@pytest.mark.parametrize("page", ["README.md", "docs/library.md"])
def test_code_on_the_page_runs(page, tmp_path, monkeypatch):
    text = (ROOT / page).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.+?)```", text, re.DOTALL)
    names: dict = {}
    exec(code, names)
    assert names["beside_us"]["la_code"].nunique() == 11
    assert (tmp_path / "suffolk.xlsx").stat().st_size > 0


@pytest.mark.parametrize("name", ilacs_bench.__all__)
def test_every_public_name_is_there_and_answers_a_question(name):
    assert getattr(ilacs_bench, name).__doc__ or name.isupper()
    assert re.search(rf"\b{name}\b", " ".join(CALLS))


def make_targets() -> list[str]:
    words = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    return sorted(set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", words, re.MULTILINE)))


@pytest.mark.parametrize("target", make_targets())
def test_every_make_target_named_is_there(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def docstrings(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    texts = [
        of.value for of in values if isinstance(of, ast.Constant) and isinstance(of.value, str)
    ]
    return "\n".join(texts)


def names_in(path: Path) -> set[str]:
    """What a module defines or imports, at any depth."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name)
    return names


SOURCES = sorted((ROOT / "ilacs_bench").rglob("*.py"))
MODULES = {
    path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__"): names_in(path)
    for path in SOURCES
}
FILE_KINDS = {
    "cff",
    "css",
    "csv",
    "html",
    "ipynb",
    "js",
    "json",
    "jsonl",
    "lock",
    "md",
    "npz",
    "toml",
}
VARIABLES = {"alt", "choice", "kind", "pd", "plt", "t", "weights", "widget"}
"""What code beside the words calls so; no module of ours."""


def is_there(name: str) -> bool:
    """Whether a path of a module, or `module.name`, is that of something in this repository."""
    if name.endswith(".py"):
        bases = (ROOT, ROOT / "ilacs_bench", ROOT / "tests")
        return any((base / name).exists() for base in bases) or (
            "/" not in name
            and name in {path.name for path in [*SOURCES, *(ROOT / "tests").rglob("*.py")]}
        )
    first, *rest = name.split(".")
    if first == "ib":
        return rest[0] in ilacs_bench.__all__
    ours = [module for module in MODULES if f"/{module}".endswith(f"/{first}")]
    if not ours:
        return find_spec(first) is not None
    return any(holds(module, rest) for module in ours)


def holds(module: str, names: list[str]) -> bool:
    deeper = f"{module}/{names[0]}"
    if deeper in MODULES:
        return not names[1:] or holds(deeper, names[1:])
    return names[0] in MODULES[module]


def code_named(text: str) -> list[str]:
    """Paths of modules, and names with a dot, between backticks."""
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    dotted = re.findall(r"`([a-z_]\w*(?:\.\w+)+)(?:\(.*?\))?`", prose)
    dotted = [name for name in dotted if name.split(".")[-1] not in FILE_KINDS | {"py"}]
    named = dotted + re.findall(r"`([\w./-]+\.py)`", prose)
    return [name for name in named if name.split(".")[0] not in VARIABLES]


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_modules_and_names_in_documents_are_there(document):
    text = document.read_text(encoding="utf-8")
    assert [name for name in code_named(text) if not is_there(name)] == []


def test_modules_and_names_in_docstrings_are_there():
    lost = [
        (name_of(path), name)
        for path, known in zip(SOURCES, MODULES.values(), strict=True)
        for name in code_named(docstrings(path))
        if name.split(".")[-1] not in known and not is_there(name)
    ]
    assert lost == []


@pytest.mark.parametrize("name", ["whole.write_file", "store.TableWriter", "tables/gone.py"])
def test_what_is_not_there_is_found(name):
    assert code_named(f"`{name}`") == [name]
    assert not is_there(name)


def test_the_tree_of_errors_has_every_error():
    tree = re.findall(r"^[│├└─ ]*(\w+)", errors.__doc__.split("\n\n")[1], re.MULTILINE)
    classes = [name for name, of in vars(errors).items() if inspect.isclass(of)]
    assert tree == [name for name in classes if issubclass(getattr(errors, name), Exception)]
