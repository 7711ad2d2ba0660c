"""What is new at Ofsted, from a site that is made like it."""

from datetime import date

import pytest
from factories import inspected, some_tables
from ofsted_site import FULL, Document, cut, send

from ilacs_bench.lookups.authorities import authorities, find_authority
from ilacs_bench.update import find_reports
from ilacs_bench.update.find_reports import find_reports_at_ofsted
from ilacs_bench.update.page_memory import Memory
from ilacs_bench.update.visit import Stopped

SUFFOLK, EAST_SUSSEX = "80565", "80467"
KNOWN = Document("1001", date(2019, 5, 17))
NEW = Document("1002", date(2026, 6, 20))
VISIT = Document("1003", date(2024, 5, 3), "Focused visit to local authority children's services")


@pytest.fixture
def facts(monkeypatch):
    """Suffolk's report of 2019 is at hand; only two authorities are in the lookups."""
    two = {code: find_authority(code) for code in (SUFFOLK, EAST_SUSSEX)}
    monkeypatch.setattr(find_reports, "_by_urn", lambda: two)
    inspection = inspected(two[SUFFOLK].la_code, "2019-04-01", "2019-05-17")
    inspections = some_tables(inspection).inspections
    return inspections.assign(source_url="https://files.ofsted.gov.uk/v1/file/1001")


@pytest.fixture
def look(ofsted, visit, facts, tmp_path):
    """A look at the site, each with the memory of the one before."""
    ofsted.add(SUFFOLK, "Suffolk County Council", VISIT, KNOWN)
    ofsted.add(EAST_SUSSEX, "East Sussex", VISIT)

    def look_again(**more):
        memory = Memory.read(tmp_path)
        found = find_reports_at_ofsted(facts, visit, memory, **more)
        memory.write()
        return found

    return look_again


def test_nothing_new_is_nothing_wanted(look):
    found = look()
    assert (found.wanted, found.problems, found.stopped) == ([], [], "")
    assert found.is_complete
    assert found.read == [SUFFOLK, EAST_SUSSEX]


def test_a_new_full_inspection_is_wanted_and_a_visit_is_not(ofsted, look):
    ofsted.add(SUFFOLK, "Suffolk", NEW)
    (wanted,) = look().wanted
    assert wanted.source_url == f"{ofsted.origin}/v1/file/1002"
    assert (wanted.urn, wanted.la_code, wanted.la_name) == (SUFFOLK, "E10000029", "Suffolk")
    assert (wanted.title, wanted.published) == (FULL, date(2026, 6, 20))
    assert wanted.file_name == f"{SUFFOLK}-suffolk_2026-06-20_1002.pdf"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Inspection of local authority children's services", 1),
        ("Single inspection of services for children in need of help and protection", 1),
        ("Inspection of services for children looked after and care leavers", 1),
        ("Joint targeted area inspection of services for children", 0),
        ("Monitoring visit to children's services (after an inspection)", 0),
        ("Area SEND inspection of services for children", 0),
        ("Inspection of safeguarding and looked after children services", 0),
        ("Inspection of an adoption service for children", 0),
        ("Newsletter", 0),
    ],
)
def test_full_inspections_are_known_by_what_they_are_called(ofsted, look, title, wanted):
    ofsted.add(SUFFOLK, "Suffolk", Document("1002", date(2026, 6, 20), title))
    assert len(look().wanted) == wanted


def test_what_a_known_report_is_called_now_is_a_full_inspection(ofsted, look):
    new_name = "Review of how a council cares"
    ofsted.authorities[SUFFOLK] = (
        "Suffolk",
        [
            Document("1002", date(2026, 6, 20), new_name),
            Document("1001", date(2019, 5, 17), new_name),
        ],
    )
    assert len(look().wanted) == 1


def test_reports_of_older_frameworks_are_not_wanted(ofsted, look):
    ofsted.add(SUFFOLK, "Suffolk", Document("1002", date(2012, 6, 20)))
    assert look().wanted == []


def test_a_document_that_was_set_aside_is_not_wanted_again(ofsted, look, tmp_path):
    ofsted.add(SUFFOLK, "Suffolk", NEW)
    memory = Memory.read(tmp_path)
    memory.set_aside["1002"] = "it is a letter"
    memory.write()
    assert look().wanted == []


def test_all_pages_of_the_list_are_read(ofsted, look, monkeypatch):
    more = [each for each in authorities() if each.urn and each.urn not in (SUFFOLK, EAST_SUSSEX)]
    for each in more[:120]:
        ofsted.add(each.urn, each.la_name, VISIT)
    monkeypatch.setattr(find_reports, "_by_urn", lambda: {each.urn: each for each in authorities()})
    for names_next in (True, False):
        ofsted.names_next = names_next
        ofsted.asked.clear()
        assert set(ofsted.authorities) <= set(look(only=None).read)
        assert ofsted.paths.count("/search") == 2


