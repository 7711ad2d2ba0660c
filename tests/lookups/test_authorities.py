"""Which authority a name, a code or a report's title means."""

import csv
import io
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.lookups.authorities import (
    Authority,
    authorities,
    authority_in_title,
    find_authority,
    find_la_codes,
)

SHARED = Path(__file__).resolve().parents[3] / "shared"
CURRENT = [authority for authority in authorities() if authority.valid_to is None]
FORMS = (
    "{}",
    "{} Council",
    "{} City Council",
    "{} County Council",
    "{} Metropolitan Borough\nCouncil",
    "Metropolitan Borough of {}",
    "London Borough  of {}",
    "The Royal Borough of {}",
    "City of {}",
    "{}, County of",
    "COUNCIL OF THE {}",
)
TITLES = (
    "Inspection of {} local authority children’s services",
    "1\n{}\nInspection of services for children in need of help and protection",
    "Inspection of the {} Children's Trust",
    "{} Children First",
)


def day_of(authority: Authority) -> date:
    return authority.valid_to or date(2025, 3, 31)


@given(st.sampled_from(authorities()), st.sampled_from(FORMS), st.booleans(), st.booleans())
def test_every_usual_form_of_a_name_is_found(authority, form, capitals, ampersand):
    name = form.format(authority.la_name)
    name = name.upper() if capitals else name
    name = name.replace(" and ", " & ") if ampersand else name
    assert find_authority(name, on=day_of(authority)) == authority


@given(st.sampled_from(authorities()), st.sampled_from(FORMS), st.sampled_from(TITLES), st.data())
def test_every_form_of_a_title_names_its_authority(authority, form, title, data):
    words = title.format(form.format(authority.la_name)).split()
    breaks = data.draw(st.lists(st.sampled_from([" ", "\n", " \n"]), min_size=len(words)))
    printed = "".join(f"{word}{gap}" for word, gap in zip(words, breaks, strict=False))
    assert authority_in_title(printed, on=day_of(authority)) == authority


@pytest.mark.parametrize("authority", authorities(), ids=lambda a: a.la_code)
def test_every_code_is_found_on_any_day(authority):
    for code in (authority.la_code, *authority.former_la_codes, authority.dfe_number):
        assert find_authority(code, on=date(2014, 1, 1)) == authority
    assert authority.urn is None or find_authority(authority.urn) == authority


@pytest.mark.parametrize("row", read_lookup("authority_aliases"), ids=lambda row: row["alias"])
def test_every_alias_is_found_as_name_and_in_a_title(row):
    assert find_authority(row["alias"]).la_code == row["la_code"]
    assert authority_in_title(f"Inspection of {row['alias']}").la_code == row["la_code"]


@pytest.mark.parametrize(
    ("typed", "la_name"),
    [
        ("lbbd", "Barking and Dagenham"),
        ("rbwm", "Windsor and Maidenhead"),
        ("bcp", "Bournemouth, Christchurch and Poole"),
        ("rbkc", "Kensington and Chelsea"),
        ("bathnes", "Bath and North East Somerset"),
        ("CWaC", "Cheshire West and Chester"),
        ("NELC", "North East Lincolnshire"),
        ("herts county council", "Hertfordshire"),
    ],
)
def test_what_people_type_is_known(typed, la_name):
    assert find_authority(typed).la_name == la_name


def test_names_of_a_column_that_nobody_knows_are_told_with_their_rows():
    csv_file = "council,rate\nSuffolk,1\nEngland,2\nSufolk,3\n,4\nE0600009,5\nHul,6\nx,7\n"
    column = pd.read_csv(io.StringIO(csv_file))["council"]
    kept = column[column != "England"]
    with pytest.raises(UnknownName) as problem:
        find_la_codes(kept)
    said = str(problem.value)
    assert "Row 2 (line 4 of a CSV): We can’t find 'Sufolk'" in said
    assert "Did you mean Suffolk" in said
    assert "line 5 of a CSV): nan names no local authority: the cell is empty" in said
    assert "'E0600009'" in said
    assert said.endswith("And 2 more.")
    assert find_la_codes(kept.iloc[:1]) == ["E10000029"]
    with pytest.raises(UnknownName, match="Row North: We can’t find 'x'"):
        find_la_codes(pd.Series(["x"], index=["North"]))


