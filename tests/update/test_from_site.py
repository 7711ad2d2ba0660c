"""Updates from a site like Ofsted's: what comes in, what is said, what is asked again."""

from datetime import date, timedelta

import pytest
from factories import inspected, some_tables
from ofsted_site import Document, send
from report_pages import HELP, ILACS_TABLES, Ilacs

from ilacs_bench.lookups.authorities import find_authority
from ilacs_bench.tables.snapshots import roll_back, snapshots
from ilacs_bench.tables.store import load
from ilacs_bench.tables.table_writer import write_tables
from ilacs_bench.update import find_reports
from ilacs_bench.update.downloads import CHECKSUMS
from ilacs_bench.update.from_site import UpdateRequest, update_from_ofsted

EAST_SUSSEX = find_authority("East Sussex")
OLD = Document("1001", date(2018, 8, 24))


def report(**changes) -> bytes:
    return bytes(Ilacs(**changes).pdf().output())


NEW = Document("1002", date(2024, 2, 6), content=report())
LETTER = Document("1003", date(2025, 2, 6), content=report(title=("Focused visit to East Sussex",)))
DAMAGED = Document("1004", date(2026, 6, 6), content=b"%PDF-1.7 nothing %%EOF")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """East Sussex's inspection of 2018 is known; it is the only authority in the lookups."""
    monkeypatch.setattr(find_reports, "_by_urn", lambda: {EAST_SUSSEX.urn: EAST_SUSSEX})
    tables = some_tables(
        inspected(EAST_SUSSEX.la_code, "2018-07-16", "2018-08-24", leaders="good"), coverage=()
    )
    tables.inspections["source_url"] = "https://files.ofsted.gov.uk/v1/file/1001"
    write_tables(tables.written(), tmp_path)
    return tmp_path


@pytest.fixture
def update(ofsted, visit, data):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", OLD)
    return lambda *asked: update_from_ofsted(visit, data, *asked, workers=1)


def starts(data):
    return load(data).inspections["start"].dt.strftime("%Y-%m-%d").sort_values().to_list()


def test_a_new_report_comes_in_with_words_codes_link_and_coverage(ofsted, update, data):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", NEW)
    done = update()
    assert (done.reports, done.notes, done.incomplete) == (1, [], False)
    assert [row["start"] for row in done.changes.inspections] == ["2023-12-04"]
    assert [row["la_name"] for row in done.changes.latest] == ["East Sussex"]
    tables = load(data)
    assert starts(data) == ["2018-07-16", "2023-12-04"]
    (new,) = tables.inspections[tables.inspections["report"].str.contains("1002")].to_dict(
        "records"
    )
    assert new["source_url"] == f"{ofsted.origin}/v1/file/1002"
    assert new["published"].date() == date(2024, 2, 6)
    assert len(tables.findings) > 0
    assert set(tables.coded["inspection_id"]) == {new["inspection_id"]}
    (covered,) = tables.coverage.to_dict("records")
    assert covered["ground"] == "own_update"
    assert covered["complete_to"].date() == date.today() - timedelta(days=1)
    assert tables.missing_reports.empty


def test_nothing_new_is_one_snapshot_of_the_look_and_then_none(ofsted, update, data):
    first, second = update(), update()
    assert first.snapshot.number == 1
    assert load(data).coverage["listed_on"].dt.date.to_list() == [date.today()]
    assert second.snapshot is None
    assert starts(data) == ["2018-07-16"]
    assert list(first.changes.lines()) == list(second.changes.lines()) == []


def test_what_came_in_is_not_asked_for_again_even_after_a_rollback(ofsted, update, data):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", NEW)
    update()
    update()
    assert ofsted.paths.count("/v1/file/1002") == 1
    roll_back(data)
    assert starts(data) == ["2018-07-16"]
    update()
    assert starts(data) == ["2018-07-16", "2023-12-04"]
    assert ofsted.paths.count("/v1/file/1002") == 1


def test_a_document_that_is_no_full_inspection_is_a_problem_and_looked_at_once(
    ofsted, update, data
):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", LETTER)
    done = update()
    (problem,) = done.changes.problems
    assert problem["stage"] == "recognise"
    assert load(data).missing_reports.empty
    assert not done.incomplete
    (data / "reports" / "SHA256SUMS").unlink()
    update()
    assert ofsted.paths.count("/v1/file/1003") == 1
    assert starts(data) == ["2018-07-16"]


