"""A text as the words that the coder reads, and the places at which they stand."""

import re

# A court's supervision order has nothing to do with the supervision of staff: one word of its own.
_WORD = re.compile(r"\bsupervision orders?\b|[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[^\w\s]")
# A bullet's National Framework tag is an axis of its own; read as words it would decide the theme.
_TAG = re.compile(
    r"[(\[][^()\[\]]*\b(?:national\s+framework|outcomes?|enablers?|principles?)\b[^()\[\]]*[)\]]"
)


def split_words(text: str) -> list[str]:
    """The words, numbers and marks of a text in order, in lower case, without those of a tag.

    >>> split_words("Children’s plans (outcome 3, national framework).")
    ["children's", 'plans', '.']
    """
    return _WORD.findall(_as_read(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Of each word of `split_words` its first character in the text and the one just after it."""
    return [match.span() for match in _WORD.finditer(_as_read(text))]


def _as_read(text: str) -> str:
    """The text as it is read, each character at its place."""
    small = text.replace("’", "'").replace("İ", "I").lower()  # a small İ is two characters
    return _TAG.sub(lambda tag: " " * len(tag[0]), small)