@pytest.mark.parametrize(
    ("on", "la_code"),
    [
        (date(2019, 3, 31), "E10000009"),
        (date(2019, 4, 1), "E06000059"),
        (None, "E06000059"),
    ],
)
def test_dorset_is_the_authority_of_that_day(on, la_code):
    assert find_authority("Dorset", on=on).la_code == la_code
    assert authority_in_title("Inspection of Dorset children's services", on=on).la_code == la_code


def test_a_former_authority_is_found_by_name_long_after_its_end():
    assert find_authority("Cumbria").successor_la_codes == ("E06000063", "E06000064")
    assert authority_in_title("Cumbria County Council").la_code == "E10000006"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Inspection of local authority children's services",
        "Achieving for Children",
        "Westminster, Kensington and Chelsea",
        "Hampshire and Isle of Wight",
        "Buryfield School",
    ],
)
def test_a_title_that_names_none_or_several_gives_none(title):
    assert authority_in_title(title) is None


def test_a_trust_of_a_former_county_names_no_authority_after_its_end():
    trust = "Northamptonshire Children’s Trust"
    assert authority_in_title(trust, on=date(2022, 10, 3)) is None
    named = authority_in_title(f"North Northamptonshire ({trust})", on=date(2022, 10, 3))
    assert named.la_code == "E06000061"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Sussex", "East Sussex"), ("Hul", "Kingston upon Hull"), ("Wolverhamton", "Wolverhampton")],
)
def test_an_unknown_name_says_what_may_be_meant(name, meant):
    with pytest.raises(UnknownName, match=f"We can’t find '{name}'.*Did you mean.*{meant}"):
        find_authority(name)


@pytest.mark.parametrize("name", ["", "council", "Kent Police", "E99999999", "000"])
def test_what_is_no_authority_is_an_error(name):
    with pytest.raises(UnknownName, match="We can’t find"):
        find_authority(name)


def test_current_authorities_have_all_regions_and_a_type():
    assert len(CURRENT) == 153
    assert len({a.ofsted_region for a in CURRENT}) == 8
    assert len({a.ons_region for a in CURRENT}) == 9
    types = Counter(a.la_type for a in CURRENT)
    assert types == {
        "Unitary authority": 63,
        "Metropolitan borough": 36,
        "London borough": 33,
        "County": 21,
    }


@pytest.mark.parametrize(
    ("day", "n"),
    [
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2021, 4, 1), 152),
        (date(2023, 4, 1), 153),
    ],
)
def test_authorities_in_existence_on_a_day(day, n):
    assert sum(authority.exists_on(day) for authority in authorities()) == n


def test_importing_the_lookups_does_not_import_pandas():
    code = "import ilacs_bench.lookups.authorities, sys; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def reports_with_titles() -> list[tuple[str, str, str]]:
    """(file, URN, first day on site) of each real report; none where they are missing."""
    expected = SHARED / "expected" / "inspections.csv"
    if not expected.exists():
        return []
    with expected.open(encoding="utf-8") as rows:
        return [(r["file"], r["file"].split("-")[0], r["start"]) for r in csv.DictReader(rows)]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the real reports are not at hand")
def test_every_report_names_its_authority():
    wrong = []
    for file, urn, start in reports_with_titles():
        with pypdfium2.PdfDocument(SHARED / "reports" / file) as pdf:
            page = pdf[0].get_textpage().get_text_bounded()
        title = re.split("Inspection date|Lead inspector", page)[0][:400]
        for on in (None, *([date.fromisoformat(start)] if start else [])):
            found = authority_in_title(title, on=on)
            if found is None or found.urn != urn:
                wrong.append((file, on, found))
    assert reports_with_titles()
    assert wrong == []


@pytest.mark.parametrize("number", [935, 935.0, np.int64(935)])
def test_a_dfe_number_may_be_a_number(number):
    assert find_authority(number).la_name == "Suffolk"


@pytest.mark.parametrize("cell", [None, float("nan"), 935.5, ["Suffolk"]])
def test_a_cell_that_names_nobody_is_said_in_words(cell):
    with pytest.raises(UnknownName, match="names no local authority"):
        find_authority(cell)
