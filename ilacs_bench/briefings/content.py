"""Compose the briefing on one local authority from its facts."""

from datetime import date
from typing import Unpack

from ilacs_bench.benchmark.comparators import To
from ilacs_bench.benchmark.council_brief import CouncilBrief, council_brief
from ilacs_bench.benchmark.in_words import as_at_words
from ilacs_bench.benchmark.selection import DayOptions, full_signature, select
from ilacs_bench.briefings.document import Briefing
from ilacs_bench.briefings.grades import grades_section
from ilacs_bench.briefings.improve import improve_section, learn_section
from ilacs_bench.briefings.sources import quotes_section, sources_section
from ilacs_bench.days import today
from ilacs_bench.tables.store import Tables


@full_signature
def briefing(
    tables: Tables,
    authority: str,
    to: To = "neighbours",
    *,
    picture: bool = True,
    made_on: date | None = None,
    **options: Unpack[DayOptions],
) -> Briefing:
    """Return the briefing on a local authority as a model; `word_document` makes the file.

    `to` is the group it is compared with, `picture` says whether grades are drawn. Other arguments
    and errors are as for `snapshot`.

    >>> paper = briefing(t, "East Sussex", as_at="2018-09-18", picture=False)
    >>> [section.heading for section in paper.sections][:2]
    ['How East Sussex is judged', 'What must improve']
    """
    facts = council_brief(select(tables, authority, to, **options))
    return compose(facts, picture=picture, made_on=made_on or today())


def compose(facts: CouncilBrief, *, picture: bool, made_on: date) -> Briefing:
    """Return the model of the paper with these facts."""
    compared = facts.compared
    return Briefing(
        title=f"Ofsted’s inspection of children’s services in {compared.la_name}",
        subject=f"Briefing, {as_at_words(compared.as_at, compared.published_by)}",
        made_on=made_on,
        sections=(
            grades_section(facts, picture=picture),
            improve_section(facts),
            learn_section(facts),
            sources_section(facts, made_on),
            quotes_section(facts),
        ),
    )
