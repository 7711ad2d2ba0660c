"""Kinds of sentences and tables that say something else than they seem to, each judged by a person.

A letter says what must come out of every finding of a line: a agrees, d disagrees, c cannot be
checked, n there is no finding.
"""

import json
from pathlib import Path

import pytest
from papers.papers import a_paper

from ilacs_bench.papers.check import check_paper
from ilacs_bench.tables.store import read_tables

CASES = Path(__file__).resolve().parents[3] / "shared/papers/cases.jsonl"
VERDICTS = {"agrees": "a", "disagrees": "d", "cannot be checked": "c"}

TELFORD = """
a We are one of 31 councils rated outstanding.
d We are one of 30 councils rated good or better for leadership.
c We are one of 31 councils still rated outstanding.
c We are again one of 31 councils rated outstanding.
c We are one of 31 councils rated outstanding since 2020.
c We are one of the 31 best councils rated outstanding.
c We are one of 31 councils rated outstanding twice.
c We are one of 31 councils rated outstanding at both inspections.
c We are one of 31 councils rated outstanding at consecutive inspections.
c We are one of 31 councils to keep an outstanding grade.
c We are one of 31 councils never rated below outstanding.
c We are one of 31 councils rated outstanding between 2020 and 2024.
c We are one of 31 councils rated outstanding this year.
c We were one of 31 councils rated outstanding before 2024.
c We are one of only a handful of councils rated outstanding.
c We are jointly one of 31 councils rated outstanding.
c We are one of at least 31 councils rated outstanding.
c We are one of more than 30 councils rated outstanding.
c We are one of 31 councils that improved to outstanding.
c We are one of 31 councils rated outstanding overall and for leadership.
c We are one of 31 councils rated outstanding in all but one judgement.
c We are not one of 31 councils rated outstanding.
c We will be one of 31 councils rated outstanding.
c We are one of 31 unitary councils rated outstanding.
c We are one of 31 councils rated outstanding by the CQC.
c We and Leeds are among 31 councils rated outstanding.
c The only council ever rated outstanding in the West Midlands is ours.
a We are the only council in the West Midlands judged outstanding for children in care.
d We are the only council in the West Midlands judged good for help and protection.
c We are the first council in the region to be rated outstanding.
c We are the best council in the region, rated outstanding.
c We are the only council in the North West judged outstanding.
a Nationally, 31 of 152 authorities are outstanding overall.
a As at 31 March 2024, 30 local authorities were rated outstanding overall.
a As at 31 March 2024, 27 local authorities were rated outstanding overall.
d As at 31 March 2024, 31 local authorities were rated outstanding overall.
c 30 local authorities are rated outstanding overall.
d 45 local authorities are rated outstanding overall.
c Some 31 councils are rated outstanding overall.
c Nearly all councils are rated good or better.
c More than half of councils are judged good or outstanding.
c All but one of the councils in our region are rated less than outstanding.
c Two of four councils inspected this summer were rated outstanding.
ad Only two of 14 councils in the West Midlands are judged outstanding.
a Only 13 others in the West Midlands are rated less than outstanding.
a Overall effectiveness is outstanding.
a Overall effectiveness remains outstanding.
d Help and protection remains outstanding.
c Overall effectiveness is no longer outstanding.
c Help and protection is not good.
a Help and protection is at least good.
a Help and protection is less than outstanding.
d Help and protection is less than good.
a Leadership is rated good or better.
c Leadership is rated almost outstanding.
c Leadership was outstanding for the first time.
ad Help and protection improved from RI to good.
ad We have improved from good to outstanding.
c In 2019 we were rated outstanding.
a In 2020 we were rated outstanding.
c Since 2020 we have been rated outstanding.
c Between 2020 and 2024 we were rated outstanding.
c By 2026 leadership is rated outstanding.
a At our previous inspection leadership was judged outstanding.
d At our previous inspection leadership was judged good.
a Leaders were judged outstanding, help and protection good and overall effectiveness outstanding.
ad Leaders were judged outstanding, and help and protection outstanding.
c Leaders were judged outstanding, and help and protection outstanding for children.
c Leaders and help and protection were judged outstanding.
c Staff say that leadership is judged outstanding.
c Ofsted said that overall effectiveness could be judged outstanding.
c Our schools were judged good overall.
c Kent and Medway are both rated outstanding.
c Cumbria was rated inadequate overall.
c Adoption was judged outstanding.
c We are rated outstanding in every judgement but one.
d We are rated outstanding in every judgement.
a We are rated good or outstanding in every judgement.
a There are 31 outstanding councils in England.
c Help and protection – good (previously good)
c Help and protection: predicted good
c Help and protection – good, with some outstanding practice
c There are 14 councils in the West Midlands, of which 2 are outstanding.
c Leadership moved from outstanding in 2020 to outstanding in 2024.
n Is leadership outstanding?
n Six councils took part.
n Leaders give good support and outstanding care.
n Good progress is made by care leavers.
"""
SUFFOLK = """
d We are rated outstanding overall.
a Overall effectiveness fell from outstanding to requires improvement.
ad Overall effectiveness remains requires improvement.
c Overall effectiveness improved from outstanding to RI.
c We were rated outstanding overall for many years.
c We were judged outstanding.
a We are now rated RI overall, and were rated outstanding in 2019.
a Leadership was outstanding in April 2019.
c Leadership was outstanding in June 2019.
a CiC: Good
a Our looked after children judgement is good.
d Care experienced young people: good
a In May 2019 our leadership was judged outstanding.
d In May 2019 our leadership was judged good.
a We are one of 4 councils in the East of England that require improvement overall.
a One of 11 authorities in the East of England is inadequate overall.
ad One of 11 authorities in the East of England is outstanding overall.
"""


