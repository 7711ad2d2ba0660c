"""Explain why a finding was coded as it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ilacs_bench.themes.batch import Batch, Item, read_batch
from ilacs_bench.themes.coder import choose_polarities, choose_themes
from ilacs_bench.themes.deciding_words import directions_of, find_spans, weigh_words
from ilacs_bench.themes.model import Model, load_model
from ilacs_bench.themes.network import Floats32
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, POLARITIES

_MOST_WORDS = 6


@dataclass(frozen=True)
class Reason:
    """The reason for a code.

    `words` are those that count most for it, each with how much it adds (log-odds: 0.7 doubles the
    odds), strongest first; `evidence` is the deciding stretch of the text, from `start` to `end`.
    `certainty` (0-1) is the coder's own estimate, not a measured accuracy.
    """

    code: str
    certainty: float
    words: tuple[tuple[str, float], ...]
    evidence: str
    start: int
    end: int


@dataclass(frozen=True)
class Explanation:
    """The reasons for each theme, the most certain first, and for the polarity.

    `polarity` has no words if a rule decided it: an area for improvement is always a weakness.
    """

    themes: tuple[Reason, ...]
    polarity: Reason


def why(finding: str | Mapping[str, Any], model: Model | None = None) -> Explanation:
    """Explain the coding of a finding: its text, or a row with `text`, `section`, `previous`.

    A polarity's words are those that count for it and against the runner-up.
    """
    model = model or load_model()
    row = {"text": finding} if isinstance(finding, str) else finding
    item = Item(*(str(row.get(name) or "") for name in ("text", "section", "previous")))
    batch = read_batch([item], model)
    (themes,) = choose_themes(batch, model)
    (polarity,) = choose_polarities(batch)
    odds = batch.outputs[0, : len(model.themes)]
    directions = directions_of(np.array(themes, dtype=np.int64), batch)
    return Explanation(
        themes=tuple(
            _reason(batch, model.themes[theme], _sigmoid(odds[theme]), direction, model)
            for theme, direction in zip(themes, directions, strict=True)
        ),
        polarity=_reason_of_polarity(batch, polarity, model),
    )


def _reason_of_polarity(batch: Batch, polarity: int, model: Model) -> Reason:
    if batch.items[0].section == IMPROVEMENT_SECTION or not batch.words[0]:
        return Reason(POLARITIES[polarity], 1.0, (), "", 0, 0)
    odds = batch.outputs[0, len(model.themes) :]
    probability = np.exp(odds - odds.max())
    runner_up = max((k for k in range(len(odds)) if k != polarity), key=lambda k: odds[k])
    for_it, against_it = directions_of(len(model.themes) + np.array([polarity, runner_up]), batch)
    certainty = float(probability[polarity] / probability.sum())
    return _reason(batch, POLARITIES[polarity], certainty, for_it - against_it, model)


def _reason(batch: Batch, code: str, certainty: float, direction: Floats32, model: Model) -> Reason:
    text = batch.items[0].text
    words = batch.words[0]
    inputs = (batch, np.array([0]), direction[None], model)
    ((_, (weights,)),) = weigh_words(*inputs)
    ((first, last),) = find_spans(*inputs)
    places = batch.places_of(0, last + 1)
    start, end = places[first][0], places[last][1]
    return Reason(code, certainty, _strongest(words, weights), text[start:end], start, end)


def _strongest(words: list[str], weights: Floats32) -> tuple[tuple[str, float], ...]:
    order = np.argsort(-weights, kind="stable")
    strongest = [(words[k], round(float(weights[k]), 2)) for k in order if weights[k] > 0]
    return tuple(pair for pair in strongest if pair[0][0].isalnum())[:_MOST_WORDS]


def _sigmoid(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))
