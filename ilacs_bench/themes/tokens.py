"""Split a text into the words that the coder reads, with their positions."""

import re
from functools import lru_cache
from itertools import chain

from ilacs_bench.lookup_rows import read_lookup

_LETTER = r"[^\W\d_]"
# A court's supervision order is unrelated to the supervision of staff: it is one word of its
# own. The pattern begins with a literal letter, so that other positions are skipped fast.
_WORD = re.compile(rf"s(?<=\bs)upervision orders?\b|{_LETTER}+(?:'{_LETTER}+)?|\d+|[^\w\s]")
_ORDER, _ONE_PIECE = "supervision order", "supervision\x1forder"
# A bullet's National Framework tag is coded separately; as words it would decide the theme.
_TAG = re.compile(
    r"[(\[][^()\[\]]*\b(?:national\s+framework|outcomes?|enablers?|principles?)\b[^()\[\]]*[)\]]"
)
_PIECES_KEPT = 2**14
_FUNCTION_WORDS = frozenset(row["word"] for row in read_lookup("function_words"))


def split_words(text: str) -> list[str]:
    """Return the words, numbers and punctuation of a text in lower case, without tags.

    >>> split_words("Children’s plans (outcome 3, national framework).")
    ["children's", 'plans', '.']
    """
    return [word for piece in split_pieces(text) for word in words_of(piece)[0]]


def split_pieces(text: str) -> list[str]:
    """Return the text in lower case, each character in its position, split at its spaces."""
    small = text.replace("’", "'").replace("İ", "I").lower()  # a small İ is two characters
    if "(" in small or "[" in small:
        small = _TAG.sub(lambda tag: " " * len(tag[0]), small)
    return small.replace(_ORDER, _ONE_PIECE).split(" ")


@lru_cache(_PIECES_KEPT)  # most pieces of a text are in an earlier one, too
def words_of(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the words of a piece, and three numbers for each word, in one tuple.

    They are start and end (exclusive) in the piece, in characters, and 1 for a content word, 0 for
    punctuation and function words.
    """
    found = [*_WORD.finditer(piece.replace(_ONE_PIECE, _ORDER))]
    places = chain.from_iterable((*word.span(), _is_content(word[0])) for word in found)
    return tuple(word[0] for word in found), tuple(places)


def _is_content(word: str) -> bool:
    return word[0].isalnum() and word not in _FUNCTION_WORDS
