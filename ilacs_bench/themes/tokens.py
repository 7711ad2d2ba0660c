"""Split a text into the words that the coder reads, with their positions."""

import re
from collections.abc import Iterable


def _words(letter: str) -> re.Pattern[str]:
    # A court's supervision order is unrelated to the supervision of staff: it is one word of its
    # own. The pattern begins with a literal letter, so that other positions are skipped fast.
    order = r"s(?<=\bs)upervision orders?\b"
    return re.compile(rf"{order}|{letter}+(?:'{letter}+)?|\d+|[^\w\s]")


_WORD, _ENGLISH_WORD = _words(r"[^\W\d_]"), _words("[a-z]")
"""The second pattern is for ASCII-only text, as in most sentences, and is faster."""
# A bullet's National Framework tag is coded separately; as words it would decide the theme.
_TAG = re.compile(
    r"[(\[][^()\[\]]*\b(?:national\s+framework|outcomes?|enablers?|principles?)\b[^()\[\]]*[)\]]"
)


def split_words(text: str) -> list[str]:
    """Return the words, numbers and punctuation of a text in lower case, without tags.

    >>> split_words("Children’s plans (outcome 3, national framework).")
    ["children's", 'plans', '.']
    """
    small = _as_read(text)
    return (_ENGLISH_WORD if small.isascii() else _WORD).findall(small)


def word_spans(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return start and end (exclusive) of each of the first words of `split_words`."""
    small, spans, end = _as_read(text), [], 0
    for word in words:  # between words there are only spaces and other characters
        start = small.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def _as_read(text: str) -> str:
    """Return the text in lower case, each character in its position."""
    small = text.replace("’", "'").replace("İ", "I").lower()  # a small İ is two characters
    if "(" not in small and "[" not in small:
        return small
    return _TAG.sub(lambda tag: " " * len(tag[0]), small)
