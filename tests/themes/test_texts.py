"""Texts to code come as frames, series and lists; what is none of these is refused in words."""

import pandas as pd
import pytest

from ilacs_bench.errors import UnknownName
from ilacs_bench.themes.coder import code_findings

TEXT = "Too many foster carers have waited too long for their training."


@pytest.fixture(scope="module")
def in_a_frame() -> pd.DataFrame:
    return code_findings(pd.DataFrame({"text": [TEXT, ""]}))


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ([TEXT, None], {}),
        ((TEXT, ""), {}),
        (iter([TEXT, ""]), {}),
        (pd.Series([TEXT, None], name="Comment"), {}),
        (pd.DataFrame({"Comment": [TEXT, float("nan")]}), {"text_column": "Comment"}),
        ([{"text": TEXT, "date": 1}, {"text": ""}], {}),
        ([{"Comment": TEXT}, {"Comment": ""}], {"text_column": "Comment"}),
    ],
    ids=["list", "tuple", "iterator", "series", "text_column", "rows", "rows and text_column"],
)
def test_texts_are_coded_however_they_come(in_a_frame, given, options):
    pd.testing.assert_frame_equal(code_findings(given, **options), in_a_frame)


def test_one_text_is_one_row_and_a_series_keeps_its_index(in_a_frame):
    assert code_findings(TEXT)["themes"].to_list() == in_a_frame["themes"].to_list()[:1]
    coded = code_findings(pd.Series([TEXT], index=["interview 7"]))
    assert coded.index.to_list() == ["interview 7"]
    assert code_findings([]).empty


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        (
            pd.DataFrame({"When": ["today"], "Comment": [TEXT]}),
            {},
            r"column 'text', and found \['When', 'Comment'\].*text_column='Comment'",
        ),
        (pd.DataFrame({"text": [TEXT]}), {"text_column": "Words"}, "column 'Words', and found"),
        (pd.DataFrame(), {}, r"found \[\]"),
        (7, {}, "a DataFrame, a Series or a list of texts, and found int"),
        ({"text": TEXT}, {}, "and found dict"),
        ([TEXT, 7], {}, "'text' has 7, which is no text"),
        (pd.DataFrame({"text": [TEXT], "section": [3]}), {}, "'section' has 3"),
    ],
)
def test_what_holds_no_texts_is_refused_with_what_was_found(given, options, message):
    with pytest.raises(UnknownName, match=message):
        code_findings(given, **options)
