"""The folder of a site says what it is; `tests/test_atomic.py` is about how it takes its place."""

import json
from datetime import date

import pytest

from ilacs_bench.errors import FolderNotOurs
from ilacs_bench.publish.site import MARKER, check_replaceable, write_site

DAYS = {"as_at": date(2025, 3, 31), "made_on": date(2025, 4, 1)}


def test_marker_says_what_the_site_was_made_of(tmp_path):
    assert write_site([("index.html", b"new")], tmp_path / "site", **DAYS) == [("index.html", 3)]
    told = json.loads((tmp_path / "site" / MARKER).read_text())
    assert told["made_by"] == "ilacs-bench publish"
    assert (told["as_at"], told["made_on"]) == ("2025-03-31", "2025-04-01")
    assert told["files"] == ["index.html"]
    check_replaceable(tmp_path / "site")


def test_folder_of_another_kind_is_no_site(tmp_path):
    (tmp_path / "ilacs-bench-extract.json").write_text('{"made_by": "ilacs-bench export"}')
    with pytest.raises(FolderNotOurs, match="not a site made by ilacs-bench"):
        write_site([], tmp_path, **DAYS)
