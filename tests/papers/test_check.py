"""Papers in several phrasings: each claim agrees, disagrees or is said not to be checked."""

from datetime import date
from pathlib import Path

import pytest
from papers.papers import a_paper, a_word_paper

from ilacs_bench.errors import UnknownName
from ilacs_bench.papers.check import check_paper
from ilacs_bench.tables.store import read_tables

SEED = Path(__file__).resolve().parents[3] / "shared/seeds/east-sussex-cabinet-report-2018.txt"


@pytest.fixture(scope="module")
def tables():
    return read_tables()


def test_meeting_to_come_is_answered_as_at_today_and_what_is_said_of_later_cannot_be(
    tables, tmp_path, on_day
):
    on_day(date(2026, 9, 1))
    words = (
        "As at 18 September 2018, 6 of 152 local authorities were rated outstanding overall.\n\n"
    )
    words += "As at 5 May 2040, 6 of 152 local authorities were rated outstanding overall."
    checked = check_paper(tables, a_paper(tmp_path, words, day="15 September 2026"))
    assert checked.as_at == date(2026, 9, 1)
    assert any("The meeting of 15 September 2026 is still to come" in n for n in checked.notes)
    assert {(f.verdict, "5 May 2040 is later than today" in f.data) for f in checked.findings} == {
        ("agrees", False),
        ("cannot be checked", True),
    }
    with pytest.raises(UnknownName, match="15 September 2026 is later than today"):
        check_paper(tables, a_paper(tmp_path, words), as_at="2026-09-15")


def verdicts(checked):
    return [finding.verdict for finding in checked.findings]


AGREE = [
    "We are one of six councils judged outstanding.",
    "We are now one of only 6 local authorities in England to be rated outstanding overall.",
    "Only six local authorities nationally are judged outstanding overall.",
    "We are one of six councils judged outstanding, of the 152 authorities in the country.",
    "East Sussex is among just six authorities in the country graded outstanding.",
    "As at 18 September 2018, 6 of 152 local authorities were rated outstanding overall.",
    "Only six councils, among them East Sussex, are judged outstanding overall.",
    "There are just five other councils with an overall grade of outstanding.",
    "East Sussex is the only local authority in the South East judged outstanding overall.",
    "Of our statistical neighbours (2025 model) we are the only one rated outstanding overall.",
    "We are the only one in our region with an overall grade of outstanding.",
    "We were one of the first 16 councils to be inspected under the new framework.",
    "The inspectors set out two areas for improvement.",
    "There are 2 areas that the service needs to improve.",
    "Overall effectiveness was judged to be outstanding.",
    "Previously judged good, the service is now judged outstanding overall.",
    "Our overall grade has moved from good to outstanding.",
    "At its last inspection, in 2014, the council was rated good.",
    "Help and protection: Good",
    "- Leaders – outstanding",
    "Children in care and care leavers are judged outstanding.",
]


@pytest.mark.parametrize("words", AGREE)
def test_what_is_so_agrees(tables, tmp_path, words):
    checked = check_paper(tables, a_paper(tmp_path, words))
    assert set(verdicts(checked)) == {"agrees"}, checked.findings
    assert checked.agrees
    assert checked.as_at == date(2018, 9, 18)


DISAGREE = [
    "Only six councils, among them Leeds, are judged outstanding overall.",
    "We are one of seven councils judged outstanding.",
    "We are one of only two councils rated good overall.",
    "We are one of six councils judged outstanding out of 150 councils.",
    "Only three local authorities nationally are judged outstanding overall.",
    "There are just six other councils with an overall grade of outstanding.",
    "We were one of the first ten councils to be inspected under the new framework.",
    "The inspectors set out five areas for improvement.",
    "Overall effectiveness was judged to be good.",
    "At its last inspection, in 2014, the council was rated outstanding.",
    "At its last inspection, in 2016, the council was rated good.",
    "Our overall grade rose from requires improvement to good.",
    "Help and protection: Outstanding",
    "We are the only council in the South East rated good on help and protection.",
    "We are one of two of our statistical neighbours rated outstanding overall.",
]


