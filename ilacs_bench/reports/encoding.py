"""Decode the bytes of a text file, whatever system saved it."""

import codecs
import re

_MARKS = {  # longest first: one is a prefix of another
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_WESTERN = ("cp1252", "mac_roman")
_SAMPLE = 4096  # bytes
_MOST_ASCII = 0.8  # share of the letters of an English text, at least
_FEW = 0.001  # share of zero bytes in a text that only has a stray one
_STRAY = re.compile("[\0\udc80-\udcff]")  # a byte that is not UTF-8, as Python escapes it
_PRINTED = frozenset("‘’“”–—…•£é\xa0")  # what reports print beyond ASCII


def decode(raw: bytes) -> tuple[str, list[int]] | None:
    """Return the text, and the numbers (from 1) of lines with uncertain letters; None if not text.

    Bytes that are not UTF-8 are read as the western code page of Windows, or of an old Mac. They
    are replaced one by one, so that a stray byte changes no other letter.
    """
    for mark, encoding in _MARKS.items():
        if raw.startswith(mark):
            return _decode(raw.removeprefix(mark), encoding)
    if b"\0" in raw:
        wide = next((encoding for encoding in _WIDE if _fits(raw, encoding)), None)
        if wide:
            return _decode(raw, wide)
        if raw.count(b"\0") > _FEW * len(raw):
            return None
    return _decode(raw, "utf-8")


def _fits(raw: bytes, encoding: str) -> bool:
    """Return whether the bytes are mostly English letters in a two- or four-byte encoding."""
    text = raw[:_SAMPLE].decode(encoding, errors="replace")
    return sum("\0" < letter <= "~" for letter in text) > _MOST_ASCII * len(text)


def _decode(raw: bytes, encoding: str) -> tuple[str, list[int]]:
    if encoding in _WIDE:
        text = raw.decode(encoding, errors="replace")
        return text, _lines(text, [at for at, letter in enumerate(text) if letter == "\ufffd"])
    text = raw.decode(encoding, errors="surrogateescape")
    found = [(match.start(), match[0]) for match in _STRAY.finditer(text)]
    page = _western([letter for _, letter in found])
    mixed = any(letter > "~" and not _STRAY.match(letter) for letter in text)
    doubtful = [at for at, letter in found if mixed or _letter(letter, page) not in _PRINTED]
    return _STRAY.sub(lambda match: _letter(match[0], page), text), _lines(text, doubtful)


def _western(strays: list[str]) -> str:
    """Return the code page in which most of the bytes are common in reports; Windows' if unsure."""
    return max(_WESTERN, key=lambda page: sum(_letter(stray, page) in _PRINTED for stray in strays))


def _letter(stray: str, page: str) -> str:
    """Return an escaped byte's letter in a code page."""
    return bytes([ord(stray) & 0xFF]).decode(page, errors="replace") if stray > "\0" else ""


def _lines(text: str, places: list[int]) -> list[int]:
    return sorted({len(text[: at + 1].splitlines()) for at in places})
