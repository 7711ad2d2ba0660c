"""Findings to themes and polarity, with the words that decided: any texts, or a frame of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from ilacs_bench.parse.notes import is_note
from ilacs_bench.themes.evidence import directions_of, find_span, weigh_words
from ilacs_bench.themes.model import Model, load_model
from ilacs_bench.themes.network import Floats
from ilacs_bench.themes.reading import Batch, Item, read_batch
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, POLARITIES, THEMES

MOST_THEMES = 3
_BATCH = 128  # larger ones no longer fit a processor's cache
_WEAKNESS, _NEUTRAL = POLARITIES.index("weakness"), POLARITIES.index("neutral")


@dataclass(frozen=True)
class Coding:
    """What an item says: zero to three themes, the most certain first, and one polarity.

    `evidence` has, for each theme, the first character of the words that decided it and the one
    just after them.
    """

    themes: tuple[str, ...]
    polarity: str
    evidence: tuple[tuple[int, int], ...]


def code_items(items: Iterable[Item], model: Model | None = None) -> Iterator[Coding]:
    """The coding of each item, in order; an item's coding does not depend on its company."""
    model = model or load_model()
    waiting = iter(items)
    while some := list(islice(waiting, _BATCH)):
        yield from _code(read_batch(some, model), model)


def code_findings(findings: pd.DataFrame, model: Model | None = None) -> pd.DataFrame:
    """One row per row of `findings`, with its index: `themes`, `polarity`, `evidence`.

    `findings` needs the column `text`; `section` (a judgement area, 'summary' or
    'what_needs_to_improve') and `previous` (the sentence before in its paragraph) make the coding
    better where they are known. `themes` is a tuple of codes, the most certain first; `evidence`
    has for each of them the first character and the one after the last of the words that decided.
    A machine's coding: `data/themes/MODEL_CARD.md` says how often it is right.
    """
    told = [
        findings[name].fillna("").astype("str") if name in findings else [""] * len(findings)
        for name in ("text", "section", "previous")
    ]
    codings = list(code_items(map(Item, *told), model))
    return pd.DataFrame(
        {
            "themes": pd.Series([coding.themes for coding in codings], dtype="object"),
            "polarity": pd.Series([coding.polarity for coding in codings], dtype="str"),
            "evidence": pd.Series([coding.evidence for coding in codings], dtype="object"),
        }
    ).set_index(findings.index)


def choose_themes(batch: Batch, model: Model) -> list[list[int]]:
    """Of each item the outputs of the themes it is given, the likeliest first."""
    likely = 1 / (1 + np.exp(-batch.outputs[:, : len(THEMES)]))
    best = np.argsort(-likely, axis=1, kind="stable")[:, :MOST_THEMES]
    return [_choose(batch, item, likely[item], best[item], model) for item in range(len(likely))]


def _choose(
    batch: Batch, item: int, likely: Floats, best: Sequence[int], model: Model
) -> list[int]:
    if _says_nothing(batch, item):
        return []
    given = [int(theme) for theme in best if likely[theme] >= model.thresholds[theme]]
    if not given and likely[best[0]] >= model.least:
        return [int(best[0])]
    return given


def choose_polarities(batch: Batch) -> list[int]:
    """Of each item its polarity's place in POLARITIES; what must improve is a weakness."""
    likeliest = batch.outputs[:, len(THEMES) :].argmax(axis=1)
    return [_choose_polarity(batch, item, int(best)) for item, best in enumerate(likeliest)]


def _choose_polarity(batch: Batch, item: int, likeliest: int) -> int:
    if batch.items[item].section == IMPROVEMENT_SECTION:
        return _WEAKNESS
    return _NEUTRAL if _says_nothing(batch, item) else likeliest


def _says_nothing(batch: Batch, item: int) -> bool:
    """Whether a text has no word, or only explains one, whatever its section."""
    return not batch.words_of(item) or is_note(batch.items[item].text)


def _code(batch: Batch, model: Model) -> Iterator[Coding]:
    chosen = choose_themes(batch, model)
    spans = iter(_find_spans(batch, chosen, model))
    for themes, polarity in zip(chosen, choose_polarities(batch), strict=True):
        yield Coding(
            themes=tuple(THEMES[theme] for theme in themes),
            polarity=POLARITIES[polarity],
            evidence=tuple(next(spans) for _ in themes),
        )


def _find_spans(
    batch: Batch, chosen: Sequence[Sequence[int]], model: Model
) -> list[tuple[int, int]]:
    """For each theme of each item, the characters of its evidence."""
    pairs = [(item, theme) for item, themes in enumerate(chosen) for theme in themes]
    if not pairs:
        return []
    item, theme = np.array(pairs).T
    weights = weigh_words(batch, item, directions_of(theme, batch), model)
    return [
        find_span(batch.words_of(item), of_words)
        for (item, _), of_words in zip(pairs, weights, strict=True)
    ]
