"""The real reports of ../shared, against what a careful reading of them gives."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ilacs_bench.jail.workers import workers_at
from ilacs_bench.paths import bundled
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.tables.manifest import read_manifest
from ilacs_bench.tables.table_writer import all_stored, write_tables
from ilacs_bench.themes.coding import code_tables
from tools.build_facts import facts_of, read_reports_of

pytestmark = pytest.mark.shared

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
# Page 2 lists four bullets; the expected seven count the three points within the first as well.
OTHERWISE_COUNTED = {"80521-manchester_2022-05-19.pdf": 4}
NO_REPORTS = {
    "80418-norfolk_2013-08-16.pdf": "looked-after-children",
    "80476-kent_2013-08-23.pdf": "looked-after-children",
    "80522-medway_2013-08-23.pdf": "looked-after-children",
    "80549-sandwell_2013-08-02.pdf": "looked-after-children",
    "80567-surrey_2015-08-03.pdf": "Local Safeguarding Children Board on its own",
    "80429-birmingham_2012-10-19.pdf": "web page",
    "80431-blackpool_2012-07-13.pdf": "web page",
    "80490-bromley_2012-08-17.pdf": "web page",
    "80543-rotherham_2012-08-10.pdf": "web page",
}


def expected(name: str) -> list[dict[str, str]]:
    with (SHARED / "expected" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def all_reports() -> dict[str, pd.DataFrame]:
    """All reports at hand, read once."""
    with workers_at(2) as workers:
        return read_reports_of(SHARED, workers)


@pytest.fixture(scope="session")
def seeds() -> dict[str, pd.DataFrame]:
    """The first three documents that there were."""
    with workers_at(1) as workers:
        return read_folders(sorted((SHARED / "seeds").glob("*.txt")), {}, workers)


@pytest.fixture(scope="session")
def tables(all_reports) -> dict[str, pd.DataFrame]:
    """Those of which it is known what a careful reading gives."""
    names = read_manifest(SHARED / "reports" / "manifest.csv")
    return {name: frame[frame["report"].isin(names)] for name, frame in all_reports.items()}


@pytest.fixture(scope="session")
def inspections(tables) -> pd.DataFrame:
    return tables["inspections"].set_index("report")


@pytest.fixture(scope="session")
def ilacs(inspections) -> pd.DataFrame:
    return inspections[inspections["framework"] != "sif"]


def test_every_grade_is_right_none_is_missing_none_is_extra(tables):
    read = tables["judgements"]
    ours = dict(
        zip(zip(read["report"], read["judgement_area"], strict=True), read["grade"], strict=True)
    )
    theirs = {(r["file"], r["judgement_area"]): r["grade"] for r in expected("judgements")}
    assert len(theirs) > 1_700
    assert ours == theirs


@pytest.mark.parametrize("column", ["framework", "start", "end", "lead_inspector"])
def test_covers(inspections, column):
    theirs = {row["file"]: row[column] for row in expected("inspections") if row[column]}
    ours = inspections.loc[list(theirs), column]
    if column in ("start", "end"):
        ours = ours.dt.strftime("%Y-%m-%d")
    assert ours.to_dict() == theirs


def test_last_paragraph_of_every_ilacs_report(ilacs):
    rows = expected("inspections")
    theirs = {row["file"]: int(row["last_paragraph"]) for row in rows if row["last_paragraph"]}
    assert set(theirs) == set(ilacs.index)
    assert ilacs.loc[list(theirs), "last_paragraph"].to_dict() == theirs


def test_no_paragraph_is_lost_but_those_named_as_doubts(tables, ilacs):
    found = tables["findings"].dropna(subset=["paragraph"])
    numbers = found.groupby("report")["paragraph"].agg(set)
    skipped = tables["problems"]["message"].str.extract(r"There is no paragraph (\d+)")[0]
    named = {
        (report, int(number))
        for report, number in zip(tables["problems"]["report"], skipped, strict=True)
        if pd.notna(number)
    }
    lost = {
        (report, number)
        for report, last in ilacs["last_paragraph"].dropna().items()
        for number in range(1, last + 1)
        if number not in numbers[report]
    }
    assert lost <= named
    assert len(named) <= 3


def test_improvements_are_counted_as_printed(tables):
    counts = Counter(tables["improvements"]["report"])
    theirs = {
        r["file"]: int(r["improvements"]) for r in expected("inspections") if r["improvements"]
    }
    assert len(theirs) > 200
    assert {report: counts[report] for report in theirs} == theirs | OTHERWISE_COUNTED


def test_every_file_is_an_inspection_or_a_problem(tables):
    stopped = tables["problems"].query("stage != 'parse'")
    read, not_read = list(tables["inspections"]["report"]), list(stopped["report"])
    files = [path.name for path in find_reports(SHARED / "reports")]
    assert sorted([*read, *not_read]) == sorted(files)


def test_what_is_no_report_says_what_it_is(tables):
    messages = tables["problems"].query("stage in ('read', 'recognise')").set_index("report")
    assert set(messages.index) == set(NO_REPORTS)
    for report, words in NO_REPORTS.items():
        assert words in messages.loc[report, "message"]


def test_titles_name_the_authority_of_the_manifest(inspections):
    listed = read_manifest(SHARED / "reports" / "manifest.csv")
    urns = {report: listed[report].urn for report in inspections.index}
    assert inspections["urn"].to_dict() == urns


def test_no_running_head_page_number_or_footnote_stands_in_a_sentence(tables):
    texts = tables["findings"]["text"]
    heads = r"Inspection of \w.* local authority children.s services$|^\d+$|^Page \d|^www\.|\uf06e"
    assert texts[texts.str.contains(heads)].to_list() == []
    glued = texts.str.contains(r"[a-z]{3}\d{1,2}(?:[\s.,;]|$)")
    assert glued.mean() < 0.0005


def test_sentences_stand_on_pages_of_their_report(tables, inspections):
    pages = tables["findings"]["report"].map(inspections["pages"])
    assert tables["findings"]["page"].between(1, pages).all()


def test_since_april_2025_every_bullet_has_a_tag_and_no_text_keeps_one(tables, inspections):
    rows = tables["improvements"].join(inspections[["start"]], on="report")
    tagged = rows[rows["start"] >= "2025-04-01"]
    assert tagged["national_framework"].notna().mean() > 0.95
    left = rows["text"].str.contains("national framework|enabler", case=False)
    assert rows[left & (rows["start"] >= "2024-12-01")]["text"].to_list() == []


@pytest.mark.parametrize(
    ("seed", "start", "grades", "improvements"),
    [
        (
            "east-sussex-inspection-report-2018.txt",
            date(2018, 7, 16),
            ["outstanding", "good", "outstanding", "outstanding"],
            2,
        ),
        (
            "suffolk-inspection-report-2019.txt",
            date(2019, 4, 8),
            ["outstanding", "outstanding", "good", "outstanding"],
            1,
        ),
    ],
)
def test_seeds(seeds, seed, start, grades, improvements):
    tables = {name: frame[frame["report"] == seed] for name, frame in seeds.items()}
    areas = ["leaders", "help_protection", "in_care_and_care_leavers", "overall"]
    read = tables["judgements"].set_index("judgement_area")["grade"]
    assert read[areas].to_list() == grades
    assert tables["inspections"]["start"].dt.date.to_list() == [start]
    assert len(tables["improvements"]) == improvements


def test_the_councils_own_paper_is_no_report(seeds):
    paper = "east-sussex-cabinet-report-2018.txt"
    for name in ("inspections", "judgements"):
        assert paper not in set(seeds[name]["report"])
    (message,) = seeds["problems"].set_index("report").loc[[paper], "message"]
    assert "paper of a council's own" in message


def test_bundled_facts_are_what_the_reports_and_statistics_give(all_reports, tmp_path):
    stored = all_stored(facts_of(all_reports, SHARED / "reference"))
    write_tables({name: stored[name] for name in stored if name != "coded"}, tmp_path)
    made = {path.name: path for path in tmp_path.glob("*.parquet")}
    shipped = {path.name: path for path in bundled("data", "tidy").glob("*.parquet")}
    assert {*made, "coded.parquet"} == set(shipped)
    assert [n for n, path in made.items() if path.read_bytes() != shipped[n].read_bytes()] == []


def test_bundled_codes_are_what_the_coder_gives(all_reports):
    """Of every twelfth report: all of them take a minute."""
    shipped = pd.read_parquet(bundled("data", "tidy", "coded.parquet"))
    reports = sorted(all_reports["inspections"]["report"])[::12]
    assert set(reports) <= set(shipped["report"])
    words = {
        name: all_reports[name][all_reports[name]["report"].isin(reports)]
        for name in ("findings", "improvements")
    }
    rows = [
        set(frame.to_csv(index=False).splitlines())
        for frame in (code_tables(words), shipped[shipped["report"].isin(reports)])
    ]
    # A sum of the coder may differ in its last digit on another processor, and with it a code.
    assert len(rows[0] ^ rows[1]) < len(rows[0]) / 1000


def test_bundled_facts_hold_no_sentence_of_a_report(all_reports):
    texts = [*all_reports["findings"]["text"], *all_reports["improvements"]["text"]]
    sentences: dict[str, set[str]] = {}
    for text in texts:
        if len(text) > 60:  # by how they begin, so that each cell is looked through once
            sentence = " ".join(text.split())
            sentences.setdefault(sentence[:60], set()).add(sentence)
    for path in bundled("data", "tidy").glob("*.parquet"):
        frame = pd.read_parquet(path).select_dtypes("str")
        held = {str(cell) for name in frame for cell in frame[name].dropna().unique()}
        for cell in held:
            begun = (sentences.get(cell[n : n + 60], ()) for n in range(len(cell) - 59))
            assert not [sentence for some in begun for sentence in some if sentence in cell]
