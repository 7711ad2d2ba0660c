"""A batch of texts, and their values at each stage of the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

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
from ilacs_bench.themes.tokens import split_words, word_spans

_LONGEST = 4000
"""Maximum length of a text that is read: longer than any real finding, to limit memory."""


@dataclass(frozen=True)
class Item:
    """A text to code. `section` and the sentence before it (`previous`) give it context."""

    text: str
    section: str = ""
    previous: str = ""


@dataclass(frozen=True, eq=False)
class Batch:
    """The network's values for some items."""

    items: Sequence[Item]
    words: list[list[str]]  # of each item
    read: ReadTexts
    own: Integers  # each item's index among the texts of `read`
    hidden: Floats32  # items x H
    outputs: Floats32  # items x (themes, then polarities)

    @cached_property
    def is_without_content(self) -> list[bool]:
        """Return whether each item has no word, or is only an explanation of one."""
        return [
            not words or is_note(item.text)
            for words, item in zip(self.words, self.items, strict=True)
        ]

    def places_of(self, item: int, number: int) -> list[tuple[int, int]]:
        """Return start and end (exclusive) of an item's first `number` words, in characters."""
        return word_spans(self.items[item].text[:_LONGEST], self.words[item][:number])


def read_batch(items: Sequence[Item], model: Model) -> Batch:
    """Run items through the network; a text that is another's previous sentence is read once."""
    texts = dict.fromkeys(text for item in items for text in (item.text, item.previous))
    words = {text: split_words(text[:_LONGEST]) for text in texts}
    shortest_first = sorted(words, key=lambda text: len(words[text]))
    place = {text: number for number, text in enumerate(shortest_first)}
    rows = model.rows_of(chain.from_iterable(words[text] for text in shortest_first))
    lengths = np.array([len(words[text]) for text in shortest_first], dtype=np.int64)
    read = read_texts(model.weights, rows, lengths)
    own = np.array([place[item.text] for item in items], dtype=np.int64)
    text, before = read.pooled[own], read.pooled[[place[item.previous] for item in items]]
    sections = np.array([model.row_of_section(item.section) for item in items])
    hidden = read_context(model.weights, text, before, sections)
    outputs = decide(model.weights, text, hidden)
    return Batch(items, [words[item.text] for item in items], read, own, hidden, outputs)
