"""A batch of texts, and their values at each stage of the network."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from ilacs_bench.parse.findings import is_note
from ilacs_bench.themes.model import Model
from ilacs_bench.themes.network import (
    Floats32,
    Integers,
    ReadTexts,
    decide,
    read_context,
    read_texts,
)
from ilacs_bench.themes.tokens import split_pieces, words_of

LONGEST = 4000
"""Maximum length of a text that is read: longer than any real finding, to limit memory."""


@dataclass(frozen=True)
class Item:
    """A text to code. `section` and the sentence before it (`previous`) give it context."""

    text: str
    section: str = ""
    previous: str = ""


@dataclass(frozen=True, eq=False)
class Words:
    """The words of some texts, sorted by the texts' length: an array for each property."""

    texts: Integers  # index of each text before sorting
    lengths: Integers  # words of each text
    rows: Integers  # in `weights.words` of the model
    starts: Integers  # in the text, in characters
    ends: Integers  # exclusive
    is_content: npt.NDArray[np.bool_]  # no punctuation, no function word


@dataclass(frozen=True, eq=False)
class Batch:
    """The network's values for some items."""

    items: Sequence[Item]
    words: Words
    read: ReadTexts
    own: Integers  # each item's index among the texts of `read`
    hidden: Floats32  # items x H
    outputs: Floats32  # items x (themes, then polarities)

    @cached_property
    def is_without_content(self) -> list[bool]:
        """Return whether each item has no word, or is only an explanation of one."""
        lengths = self.words.lengths[self.own].tolist()
        return [
            not length or is_note(item.text)
            for length, item in zip(lengths, self.items, strict=True)
        ]


def read_batch(items: Sequence[Item], model: Model) -> Batch:
    """Run items through the network; a text that is another's previous sentence is read once."""
    texts = dict.fromkeys(text for item in items for text in (item.text, item.previous))
    words = read_words([text[:LONGEST] for text in texts], model)
    read = read_texts(model.weights, words.rows, words.lengths)
    place = dict(zip(texts, np.argsort(words.texts).tolist(), strict=True))
    own = np.array([place[item.text] for item in items], dtype=np.int64)
    before = np.array([place[item.previous] for item in items], dtype=np.int64)
    sections = np.array([model.row_of_section(item.section) for item in items], dtype=np.int64)
    hidden = read_context(model.weights, read.pooled, own, before, sections)
    outputs = decide(model.weights, read.pooled, own, hidden)
    return Batch(items, words, read, own, hidden, outputs)


def read_words(texts: Sequence[str], model: Model) -> Words:
    """Return the words of texts; those of a piece that occurs repeatedly are looked up once."""
    of_texts = [split_pieces(text) for text in texts]
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers))
    pieces = np.fromiter(map(numbers.__getitem__, chain.from_iterable(of_texts)), np.int64)
    words, places = zip(*map(words_of, numbers), strict=True)
    rows = model.rows_of(chain.from_iterable(words))
    starts, ends, is_content = np.fromiter(chain.from_iterable(places), np.int64).reshape(-1, 3).T
    words_in = np.array([*map(len, words)], dtype=np.int64)
    width = np.array([len(piece) + 1 for piece in numbers], dtype=np.int64)[pieces]
    number = np.array([*map(len, of_texts)], dtype=np.int64)
    first = _sums_before(number)
    begins = _sums_before(width)
    begins -= begins[first].repeat(number)
    lengths = np.add.reduceat(words_in[pieces], first)
    order = np.argsort(lengths, kind="stable")
    place = _runs(_sums_before(lengths)[order], lengths[order])
    at = _runs(_sums_before(words_in)[pieces], words_in[pieces])[place]
    begins = begins.repeat(words_in[pieces])[place]
    return Words(
        texts=order,
        lengths=lengths[order],
        rows=rows[at],
        starts=begins + starts[at],
        ends=begins + ends[at],
        is_content=is_content[at].astype(bool),
    )


def _sums_before(numbers: Integers) -> Integers:
    return np.cumsum(numbers) - numbers


def _runs(starts: Integers, lengths: Integers) -> Integers:
    """Return consecutive numbers from each start, as many as its length."""
    return (starts - _sums_before(lengths)).repeat(lengths) + np.arange(lengths.sum())
