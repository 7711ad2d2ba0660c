"""The words that decided: how much each adds to an output, and the stretch that adds the most."""

from collections.abc import Iterator, Sequence

import numpy as np

from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.themes.batch import Batch
from ilacs_bench.themes.model import Model
from ilacs_bench.themes.network import Floats32, Integers, by_length, find_slopes, word_shares

_LEAST_AT_END = 0.6
_DIGITS = 4
_FUNCTION_WORDS = frozenset(row["word"] for row in read_lookup("function_words"))


def find_spans(
    batch: Batch, item: Integers, directions: Floats32, model: Model
) -> list[tuple[int, int]]:
    """For each of `item`, the first and last word of the stretch of its text that adds the most.

    What is asked is as in `weigh_words`. It is what the stretch adds beyond the text's average
    word. Marks, function words and words that add far less than the stretch's average stand at
    neither end of it: they were only beside what counts. It is one word at least.
    """
    spans = [(0, 0)] * len(item)
    for group, exact in weigh_words(batch, item, directions, model):
        # Digits beyond these differ between processors, and with the texts coded beside this one.
        weights = exact.round(_DIGITS)
        stretches = _best_stretches((weights - weights.mean(axis=1, keepdims=True)).round(_DIGITS))
        places = zip(group.tolist(), item[group].tolist(), strict=True)
        for (place, of), of_words, stretch in zip(places, weights.tolist(), stretches, strict=True):
            spans[place] = _without_ends(batch.words[of], of_words, *stretch)
    return spans


def weigh_words(
    batch: Batch, item: Integers, directions: Floats32, model: Model
) -> Iterator[tuple[Integers, Floats32]]:
    """How much each word of the text of each of `item` adds in a direction of the outputs.

    `directions` is items x outputs: a one at a theme asks what decided that theme. The answers
    come for texts of one length together: places in `item`, and weights, texts x words. They are
    in the unit of the outputs, log-odds; what the section, the sentence before and the network's
    constants add is not in them.
    """
    read, text = batch.read, batch.own[item]
    slopes = find_slopes(model.weights, batch.hidden[item], directions)
    order, number = np.argsort(text, kind="stable"), np.bincount(text, minlength=len(read.lengths))
    first = np.cumsum(number) - number
    for group in by_length(read.lengths):
        rows = order[first[group.start] : first[group.stop - 1] + number[group.stop - 1]]
        if not len(rows):
            continue
        states, of_text = read.states_of(group), text[rows] - group.start
        which = np.arange(len(rows)) - (first[group] - first[group.start])[of_text]
        asking = np.zeros((len(states), which.max() + 1, slopes.shape[1]), dtype=np.float32)
        asking[of_text, which] = slopes[rows]
        shares = np.zeros((len(rows), states.shape[1] + 4), dtype=np.float32)
        shares[:, 2:-2] = word_shares(states, read.pooled[group], asking)[of_text, which]
        # What a row says is of four words to each side, but mostly of the nearest and its own.
        yield rows, _mean_of_three(_mean_of_three(shares))


def directions_of(outputs: Integers, batch: Batch) -> Floats32:
    """Directions that ask for one output each."""
    return np.eye(batch.outputs.shape[1], dtype=np.float32)[outputs]


def _mean_of_three(values: Floats32) -> Floats32:
    """Of each place but the first and the last the mean of it and of those beside it."""
    return (values[:, :-2] + values[:, 1:-1] + values[:, 2:]) / np.float32(3)


def _best_stretches(values: Floats32) -> list[tuple[int, int]]:
    """Of each row first and last place of the contiguous stretch with the greatest sum (Kadane)."""
    sums = np.zeros((len(values), values.shape[1] + 1), dtype=np.float32)
    values.cumsum(axis=1, out=sums[:, 1:])
    lowest = np.minimum.accumulate(sums[:, :-1], axis=1)
    last = (sums[:, 1:] - lowest).argmax(axis=1)
    first = (sums[:, :-1] <= lowest[np.arange(len(last)), last][:, None]).argmax(axis=1)
    return list(zip(first.tolist(), last.tolist(), strict=True))


def _without_ends(
    words: Sequence[str], weights: Sequence[float], first: int, last: int
) -> tuple[int, int]:
    """A stretch without the words at its ends that do not count."""
    least = sum(weights[first : last + 1]) / (last - first + 1) * _LEAST_AT_END
    counting = [
        place
        for place in range(first, last + 1)
        if weights[place] >= least
        and words[place][0].isalnum()
        and words[place] not in _FUNCTION_WORDS
    ]
    return (counting[0], counting[-1]) if counting else (last, last)
