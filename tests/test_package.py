"""The wheel holds everything it needs, and the command starts quickly."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from ilacs_bench import __version__

ROOT = Path(__file__).resolve().parents[1]
TABLES_AND_CHARTS = {"pandas", "pyarrow", "altair"}
"""The server leaves these to its workers: they are two thirds of what it would need."""
SLOW_TO_LOAD = TABLES_AND_CHARTS | {"httpx", "rich", "openpyxl", "voila", "ipywidgets"}


def run_python(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | variables
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=variables.get("PYTHONPATH", ROOT),
    )


def test_the_version_and_its_day_are_the_same_wherever_they_stand():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    day = re.search(r"^date-released: (\S+)$", citation, re.MULTILINE)[1]
    assert f"\nversion: {__version__}\n" in citation
    assert f"\n## [{__version__}] - {day}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_environment_for_conda_is_that_of_the_lock_on_a_python_that_the_package_takes():
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *of_conda, by_pip = environment["dependencies"]
    allowed = dict(each.partition(" ")[::2] for each in of_conda)
    assert allowed["python"].split(",")[0] == about["requires-python"]
    assert set(allowed) == {"python", "pip", "make", "git"}
    assert by_pip == {"pip": ["--requirement requirements.lock", "--editable ."]}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's contents, as pip lays them down."""
    folder = tmp_path_factory.mktemp("wheel")
    built = run_python("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_wheel_holds_library_lookups_facts_and_dashboards(installed):
    tracked = subprocess.run(
        ["git", "ls-files", "ilacs_bench", "data", "dashboards"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert any(name.startswith("data/tidy/") for name in tracked)
    assert any(name.startswith("dashboards/") for name in tracked)
    places = [name if name.startswith("ilacs_bench") else f"ilacs_bench/{name}" for name in tracked]
    assert [place for place in places if not (installed / place).exists()] == []


def test_wheel_is_the_same_to_the_byte_wherever_and_whenever_it_is_built(installed, tmp_path):
    built = run_python(
        *("-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)), TZ="Asia/Tokyo"
    )
    assert built.returncode == 0, built.stderr
    (first,), (second,) = (folder.glob("*.whl") for folder in (installed.parent, tmp_path))
    assert second.read_bytes() == first.read_bytes()


def test_installed_wheel_answers_from_the_facts_inside_it(installed):
    answer = run_python(
        "-m", "ilacs_bench", "as-at", "2025-03-31", "--json", PYTHONPATH=str(installed)
    )
    assert answer.returncode == 0, answer.stderr
    assert json.loads(answer.stdout)["authorities"] == 153


@pytest.mark.parametrize(
    ("code", "slow"),
    [
        ("import ilacs_bench.cli as cli; cli.command_line().format_help()", SLOW_TO_LOAD),
        ("import ilacs_bench.serve.server", TABLES_AND_CHARTS),
    ],
)
def test_help_and_the_server_load_nothing_slow(code, slow):
    told = run_python("-c", f"import sys; {code}; print(*sys.modules)")
    loaded = {name.split(".")[0] for name in told.stdout.split()}
    assert "ilacs_bench" in loaded
    assert loaded & slow == set()


def test_public_names_load_on_first_use():
    code = (
        "import sys, ilacs_bench; assert 'pandas' not in sys.modules\n"
        "from ilacs_bench import read_tables; print(read_tables.__module__)"
    )
    assert run_python("-c", code).stdout.strip() == "ilacs_bench.tables.store"


def test_unknown_public_name_is_an_error():
    import ilacs_bench

    with pytest.raises(AttributeError, match="no attribute 'read_minds'"):
        _ = ilacs_bench.read_minds
