"""A text as the words that the coder reads, and the places at which they stand."""

import re
from collections.abc import Iterable


def _words(letter: str) -> re.Pattern[str]:
    # A court's supervision order has nothing to do with the supervision of staff: one word of its
    # own. Written with its first letter first: so all other places are passed at once.
    order = r"s(?<=\bs)upervision orders?\b"
    return re.compile(rf"{order}|{letter}+(?:'{letter}+)?|\d+|[^\w\s]")


_WORD, _ENGLISH_WORD = _words(r"[^\W\d_]"), _words("[a-z]")
"""The same words where all letters are ASCII, as in most sentences; these are found sooner."""
# A bullet's National Framework tag is an axis of its own; read as words it would decide the theme.
_TAG = re.compile(
    r"[(\[][^()\[\]]*\b(?:national\s+framework|outcomes?|enablers?|principles?)\b[^()\[\]]*[)\]]"
)


def split_words(text: str) -> list[str]:
    """The words, numbers and marks of a text in order, in lower case, without those of a tag.

    >>> split_words("Children’s plans (outcome 3, national framework).")
    ["children's", 'plans', '.']
    """
    small = _as_read(text)
    return (_ENGLISH_WORD if small.isascii() else _WORD).findall(small)


def word_spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Of each of the first words of `split_words` its first character and the one just after it."""
    small, spans, end = _as_read(text), [], 0
    for word in words:  # between words stand only spaces, and what belongs to no word
        start = small.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def _as_read(text: str) -> str:
    """The text as it is read, each character at its place."""
    small = text.replace("’", "'").replace("İ", "I").lower()  # a small İ is two characters
    if "(" not in small and "[" not in small:
        return small
    return _TAG.sub(lambda tag: " " * len(tag[0]), small)
