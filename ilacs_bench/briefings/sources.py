"""The box 'Sources and caveats', and the annex of sentences to quote."""

from datetime import date

from ilacs_bench import __version__
from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.in_words import day_words
from ilacs_bench.briefings.document import Box, BriefingLine, BriefingSection, Listing, TextBlock
from ilacs_bench.columns.links import Link

LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_HOW = (
    "Each local authority counts by its latest full inspection that was published by then. Focused "
    "and monitoring visits do not count. A new local authority starts with no grade."
)


def sources_section(facts: CouncilBrief, made_on: date) -> BriefingSection:
    """Return coverage of the data, method, caveats and licence."""
    compared = facts.compared
    limits = compared.coverage.notes(compared.published_by)
    notes = " ".join(note for note in facts.notes if note not in limits)
    lines = [
        TextBlock((compared.coverage.sentence(compared.published_by, made_on),)),
        TextBlock((_HOW,), lead="How it is counted"),
        TextBlock((notes,), lead="Notes") if notes else None,
        TextBlock(_licence(made_on), lead="Source"),
    ]
    return BriefingSection("Sources and caveats", (Box(tuple(one for one in lines if one)),))


def _licence(made_on: date) -> BriefingLine:
    return (
        "Inspection reports and statistics of Ofsted; statistical neighbours of the Department for "
        "Education. Crown copyright, ",
        Link("Open Government Licence v3.0", LICENCE_URL),
        f". Made on {day_words(made_on)} with ilacs_bench {__version__}, not by Ofsted.",
    )


def quotes_section(facts: CouncilBrief) -> BriefingSection:
    """Return one sentence per judgement: among England, or among the group if data are partial."""
    rows = facts.beside
    is_england = rows["comparator"] == "england"
    if facts.compared.coverage.is_partial:
        is_england = rows["comparator"] == rows["comparator"].iloc[0]
    sentences = rows.loc[is_england, "sentence"]
    return BriefingSection(
        "Annex: sentences to quote", (Listing(tuple((one,) for one in sentences)),)
    )
