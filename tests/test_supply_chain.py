"""What a server is made of: pinned by digests, under licences that anybody may use it under."""

import ast
import json
import re
import sys
import tomllib
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from tools import name_licences

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SERVED = (ROOT / "deploy" / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^([\w.-]+)==([^ \n]+)", re.MULTILINE)
FREE = re.compile(r"BSD|MIT|Apache|ISC|Python Software Foundation|PSF|Mozilla|MPL|Zlib")
BOUND = re.compile(r"(?<!L)GPL|GNU General|Affero|SSPL|Proprietary|Commons Clause")
PACKAGES = {
    "IPython": "ipython",
    "PIL": "pillow",
    "dask": "distributed",
    "docx": "python-docx",
    "vl_convert": "vl-convert-python",
}
"""Packages by what is imported of them, where the names differ."""
NAMES = [name for name, _ in PINNED.findall(SERVED)]


def test_every_library_that_is_imported_is_named_in_the_project():
    imported = set()
    for path in (ROOT / "ilacs_bench").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    assert "nbformat" in imported
    others = imported - set(sys.stdlib_module_names) - {"ilacs_bench"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + project["optional-dependencies"]["dask"]
    names = {re.match(r"[\w-]+", each)[0] for each in named}
    assert {PACKAGES.get(each, each.replace("_", "-")) for each in others} - names == set()


def test_every_library_of_a_server_is_pinned_as_for_developers_and_by_its_digests():
    assert set(PINNED.findall(SERVED)) <= set(PINNED.findall(LOCK))
    parts = re.split(r"\n(?=\w)", SERVED)[1:]
    assert len(parts) == len(NAMES)
    assert [part for part in parts if "--hash=sha256:" not in part] == []


@pytest.mark.parametrize("name", NAMES)
def test_licence_lets_anybody_use_it(name):
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.skip("of another system")
    classifiers = [each for each in about.get_all("Classifier", []) if each.startswith("License")]
    said = [about.get("License-Expression"), *classifiers, about.get("License", "")[:100]]
    words = " ".join(filter(None, said))
    assert FREE.search(words), words
    assert not BOUND.search(words), words


def test_a_part_whose_licence_has_no_identifier_is_listed_with_its_own_words(
    tmp_path, capsys, monkeypatch
):
    path = tmp_path / "list.json"
    parts = [{"name": "bleach"}, {"name": "pandas", "licenses": [{"expression": "BSD-3-Clause"}]}]
    path.write_text(json.dumps({"components": parts}))
    assert name_licences.main(path) == 0
    bleach, pandas = json.loads(path.read_text())["components"]
    assert bleach["licenses"][0]["license"]["name"] == metadata("bleach")["License"]
    assert pandas == parts[1]
    assert "2 parts, without a licence: 0" in capsys.readouterr().out
    path.write_text(json.dumps({"components": [{"name": "nobody"}]}))
    monkeypatch.setattr(name_licences, "metadata", lambda _: Message())
    assert name_licences.main(path) == 1
    assert "without a licence: nobody" in capsys.readouterr().out