@pytest.mark.parametrize("words", DISAGREE)
def test_what_is_not_so_disagrees(tables, tmp_path, words):
    checked = check_paper(tables, a_paper(tmp_path, words))
    assert "disagrees" in verdicts(checked), checked.findings
    assert "cannot be checked" not in verdicts(checked)
    assert checked.disagrees
    assert not checked.agrees


CANNOT = [
    "We are one of six councils judged outstanding out of about 150 councils.",
    "We are one of around six councils judged outstanding.",
    "We are one of only two county councils judged outstanding.",
    "We are one of six councils with a strong record.",
    "We are one of two councils in Wessex judged outstanding.",
    "We are one of six councils rated outstanding and one of 45 councils rated good.",
    "We are one of six councils rated outstanding, against 58 rated good.",
    "Children in care and leadership are judged outstanding.",
    "The inspection of 2016 judged the service inadequate overall: in 2016 it was rated inadequate "
    "overall.",
    "The previous report had four areas for improvement.",
    "Our aim is to be judged outstanding overall by 2020.",
    "The service was not judged inadequate overall.",
    "Kent was judged outstanding overall.",
    "Leeds is one of six councils judged outstanding.",
    "The fostering service was judged good overall.",
    "After the focused visit we would be rated good overall.",
]


@pytest.mark.parametrize("words", CANNOT)
def test_what_cannot_be_read_for_certain_is_said(tables, tmp_path, words):
    checked = check_paper(tables, a_paper(tmp_path, words))
    assert set(verdicts(checked)) == {"cannot be checked"}, checked.findings
    assert all(finding.data for finding in checked.findings)
    assert not checked.agrees
    assert not checked.disagrees


@pytest.mark.parametrize(
    "words",
    [
        "This is one of four key areas of the plan.",
        "Good progress was made, and outstanding debts were paid.",
        "One of the first tasks is to recruit.",
        "Two areas of the county flooded.",
        "Staff give good or outstanding support.",
    ],
)
def test_other_sentences_are_no_claims(tables, tmp_path, words):
    assert check_paper(tables, a_paper(tmp_path, words)).findings == ()


def test_denominator_is_a_claim_of_its_own(tables, tmp_path):
    words = "Of councils judged outstanding we are one of six, from 150 authorities."
    checked = check_paper(tables, a_paper(tmp_path, words))
    assert verdicts(checked) == ["agrees", "disagrees"]
    assert "152" in checked.findings[1].data


TABLES = {
    "one grade": ("| Judgement | Grade |\n|---|---|\n", "| {label} | {now} |"),
    "before and now": (
        "| Area | Previous | Current |\n|---|---|---|\n",
        "| {label} | {was} | {now} |",
    ),
    "years": ("| Area | 2018 | 2014 |\n|---|---|---|\n", "| {label} | {now} | {was} |"),
    "tabs": ("Judgement\tGrade\n", "{label}\t{now}"),
}
ROWS = (
    (
        "The impact of leaders on social work practice with children and families",
        "Good",
        "Outstanding",
    ),
    ("The experiences and progress of children who need help and protection", "Good", "Good"),
    ("Children in care and care leavers", "Good", "Outstanding"),
    ("Overall effectiveness", "Good", "Outstanding"),
)


def a_table(layout, rows):
    head, row = TABLES[layout]
    lines = [row.format(label=label, was=was, now=now) for label, was, now in rows]
    return head + "\n".join(lines) + "\n"


@pytest.mark.parametrize("layout", TABLES)
def test_tables_are_read_by_label_whatever_their_order(tables, tmp_path, layout):
    checked = check_paper(tables, a_paper(tmp_path, a_table(layout, ROWS[::-1])))
    grades = 8 if "was" in TABLES[layout][1] else 4
    assert verdicts(checked) == ["agrees"] * grades, checked.findings


