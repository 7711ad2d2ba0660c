"""Themes of reports: the controls of the page, whose reports they choose, and what is counted."""

from datetime import date, timedelta
from typing import NamedTuple

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.english import count_words, day_words
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.search import SearchResult, has_text, make_searchable, search_findings
from ilacs_bench.benchmark.search_index import read_query
from ilacs_bench.benchmark.selection import select
from ilacs_bench.benchmark.theme_evidence import (
    Scope,
    count_themes_in,
    scope_of_better,
    scope_of_reports,
    theme_evidence,
)
from ilacs_bench.columns.column import labelled_frame
from ilacs_bench.columns.defined import SETS
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.files import File
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.themes import evidence_workbook
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.paths import slug
from ilacs_bench.tables.store import Tables
from ilacs_bench.themes.model import is_learnt
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    COMPARED_FRAMEWORKS,
    FRAMEWORKS,
    SECTION_AREAS,
    THEME_LABELS,
)

BETTER = "better"


class Kind(NamedTuple):
    """What reports say: its label, and the heading of the themes that do."""

    label: str
    heading: str
    one: str
    many: str


KINDS = {
    "improvement": Kind(
        "Areas for improvement",
        "What must improve",
        "area for improvement",
        "areas for improvement",
    ),
    "weakness": Kind("Weaknesses", "What is criticised", "weakness", "weaknesses"),
    "strength": Kind("Strengths", "What is praised", "strength", "strengths"),
    BETTER: Kind(
        "Strengths where we are below good",
        "What is praised where others are good and we are not",
        "strength",
        "strengths",
    ),
}
_FIRST_YEAR = FRAMEWORKS[COMPARED_FRAMEWORKS[0]].first_day.year
_MONTHS = {"12": "12 months", "24": "24 months", "36": "3 years", "60": "5 years"}
_NOT_LEARNT = " (not looked for yet)"


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """The controls of the page, by the names that they have in the address."""
    regions = sorted(tables.authorities["ofsted_region"].dropna().unique())
    times = [(f"In the last {words}", code) for code, words in _MONTHS.items()]
    last = (last_day(tables) or today()).year
    times += [(f"Since January {year}", str(year)) for year in range(last, _FIRST_YEAR - 1, -1)]
    kinds = [(kind.label, code) for code, kind in KINDS.items()]
    areas = [(AREA_SHORT_LABELS[area], area) for area in SECTION_AREAS]
    themes = [(f"{words}{_looked_for(theme)}", theme) for theme, words in THEME_LABELS.items()]
    of_regions = [(name, slug(name)) for name in regions]
    chosen: dict[str, w.ValueWidget] = {
        "la": controls.council_or_all(tables),
        "to": controls.compare_with(label="Reports of its"),
        "region": controls.one_of("Or of a region", of_regions, "None"),
        "kind": w.Dropdown(options=kinds, description="What they say"),
        "since": w.Dropdown(options=times, value="24", description="Published"),
        "area": controls.more(controls.one_of("Judgement", areas, "All judgements")),
        "theme": controls.more(controls.one_of("Theme", themes, "The most widely named")),
        "as_at": controls.more(controls.as_at(tables)),
    }
    if has_text(tables):
        make_searchable(tables)  # once, before the processes that answer are forked
        chosen["q"] = w.Text(
            description="Search the reports",
            tooltip="Words, “a phrase in quotes”, superv* for beginnings, OR between alternatives",
            continuous_update=True,
        )
    return chosen


def _looked_for(theme: str) -> str:
    return "" if is_learnt(theme) else _NOT_LEARNT


class Whose(NamedTuple):
    """GSS codes of the local authorities whose reports count, and who they are in words."""

    la_codes: tuple[str, ...]
    words: str


def whose(choice: Choice) -> Whose:
    """The region chosen, the group of the local authority chosen, or all; never itself.

    In a region, and in all, former local authorities count too: their reports were of it.
    """
    authorities, covered = choice.tables.authorities, coverage_of(choice.tables)
    if choice.la_code and not choice.region:
        words = choice.group_words
        own = f"{choice.la_name}’s {words[4:]}" if words.startswith("its ") else words
        return Whose(choice.group, own)
    rows, words = authorities[authorities["la_code"] != choice.la_code], covered.whom
    if choice.region:
        regions = rows["ofsted_region"].dropna()
        rows = rows.loc[regions.index[regions.map(slug) == choice.region]]
        name = str(rows["ofsted_region"].iloc[0]) if len(rows) else choice.region
        words = f"{name}, as far as it is in your tables" if covered.is_partial else name
    return Whose(tuple(rows["la_code"].unique()), words)


def since(choice: Choice) -> date:
    """The first day of publication that counts."""
    if choice.since not in _MONTHS:
        return date(int(choice.since), 1, 1)
    before = pd.Timestamp(choice.as_at) - pd.DateOffset(months=int(choice.since))
    return before.date() + timedelta(days=1)


