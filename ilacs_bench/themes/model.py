"""The coder's model on disk: `coder.npz` has the arrays, `coder.json` what their rows mean."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import repeat
from pathlib import Path

import numpy as np

from ilacs_bench.errors import SchemaError
from ilacs_bench.paths import bundled
from ilacs_bench.themes.network import Integers, Weights
from ilacs_bench.vocabulary import POLARITIES, THEMES

_UNSEEN = 1  # row of `Weights.words` for unknown words
_FIRST_WORD = 2


@dataclass(frozen=True, eq=False)
class Model:
    """Weights, and the meaning of their rows and columns.

    `thresholds` (0-1) has one value per theme: from there on an item gets the theme. If none
    reaches its threshold, the item gets the likeliest from `least` on. `method` names the model in
    the tables.
    """

    method: str
    weights: Weights
    rows_of_words: Mapping[str, int]
    rows_of_sections: Mapping[str, int]
    themes: tuple[str, ...]
    thresholds: np.ndarray
    least: float

    def rows_of(self, words: Iterable[str]) -> Integers:
        """Return rows of words in `weights.words`; all unknown words share one."""
        return np.fromiter(map(self.rows_of_words.get, words, repeat(_UNSEEN)), np.int64)

    def row_of_section(self, section: str | None) -> int:
        """Return the row of a section in `weights.sections`; unknown ones count as none."""
        return self.rows_of_sections.get(section or "", 0)


@cache
def _learnt() -> frozenset[str]:
    settings = json.loads((bundled("data", "themes") / "coder.json").read_text(encoding="utf-8"))
    return frozenset(settings["themes"])


def is_learnt(theme: str) -> bool:
    """Return whether the bundled model was trained on a theme; others it never gives.

    >>> is_learnt("supervision"), is_learnt("weather")
    (True, False)
    """
    return theme in _learnt()


@cache
def load_model(folder: Path | None = None) -> Model:
    """Return the bundled model, or that of a folder. Raises SchemaError for another taxonomy.

    It is cached, as reading takes some tens of milliseconds.
    """
    place = folder or bundled("data", "themes")
    settings = json.loads((place / "coder.json").read_text(encoding="utf-8"))
    if not {*settings["themes"]} <= {*THEMES} or settings["polarities"] != list(POLARITIES):
        raise SchemaError(
            f"{place}: this coder was made for other themes than the taxonomy's. Make it again: "
            "'make coder'."
        )
    with np.load(place / "coder.npz", allow_pickle=False) as arrays:
        weights = Weights(**{f.name: arrays[f.name].astype(np.float32) for f in fields(Weights)})
    return Model(
        method=settings["method"],
        weights=weights,
        rows_of_words={word: row for row, word in enumerate(settings["words"], start=_FIRST_WORD)},
        rows_of_sections={section: row for row, section in enumerate(settings["sections"])},
        themes=tuple(settings["themes"]),
        thresholds=np.array(settings["thresholds"], dtype=np.float32),
        least=settings["least"],
    )
