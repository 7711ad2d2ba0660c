"""The briefing of one local authority: from its facts to the model of the paper."""

from datetime import date

from ilacs_bench.benchmark.asked import Day
from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.council_brief import CouncilBrief, council_brief
from ilacs_bench.benchmark.words import as_at_words
from ilacs_bench.briefing.background import background, before_words, judged_words
from ilacs_bench.briefing.evidence import (
    action_plan,
    how_many,
    improvements_section,
    themes_section,
)
from ilacs_bench.briefing.judgements import judgements_section, positions_section
from ilacs_bench.briefing.model import (
    TO_FILL_IN,
    Block,
    Briefing,
    Line,
    Listing,
    Paragraph,
    Section,
)
from ilacs_bench.briefing.sources import sources_section
from ilacs_bench.briefing.words import number_words, published_words, site_words
from ilacs_bench.days import today
from ilacs_bench.tables.store import Tables


def briefing(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    as_at: Day = None,
    published_by: Day = None,
    picture: bool = True,
    made_on: date | None = None,
) -> Briefing:
    """The briefing of a local authority as at a date, as a model; `word_document` makes the file.

    `to` is the group beside which it stands, `picture` whether its grades are drawn. Other
    arguments and errors as for `snapshot`.

    >>> paper = briefing(t, "East Sussex", as_at="2018-09-18", picture=False)
    >>> [section.heading for section in paper.sections][:3]
    ['Recommendations', 'In brief', 'Background']
    """
    facts = council_brief(tables, authority, to, as_at=as_at, published_by=published_by)
    return compose(facts, picture=picture, made_on=made_on or today())


def compose(facts: CouncilBrief, *, picture: bool, made_on: date) -> Briefing:
    """The model of the paper that tells these facts."""
    name = facts.compared.la_name
    sections = [
        Section("Recommendations", (_recommendations(facts),)),
        Section("In brief", (_in_brief(facts),)),
        background(facts),
        judgements_section(facts),
        positions_section(facts, picture=picture),
        improvements_section(facts),
        action_plan(facts),
        themes_section(facts),
        sources_section(facts, made_on),
    ]
    return Briefing(
        title=f"Ofsted’s inspection of children’s services in {name}",
        subject=f"Briefing for the cabinet, {_when(facts)}",
        made_on=made_on,
        front=_front(facts),
        sections=tuple(sections),
    )


def _when(facts: CouncilBrief) -> str:
    return as_at_words(facts.compared.as_at, facts.compared.published_by)


def _front(facts: CouncilBrief) -> tuple[Block, ...]:
    """The title block: what is known, and what the council fills in."""
    covered = facts.compared.coverage
    meeting = f"{TO_FILL_IN} (the facts are those {_when(facts)})"
    fields: list[tuple[str, Line]] = [
        ("Report to", (f"Cabinet {TO_FILL_IN}",)),
        ("Date of meeting", (meeting,)),
        ("Report by", (f"Director of Children’s Services {TO_FILL_IN}",)),
        ("Purpose", (_purpose(facts),)),
        ("How far the data go", (covered.sentence(facts.compared.published_by),)),
    ]
    return tuple(Paragraph(words, lead=label) for label, words in fields)


def _purpose(facts: CouncilBrief) -> str:
    name, inspection = facts.compared.la_name, facts.inspection
    if inspection is None:
        return (
            f"To say how other local authorities were judged, {_when(facts)}. {facts.none_words}."
        )
    return (
        f"To report the outcome of Ofsted’s inspection of children’s services in {name} "
        f"{site_words(inspection)}, and where it leaves {name} among other local authorities."
    )


def _in_brief(facts: CouncilBrief) -> Listing:
    """What the paper says, in a few sentences; each stands in its section too."""
    items = [judged_words(facts), before_words(facts)]
    items += _first_position(facts)
    items += [facts.place.sentence] if facts.place else []
    items += [how_many(facts)] if len(facts.improvements) else []
    return Listing(tuple((item,) for item in items if item))


def _first_position(facts: CouncilBrief) -> list[str]:
    """Where the council stands in England, or in its group where the tables do not hold England."""
    rows = facts.positions
    if facts.compared.coverage.is_partial:
        rows = rows[rows["comparator"] != "england"]
    return rows["sentence"].head(1).to_list()


def _recommendations(facts: CouncilBrief) -> Listing:
    inspection = facts.inspection
    if inspection is None:
        items = [f"note that there is no judgement of {facts.compared.la_name} yet;"]
    else:
        items = [f"note the outcome of the inspection, {published_words(inspection)};"]
        items += _on_improvements(facts)
    return Listing(tuple((item,) for item in (*items, TO_FILL_IN)), numbered=True)


def _on_improvements(facts: CouncilBrief) -> list[str]:
    n = facts.improvements["improvement_id"].nunique()
    if not n:
        return []
    things = "area for improvement" if n == 1 else "areas for improvement"
    return [f"agree who acts by when on the {number_words(n)} {things} {TO_FILL_IN};"]
