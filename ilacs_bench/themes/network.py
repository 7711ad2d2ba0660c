"""The coder's neural network: convolutions over words, pooling, and a small dense layer.

It needs only numpy. `docs/decisions/coder.md` says why this network and what makes it fast;
`tools/train_coder.py` makes its weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats32 = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
_AT_ONCE = 512
"""Words convolved at a time, as many as fit into a processor's cache."""


@dataclass(frozen=True, eq=False)
class Weights:
    """Arrays of the network. D: size of a word, C: channels, H: hidden units, O: outputs.

    Row 0 of `words` is padding, row 1 unknown words. The first convolution has one matrix each for
    the word before, the word and the word after. Each of the K others adds to the channels, through
    N narrow ones, what is at the word and k words to each side.
    """

    words: Floats32  # words x D
    first: Floats32  # 3 x D x C
    first_bias: Floats32  # C
    narrow: Floats32  # K x C x N
    wide: Floats32  # K x 3N x C
    wide_bias: Floats32  # K x C
    sections: Floats32  # sections x S
    hidden: Floats32  # (2C of the text + 2C of the sentence before + S) x H
    hidden_bias: Floats32  # H
    out: Floats32  # H x O
    direct: Floats32  # 2C of the text x O
    out_bias: Floats32  # O

    @cached_property
    def word_products(self) -> list[Floats32]:
        """What each word adds to the word after, itself and the word before: words x C each."""
        to_next, at_word, to_last = (self.words @ kernel for kernel in self.first)
        return [to_next, at_word + self.first_bias, to_last]

    @cached_property
    def wide_and_bias(self) -> Floats32:
        """The matrices with the bias as a last row, for an input of one: K x (3N + 1) x C."""
        return np.concatenate([self.wide, self.wide_bias[:, None]], axis=1)


@dataclass(frozen=True, eq=False)
class ReadTexts:
    """Texts after the convolutions: a row per word, and pooled values per text."""

    states: Floats32  # words x C, those of a text one after another
    starts: Integers  # first row of each text
    lengths: Integers  # words of each text
    pooled: Floats32  # texts x 2C: the highest value of each channel, then the mean

    def states_of(self, texts: slice) -> Floats32:
        """Return the rows of the words of texts of one length, texts x words x C (a view)."""
        first, number, length = (
            self.starts[texts.start],
            texts.stop - texts.start,
            self.lengths[texts.start],
        )
        return self.states[first : first + number * length].reshape(number, length, -1)


def read_texts(weights: Weights, rows: Integers, lengths: Integers) -> ReadTexts:
    """Convolve and pool texts, sorted by length; an empty one gives zeros.

    `rows` are the rows of `weights.words` of all their words. Texts of one length are processed
    together, so that every step works on complete arrays. The first convolution is computed once
    per distinct word.
    """
    channels, starts = len(weights.first_bias), np.cumsum(lengths) - lengths
    states = np.empty((len(rows), channels), dtype=np.float32)
    pooled = np.zeros((len(lengths), 2 * channels), dtype=np.float32)
    read = ReadTexts(states, starts, lengths, pooled)
    for group in by_length(lengths):
        of_group = read.states_of(group)
        texts, length, _ = of_group.shape
        first = starts[group.start]
        words = rows[first : first + texts * length].reshape(texts, length)
        _convolve_neighbours(of_group, words, weights.word_products)
        for place in range(len(weights.narrow)):
            _convolve_wider(of_group, weights, place)
        of_group.max(axis=1, out=pooled[group, :channels])
        np.divide(of_group.sum(axis=1), np.float32(length), out=pooled[group, channels:])
    return read


def by_length(lengths: Integers) -> Iterator[slice]:
    """Yield slices of texts of one length, about `_AT_ONCE` words each; none of length 0."""
    ends = np.flatnonzero(np.diff(lengths, append=-1)) + 1
    for start, end in pairwise([0, *ends.tolist()]):
        if length := lengths[start:end].max(initial=0):
            size = max(1, _AT_ONCE // int(length))
            yield from (slice(at, min(at + size, end)) for at in range(start, end, size))


def read_context(weights: Weights, text: Floats32, before: Floats32, section: Integers) -> Floats32:
    """Return the hidden units, texts x H, from the pooled texts and previous sentences."""
    width = text.shape[1]
    hidden = text @ weights.hidden[:width]
    hidden += before @ weights.hidden[width : 2 * width]
    hidden += (weights.sections @ weights.hidden[2 * width :])[section]
    hidden += weights.hidden_bias
    return np.maximum(hidden, 0, out=hidden)


def decide(weights: Weights, text: Floats32, hidden: Floats32) -> Floats32:
    """Return the outputs, texts x O, from the pooled texts and the hidden units."""
    return hidden @ weights.out + text @ weights.direct + weights.out_bias


def find_slopes(weights: Weights, hidden: Floats32, directions: Floats32) -> Floats32:
    """Return the gradient of the outputs in a direction by pooled value: texts x 2C.

    `directions` is texts x O. The network is piecewise linear: locally an output is the sum of
    values times slopes, plus a constant.
    """
    live = hidden.any(axis=0)
    through = directions @ weights.out[live].T * (hidden[:, live] > 0)
    through = through @ weights.hidden[: len(weights.direct), live].T
    return through + directions @ weights.direct.T


def word_shares(states: Floats32, pooled: Floats32, slopes: Floats32) -> Floats32:
    """Return how much each word adds to some outputs of its text: texts x outputs x words.

    `states` is texts x words x C, `pooled` texts x 2C, `slopes` texts x outputs x 2C. A channel's
    maximum is credited to its word, its mean to all words equally. Words that share the maximum,
    such as repeated words, share the credit; a tolerance allows for rounding, which differs with
    the other texts of a batch.
    """
    channels, words = states.shape[2], states.transpose(0, 2, 1)
    highest = pooled[:, :channels, None]
    at_highest = (words >= highest - (highest * np.float32(1e-4) + np.float32(1e-5))).astype("f4")
    credit = slopes[..., :channels] / at_highest.sum(axis=2)[:, None]
    at_highest *= words
    return credit @ at_highest + slopes[..., channels:] / np.float32(states.shape[1]) @ words


def _convolve_neighbours(states: Floats32, rows: Integers, around: Sequence[Floats32]) -> None:
    """Compute the first convolution: the sum of what neighbouring words add to each word."""
    to_next, at_word, to_last = around
    at_word.take(rows, axis=0, out=states, mode="clip")
    states[:, 1:] += to_next.take(rows[:, :-1], axis=0, mode="clip")
    states[:, :-1] += to_last.take(rows[:, 1:], axis=0, mode="clip")
    np.maximum(states, 0, out=states)


def _convolve_wider(states: Floats32, weights: Weights, place: int) -> None:
    """Add a further convolution's result to each word."""
    texts, length, channels = states.shape
    step, narrow = place + 1, weights.narrow.shape[2]
    small = (states.reshape(-1, channels) @ weights.narrow[place]).reshape(texts, length, narrow)
    window = np.zeros((texts, length, 3 * narrow + 1), dtype=np.float32)
    window[:, step:, :narrow] = small[:, :-step]
    window[:, :, narrow : 2 * narrow] = small
    window[:, :-step, 2 * narrow : -1] = small[:, step:]
    window[:, :, -1] = 1
    found = window.reshape(texts * length, -1) @ weights.wide_and_bias[place]
    states += np.maximum(found, 0, out=found).reshape(states.shape)
