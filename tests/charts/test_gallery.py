"""Every chart of the pages can be had as a picture that says what it is of, and when."""

import pytest

from ilacs_bench.catalogue import CHARTS
from ilacs_bench.charts.gallery import draw_chart
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import read_tables

COUNCIL = {kind: "East Sussex" if chart.of_council else None for kind, chart in CHARTS.items()}


@pytest.fixture(scope="module")
def tables():
    return read_tables()


@pytest.mark.parametrize("kind", CHARTS)
def test_every_kind_says_its_date_source_and_licence(tables, kind):
    drawn = draw_chart(tables, kind, COUNCIL[kind])
    assert " 2026" in drawn.title
    assert "Source: Ofsted" in drawn.svg
    assert "Open Government Licence" in drawn.svg
    assert len(drawn.description) > len(drawn.title)


def test_figures_are_those_of_ofsted(tables):
    days = {"as_at": "2025-03-31", "published_by": "2025-06-30", "areas": ["overall"]}
    drawn = draw_chart(tables, "national-mix", **days)
    said = "36 outstanding, 67 good, 31 requires improvement to be good, 19 inadequate"
    assert said in drawn.description
    assert "as at 31 March 2025 (published by 30 June 2025)" in drawn.title


def test_nothing_later_than_the_date_is_drawn(tables):
    early = draw_chart(tables, "over-time", as_at="2020-03-31")
    assert "31 March 2020" in early.description
    assert "2021" not in early.description
    record = draw_chart(tables, "record", "East Sussex", as_at="2018-09-03")
    assert "Overall effectiveness: 2014 good." in record.description


def test_steps_are_those_of_the_council_and_its_group(tables):
    drawn = draw_chart(tables, "trajectories", "East Sussex", to=["Kent"], area="overall")
    assert "East Sussex: 2014 good, 2018 outstanding, 2023 good" in drawn.description
    assert "Kent" in drawn.svg
    early = draw_chart(tables, "trajectories", "East Sussex", to=["Kent"], as_at="2018-12-31")
    assert "2023" not in early.description


def test_themes_say_that_a_machine_coded_them(tables):
    for kind in ("themes-by-grade", "themes-contrast"):
        assert "machine-coded" in draw_chart(tables, kind, side="weakness").svg
    assert "machine-coded" in draw_chart(tables, "themes-by-year", theme="planning").svg


@pytest.mark.parametrize(
    ("kind", "council", "options", "said"),
    [
        ("pie", None, {}, "kind of chart"),
        ("record", None, {}, "name it"),
        ("over-time", "Kent", {}, "leave the council out"),
        ("record", "Kent", {"theme": "planning"}, "no option 'theme'"),
        ("over-time", None, {"region": "Wessex"}, "Wessex"),
        ("themes-by-grade", None, {"area": "overall"}, "overall"),
        ("themes-by-year", None, {"theme": "weather"}, "weather"),
        ("trajectories", "Kent", {"to": "england"}, "smaller group"),
        ("record", "Cumberland", {"as_at": "2023-06-01"}, "no full inspection"),
    ],
)
def test_what_cannot_be_drawn_is_said(tables, kind, council, options, said):
    with pytest.raises(UnknownName, match=said):
        draw_chart(tables, kind, council, **options)
