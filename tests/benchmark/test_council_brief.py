"""The facts of a briefing, on small tables."""

from factories import authority, bullet, inspected, sentence, some_tables

from ilacs_bench.benchmark.council_brief import council_brief
from ilacs_bench.benchmark.selection import select

SIF = inspected(
    "A", "2014-05-05", "2014-07-01", overall="good", looked_after="good", adoption="good"
)
NOW = inspected("A", "2018-05-07", "2018-07-02", overall="outstanding", leaders="inadequate")
OTHER = inspected("B", "2018-05-07", "2018-07-02", overall="good", leaders="good")
TABLES = some_tables(
    SIF,
    NOW,
    OTHER,
    authorities=[authority("A"), authority("B")],
    coded=[
        bullet(SIF, "supervision", page=8),
        bullet(NOW, "supervision", page=3),
        sentence(OTHER, "leaders", "strength", "supervision", page=4),
        sentence(OTHER, "leaders", "weakness", "voice", page=4),
    ],
)


def told(as_at, **options):
    return council_brief(select(TABLES, "A", ["B"], as_at=as_at, **options))


def test_areas_are_those_judged_by_then_and_what_else_was_graded():
    assert told("2018-08-01").compared.areas == (
        "leaders",
        "help_protection",
        "care_leavers",
        "overall",
    )
    assert told("2014-08-01").compared.areas == (
        "help_protection",
        "care_leavers",
        "overall",
        "looked_after",
        "adoption",
    )


def test_what_only_the_inspection_before_graded_is_kept():
    assert "adoption" in set(told("2018-08-01").only_before["judgement_area"])


def test_others_are_counted_in_each_group():
    rows = told("2018-08-01").beside
    leaders = rows[rows["judgement_area"] == "leaders"]
    assert leaders["comparator"].to_list() == ["own_list", "ofsted_region", "england"]
    assert set(leaders["words"]) == {"1 higher, 0 same, 0 lower"}


def test_same_theme_before_and_whom_to_learn_from():
    facts = told("2018-08-01")
    (one,) = facts.improvements
    assert (one.item["page"], one.themes) == (3, ("supervision",))
    assert [again["previous_page"] for again in one.again] == [8]
    (learn,) = facts.learn
    assert learn.councils["la_code"].to_list() == ["B"]
    assert learn.praised[["theme", "n"]].to_numpy().tolist() == [["supervision", 1]]


def test_an_inspection_published_later_is_said_and_not_counted():
    early = told("2018-06-01")
    assert early.latest["framework"] == "sif"
    assert "had begun on 7 May 2018" in early.notes[0]
    assert "published on 2 July 2018" in early.notes[0]
    assert told("2018-06-01", published_by="2018-07-02").latest["framework"] == "ilacs_2018"


def test_before_any_inspection_there_is_nothing_but_the_others():
    first = told("2014-01-01")
    assert first.latest is None
    assert len(first.improvements) == len(first.learn) == len(first.only_before) == 0
