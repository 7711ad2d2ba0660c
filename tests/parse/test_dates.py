from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.parse.dates import Window, parse_windows


@pytest.mark.parametrize(
    ("printed", "windows"),
    [
        ("10 to 21 July 2023", ["2023-07-10 2023-07-21"]),
        ("28 February to 4 March 2022", ["2022-02-28 2022-03-04"]),
        ("16 September 2014 – 8 October 2014", ["2014-09-16 2014-10-08"]),
        ("12/09/2016 to 06/10/2016", ["2016-09-12 2016-10-06"]),
        ("1.2.2016 – 25.2.2016", ["2016-02-01 2016-02-25"]),
        ("12 December to 20 January 2015", ["2014-12-12 2015-01-20"]),
        ("12 December 2016 to 12 January 2017", ["2016-12-12 2017-01-12"]),
        ("Tuesday 12 November 2013 until Wednesday 4 December", ["2013-11-12 2013-12-04"]),
        ("12th–23rd Sept 2019", ["2019-09-12 2019-09-23"]),
        ("13 to 24May2019", ["2019-05-13 2019-05-24"]),
        ("12 Febuary to 2 March 2018", ["2018-02-12 2018-03-02"]),
        ("between 10 and 21 July 2023", ["2023-07-10 2023-07-21"]),
        ("14 May 2018", ["2018-05-14 2018-05-14"]),
        (
            "5 to 9 December 2022 and 14 to 15 February 2023",
            ["2022-12-05 2022-12-09", "2023-02-14 2023-02-15"],
        ),
        ("6–10 and 13–17 May 2019", ["2019-05-06 2019-05-10", "2019-05-13 2019-05-17"]),
    ],
)
def test_every_printed_form_is_read(printed, windows):
    assert [f"{w.start} {w.end}" for w in parse_windows(printed)] == windows


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("", "is not a date"),
        ("soon", "is not a date"),
        ("10 to 21", "has no month"),
        ("10 to 21 July", "has no year"),
        ("10 to 21 July 203", "is not a date"),
        ("31 June to 4 July 2020", "out of range"),
        ("10 to 2 July 2023", "a stay of 358 days"),
        ("12/13/2016 to 20/13/2016", "no month 13"),
        ("14 to 15 February 2023 and 5 to 9 December 2022", "out of order"),
        ("10 to 21 July 2023, published in August", "is not a date"),
    ],
)
def test_no_date_is_guessed(printed, reason):
    with pytest.raises(ValueError, match=reason):
        parse_windows(printed)


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _short_month(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


FORMS = (
    lambda w: f"{_long(w.start)} to {_long(w.end)}",
    lambda w: f"{_long(w.start)} – {_long(w.end)}",
    lambda w: f"{w.start:%A} {_long(w.start)} to {w.end:%A} {_long(w.end)}",
    lambda w: f"{_short_month(w.start)}-{_short_month(w.end)}",
    lambda w: f"{w.start:%d/%m/%Y} to {w.end:%d/%m/%Y}",
    lambda w: f"{w.start.day} {w.start:%B} to {_long(w.end)}",
    lambda w: f"{w.start.day}th {w.start:%B} until {w.end.day}th {w.end:%B}, {w.end.year}",
)


@given(
    start=st.dates(date(2013, 11, 1), date(2029, 12, 31)),
    length=st.integers(1, 44),
    form=st.sampled_from(FORMS),
)
def test_what_is_printed_of_a_window_gives_that_window(start, length, form):
    window = Window(start, start + timedelta(days=length))
    assert parse_windows(form(window)) == [window]


@given(
    start=st.dates(date(2018, 1, 1), date(2029, 12, 31)),
    lengths=st.tuples(st.integers(1, 11), st.integers(1, 11)),
    gap=st.integers(3, 90),
    form=st.sampled_from(FORMS[:3]),
)
def test_two_windows_are_kept_apart(start, lengths, gap, form):
    first = Window(start, start + timedelta(days=lengths[0]))
    begin = first.end + timedelta(days=gap)
    second = Window(begin, begin + timedelta(days=lengths[1]))
    assert parse_windows(f"{form(first)} and {form(second)}") == [first, second]


@given(st.text(alphabet="0123456789 toJunely-–/.,and", max_size=40))
def test_any_text_gives_windows_in_order_or_an_error(printed):
    try:
        windows = parse_windows(printed)
    except ValueError:
        return
    assert windows == sorted(windows)
    assert all(1 <= window.days <= 45 for window in windows)
