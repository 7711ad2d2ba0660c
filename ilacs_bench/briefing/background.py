"""The section 'Background': which inspection, under which rules, of which length, and the last."""

import pandas as pd

from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.words import (
    area_words,
    as_at_words,
    day_words,
    framework_words,
    grade_words,
)
from ilacs_bench.briefing.model import Block, Line, Paragraph, Section, line
from ilacs_bench.briefing.words import each, known, published_words, site_words
from ilacs_bench.columns.links import Link
from ilacs_bench.vocabulary import FRAMEWORKS

_BASES = {
    "official": "by Ofsted’s statistics",
    "inferred": "inferred from the length of the visit, for reports do not print it",
}


def background(facts: CouncilBrief) -> Section:
    """The section: one paragraph a matter."""
    name, inspection = facts.compared.la_name, facts.inspection
    if inspection is None:
        when = as_at_words(facts.compared.as_at, facts.compared.published_by)
        return Section("Background", (Paragraph((f"{facts.none_words}, {when}.",)),))
    lines: list[Line | None] = [
        _inspected(name, inspection),
        _rules(inspection),
        _kind(inspection),
        _before(facts),
        (facts.place.sentence,) if facts.place else None,
    ]
    blocks: tuple[Block, ...] = tuple(Paragraph(words) for words in lines if words)
    return Section("Background", blocks)


def _inspected(name: str, inspection: pd.Series) -> Line:
    url, inspector = inspection["source_url"], inspection["lead_inspector"]
    pages = f" and has {int(inspection['pages'])} pages" if known(inspection["pages"]) else ""
    led = f" The lead inspector was {inspector}." if known(inspector) else ""
    return line(
        f"Ofsted inspected the children’s services of {name} {site_words(inspection)}. The ",
        Link("report", str(url)) if known(url) else "report",
        f" was {published_words(inspection)}{pages}.{led}",
    )


def _rules(inspection: pd.Series) -> Line:
    """The framework follows the first day on site."""
    framework = FRAMEWORKS[inspection["framework"]]
    until = f" to {day_words(framework.last_day)}" if framework.last_day else ""
    overall = (
        "" if "overall" in framework.areas else " Under it Ofsted gives no overall effectiveness."
    )
    return (
        f"The inspection was under {framework_words(framework.code)}, for inspections begun from "
        f"{day_words(framework.first_day)}{until}.{overall}",
    )


def _kind(inspection: pd.Series) -> Line | None:
    kind = inspection["inspection_type"]
    if not known(kind):
        return None
    length = ""
    if known(inspection["start"]) and known(inspection["end"]):
        days = (inspection["end"] - inspection["start"]).days + 1
        length = f" From its first to its last day on site it took {days} days."
    return (f"It was a {kind} inspection ({_BASES[inspection['inspection_type_basis']]}).{length}",)


def judged_words(facts: CouncilBrief) -> str:
    """The grade of the latest inspection: overall, or in each area where there is none."""
    name, inspection = facts.compared.la_name, facts.inspection
    if inspection is None:
        return ""
    overall = _overall(facts.judgements)
    if overall:
        return (
            f"{name} was judged {grade_words(overall)} overall, at the inspection "
            f"{site_words(inspection)}."
        )
    graded = facts.judgements[facts.judgements["grade"].notna()]
    said = ", ".join(
        f"{grade_words(row.grade)} on {area_words(row.judgement_area)}" for row in each(graded)
    )
    return (
        f"{name} was judged {said}, at the inspection {site_words(inspection)}; it gave no overall "
        "grade."
    )


def before_words(facts: CouncilBrief) -> str:
    """The overall grade of the inspection before, and when that was."""
    previous = facts.previous
    if previous is None:
        return ""
    overall = _overall(facts.previous_judgements)
    judged = (
        f"{facts.compared.la_name} was judged {grade_words(overall)} overall"
        if overall
        else "no overall grade was given"
    )
    return (
        f"At the inspection before, {site_words(previous)} under "
        f"{framework_words(previous['framework'])}, {judged}."
    )


def _overall(judgements: pd.DataFrame) -> str | None:
    grades = judgements.loc[judgements["judgement_area"] == "overall", "grade"].dropna()
    return None if grades.empty else str(grades.iloc[0])


def _before(facts: CouncilBrief) -> Line:
    previous = facts.previous
    if previous is None:
        return (f"No earlier full inspection of {facts.compared.la_name} is in the tables.",)
    url = previous["source_url"]
    return line(
        f"{before_words(facts)} Its ",
        Link("report", str(url)) if known(url) else "report",
        f" was {published_words(previous)}.",
    )