def test_pages_that_have_not_changed_are_not_read_again(ofsted, look, monkeypatch):
    ofsted.add(SUFFOLK, "Suffolk", NEW)
    first = look()
    for name in ("read_list_page", "read_provider_page"):
        monkeypatch.setattr(f"ilacs_bench.update.page_memory.{name}", lambda *_: 1 / 0)
    assert look() == first
    assert all("If-None-Match" in headers for _, headers, _ in ofsted.asked[3:])


def test_a_new_urn_is_a_problem_and_its_reports_are_wanted(ofsted, look):
    ofsted.add("2999999", "Newshire", NEW)
    found = look()
    (problem,) = found.problems
    assert (problem["report"], problem["stage"]) == ("provider/44/2999999", "find")
    assert (
        "Ofsted lists Newshire under the URN 2999999, which no local authority"
        in problem["message"]
    )
    assert [each.la_code for each in found.wanted] == [None]
    assert found.is_complete


def test_authorities_that_ended_are_looked_at_only_where_they_are_listed(ofsted, look, monkeypatch):
    poole = find_authority("Poole")
    assert poole.urn
    assert poole.valid_to
    every = {each.urn: each for each in (*map(find_authority, (SUFFOLK, EAST_SUSSEX)), poole)}
    monkeypatch.setattr(find_reports, "_by_urn", lambda: every)
    assert poole.urn not in look().read
    ofsted.add(poole.urn, "Poole", VISIT)
    found = look()
    assert poole.urn in found.read
    assert found.problems == []


def test_an_authority_that_ended_is_no_problem(ofsted, look):
    ofsted.add("80437", "Cumbria", Document("1002", date(2012, 6, 20)))
    assert look().problems == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (send(404, b""), "status 404"),
        (send(500, b""), "too busy"),
        (cut, "at the last of 3 attempts"),
        (send(200, b"<html>We are closed</html>"), "found 0 links and none such"),
        (
            send(200, b"<html><a href='/v1/file/7'>Newsletter</a></html>"),
            "found 1 others: Newsletter",
        ),
        (send(200, b"x" * 4_000_000), "larger than 3 MB"),
        (send(302, b"", Location="https://elsewhere.example/"), "not on Ofsted's site"),
    ],
)
def test_a_page_that_cannot_be_read_is_a_problem_and_the_others_are_read(
    ofsted, look, answer, reason
):
    ofsted.add(EAST_SUSSEX, "East Sussex", NEW)
    ofsted.url(f"/provider/44/{SUFFOLK}", answer)
    found = look()
    (problem,) = found.problems
    assert problem["report"] == f"provider/44/{SUFFOLK}"
    assert problem["message"].startswith("the list of reports of Suffolk could not be read: ")
    assert reason in problem["message"]
    assert found.read == [EAST_SUSSEX]
    assert len(found.wanted) == 1
    assert not found.is_complete


def test_without_the_list_the_known_authorities_are_asked(ofsted, look):
    ofsted.url("/search", send(200, b"<html>Search has moved</html>"))
    found = look()
    assert (
        "the list of local authorities could not be read: expected" in found.problems[0]["message"]
    )
    assert found.read == [SUFFOLK, EAST_SUSSEX]
    assert not found.is_complete


def test_a_list_without_end_is_not_followed(ofsted, look, monkeypatch):
    monkeypatch.setattr(find_reports, "_MOST_AUTHORITIES", 5)
    for n in range(10):
        ofsted.add(f"30000{n}0", f"Place {n}")
    found = look()
    assert "found more than 5" in found.problems[0]["message"]
    assert found.read == [SUFFOLK, EAST_SUSSEX]


def test_a_server_that_asks_to_stop_is_asked_nothing_more(ofsted, look):
    ofsted.url(f"/provider/44/{EAST_SUSSEX}", send(429, b""))
    found = look()
    assert "asks for fewer requests" in found.stopped
    assert found.read == [SUFFOLK]
    assert not found.is_complete
    ofsted.url("/search", send(429, b""))
    with pytest.raises(Stopped, match="asks for fewer requests"):
        look()


def test_only_one_authority_is_asked_for_where_one_is_named(ofsted, look):
    found = look(only=find_authority("East Sussex"))
    assert found.read == [EAST_SUSSEX]
    assert ofsted.paths == [f"/provider/44/{EAST_SUSSEX}"]
