"""The facts of a briefing, on small tables."""

from factories import authority, inspected, sentence, some_tables

from ilacs_bench.benchmark.council_brief import council_brief

SIF = inspected(
    "A", "2014-05-05", "2014-07-01", overall="good", looked_after="good", adoption="good"
)
NOW = inspected("A", "2018-05-07", "2018-07-02", overall="outstanding", leaders="good")
TABLES = some_tables(
    SIF,
    NOW,
    inspected("B", "2018-05-07", "2018-07-02", overall="good"),
    authorities=[authority("A"), authority("B")],
    coded=[
        sentence(NOW, "leaders", "strength", "supervision", page=4, paragraph=7),
        sentence(NOW, "leaders", "neutral", "supervision", page=4, paragraph=8),
        sentence(NOW, "summary", "strength", "supervision", page=1),
    ],
)


def told(as_at, **options):
    return council_brief(TABLES, "A", ["B"], as_at=as_at, **options)


def test_areas_are_those_of_the_framework_graded_or_not():
    rows = told("2018-08-01").judgements
    assert rows["judgement_area"].to_list() == [
        "leaders",
        "help_protection",
        "in_care_and_care_leavers",
        "overall",
    ]
    assert rows["grade"].isna().to_list() == [False, True, True, False]


def test_previous_judgements_are_all_that_were_given():
    areas = told("2018-08-01").previous_judgements["judgement_area"]
    assert set(areas) == {"overall", "looked_after", "adoption"}


def test_only_strengths_and_weaknesses_of_sections_are_findings():
    findings = told("2018-08-01").findings
    assert findings[["theme", "paragraph", "page"]].to_numpy().tolist() == [["supervision", 7, 4]]


def test_overall_effectiveness_leads_the_positions():
    assert told("2018-08-01").positions["judgement_area"].iloc[0] == "overall"


def test_an_inspection_published_later_is_said_and_not_counted():
    early = told("2018-06-01")
    assert early.inspection["framework"] == "sif"
    assert "had begun on 7 May 2018" in early.notes[0]
    assert "published on 2 July 2018" in early.notes[0]
    assert told("2018-06-01", published_by="2018-07-02").inspection["framework"] == "ilacs_2018"


def test_before_any_inspection_there_is_nothing_but_the_others():
    first = told("2014-01-01")
    assert first.inspection is None
    assert first.previous is None
    assert first.place is None
    assert len(first.judgements) == len(first.findings) == len(first.improvements) == 0