@pytest.mark.parametrize("layout", TABLES)
def test_one_wrong_grade_in_a_table_is_found_at_its_place(tables, tmp_path, layout):
    wrong = [*ROWS[:1], (ROWS[1][0], "Good", "Inadequate"), *ROWS[2:]]
    checked = check_paper(tables, a_paper(tmp_path, a_table(layout, wrong)))
    (finding,) = [one for one in checked.findings if one.verdict == "disagrees"]
    assert "help and protection: inadequate" in finding.read_as
    assert finding.data.startswith("good, at the inspection begun on 16 July 2018")
    assert finding.place.startswith("line ")


def test_columns_whose_heading_says_nothing_are_not_guessed(tables, tmp_path):
    body = "| Area | A | B |\n|---|---|---|\n| Overall effectiveness | Outstanding | Good |\n"
    assert set(verdicts(check_paper(tables, a_paper(tmp_path, body)))) == {"cannot be checked"}


def test_word_papers_are_read_alike(tables, tmp_path):
    front = ["East Sussex County Council", "Date of meeting", "18 September 2018"]
    sentence = "We are one of six councils judged outstanding."
    rows = [["Judgement", "Grade"], ["Overall effectiveness", "Good"]]
    checked = check_paper(tables, a_word_paper(tmp_path, [*front, sentence], rows))
    told = [(finding.place, finding.verdict) for finding in checked.findings]
    assert told == [("paragraph 4", "agrees"), ("table 1, row 2", "disagrees")]


def test_the_picture_is_that_of_the_meeting(tables, tmp_path):
    body = "Overall effectiveness: outstanding"
    early = check_paper(tables, a_paper(tmp_path, body, day="3 September 2018"))
    assert verdicts(early) == ["disagrees"]
    assert early.findings[0].data.startswith("good, at the inspection begun on 14 January 2014")


def test_without_a_day_nothing_is_checked_but_what_gives_its_own(tables, tmp_path):
    body = (
        "We are one of six councils judged outstanding.\n\n"
        "As at 18 September 2018 we are one of six councils judged outstanding."
    )
    checked = check_paper(tables, a_paper(tmp_path, body, day="to be confirmed"))
    assert verdicts(checked) == ["cannot be checked", "agrees"]
    assert "--as-at" in checked.findings[0].data


def test_day_and_council_can_be_given(tables, tmp_path):
    path = a_paper(tmp_path, "Overall effectiveness: good", name="A council", day="soon")
    checked = check_paper(tables, path, council="Suffolk", as_at="2018-09-18")
    assert (checked.la_name, checked.as_at) == ("Suffolk", date(2018, 9, 18))


def test_notes_say_what_was_not_checked_and_where_the_tables_end(tables, tmp_path):
    body = "Overall effectiveness: outstanding"
    old = check_paper(tables, a_paper(tmp_path, body)).notes
    new = check_paper(tables, a_paper(tmp_path, body, day="1 October 2026")).notes
    assert len(old) == 1
    assert "Only what is listed here" in old[0]
    assert any("Data to 20 August 2026" in note for note in new)


def test_several_councils_are_not_guessed_between(tables, tmp_path):
    path = a_paper(tmp_path, "x", name="Kent County Council and Medway Council")
    with pytest.raises(UnknownName, match=r"several councils \(Kent, Medway\).*--council"):
        check_paper(tables, path)


def test_no_council_is_said(tables, tmp_path):
    with pytest.raises(UnknownName, match="names no council"):
        check_paper(tables, a_paper(tmp_path, "x", name="Our council"))


@pytest.mark.skipif(not SEED.exists(), reason=f"no real paper: {SEED} is not there")
def test_a_real_paper(tables):
    checked = check_paper(tables, SEED)
    assert (checked.la_name, checked.as_at) == ("East Sussex", date(2018, 9, 18))
    wrong = [one for one in checked.findings if one.verdict != "agrees"]
    assert [one.read_as for one in wrong] == ["of 150 local authorities"]
    read_as = " / ".join(one.read_as for one in checked.findings)
    for said in (
        "one of 6",
        "first 16",
        "2 areas for improvement",
        "good, at the inspection before",
    ):
        assert said in read_as
    assert sum("at the latest inspection" in one.read_as for one in checked.findings) == 5
