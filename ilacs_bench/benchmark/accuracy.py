"""Read how often the theme coder is right, from the evaluation files in `data/themes`.

The reference codes that it was checked against came from a language model, not from people.
"""

import json
import re
from dataclasses import dataclass

import pandas as pd

from ilacs_bench.paths import bundled

EXCEPTIONS, NEWLY_READ = "Exceptions", "Newly read"
"""Rows of `accuracy_by_framework`: findings chosen to be hard, and those not used in training."""


@dataclass(frozen=True)
class Accuracy:
    """Agreement (shares, 0-1) of the coder with a language model, on `items` findings."""

    items: int
    precision: float
    recall: float
    themes_f1: float
    polarity: float
    weakness_f1: float


def coder_accuracy() -> Accuracy:
    """Return the recorded accuracy over all themes."""
    path = bundled("data", "themes", "accuracy.json")
    return Accuracy(**json.loads(path.read_text(encoding="utf-8")))


def accuracy_by_theme() -> pd.DataFrame:
    """Return one row per theme, least accurate first: theme, findings, precision, recall, F1."""
    rows = _table_of_card("theme")
    counts = {name: pd.to_numeric(rows[name]) for name in rows.columns.drop("theme")}
    return rows.assign(**counts)


def accuracy_by_framework() -> pd.DataFrame:
    """Return one row per framework, all of ILACS first: findings, F1 and other shares (0-1).

    'Newly read' findings were never used in training; most were chosen because an earlier coder was
    unsure of them. The last row holds exceptions: findings chosen to be hard, most of them praise
    in inadequate sections or criticism in good ones. Shares are empty where no finding was checked.
    """
    rows = _table_of_card("").set_axis(
        ["framework", "findings", "themes F1", "polarity", "weakness F1"], axis="columns"
    )
    shares = {
        name: pd.to_numeric(rows[name], errors="coerce")  # 'not checked'
        for name in rows.columns.drop("framework")
    }
    return rows.assign(**shares)


def polarity_accuracy(row: str) -> float:
    """Return the share (0-1) of correct polarities in a row of `accuracy_by_framework`."""
    return float(accuracy_by_framework().set_index("framework")["polarity"][row])


def newly_read() -> tuple[int, float]:
    """Return how many findings were newly read, and the agreement on their themes (F1, 0-1)."""
    rows = accuracy_by_framework().set_index("framework")
    return int(rows["findings"][NEWLY_READ]), float(rows["themes F1"][NEWLY_READ])


def known_mistakes() -> list[str]:
    """Return the coder's known mistakes from its model card, one or two sentences each."""
    section = re.split(r"^## ", _card(), flags=re.MULTILINE)
    wrong = next(part for part in section if part.startswith("What it gets wrong"))
    return [" ".join(item.split()) for item in re.split(r"^- ", wrong, flags=re.MULTILINE)[1:]]


def _card() -> str:
    return bundled("data", "themes", "MODEL_CARD.md").read_text(encoding="utf-8")


def _table_of_card(first_heading: str) -> pd.DataFrame:
    """Return the model card's table whose first column has this heading, every cell as text."""
    lines = [_cells(line) for line in _card().splitlines()]
    start = next(n for n, cells in enumerate(lines) if cells and cells[0] == first_heading)
    rows = []
    for cells in lines[start + 2 :]:
        if not cells:
            break
        rows.append(cells)
    return pd.DataFrame(rows, columns=lines[start])


def _cells(line: str) -> list[str]:
    if not line.startswith("|"):
        return []
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
