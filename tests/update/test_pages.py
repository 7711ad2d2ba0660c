"""Ofsted's pages read by what they mean, in the markup of today and in others."""

import contextlib
from datetime import date

import pytest

from ilacs_bench.update.pages import (
    MOST_LINKS,
    ListedAuthority,
    Unreadable,
    read_list_page,
    read_provider_page,
)

LIST = "https://reports.ofsted.gov.uk/search?start=0"
PROVIDER = "https://reports.ofsted.gov.uk/provider/44/80467"
FILE = "https://files.ofsted.gov.uk/v1/file/50172438"


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def test_list_gives_each_authority_once_and_the_next_page():
    content = page(
        '<h3><a href="/provider/44/80467">Suffolk <b>County Council</b></a></h3>'
        '<a href="/provider/44/80467"></a><a href="https://reports.ofsted.gov.uk/provider/44/80474/">'
        'East Sussex</a><a href="/about">About</a><a href="mailto:x">x</a><a>no address</a>'
        '<ul class="pagination"><li class="next"><a href="?start=100">On</a></li></ul>'
    )
    found = read_list_page(content, LIST)
    assert found.authorities == (
        ListedAuthority("80467", "Suffolk County Council"),
        ListedAuthority("80474", "East Sussex"),
    )
    assert found.following == "https://reports.ofsted.gov.uk/search?start=100"


@pytest.mark.parametrize(
    "link",
    ['<a rel="next" href="/2">2</a>', '<a href="/2">Next page</a>', '<a href="/2">›</a>'],
)
def test_next_page_is_known_by_its_role_or_words_too(link):
    found = read_list_page(page('<a href="/provider/44/80467">Suffolk</a>' + link), LIST)
    assert found.following == "https://reports.ofsted.gov.uk/2"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff\xfe", page("<a href='/x'>y</a>"), b"%PDF-1.7", b"{}", b"<?xml?>"]
)
def test_page_that_is_no_list_says_what_was_expected(content):
    with pytest.raises(Unreadable, match=r"expected links to /provider/44/URN, found \d links"):
        read_list_page(content, LIST)
    with pytest.raises(Unreadable, match=r"expected links to reports, such as /v1/file/NUMBER"):
        read_provider_page(content, PROVIDER)


@pytest.mark.parametrize(
    "markup",
    [
        f'<a class="publication-link" href="{FILE}"><span class="nonvisual">Inspection of '
        "children’s services, pdf - 20 August 2026</span></a>",
        f'<a class="publication-link" href="{FILE}">Report<span class="nonvisual">Inspection of '
        "children’s services, pdf - 20 August 2026</span></a>",
        f'<a class="renamed" href="{FILE}">Inspection of children’s services, PDF – '
        "20th August 2026</a>",
        f'<li><a href="{FILE}">Inspection of children’s services</a> <time '
        'datetime="2026-08-20">last week</time></li>',
        f'<tr><td>20 August 2026</td><td><a href="{FILE}">Inspection of children’s services</a>',
        f'<a href="{FILE}" aria-label="Inspection of children’s services, pdf - 20 August 2026">'
        "</a>",
        f'<a href="{FILE}">Inspection of children’s services (pdf, 300 kB) - 20/08/2026</a>',
    ],
)
def test_report_is_known_by_its_link_and_words_in_any_markup(markup):
    (report,) = read_provider_page(page(f"<table><ol>{markup}</ol></table>"), PROVIDER)
    assert report.url == FILE
    assert report.published == date(2026, 8, 20)
    assert report.title in ("Inspection of children’s services", "Report")
    assert report.title != "Report" or "Report<" in markup


def test_days_of_other_reports_are_not_taken_for_one_without_a_day():
    found = read_provider_page(
        page(
            f'<li><a href="{FILE}1">Inspection of children’s services</a>'
            f'<a href="{FILE}2">Focused visit, pdf - 3 May 2024</a></li>'
        ),
        PROVIDER,
    )
    assert [each.published for each in found] == [None, date(2024, 5, 3)]


def test_day_of_inspection_in_the_name_is_not_the_day_of_publication():
    (report,) = read_provider_page(
        page(f'<a href="{FILE}">Inspection of 3 May 2026 and 31 June 2026, pdf - 9 July 2026</a>'),
        PROVIDER,
    )
    assert report.published == date(2026, 7, 9)


def test_nothing_of_a_page_is_a_command_to_a_terminal():
    body = f'<a href="{FILE}">Inspection &#27;[2J of \u202e children&#7;</a>'
    (report,) = read_provider_page(page(body), PROVIDER)
    assert report.title.isprintable()


def test_windows_letters_are_read():
    content = f"<html><a href='{FILE}'>Inspection of children’s services</a></html>".encode(
        "cp1252"
    )
    (report,) = read_provider_page(content, PROVIDER)
    assert report.title == "Inspection of children’s services"


def test_hostile_pages_end_soon():
    many = page(f"<li><a href='{FILE}'>x</a>" * (MOST_LINKS + 1))
    with pytest.raises(Unreadable, match="found more than 3,000"):
        read_provider_page(many, PROVIDER)
    deep = b"<div>" * 100_000 + f"<a href='{FILE}'>{'word ' * 1000}</a>".encode()
    with contextlib.suppress(Unreadable):
        assert all(len(each.title) <= 300 for each in read_provider_page(deep, PROVIDER))