def scope(choice: Choice) -> Scope:
    """What counts. Raises UnknownName where that needs a local authority and none is chosen."""
    codes, day = choice.once(whose).la_codes, choice.as_at
    areas: tuple[str, ...] = (choice.area,) if choice.area else ()
    if choice.kind != BETTER:
        first, kind = since(choice), choice.kind
        chosen = select(choice.tables, as_at=day)
        return scope_of_reports(chosen, codes, kind, since=first, areas=areas)
    if not choice.la_code:
        raise UnknownName(
            "Choose a local authority to see who is good or outstanding where it is not.",
            instead=[{"kind": "strength"}],
        )
    chosen = select(choice.tables, choice.la_code, as_at=day)
    return scope_of_better(chosen, codes, areas or areas_on(day))


def counts(choice: Choice) -> pd.DataFrame:
    """The rows of `count_themes_in` for what is chosen."""
    return count_themes_in(choice.tables, choice.once(scope))


def theme(choice: Choice) -> str:
    """The theme whose evidence is shown: the one chosen, else the one most widely named."""
    return str(choice.theme or choice.once(counts)["theme"].iloc[0])


def rows(choice: Choice) -> pd.DataFrame:
    """The rows of `theme_evidence` for what is chosen; the best grade first where we learn."""
    found = theme_evidence(choice.tables, choice.once(scope), choice.once(theme))
    if choice.kind != BETTER:
        return found
    return found.sort_values("grade", ascending=False, kind="stable", ignore_index=True)


def status(choice: Choice) -> str:
    """What is shown: what was found, then how many, in whose reports, of when."""
    made = choice.once(sentences)
    return f"{found_words(made)}. {what_counts(choice)}" if made else what_counts(choice)


def what_counts(choice: Choice) -> str:
    """How many, in whose reports, of when; and of the theme where one is chosen."""
    all_rows, of_whom = choice.once(counts), choice.once(whose).words
    row = all_rows[all_rows["theme"] == choice.once(theme)].iloc[0]
    day, n_reports = day_words(choice.as_at), choice.once(scope).reports
    better = f"good or outstanding where {choice.la_name} is below good"
    if choice.kind == BETTER and not n_reports:
        return f"None of {of_whom} is {better}, as at {day}."
    when = f", published from January {choice.since} to {day}"
    if choice.kind == BETTER:
        when = f": the latest of each that is {better}, to {day}"
    elif choice.since in _MONTHS:
        when = f", published in the {_MONTHS[choice.since]} to {day}"
    of = counted(row["of"], choice.kind)
    sentence = f"{of} in {count_words(n_reports, 'report', 'reports')} of "
    if choice.theme:
        label = THEME_LABELS[choice.theme]
        if not (row["n"] or is_learnt(choice.theme)):
            return (
                f"{label}: not looked for. The program that gives the themes has yet to learn it."
            )
        councils = f"{row['n_authorities']} of {row['of_authorities']} local authorities"
        sentence = f"{label}: {row['n']:,} of {of}, in {councils}; reports of "
    return f"{sentence}{of_whom}{when}."


def sentences(choice: Choice) -> SearchResult | None:
    """The sentences with the words searched for; None where there are none to search for."""
    query = getattr(choice, "q", "")
    if not read_query(query):
        return None
    return search_findings(
        choice.tables,
        query,
        sections=[choice.area] if choice.area else None,
        theme=choice.theme or None,
        la_codes=[*choice.once(whose).la_codes, choice.la_code],
        since=since(choice),
        until=choice.as_at,
    )


def found_words(made: SearchResult) -> str:
    """How many sentences have the words searched for, and of how many local authorities."""
    if not made.n:
        return f"No sentence has {made.query}"
    of = count_words(made.authorities, "local authority", "local authorities")
    return f"{count_words(made.n, 'sentence', 'sentences')} with {made.query}, on {of}"


def counted(n: int, kind: str) -> str:
    """A number of what reports say, in words."""
    return f"{n:,} {KINDS[kind].one if n == 1 else KINDS[kind].many}"


def title(choice: Choice) -> str:
    """Of the evidence: its theme, and what reports say of it."""
    return f"{THEME_LABELS[choice.once(theme)]}: {KINDS[choice.kind].label.lower()}"


def excel(choice: Choice) -> File:
    """The rows of the evidence as a workbook, with the themes that they were chosen from."""
    made = evidence_workbook(
        choice.tables,
        choice.once(rows),
        choice.once(counts),
        title=f"{title(choice)}, {choice.once(whose).words}",
        about=what_counts(choice),
        as_at=choice.as_at,
    )
    return _file(choice, "xlsx"), made


def csv(choice: Choice) -> File:
    """Exactly the rows of the evidence as CSV."""
    return _file(choice, "csv"), csv_bytes(
        labelled_frame(choice.once(rows), SETS["found_evidence"])
    )


def _file(choice: Choice, ending: str) -> str:
    return f"{choice.once(theme)}_{choice.kind}_{choice.as_at:%Y-%m-%d}.{ending}"
