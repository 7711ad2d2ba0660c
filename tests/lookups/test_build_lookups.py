"""The lookups hold together, and the tool writes the bundled ones again, byte for byte."""

import shutil
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pytest

from ilacs_bench.errors import SchemaError
from ilacs_bench.lookups.authorities import authorities
from ilacs_bench.paths import bundled
from tools import build_lookups as build_lookups_tool
from tools.build_lookups import build_lookups, check_lookups, main

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"
AUTHORITIES = pd.DataFrame([asdict(authority) for authority in authorities()]).assign(
    successor_la_codes=[
        "; ".join(authority.successor_la_codes) or None for authority in authorities()
    ]
)
NEIGHBOURS = pd.read_csv(bundled("data", "lookups", "neighbours.csv"), dtype={"model": "str"})


def test_the_bundled_lookups_hold_together():
    check_lookups(AUTHORITIES, NEIGHBOURS)
    assert NEIGHBOURS.groupby("model")["la_code"].nunique().to_dict() == {"2021": 152, "2025": 153}


def test_authorities_without_neighbours_in_2021_are_those_made_in_2023():
    covered = set(NEIGHBOURS.loc[NEIGHBOURS["model"] == "2021", "la_code"])
    missing = {a.la_name for a in authorities() if a.valid_to is None and a.la_code not in covered}
    assert missing == {"Cumberland", "Westmorland and Furness"}


def test_ranks_run_from_1_to_10_and_nobody_neighbours_itself():
    ranks = NEIGHBOURS.groupby(["model", "la_code"])["rank"].apply(sorted)
    assert all(rank == list(range(1, 11)) for rank in ranks)
    assert (NEIGHBOURS["la_code"] != NEIGHBOURS["neighbour_la_code"]).all()
    assert set(NEIGHBOURS["closeness"]) == {
        "extremely close",
        "very close",
        "close",
        "somewhat close",
        "not close",
    }


def test_only_two_authorities_have_no_close_neighbour_in_2025():
    model = NEIGHBOURS[NEIGHBOURS["model"] == "2025"]
    far = model.groupby("la_code")["closeness"].agg(lambda bands: set(bands) == {"not close"})
    assert set(far[far].index) == {"E09000001", "E06000053"}


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (lambda a, n: (a.iloc[1:], n), "no dangling neighbour"),
        (lambda a, n: (a.assign(valid_to=a["valid_to"].shift(1)), n), "successors begin the day"),
        (lambda a, n: (a, n[n["la_code"] != "E10000029"]), "older than the model of 2025 in it"),
        (lambda a, n: (a.assign(urn="1"), n), "no URN twice"),
        (lambda a, n: (a, n.iloc[1:]), "10 neighbours each"),
        (lambda a, n: (a, n.assign(neighbour_la_code="E99")), "no dangling neighbour"),
    ],
)
def test_broken_lookups_say_which_promise(spoil, promise):
    with pytest.raises(SchemaError, match=promise):
        check_lookups(*spoil(AUTHORITIES, NEIGHBOURS))


@pytest.mark.shared
@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not at hand")
def test_an_authority_that_no_reference_file_has_yet_is_kept_by_hand(tmp_path, monkeypatch):
    for path in build_lookups_tool.HERE.glob("*.csv"):
        shutil.copy(path, tmp_path)
    with (tmp_path / "former_authorities.csv").open("a") as file:
        file.write("E10000030,Surrey,936,80567,South East,South East,2026-09-30,E06000198,made\n")
    with (tmp_path / "new_authorities.csv").open("a") as file:
        file.write("E06000198,East Surrey,948,1,South East,South East,2026-10-01,made\n")
    monkeypatch.setattr(build_lookups_tool, "HERE", tmp_path)
    made = build_lookups(REFERENCE)
    of = made["authorities"].set_index("la_code")
    assert (len(of), of.loc["E06000198", "la_type"]) == (159, "Unitary authority")
    assert str(of.loc["E10000030", "valid_to"])[:10] == "2026-09-30"
    assert "E06000198" not in set(made["neighbours"]["la_code"])


@pytest.mark.shared
@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference files are not at hand")
def test_the_tool_writes_the_bundled_lookups_again(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["", "--reference", str(REFERENCE), "--out", str(tmp_path)])
    main()
    assert set(build_lookups(REFERENCE)) == {path.stem for path in tmp_path.iterdir()}
    for path in tmp_path.iterdir():
        assert path.read_bytes() == bundled("data", "lookups", path.name).read_bytes(), path.name
    assert "authorities.csv: 158 rows" in capsys.readouterr().out
