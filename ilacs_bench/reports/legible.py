"""Check that extracted text is legible: a font may lack the mapping from glyphs to letters."""

import re
from collections.abc import Sequence

from ilacs_bench.errors import ReadError
from ilacs_bench.reports.document import Doubt, ReportPage

_NO_LETTER = "\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f-\x9f"
# One such sign at the start of a word may be a bullet in a symbol font; others are not.
_NO_LETTERS = re.compile(f"[{_NO_LETTER}]")
_UNREADABLE = re.compile(rf"\S[{_NO_LETTER}]|[{_NO_LETTER}]{{2}}")
_MOST_UNREADABLE = 9  # unreadable words allowed before the report is rejected
_COMMON = (" the ", " and ", " to ", " of ", " in ", " a ", " for ")
_LETTERS_A_COMMON_WORD = 250  # at most; reports have a common word every 20 to 90 letters
_FEWEST = 300  # letters needed on a page for this check
_ADVICE = "Download the report again, or make a new PDF of it with text recognition (OCR)."


def check_legible(name: str, pages: Sequence[ReportPage]) -> list[Doubt]:
    """Return a doubt for each page with an unreadable word.

    Raises ReadError if there are many, or if a page has no English words: a font with wrong letters
    may have wrong digits in dates too.
    """
    texts = [(page.number, " ".join(line.text for line in page.lines)) for page in pages]
    unreadable = {
        number: len(_UNREADABLE.findall(text)) if _NO_LETTERS.search(text) else 0
        for number, text in texts
    }
    wrong = [number for number, text in texts if not _is_english(text)]
    if wrong or sum(unreadable.values()) > _MOST_UNREADABLE:
        page = min([*wrong, *(number for number, n in unreadable.items() if n)])
        message = (
            f"From page {page} on, letters can't be read: a font of the file does not say which "
            f"letters its signs stand for, or says it wrongly. {_ADVICE}"
        )
        raise ReadError(name, message, page=page)
    return [
        Doubt(f"{n} word{'s' if n > 1 else ''} on this page can't be read. {_ADVICE}", number)
        for number, n in unreadable.items()
        if n
    ]


def _is_english(text: str) -> bool:
    """Return whether a text that is long enough has the commonest English words."""
    if len(text) < _FEWEST:
        return True
    words = f" {text.lower()} "
    common = sum(words.count(word) for word in _COMMON)
    return common * _LETTERS_A_COMMON_WORD >= len(text)
