"""The line at the head of every page; what it says of each is tests/dashboards/test_every_page."""

from factories import complete, inspected, some_tables

from ilacs_bench.dashboard.form import data_line


def test_the_words_of_a_ground_are_escaped():
    row = complete("2024-03-31") | {"source": "<b>all</b>"}
    tables = some_tables(inspected("A", "2023-05-01", "2023-07-01", leaders="good"), coverage=[row])
    assert "&lt;b&gt;all" in data_line(tables)