@pytest.mark.parametrize(
    ("answer", "asked_again"),
    [
        (send(404, b""), True),
        (send(500, b""), True),
        (send(200, b"<html>Sorry</html>"), True),
        (send(200, DAMAGED.content), False),
    ],
)
def test_a_report_that_cannot_be_had_or_read_is_missing_until_it_is(
    ofsted, update, data, answer, asked_again
):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", NEW)
    ofsted.url("/v1/file/1002", answer)
    done = update()
    assert done.incomplete
    assert "not in the tables: East Sussex, published 2024-02-06." in done.notes[-1]
    (missing,) = load(data).missing_reports.to_dict("records")
    assert missing["la_code"] == EAST_SUSSEX.la_code
    assert missing["source_url"] == f"{ofsted.origin}/v1/file/1002"
    assert missing["published"].date() == date(2024, 2, 6)
    del ofsted.answers["/v1/file/1002"]
    ofsted.asked.clear()
    again = update()
    assert ("/v1/file/1002" in ofsted.paths) == asked_again
    assert load(data).missing_reports.empty == asked_again
    assert again.incomplete != asked_again


def test_a_server_that_asks_to_stop_leaves_what_was_had(ofsted, update, data):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", Document("1005", date(2025, 6, 6)), NEW)
    ofsted.url("/v1/file/1005", send(429, b"", Retry_After="60"))
    done = update()
    assert done.incomplete
    assert any("asks for fewer requests" in note for note in done.notes)
    assert set(load(data).missing_reports["source_url"]) == {
        f"{ofsted.origin}/v1/file/{number}" for number in ("1005", "1002")
    }
    del ofsted.answers["/v1/file/1005"]
    ofsted.authorities[EAST_SUSSEX.urn] = ("East Sussex", [NEW, OLD])
    assert update().reports == 1
    assert starts(data) == ["2018-07-16", "2023-12-04"]
    assert load(data).missing_reports.empty


def test_after_a_stop_in_the_look_no_report_is_asked_for(ofsted, update, data, monkeypatch):
    kent = find_authority("Kent")
    both = {EAST_SUSSEX.urn: EAST_SUSSEX, kent.urn: kent}
    monkeypatch.setattr(find_reports, "_by_urn", lambda: both)
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", NEW)
    ofsted.url(f"/provider/44/{kent.urn}", send(429, b""))
    done = update()
    assert done.incomplete
    assert not any(path.startswith("/v1/file") for path in ofsted.paths)
    assert len(load(data).missing_reports) == 1


def test_a_page_that_cannot_be_read_leaves_coverage_of_the_others(
    ofsted, update, data, monkeypatch
):
    kent = find_authority("Kent")
    monkeypatch.setattr(
        find_reports, "_by_urn", lambda: {EAST_SUSSEX.urn: EAST_SUSSEX, kent.urn: kent}
    )
    done = update()
    assert done.incomplete
    assert load(data).coverage["la_code"].to_list() == [EAST_SUSSEX.la_code]
    assert "of Kent could not be read" in load(data).problems["message"][0]
    ofsted.add(kent.urn, "Kent", Document("1", date(2024, 1, 1), "Focused visit"))
    update()
    assert load(data).coverage["la_code"].isna().to_list() == [True]
    assert load(data).problems.empty


def test_a_report_printed_anew_takes_the_place_of_the_first_and_grades_are_said(
    ofsted, update, data
):
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", NEW)
    update()
    changed = report(table={**ILACS_TABLES["ilacs_2023"], HELP: "Inadequate"})
    ofsted.add(EAST_SUSSEX.urn, "East Sussex", Document("1009", date(2024, 3, 1), content=changed))
    done = update()
    assert done.changes.inspections == []
    (grade,) = done.changes.grades
    assert (grade["before"], grade["after"]) == ("requires_improvement", "inadequate")
    assert update().reports == 0
    assert starts(data) == ["2018-07-16", "2023-12-04"]


def test_the_words_of_known_reports_are_brought_where_they_are_asked_for(ofsted, update, data):
    table = {"framework": "ilacs_2018", "dates": "16 to 20 July 2018"}
    ofsted.authorities[EAST_SUSSEX.urn] = (
        "East Sussex",
        [Document("1001", date(2018, 8, 24), content=report(**table))],
    )
    done = update(UpdateRequest(only=EAST_SUSSEX, words=True))
    assert done.changes.reports == 1
    assert len(load(data).findings) > 0
    assert starts(data) == ["2018-07-16"]
    assert (data / "reports" / CHECKSUMS).exists()
    assert update(UpdateRequest(only=EAST_SUSSEX, words=True)).reports == 0
    assert [each.number for each in snapshots(data)] == [1]
