"""Files to take away from the site: what is in them, and how the pages offer them."""

import io
import re
from datetime import date
from posixpath import dirname, join, normpath

import pandas as pd
from openpyxl import load_workbook
from small_site import EARLY, MADE_ON

from ilacs_bench.benchmark.compare import compare
from ilacs_bench.benchmark.evidence import report_evidence
from ilacs_bench.benchmark.pictures import picture
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.export.national import national_bundle
from ilacs_bench.publish.downloads import files_of, national_downloads, size_words
from ilacs_bench.publish.national import national_path
from ilacs_bench.publish.site import make_edition
from ilacs_bench.tables.store import WORDS_AND_THEMES, read_tables
from ilacs_bench.vocabulary import AREA_LABELS, GRADE_LABELS
from ilacs_bench.widgets.national_view import MAP_AREAS


def read_csv(data):
    return pd.read_csv(io.BytesIO(data))


def test_files_to_take_away_hold_what_the_library_says(edition, site):
    england = read_csv(site["data/england/judgements.csv"])
    counts = picture(edition.tables, as_at=edition.as_at, areas=["leaders"]).set_index("grade")["n"]
    leaders = england[england["Judgement"] == AREA_LABELS["leaders"]]
    assert leaders["Grade"].value_counts().to_dict() == {
        GRADE_LABELS[grade]: n for grade, n in counts.items()
    }
    kent = read_csv(site["data/kent/history.csv"])
    group = {"Kent", *compare(edition.tables, "Kent", as_at=edition.as_at)["la_name"]}
    assert set(kent["Local authority"]) == group
    assert kent["Source"].str.contains("Open Government Licence v3.0").all()
    assert len(read_csv(site["data/england/waits.csv"])) == 153
    listed = read_csv(site["data/kent/improvements.csv"])
    assert set(listed["Local authority"]) == {"Kent"}
    codes = read_csv(site["data/kent/themes.csv"])
    (published,) = codes["Published"].unique()
    assert codes["Of what time"].unique() == [f"Published on {day_words(pd.Timestamp(published))}"]
    assert len(codes) == len(report_evidence(edition.tables, "Kent", as_at=edition.as_at))


def test_workbook_of_england_opens(site):
    book = load_workbook(io.BytesIO(site["data/england/england.xlsx"]), read_only=True)
    assert "Contents" in book.sheetnames


def test_every_file_to_take_away_is_linked_with_its_size_and_a_dated_name(edition, site, pages):
    linked = {}
    for path, html in pages.items():
        found = re.findall(r'<a href="([^"]*)" download="([^"]*)">[^<]*</a> \(\w+, ([^)]*)\)', html)
        for address, name, size in found:
            target = normpath(join(dirname(path), address))
            linked[target] = name
            assert size == size_words(len(site[target]))
    assert set(linked) == {path for path in site if path.startswith("data/")}
    day = edition.as_at.isoformat()
    assert linked["data/kent/judgements.csv"] == f"judgements_kent_{day}.csv"
    assert linked["data/england/england.xlsx"] == f"england_{day}.xlsx"
    for area in MAP_AREAS:
        assert "data/england/waits.csv" in pages[national_path(area)]


def test_files_of_an_earlier_day_have_nothing_of_later(early):
    history = read_csv(early["data/kent/history.csv"])
    assert history["Published"].max() <= EARLY.isoformat()
    themes = read_csv(early["data/kent/themes.csv"])
    assert set(themes["Published"]) == {"2017-06-13"}  # Kent's only report by then


def test_workbook_of_england_is_made_before_the_first_quarter_ended():
    tables = read_tables(without=WORDS_AND_THEMES)
    (over_time,) = [
        part
        for part in national_bundle(tables, as_at="2013-12-01").parts
        if part.name == "Over time"
    ]
    assert over_time.rows.empty
    edition = make_edition(tables, as_at=date(2013, 12, 1), made_on=MADE_ON)
    files = files_of(national_downloads(edition))
    book = load_workbook(io.BytesIO(files["data/england/england.xlsx"]), read_only=True)
    assert {"Grades", "Over time"} & set(book.sheetnames) == {"Grades"}  # a sheet has rows
