"""Tables laid over tables: every inspection stands once."""

from dataclasses import replace

import pandas as pd
import pytest
from factories import bullet, inspected, some_tables
from tables_of_facts import EAST_SUSSEX, SUFFOLK, official, statistics

from ilacs_bench.schema import TABLES
from ilacs_bench.tables import stored_table
from ilacs_bench.tables.merge import merge_tables
from ilacs_bench.tables.store import Tables, in_parts, read_tables
from ilacs_bench.tables.table_writer import write_tables

KNOWN = inspected(EAST_SUSSEX, "2023-05-01", "2023-07-01", leaders="good")
OTHER = inspected(SUFFOLK, "2024-05-01", "2024-07-01", leaders="good")


def facts(*inspections, items=(), official_rows=None) -> Tables:
    tables = some_tables(*inspections, coded=items)
    return tables if official_rows is None else replace(tables, official_judgements=official_rows)


def same_tables(one: Tables, other: Tables) -> None:
    for name in one.written():
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name), obj=name)


def test_an_inspection_that_the_facts_do_not_have_is_added():
    merged = merge_tables(facts(KNOWN), facts(OTHER))
    assert set(merged.inspections["la_code"]) == {EAST_SUSSEX, SUFFOLK}
    same_tables(merged, merge_tables(facts(OTHER), facts(KNOWN)))


def test_the_newest_reading_of_an_inspection_stands_alone():
    again = inspected(EAST_SUSSEX, "2023-05-08", "2023-07-03", leaders="outstanding")
    merged = merge_tables(facts(KNOWN, OTHER), facts(again))
    rows = merged.judgements.set_index("inspection_id")["grade"].astype("str").to_dict()
    assert rows == {again.inspection_id: "outstanding", OTHER.inspection_id: "good"}


def test_day_of_publication_and_link_stay_where_the_new_reading_lacks_them():
    unlisted = facts(inspected(EAST_SUSSEX, "2023-05-01", None, leaders="good"))
    unlisted = replace(unlisted, inspections=unlisted.inspections.assign(source_url=None))
    row = merge_tables(facts(KNOWN), unlisted).inspections.iloc[0]
    assert row["published"] == pd.Timestamp("2023-07-01")
    assert row["source_url"] == f"https://example.org/{KNOWN.inspection_id}"


def test_a_row_of_the_statistics_gives_way_to_its_report_however_its_first_day_is_known():
    for start in ("2023-05-01", "2023-05-08", None):
        rows = statistics(official(EAST_SUSSEX, "2023-07-01", start=start, leaders="good"))
        before = merge_tables(facts(official_rows=rows), facts())
        assert before.inspections["source"].to_list() == ["new.ods, Sheet1"]
        merged = merge_tables(before, facts(KNOWN))
        assert merged.inspections["inspection_id"].to_list() == [KNOWN.inspection_id]
        assert merged.judgements["source"].to_list() == ["report"]
        again = merge_tables(facts(KNOWN), before)
        assert again.inspections["inspection_id"].to_list() == [KNOWN.inspection_id]


def test_words_and_codes_of_the_same_file_are_kept():
    def with_file(tables: Tables) -> Tables:
        return replace(tables, inspections=tables.inspections.assign(sha256="a" * 64))

    item = bullet(KNOWN, "health", text="Plans say who does what by when.")
    worded, bare = with_file(facts(KNOWN, items=[item])), with_file(facts(KNOWN))
    for merged in (merge_tables(worded, bare), merge_tables(bare, worded)):
        assert merged.improvements["text"].to_list() == ["Plans say who does what by when."]
        assert merged.coded["theme"].to_list() == ["health"]
    other_file = facts(KNOWN)  # another file: what it lacks, it lacks
    assert merge_tables(worded, other_file).improvements.empty


def test_problems_of_a_report_read_again_are_those_of_the_new_reading():
    def with_problem(tables: Tables, report: str) -> Tables:
        row = {"report": report, "stage": "parse", "page": None, "message": "A page is blank."}
        frame = pd.DataFrame([row], columns=TABLES["problems"].column_names)
        return replace(tables, problems=TABLES["problems"].check(frame))

    before = with_problem(facts(KNOWN), f"{KNOWN.inspection_id}.pdf")
    assert merge_tables(before, facts(KNOWN)).problems.empty
    assert len(merge_tables(before, facts(OTHER)).problems) == 1
    unread = with_problem(facts(), "a web page.pdf")
    assert set(merge_tables(before, unread).problems["report"]) == {
        f"{KNOWN.inspection_id}.pdf",
        "a web page.pdf",
    }


def test_facts_laid_over_themselves_stay_as_they_are():
    tables = read_tables()
    same_tables(merge_tables(tables, tables), tables)


def of_reports(tables: Tables, names: set[str], *, chosen: bool) -> Tables:
    """The rows that come from these reports, or from all others; nothing of the statistics."""
    frames = {
        name: frame[frame["report"].notna() & (frame["report"].isin(names) == chosen)]
        for name, frame in tables.written().items()
        if name in ("inspections", "judgements", "improvements", "findings", "coded", "problems")
    }
    empty = some_tables(coverage=())
    return replace(empty, **{name: TABLES[name].check(frame) for name, frame in frames.items()})


def test_every_fourth_report_taken_away_and_laid_over_again_gives_the_same_tables():
    """What only the statistics knew of, until its reports came, is among them too."""
    tables = read_tables()
    names = set(tables.inspections["report"].dropna().sort_values()[::4])
    statistics_only = replace(
        some_tables(), official_judgements=tables.official_judgements, coverage=tables.coverage
    )
    others = merge_tables(statistics_only, of_reports(tables, names, chosen=False))
    assert len(others.inspections) < len(tables.inspections)
    only_listed = others.inspections["report"].isna() & others.inspections["source"].notna()
    assert only_listed.any()
    same_tables(merge_tables(others, of_reports(tables, names, chosen=True)), tables)


@pytest.mark.parametrize("turned", [False, True])
def test_themes_are_laid_over_from_the_disk_few_at_a_time(turned, tmp_path, monkeypatch):
    """Where somebody put them into another order, all at once; the rows are the same."""
    monkeypatch.setattr(stored_table, "_AT_ONCE", 500)
    tables = read_tables()
    names = tables.inspections["report"].dropna().sort_values()[::20]
    parts = [of_reports(tables, {*some}, chosen=True) for some in (names, names[::2], names[1::2])]
    whole, *places = (tmp_path / place for place in ("whole", "one", "other"))
    for part, place in zip(parts, (whole, *places), strict=True):
        coded = part.coded
        if turned and place != whole:  # the rows of each report as they were
            coded = coded.sort_values("report", ascending=False, kind="stable")
        write_tables(part.written() | {"coded": coded}, place)
    one, other = map(read_tables, places)
    merged = merge_tables(one, other)
    lengths = [len(part) for part in in_parts(merged, "coded", ["item_id"])]
    assert (max(lengths) <= 2000) != turned
    assert sum(lengths) == len(parts[0].coded) > 3000
    assert not any("coded" in vars(tables) for tables in (one, other, merged))
    pd.testing.assert_frame_equal(merged.coded, read_tables(whole).coded)
