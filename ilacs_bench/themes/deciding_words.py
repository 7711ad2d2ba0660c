"""How much each word adds to an output of the network, and the stretch that adds most."""

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
    """Return for each of `item` the first and last word of the stretch that adds the most.

    Arguments are as in `weigh_words`. The sum counts what words add beyond the text's average word.
    Punctuation, function words and words that add far less than the stretch's average are cut from
    both ends. It has at least one word.
    """
    spans = [(0, 0)] * len(item)
    for group, exact in weigh_words(batch, item, directions, model):
        # Further digits differ between processors, and with the other texts of a batch.
        weights = exact.round(_DIGITS)
        stretches = _best_stretches((weights - weights.mean(axis=1, keepdims=True)).round(_DIGITS))
        places = zip(group.tolist(), item[group].tolist(), strict=True)
        for (place, of), of_words, stretch in zip(places, weights.tolist(), stretches, strict=True):
            spans[place] = _without_ends(batch.words[of], of_words, *stretch)
    return spans


def weigh_words(
    batch: Batch, item: Integers, directions: Floats32, model: Model
) -> Iterator[tuple[Integers, Floats32]]:
    """Yield how much each word of each of `item` adds in a direction of the outputs.

    `directions` is items x outputs: a one at a theme asks what decided that theme. Texts of one
    length come together: indices in `item`, and weights, texts x words, in log-odds as the outputs.
    Contributions of the section, the previous sentence and the network's constants are not
    included.
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
        offsets = np.arange(len(rows)) - (first[group] - first[group.start])[of_text]
        asking = np.zeros((len(states), offsets.max() + 1, slopes.shape[1]), dtype=np.float32)
        asking[of_text, offsets] = slopes[rows]
        shares = np.zeros((len(rows), states.shape[1] + 4), dtype=np.float32)
        shares[:, 2:-2] = word_shares(states, read.pooled[group], asking)[of_text, offsets]
        # A row depends on four words to each side, but mostly on its own word and the nearest.
        yield rows, _mean_of_three(_mean_of_three(shares))


def directions_of(outputs: Integers, batch: Batch) -> Floats32:
    """Return directions that select one output each."""
    return np.eye(batch.outputs.shape[1], dtype=np.float32)[outputs]


def _mean_of_three(values: Floats32) -> Floats32:
    """Return for each inner position the mean of it and its two neighbours."""
    return (values[:, :-2] + values[:, 1:-1] + values[:, 2:]) / np.float32(3)


def _best_stretches(values: Floats32) -> list[tuple[int, int]]:
    """Return for each row first and last index of the stretch with the largest sum (Kadane)."""
    sums = np.zeros((len(values), values.shape[1] + 1), dtype=np.float32)
    values.cumsum(axis=1, out=sums[:, 1:])
    lowest = np.minimum.accumulate(sums[:, :-1], axis=1)
    last = (sums[:, 1:] - lowest).argmax(axis=1)
    first = (sums[:, :-1] <= lowest[np.arange(len(last)), last][:, None]).argmax(axis=1)
    return list(zip(first.tolist(), last.tolist(), strict=True))


def _without_ends(
    words: Sequence[str], weights: Sequence[float], first: int, last: int
) -> tuple[int, int]:
    """Return a stretch without words at its ends that do not count."""
    least = sum(weights[first : last + 1]) / (last - first + 1) * _LEAST_AT_END
    counting = [
        place
        for place in range(first, last + 1)
        if weights[place] >= least
        and words[place][0].isalnum()
        and words[place] not in _FUNCTION_WORDS
    ]
    return (counting[0], counting[-1]) if counting else (last, last)
