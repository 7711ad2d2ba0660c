"""Items on their way through the network."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ilacs_bench.themes.model import Model
from ilacs_bench.themes.network import Floats, Integers, Read, decide, read_texts
from ilacs_bench.themes.words import Word, read_words

_LONGEST = 4000
"""Characters of a text that are read: more than any real finding has, and no more than memory."""


@dataclass(frozen=True)
class Item:
    """A text to code. `section` and the sentence before it (`previous`) tell what 'they' are."""

    text: str
    section: str = ""
    previous: str = ""


@dataclass(frozen=True, eq=False)
class Batch:
    """What the network makes of some items."""

    items: Sequence[Item]
    words: list[list[Word]]  # of each text of `read`
    read: Read
    own: Integers  # of each item, its text among those of `read`
    before: Floats  # items x 2C
    sections: Integers  # of each item, its row in the weights
    outputs: Floats  # items x (themes, then polarities)

    def words_of(self, item: int) -> list[Word]:
        """The words of an item's own text."""
        return self.words[self.own[item]]


def read_batch(items: Sequence[Item], model: Model) -> Batch:
    """Items through the network; a text that is also another's sentence before is read once."""
    place: dict[str, int] = {}
    for item in items:
        place.setdefault(item.text, len(place))
        place.setdefault(item.previous, len(place))
    words = [read_words(text[:_LONGEST]) for text in place]
    rows = [[model.row_of_word(word.word) for word in text] for text in words]
    read = read_texts(model.weights, rows)
    own = np.array([place[item.text] for item in items])
    before = read.pooled[[place[item.previous] for item in items]]
    sections = np.array([model.row_of_section(item.section) for item in items])
    outputs = decide(model.weights, read.pooled[own], before, sections)
    return Batch(items, words, read, own, before, sections, outputs)