@pytest.fixture(scope="module")
def tables():
    return read_tables()


def lines(text):
    return [tuple(line.split(" ", 1)) for line in text.strip().splitlines()]


def said_of(tables, folder, body, *, name, day="12 September 2024"):
    checked = check_paper(tables, a_paper(folder, body, name=f"{name} Council", day=day))
    return checked, "".join(sorted({VERDICTS[one.verdict] for one in checked.findings})) or "n"


@pytest.mark.parametrize(("verdict", "words"), lines(TELFORD))
def test_sentences_of_an_outstanding_council(tables, tmp_path, verdict, words):
    checked, said = said_of(tables, tmp_path, words, name="Telford and Wrekin")
    assert said == verdict, checked.findings


@pytest.mark.parametrize(("verdict", "words"), lines(SUFFOLK))
def test_sentences_of_a_council_that_declined(tables, tmp_path, verdict, words):
    checked, said = said_of(tables, tmp_path, words, name="Suffolk County")
    assert said == verdict, checked.findings


TABLES = {
    "judgements as columns": (
        """
| Inspection | Overall effectiveness | Leaders | Help and protection |
|---|---|---|---|
| 2024 | Outstanding | Outstanding | Good |
| 2020 | Outstanding | Outstanding | Outstanding |""",
        "aaaaad",
    ),
    "councils as rows": (
        """
| Council | Region | Overall |
|---|---|---|
| Telford & Wrekin | West Midlands | Outstanding |
| Suffolk | East of England | RI |
| Leeds City Council | Yorkshire and the Humber | Good |
| Cumberland | North West | Good |""",
        "aadc",
    ),
    "councils as rows, with the year": (
        """
| Authority | Year | Leadership | CIC |
|---|---|---|---|
| Suffolk | 2019 | Outstanding | Good |
| Suffolk | 2024 | Outstanding | Good |
| Northamptonshire | 2016 | Inadequate | RI |""",
        "aadada",
    ),
    "councils as columns": (
        "| Judgement | Us | Leeds | England |\n|---|---|---|---|\n"
        "| Overall effectiveness | Outstanding | Outstanding | Good |",
        "aac",
    ),
    "headings that say nothing": (
        "| Judgement | A | B |\n|---|---|---|\n| Leaders | Outstanding | Good |",
        "cc",
    ),
    "our own view beside Ofsted's": (
        "| Judgement | Ofsted | Self-assessment |\n|---|---|---|\n| Leaders | Outstanding | Good |",
        "cc",
    ),
    "rows that are not read": (
        """
| Judgement | Grade |
|---|---|
| Leaders | Outstanding |
| Quality of practice | Good |
| Help and protection | Strong |
| Care leavers | |""",
        "accc",
    ),
    "a first row that is not read": (
        "| Judgement | Outcome |\n|---|---|\n| Leaders | To follow |\n| CiC | Outstanding |",
        "ca",
    ),
    "a heading of two rows": (
        """
| Judgement | Grade | Grade |
| | 2020 | 2024 |
|---|---|---|
| Leaders | Outstanding | Outstanding |
| Help & protection | Good | Outstanding |""",
        "aaad",
    ),
    "marks below grades": (
        """
| Judgement | Outstanding | Good | RI | Inadequate |
|---|---|---|---|---|
| Impact of leaders | ✓ | | | |
| Help and protection | ✓ | | | |""",
        "ad",
    ),
    "notes and pages": (
        """
| Judgement | Grade | Comment |
|---|---|---|
| Leadership | Outstanding (page 2) | Good news for all |
| Care experienced | Outstanding | |""",
        "aa",
    ),
    "the last beside this one": (
        "| Judgement | Last inspection | This inspection | Outcome |\n|---|---|---|---|\n"
        "| Leaders | Good | Outstanding | 4 outstanding |",
        "dac",
    ),
    "rows that head others": (
        """
| Judgement | Grade |
|---|---|
| 2024 | |
| Leaders | Outstanding |
| 2020 | |
| Leaders | Good |""",
        "ad",
    ),
    "councils that are better": (
        "| Judgement | Good or outstanding |\n|---|---|\n"
        "| Help and protection: good here | Northumberland (outstanding), Leeds (outstanding) |",
        "aad",
    ),
    "not judged then": (
        """
| Judgement | 2024 | 2020 |
|---|---|---|
| Care leavers | Outstanding | n/a |
| Leaders | Outstanding | Not judged |""",
        "aaad",
    ),
    "numbers of councils": (
        "| Grade | Councils |\n|---|---|\n| Outstanding | 31 |\n| Good | 66 |",
        "cc",
    ),
    "places beside others": (
        "| Judgement | England |\n|---|---|\n| Leaders | 0 higher, 41 same, 110 lower |\n"
        "| Leaders: outstanding here | Good in all |",
        "aaacc",
    ),
    "another table": (
        "| Risk | Rating |\n|---|---|\n| Good weather | Low |",
        "",
    ),
}


