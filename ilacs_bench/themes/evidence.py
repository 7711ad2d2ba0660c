"""The words that decided: how much each adds to an output, and the stretch that adds the most."""

from typing import Any

import numpy as np
import numpy.typing as npt

from ilacs_bench.themes.model import Model
from ilacs_bench.themes.network import Floats, Integers, find_slopes, word_shares
from ilacs_bench.themes.reading import Batch
from ilacs_bench.themes.words import Word
from ilacs_bench.vocabulary import read_lookup

_REACH = np.array([1, 2, 3, 2, 1], dtype=np.float32) / 9
"""A row of the last convolution has seen two words to each side, the middle one most often."""
_LEAST_AT_END = 0.6
_DIGITS = 4
_FUNCTION_WORDS = frozenset(row["word"] for row in read_lookup("function_words"))


def weigh_words(
    batch: Batch, item: Integers, directions: Floats, model: Model
) -> list[npt.NDArray[Any]]:
    """For each of `item`, how much each word of its text adds in a direction of the outputs.

    `directions` is items x outputs: a one at a theme asks what decided that theme. Shares are in
    the unit of the outputs, log-odds; what the section, the sentence before and the network's
    constants add is not in them.
    """
    slopes = find_slopes(
        model.weights,
        batch.read.pooled[batch.own[item]],
        batch.before[item],
        batch.sections[item],
        directions,
    )
    shares, begins = word_shares(batch.read, batch.own[item], slopes)
    side = len(_REACH) // 2
    return [
        np.convolve(share, _REACH)[side : side + len(share)]
        for share in np.split(shares, begins[1:])
    ]


def directions_of(outputs: Integers, batch: Batch) -> Floats:
    """Directions that ask for one output each."""
    return np.eye(batch.outputs.shape[1], dtype=np.float32)[outputs]


def find_span(words: list[Word], weights: Floats) -> tuple[int, int]:
    """Characters of the stretch of words that adds the most beyond the text's average word.

    Marks, function words and words that add far less than the stretch's average stand at neither
    end of it: they were only beside what counts. It is one word at least.
    """
    # Digits beyond these differ between processors, and with the texts coded beside this one.
    weights = weights.round(_DIGITS)
    first, last = _best_stretch((weights - weights.mean()).round(_DIGITS))
    least = weights[first : last + 1].mean() * _LEAST_AT_END

    def counts(place: int) -> bool:
        word = words[place].word
        return word[0].isalnum() and word not in _FUNCTION_WORDS and weights[place] >= least

    while first < last and not counts(first):
        first += 1
    while last > first and not counts(last):
        last -= 1
    return words[first].start, words[last].end


def _best_stretch(values: Floats) -> tuple[int, int]:
    """First and last place of the contiguous stretch with the greatest sum (Kadane)."""
    sums = np.concatenate([[0], np.cumsum(values)])
    lowest = np.minimum.accumulate(sums[:-1])
    last = int((sums[1:] - lowest).argmax())
    first = int(sums[: last + 1].argmin())
    return first, last
