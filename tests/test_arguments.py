"""What is asked for in other words is answered alike, or refused in words, by every function.

Days are walked through in test_days.
"""

import inspect

import pandas as pd
import pytest
from test_days import FUNCTIONS, needed_by

from ilacs_bench import load
from ilacs_bench.errors import IlacsBenchError

AS = {
    "authority": {935: "Suffolk", "England": None, "leadership": None},
    "council": {935: "Suffolk"},
    "neighbours_of": {935: "Suffolk"},
    "to": {
        935: ["Suffolk"],
        (935, 881): ["Suffolk", "Essex"],
        ("england",): "england",
        "leadership": None,
    },
    "groups": {"england": ["england"], 881: [["Essex"]], "leadership": None},
    "la_codes": {
        (935, 881): ["E10000029", "E10000012"],
        "Suffolk": ["E10000029"],
        "england": None,
        "leadership": None,
    },
    "area": {"Leaders": "leaders", ("leaders",): "leaders", "london": None},
    "areas": {
        "leaders": ["leaders"],
        ("Leaders", "leaders"): ["leaders"],
        "Help and protection": ["help_protection"],
        "england": None,
    },
    "frameworks": {"ilacs_2018": ["ilacs_2018"], "SIF": ["sif"], "england": None},
    "kinds": {"recommendation": ["recommendation"], "england": None},
    "names": {"inspections": ["inspections"], "england": None},
    "grades": {"good": None, "england": None},
    "name": {935: "Suffolk"},
}
"""By parameter: what is given, and what it means; None where it is refused."""
ALL_IN_ENGLAND = {"la_codes"}
UNHEEDED = {
    ("published_since", "to"),  # without a council nobody is compared
    ("themes_workbook", "to"),
    ("write_table_files", "names"),  # needs a folder; `tables_workbook` asks alike
    ("remove_own_list", "name"),  # a name of one's own
    ("save_own_list", "name"),
}
CASES = [
    (name, parameter, given)
    for name, function in FUNCTIONS.items()
    for parameter in inspect.signature(function).parameters
    for given in AS.get(parameter, ())
    if (name, parameter) not in UNHEEDED
]
SLOW = ("_workbook", "briefing", "snapshot", "draw_chart", "themes", "theme_contrast")


@pytest.fixture(scope="module")
def tables():
    return load()


def test_most_public_functions_are_asked():
    assert len({name for name, *_ in CASES}) > 35
    assert ("positions", "groups", "england") in CASES


@pytest.mark.parametrize(("name", "parameter", "given"), CASES)
def test_other_words_mean_the_same_or_are_refused(tables, tmp_path, name, parameter, given):
    needed = needed_by(name, tables, tmp_path) | {
        "la_codes": ["E10000029"],
        "to": "region",
        "area": "leaders",
    }
    known = inspect.signature(FUNCTIONS[name]).parameters
    asked = {key: value for key, value in needed.items() if key in known}
    if name == "save_own_list":
        asked |= {"path": tmp_path / "own.csv", "authorities": ["Essex"]}
    if name == "theme_contrast":
        asked["draws"] = 2
    plain = AS[parameter][given]
    if plain is None and not (parameter in ALL_IN_ENGLAND and given == "england"):
        with pytest.raises(IlacsBenchError):
            FUNCTIONS[name](**{**asked, parameter: given})
        return
    if name == "recurring_among" and plain is None:
        assert (FUNCTIONS[name](**{**asked, parameter: given})["group"] == 153).all()
        return
    answered = FUNCTIONS[name](**{**asked, parameter: given})
    if any(part in name for part in SLOW):
        return
    same = FUNCTIONS[name](**{**asked, parameter: plain})
    if isinstance(answered, pd.DataFrame):
        pd.testing.assert_frame_equal(answered, same)
    elif name not in ("check_paper", "save_own_list"):
        assert answered == same
