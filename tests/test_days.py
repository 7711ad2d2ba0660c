"""Today is one function; a day later than it is refused by whatever takes a day."""

import inspect
from datetime import date
from pathlib import Path

import pytest

import ilacs_bench
from ilacs_bench import days, load
from ilacs_bench.catalogue import CHARTS
from ilacs_bench.cli import main
from ilacs_bench.errors import UnknownName

TO_COME = date(2040, 5, 5)
REFUSED = r"5 May 2040 is later than today, .*Choose today or an earlier day"
DAYS = ("as_at", "published_by", "since", "first", "last", "on")
DAYS += ("inspected_since", "inspected_before")
OTHERS = {
    "authority": "Suffolk",
    "name": "Suffolk",
    "theme": "management_oversight",
    "path": "",
}
"""What the public functions need beside a day."""
FUNCTIONS = {
    name: function
    for name in ilacs_bench.__all__
    if inspect.isfunction(function := getattr(ilacs_bench, name))
}
ASKED = [
    (name, day)
    for name, function in FUNCTIONS.items()
    for day, parameter in inspect.signature(function).parameters.items()
    if day in DAYS and "int" not in str(parameter.annotation)
]


@pytest.fixture(scope="module")
def tables():
    return load()


def needed_by(name, tables, folder):
    """Arguments that a public function can't do without."""
    paper = folder / "paper.md"
    paper.write_text("Report to the cabinet of Suffolk County Council")
    others = {**OTHERS, "path": paper, "tables": tables, "kind": "distribution"}
    return {
        of: others.get(of, date(2025, 3, 31))
        for of, parameter in inspect.signature(FUNCTIONS[name]).parameters.items()
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
    }


def test_today_is_the_clocks_but_never_before_the_facts_at_hand(on_day):
    on_day(date(2031, 2, 3))
    assert days.today() == date(2031, 2, 3)
    assert days.check_not_future(date(2031, 2, 3)) == date(2031, 2, 3)
    with pytest.raises(UnknownName, match="4 February 2031 is later than today, 3 February 2031"):
        days.check_not_future(date(2031, 2, 4))
    on_day(date(1970, 1, 1))
    assert days.today() >= date(2026, 8, 22)


def test_the_clock_is_looked_at_in_one_place():
    package = Path(ilacs_bench.__file__).parent
    asks = [path for path in package.rglob("*.py") if "date.today(" in path.read_text("utf-8")]
    assert [path.name for path in asks] == ["days.py"]


def test_most_public_functions_take_a_day():
    assert len(ASKED) > 40
    assert ("latest", "as_at") in ASKED
    assert ("pictures", "last") in ASKED
    assert ("check_paper", "as_at") in ASKED


@pytest.mark.parametrize(("name", "day"), ASKED)
def test_every_public_function_refuses_a_day_to_come(tables, tmp_path, name, day):
    with pytest.raises(UnknownName, match=REFUSED):
        FUNCTIONS[name](**{**needed_by(name, tables, tmp_path), day: TO_COME})


@pytest.mark.parametrize("chart", ["national-mix", "over-time", "distribution", "record"])
def test_every_chart_refuses_a_day_to_come(tables, chart):
    council = "Suffolk" if CHARTS[chart].of_council else None
    with pytest.raises(UnknownName, match=REFUSED):
        ilacs_bench.draw_chart(tables, chart, council, as_at="2040-05-05")


@pytest.mark.parametrize(
    "command",
    [
        "as-at 2040-05-05",
        "as-at 2025-03-31 --published-by 2040-05-05",
        "ask positions Suffolk --as-at 2040-05-05",
        "ask published-since --since 2040-05-05",
        "find --as-at 2040-05-05",
        "find --inspected-since 2040-05-05",
        "export --as-at 2040-05-05",
        "brief Suffolk --as-at 2040-05-05",
        "chart distribution --as-at 2040-05-05",
        "publish somewhere --as-at 2040-05-05",
        "check-paper paper.md --as-at 2040-05-05",
    ],
)
def test_every_command_refuses_a_day_to_come(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(command.split())
    assert ended.value.code == 2
    assert "5 May 2040 is later than today" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted({name for name, day in ASKED if day in ("as_at", "on")}))
def test_every_public_function_says_when_the_list_of_authorities_begins(tables, tmp_path, name):
    """Whoever is listed from that day on may have existed before: nobody is said not to."""
    day = "on" if name in ("find_authority", "find_la_codes") else "as_at"
    begins = r"list of local authorities begins on 1 April 2009: which .* on 31 March 2009"
    with pytest.raises(UnknownName, match=begins):
        FUNCTIONS[name](**{**needed_by(name, tables, tmp_path), day: date(2009, 3, 31)})


def test_the_list_of_authorities_begins_with_its_first_day(tables):
    assert len(ilacs_bench.latest(tables, date(2009, 4, 1))) == 152
    assert main(["as-at", "2008-01-01"]) == 2