@pytest.mark.parametrize(("body", "verdicts"), TABLES.values(), ids=TABLES)
def test_tables_are_read_whole_or_said_not_to_be(tables, tmp_path, body, verdicts):
    checked, _ = said_of(tables, tmp_path, body, name="Telford and Wrekin")
    assert "".join(VERDICTS[one.verdict] for one in checked.findings) == verdicts, checked.findings
    assert checked.agrees == ("a" in verdicts and not set("cd") & set(verdicts))


IN_CONTEXT = {
    "a sentence before": (
        "Ofsted inspected us in January 2020. Overall effectiveness was judged good.",
        "d",
    ),
    "a heading before": (
        "## Ofsted inspection of 2019\n\nLeaders: outstanding\n\n## Inspection of 2024\n\n"
        "Leaders: outstanding",
        "ad",
    ),
    "a line above items": (
        "In 2020 the judgements were:\n\n- CiC: Good\n- Care leavers: Good",
        "dc",
    ),
    "a school before": ("Our school was inspected. The service was judged good overall.", "c"),
    "a line above a table": (
        "The inspection of 2019 gave:\n\n| Judgement | Grade |\n|---|---|\n| CiC | Outstanding |",
        "d",
    ),
}


@pytest.mark.parametrize(("body", "verdicts"), IN_CONTEXT.values(), ids=IN_CONTEXT)
def test_words_before_a_claim_say_of_which_inspection_it_is(tables, tmp_path, body, verdicts):
    name = "Telford and Wrekin" if "2020" in body else "Suffolk County"
    checked, _ = said_of(tables, tmp_path, body, name=name)
    assert "".join(VERDICTS[one.verdict] for one in checked.findings) == verdicts, checked.findings


def test_pronouns_are_of_the_council_that_is_given(tables, tmp_path):
    path = a_paper(tmp_path, "We are judged outstanding overall.", name="Our council")
    for council, verdict in (("Leeds", "agrees"), ("Suffolk", "disagrees")):
        (one,) = check_paper(tables, path, council=council, as_at="2024-09-12").findings
        assert one.verdict == verdict


@pytest.mark.skipif(not CASES.exists(), reason=f"no shared papers: {CASES} is not there")
def test_shared_papers_come_out_as_they_must(tables, tmp_path):
    for case in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()):
        path = tmp_path / "paper.md"
        path.write_text(case["paper"], encoding="utf-8")
        checked = check_paper(tables, path)
        for wanted in case["expect"]:
            said = {f.verdict.split()[0] for f in checked.findings if wanted["words"] in f.words}
            assert said & set(wanted["verdict"]), (case["id"], checked.findings)
