"""The bundled model: what it weighs, what loading it brings, and what it refuses."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import bundled
from ilacs_bench.themes.coder import Item, code_items
from ilacs_bench.themes.model import load_model
from ilacs_bench.vocabulary import THEMES

FOLDER = bundled("data", "themes")


def test_the_weights_are_small_and_plain_arrays():
    assert (FOLDER / "coder.npz").stat().st_size + (FOLDER / "coder.json").stat().st_size < 10e6
    with np.load(FOLDER / "coder.npz", allow_pickle=False) as arrays:
        assert all(array.dtype.kind == "f" for array in arrays.values())
        assert all(np.isfinite(array).all() for array in arrays.values())


def test_thresholds_are_chances_and_unknown_words_have_a_row():
    model = load_model()
    assert ((model.thresholds > 0) & (model.thresholds < 1)).all()
    assert len(model.thresholds) == len(model.themes)
    assert {*model.themes} <= {*THEMES}
    assert 0 < model.least <= model.thresholds.min()
    assert model.rows_of(["xyzzy"]) == [1]
    assert model.row_of_section("nowhere") == model.row_of_section(None) == 0
    assert len(model.rows_of_words) + 2 == len(model.weights.words)


def test_a_model_of_another_taxonomy_is_refused(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "themes")
    path = tmp_path / "themes" / "coder.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**told, "themes": ["tea", *told["themes"][1:]]}), encoding="utf-8")
    with pytest.raises(SchemaError, match="made for other themes"):
        load_model(tmp_path / "themes")


def test_a_theme_that_the_coder_does_not_know_is_given_to_nothing(monkeypatch):
    finding = Item("Supervision of social workers is regular and reflective.")
    (before,) = code_items([finding])
    monkeypatch.setattr("ilacs_bench.themes.model.THEMES", ("tea", *THEMES[::-1]))
    (after,) = code_items([finding], load_model(FOLDER))
    assert after == before
    assert after.themes == ("supervision",)


def test_coding_brings_no_learning_library_into_a_kernel():
    program = (
        "import sys; from ilacs_bench.themes.coder import Item, code_items; "
        "list(code_items([Item('Plans are good.')])); "
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert loaded.returncode == 0, loaded.stderr
    assert "numpy" in loaded.stdout.split()
    assert not {"torch", "sklearn", "scipy", "transformers", "tools"} & set(loaded.stdout.split())
