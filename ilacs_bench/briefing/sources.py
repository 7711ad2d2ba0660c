"""The section 'Sources and caveats': where everything comes from, and what to mistrust."""

from datetime import date

import pandas as pd

from ilacs_bench import __version__
from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.briefing.model import Block, Line, Listing, Paragraph, Section, line
from ilacs_bench.briefing.words import known, published_words, site_words
from ilacs_bench.columns.links import Link

LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_HOW = (
    "Visits that carry no grades (focused and monitoring visits) do not count, and no grade is "
    "carried over from an earlier inspection or a former local authority."
)
_MACHINE = "Themes, strengths and weaknesses are machine-coded and were not checked one by one."


def sources_section(facts: CouncilBrief, made_on: date) -> Section:
    """Reports with their links, the licence, and the notes of the comparison."""
    reports = [one for one in (facts.inspection, facts.previous) if one is not None]
    notes = [*facts.notes, _HOW, *([_MACHINE] if facts.was_coded else [])]
    blocks: list[Block] = []
    if reports:
        blocks.append(Listing(tuple(_report(facts.compared.la_name, one) for one in reports)))
    blocks.append(Paragraph(_licence(made_on)))
    caveats = Section("What to know beside the numbers", (Listing(tuple((n,) for n in notes)),))
    return Section("Sources and caveats", tuple(blocks), (caveats,))


def _report(name: str, inspection: pd.Series) -> Line:
    url = inspection["source_url"]
    told = f"inspection {site_words(inspection)}, {published_words(inspection)}"
    read = "" if known(inspection["report"]) else " (not read: its grades are from the statistics)"
    return line(
        f"Ofsted, {name}: {told}{read}",
        ": " if known(url) else None,
        Link(str(url), str(url)) if known(url) else None,
    )


def _licence(made_on: date) -> Line:
    return (
        "Inspection reports and official statistics: Ofsted. Statistical neighbours: Department "
        "for Education. Crown copyright, under the ",
        Link("Open Government Licence v3.0", LICENCE_URL),
        f". Made on {day_words(made_on)} with ilacs_bench {__version__}, which is not Ofsted’s and "
        "not endorsed by it.",
    )
