"""Code texts, or a frame of them, with themes and polarity, and the words that decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from ilacs_bench.themes.batch import Batch, Item, read_batch
from ilacs_bench.themes.deciding_words import directions_of, find_spans
from ilacs_bench.themes.model import Model, load_model
from ilacs_bench.themes.texts import TextsToCode, texts_of
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, POLARITIES

MOST_THEMES = 3
BATCH = 2048
"""Items per batch; smaller ones have fewer texts of equal length."""
_WEAKNESS, _NEUTRAL = POLARITIES.index("weakness"), POLARITIES.index("neutral")


@dataclass(frozen=True)
class Coding:
    """An item's coding: zero to three themes, the most certain first, and one polarity.

    `evidence` has, for each theme, start and end (exclusive) of the words that decided it, in
    characters.
    """

    themes: tuple[str, ...]
    polarity: str
    evidence: tuple[tuple[int, int], ...]


def code_items(items: Iterable[Item], model: Model | None = None) -> Iterator[Coding]:
    """Yield the coding of each item, in order; it does not depend on the other items."""
    model = model or load_model()
    waiting = iter(items)
    while some := list(islice(waiting, BATCH)):
        yield from _code(read_batch(some, model), model)


def code_findings(
    findings: TextsToCode, model: Model | None = None, *, text_column: str | None = None
) -> pd.DataFrame:
    """Return one row per text of `findings`, with its index: `themes`, `polarity`, `evidence`.

    `findings` is a series or list of texts, or a frame with the column `text` (or `text_column`);
    its columns `section` (a judgement area, 'summary' or 'what_needs_to_improve') and `previous`
    (the sentence before in its paragraph) improve the coding if they are known. Raises UnknownName,
    saying what is needed and what was found, for anything else.

    `themes` is a tuple of codes, the most certain first; `evidence` has for each of them start and
    end (exclusive) of the words that decided, in characters. This is machine coding:
    `data/themes/MODEL_CARD.md` says how often it is right.
    """
    texts = texts_of(findings, text_column)
    columns = (texts[name] for name in ("text", "section", "previous"))
    codings = list(code_items(map(Item, *columns), model))
    return pd.DataFrame(
        {
            "themes": pd.Series([coding.themes for coding in codings], dtype="object"),
            "polarity": pd.Series([coding.polarity for coding in codings], dtype="str"),
            "evidence": pd.Series([coding.evidence for coding in codings], dtype="object"),
        }
    ).set_index(texts.index)


def choose_themes(batch: Batch, model: Model) -> list[list[int]]:
    """Return for each item the outputs of its themes, the likeliest first."""
    probability = 1 / (1 + np.exp(-batch.outputs[:, : len(model.themes)]))
    best = np.argsort(-probability, axis=1, kind="stable")[:, :MOST_THEMES]
    given = np.take_along_axis(probability, best, axis=1)
    certain = given >= model.thresholds[best]
    certain[:, 0] |= ~certain.any(axis=1) & (given[:, 0] >= model.least)
    certain[batch.is_without_content] = False
    return [row[kept].tolist() for row, kept in zip(best, certain, strict=True)]


def choose_polarities(batch: Batch) -> list[int]:
    """Return for each item the index of its polarity; areas for improvement are weaknesses."""
    chosen = batch.outputs[:, -len(POLARITIES) :].argmax(axis=1)
    chosen[batch.is_without_content] = _NEUTRAL
    chosen[[item.section == IMPROVEMENT_SECTION for item in batch.items]] = _WEAKNESS
    return [int(polarity) for polarity in chosen]


def _code(batch: Batch, model: Model) -> Iterator[Coding]:
    chosen = choose_themes(batch, model)
    spans = iter(_find_spans(batch, chosen, model))
    for item, (themes, polarity) in enumerate(zip(chosen, choose_polarities(batch), strict=True)):
        stretches = [next(spans) for _ in themes]
        places = batch.places_of(item, 1 + max((last for _, last in stretches), default=-1))
        yield Coding(
            themes=tuple(model.themes[theme] for theme in themes),
            polarity=POLARITIES[polarity],
            evidence=tuple((places[first][0], places[last][1]) for first, last in stretches),
        )


def _find_spans(
    batch: Batch, chosen: Sequence[Sequence[int]], model: Model
) -> list[tuple[int, int]]:
    """Return for each theme of each item the first and last word of its evidence."""
    pairs = [(item, theme) for item, themes in enumerate(chosen) for theme in themes]
    item, theme = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return find_spans(batch, item, directions_of(theme, batch), model)
