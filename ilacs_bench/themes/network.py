"""The coder's network: two convolutions over words, pooled, and a small layer that decides.

Plain numpy, so that a dashboard's kernel loads nothing for it. `docs/decisions/coder.md` says why
this network; `tools/train_coder.py` makes its weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]
_GAP = 2  # rows of zeros between two texts: further than a convolution reaches


@dataclass(frozen=True, eq=False)
class Weights:
    """Arrays of the network. D: size of a word, C: channels, H: hidden units, O: outputs.

    Row 0 of `words` is nothing, row 1 any word that was never seen. Each convolution looks at the
    word before, the word and the word after: one matrix each.
    """

    words: Floats  # words x D
    first: Floats  # 3 x D x C
    first_bias: Floats  # C
    second: Floats  # 3 x C x C
    second_bias: Floats  # C
    sections: Floats  # sections x S
    hidden: Floats  # (2C of the text + 2C of the sentence before + S) x H
    hidden_bias: Floats  # H
    out: Floats  # H x O
    direct: Floats  # 2C of the text x O
    out_bias: Floats  # O


@dataclass(frozen=True, eq=False)
class Read:
    """Texts after the convolutions: what each word says, and what each text says in all."""

    states: Floats  # rows x C, the texts one after another
    starts: Integers  # first row of each text
    lengths: Integers  # words of each text
    pooled: Floats  # texts x 2C: the highest value of each channel, then the mean


def read_texts(weights: Weights, texts: Sequence[Sequence[int]]) -> Read:
    """Convolve and pool texts, each given as rows of `weights.words`; an empty one is zeros."""
    filled = [text or (0,) for text in texts]
    lengths = np.array([len(text) for text in filled], dtype=np.int64)
    starts = _GAP + np.concatenate([[0], np.cumsum(lengths + _GAP)[:-1]])
    rows = np.zeros(int(starts[-1] + lengths[-1] + _GAP), dtype=np.int64)
    is_word = np.zeros(len(rows), dtype=bool)
    places = _places(starts, lengths)
    rows[places] = np.concatenate([np.asarray(text, dtype=np.int64) for text in filled])
    is_word[places] = rows[places] > 0
    silent = ~is_word
    embedded = weights.words[rows]
    states = _convolve(embedded, weights.first, weights.first_bias, silent)
    states += _convolve(states, weights.second, weights.second_bias, silent)
    bounds = np.stack([starts, starts + lengths], axis=1).ravel()
    highest = np.maximum.reduceat(states, bounds)[::2]
    mean = np.add.reduceat(states, bounds)[::2] / lengths[:, None].astype(np.float32)
    return Read(states, starts, lengths, np.concatenate([highest, mean], axis=1))


def decide(weights: Weights, text: Floats, before: Floats, section: Integers) -> Floats:
    """The outputs, texts x O, from what the texts and the sentences before say in all."""
    return _outputs(weights, text, _hidden(weights, text, before, section))


def find_slopes(
    weights: Weights, text: Floats, before: Floats, section: Integers, directions: Floats
) -> Floats:
    """How each of the text's pooled values moves the outputs in a direction: texts x 2C.

    `directions` is texts x O. Between two bends of the network an output is the sum of values
    times slopes, and a constant.
    """
    active = _hidden(weights, text, before, section) > 0
    through = (directions @ weights.out.T * active) @ weights.hidden[: text.shape[1]].T
    return through + directions @ weights.direct.T


def word_shares(read: Read, item: Integers, slopes: Floats) -> tuple[Floats, Integers]:
    """How much each word of `item` adds to an output, and the first row of each of its stretches.

    A channel's highest value is credited to the word it stands at, its mean to all words alike.
    Words that share the highest value, as words said twice do, share its credit: to the last digit
    they need not be equal, for rounding differs with the texts read beside this one.
    """
    channels = read.states.shape[1]
    lengths = read.lengths[item]
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    rows = _places(read.starts[item], lengths)
    which = np.repeat(np.arange(len(item)), lengths)
    states = read.states[rows]
    at_highest = np.isclose(states, read.pooled[item, :channels][which], rtol=1e-4, atol=1e-5)
    shared = np.add.reduceat(at_highest, begins, dtype=np.float32)[which]
    mean_slopes = (slopes[:, channels:] / lengths[:, None].astype(np.float32))[which]
    shares = np.einsum(
        "rc,rc->r", states, at_highest / shared * slopes[:, :channels][which] + mean_slopes
    )
    return shares.astype(np.float32), begins


def _hidden(weights: Weights, text: Floats, before: Floats, section: Integers) -> Floats:
    width = text.shape[1]
    hidden = text @ weights.hidden[:width]
    hidden += before @ weights.hidden[width : 2 * width]
    hidden += (weights.sections @ weights.hidden[2 * width :])[section]
    hidden += weights.hidden_bias
    return np.maximum(hidden, 0, out=hidden)


def _outputs(weights: Weights, text: Floats, hidden: Floats) -> Floats:
    return hidden @ weights.out + text @ weights.direct + weights.out_bias


def _convolve(rows: Floats, kernel: Floats, bias: Floats, silent: npt.NDArray[np.bool_]) -> Floats:
    """One convolution of width three; rows that are no word stay zero."""
    out = rows @ kernel[1]
    out[1:] += rows[:-1] @ kernel[0]
    out[:-1] += rows[1:] @ kernel[2]
    out += bias
    np.maximum(out, 0, out=out)
    out[silent] = 0
    return out


def _places(starts: Integers, lengths: Integers) -> Integers:
    """All rows of stretches that begin at `starts`: 5, 6, 7, 12, 13 for (5, 12) and (3, 2)."""
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return np.arange(int(lengths.sum())) - np.repeat(begins - starts, lengths)
