"""Items on their way through the network."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ilacs_bench.themes.model import Model
from ilacs_bench.themes.network import Floats, Integers, ReadTexts, decide, read_context, read_texts
from ilacs_bench.themes.tokens import split_words, word_spans

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
    words: list[list[str]]  # of each text of `read`
    read: ReadTexts
    own: Integers  # of each item, its text among those of `read`
    hidden: Floats  # items x H
    outputs: Floats  # items x (themes, then polarities)

    def words_of(self, item: int) -> list[str]:
        """The words of an item's own text."""
        return self.words[self.own[item]]

    def places_of(self, item: int) -> list[tuple[int, int]]:
        """The first character of each of these words, and the one just after its last."""
        return word_spans(self.items[item].text[:_LONGEST])


def read_batch(items: Sequence[Item], model: Model) -> Batch:
    """Items through the network; a text that is also another's sentence before is read once."""
    place: dict[str, int] = {}
    own = np.array([place.setdefault(item.text, len(place)) for item in items])
    previous = np.array([place.setdefault(item.previous, len(place)) for item in items])
    words = [split_words(text[:_LONGEST]) for text in place]
    read = read_texts(model.weights, [model.rows_of(text) for text in words])
    text, before = read.pooled[own], read.pooled[previous]
    sections = np.array([model.row_of_section(item.section) for item in items])
    hidden = read_context(model.weights, text, before, sections)
    return Batch(items, words, read, own, hidden, decide(model.weights, text, hidden))
