"""Text files as different systems save them."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.reports.encoding import decode

TEXT = "\n".join(
    f"{n}. Children’s plans are ‘live’ – they cost £{n}… and “change” with café visits."
    for n in range(1, 60)
)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (b"", "utf-32-le"),
        (b"", "cp1252"),
        (b"", "mac_roman"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_is_the_same_whatever_system_saved_it(mark, encoding, ending):
    text = TEXT.replace("\n", ending)
    assert decode(mark + text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("stray", [b"\xff", b"\x92", b"\x81", b"\x00", b"\xe2\x80"])
def test_a_stray_byte_changes_nothing_else_and_is_said(stray):
    raw = TEXT.encode()
    at = raw.index(b"\n7.") + 5
    text, lines = decode(raw[:at] + stray + raw[at:])
    assert lines == [7]
    kept = zip(text.splitlines(), TEXT.splitlines(), strict=True)
    assert [n for n, (ours, theirs) in enumerate(kept, start=1) if ours != theirs] in ([7], [])


def test_letters_that_no_report_prints_are_said():
    assert decode(TEXT.encode("cp1252") + b"\nna\xefve \x81") == (f"{TEXT}\nnaïve \ufffd", [60])


def test_a_page_of_windows_text_in_a_file_of_utf_8_is_read_and_said():
    raw = "One’s own\n".encode() + "Another’s\n".encode("cp1252")
    assert decode(raw) == ("One’s own\nAnother’s\n", [2])


@pytest.mark.parametrize("raw", [bytes(range(256)) * 4, b"PK\x03\x04\x00\x00\x00\x08" * 50])
def test_what_is_no_text_is_none(raw):
    assert decode(raw) is None


@given(st.text(st.characters(exclude_characters="\0\ufeff", exclude_categories=["Cs"])))
def test_utf_8_is_read_as_it_is(text):
    assert decode(text.encode()) == (text, [])
