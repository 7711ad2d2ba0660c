"""A text as the words that the coder reads, each with its place in the text."""

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
# A bullet's National Framework tag is an axis of its own; read as words it would decide the theme.
_TAG = re.compile(
    r"[(\[][^()\[\]]*\b(?:national\s+framework|outcomes?|enablers?|principles?)\b[^()\[\]]*[)\]]",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word, number or mark, in lower case, and the characters of the text it takes up."""

    word: str
    start: int
    end: int


def read_words(text: str) -> list[Word]:
    """The words of a text in order, without those of a National Framework tag.

    >>> [word.word for word in read_words("Children's plans (outcome 3, national framework).")]
    ["children's", 'plans', '.']
    """
    words = [
        Word(match[0].lower().replace("’", "'"), match.start(), match.end())
        for match in _WORD.finditer(text)
    ]
    for tag in _TAG.finditer(text):
        words = [word for word in words if not tag.start() <= word.start < tag.end()]
    return words
