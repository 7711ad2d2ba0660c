"""The page of themes: its controls, the reports that they choose, and the counts."""

from datetime import date, timedelta
from typing import NamedTuple

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.in_words import count_words, day_words
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
from ilacs_bench.benchmark.theme_index import looked_for, not_looked_for
from ilacs_bench.columns.column import labelled_frame
from ilacs_bench.columns.definitions import SETS
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice, File
from ilacs_bench.days import today
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.themes import evidence_workbook
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.paths import slug
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    COMPARED_FRAMEWORKS,
    FIRST_DAY,
    FRAMEWORKS,
    SECTION_AREAS,
    THEME_LABELS,
)

BETTER = "better"


class StatementKind(NamedTuple):
    """A kind of statement in reports: its label, and the heading of its themes."""

    label: str
    heading: str
    one: str
    many: str


KINDS = {
    "improvement": StatementKind(
        "Areas for improvement",
        "What must improve",
        "area for improvement",
        "areas for improvement",
    ),
    "weakness": StatementKind("Weaknesses", "What is criticised", "weakness", "weaknesses"),
    "strength": StatementKind("Strengths", "What is praised", "strength", "strengths"),
    BETTER: StatementKind(
        "Strengths where we are below good",
        "What is praised where others are good and we are not",
        "strength",
        "strengths",
    ),
}
_FIRST_YEAR = FRAMEWORKS[COMPARED_FRAMEWORKS[0]].first_day.year
_MONTHS = {"12": "12 months", "24": "24 months", "36": "3 years", "60": "5 years"}
_ABSENT = " (not looked for yet)"


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """Return the page's controls, by their names in the address."""
    regions = sorted(tables.authorities["ofsted_region"].dropna().unique())
    times = [(f"In the last {words}", code) for code, words in _MONTHS.items()]
    last = (last_day(tables) or today()).year
    times += [(f"Since January {year}", str(year)) for year in range(last, _FIRST_YEAR - 1, -1)]
    kinds = [(kind.label, code) for code, kind in KINDS.items()]
    areas = [(AREA_SHORT_LABELS[area], area) for area in SECTION_AREAS]
    absent = {theme for theme in THEME_LABELS if not looked_for(tables, theme)}
    themes = [(f"{words}{_ABSENT * (t in absent)}", t) for t, words in THEME_LABELS.items()]
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
        make_searchable(tables)  # once, before the worker processes are forked
        chosen["q"] = w.Text(
            description="Search the reports",
            tooltip="Words, “a phrase in quotes”, superv* for beginnings, OR between alternatives",
            continuous_update=True,
        )
    return chosen


class WhoseReports(NamedTuple):
    """GSS codes of the local authorities whose reports count, and a description of them."""

    la_codes: tuple[str, ...]
    words: str


def whose(choice: Choice) -> WhoseReports:
    """Return the chosen region, the chosen authority's group without itself, or all.

    A region, and all of England, include former local authorities.
    """
    authorities, covered = choice.tables.authorities, coverage_of(choice.tables)
    if choice.la_code and not choice.region:
        words = choice.group_words
        own = f"{choice.la_name}’s {words[4:]}" if words.startswith("its ") else words
        return WhoseReports(choice.group, own)
    rows, words = authorities[authorities["la_code"] != choice.la_code], covered.whom
    if choice.region:
        regions = rows["ofsted_region"].dropna()
        rows = rows.loc[regions.index[regions.map(slug) == choice.region]]
        name = str(rows["ofsted_region"].iloc[0]) if len(rows) else choice.region
        words = f"{name}, as far as it is in your tables" if covered.is_partial else name
    return WhoseReports(tuple(rows["la_code"].unique()), words)


def since(choice: Choice) -> date:
    """Return the first day of publication that counts; of the latest reports any day does."""
    if choice.kind == BETTER:
        return FIRST_DAY
    if choice.since not in _MONTHS:
        return date(int(choice.since), 1, 1)
    before = pd.Timestamp(choice.as_at) - pd.DateOffset(months=int(choice.since))
    return before.date() + timedelta(days=1)


def scope(choice: Choice) -> Scope:
    """Return what is counted. Raises UnknownName if it needs a local authority and has none."""
    codes, day = choice.once(whose).la_codes, choice.as_at
    areas: tuple[str, ...] = (choice.area,) if choice.area else ()
    if choice.kind != BETTER:
        first, kind = since(choice), choice.kind
        chosen = select(choice.tables, as_at=day)
        return scope_of_reports(chosen, codes, kind, since=first, areas=areas)
    if not choice.la_code:
        raise controls.NoCouncil(
            "Choose a council to see who is good or outstanding where it is not.",
            instead=[{"kind": "strength"}],
        )
    chosen = select(choice.tables, choice.la_code, as_at=day)
    return scope_of_better(chosen, codes, areas or areas_on(day))


def counts(choice: Choice) -> pd.DataFrame:
    """Return the rows of `count_themes_in` for the chosen values."""
    return count_themes_in(choice.tables, choice.once(scope))


def theme(choice: Choice) -> str:
    """Return the theme whose evidence is shown: the chosen one, else the most widely named."""
    return str(choice.theme or choice.once(counts)["theme"].iloc[0])


def rows(choice: Choice) -> pd.DataFrame:
    """Return the rows of `theme_evidence`; when learning from others, the best grade first."""
    found = theme_evidence(choice.tables, choice.once(scope), choice.once(theme))
    if choice.kind != BETTER:
        return found
    return found.sort_values("grade", ascending=False, kind="stable", ignore_index=True)


def status(choice: Choice) -> str:
    """Return sentences: search results, then how many statements, in whose reports, from when."""
    made = choice.once(sentences)
    return f"{found_words(made)}. {what_counts(choice)}" if made else what_counts(choice)


def what_counts(choice: Choice) -> str:
    """Return how many statements, in whose reports, from when; and on which theme, if chosen."""
    if choice.theme and not looked_for(choice.tables, choice.theme):
        return not_looked_for(choice.theme)
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
        councils = f"{row['n_authorities']} of {row['of_authorities']} local authorities"
        sentence = f"{label}: {row['n']:,} of {of}, in {councils}; reports of "
    return f"{sentence}{of_whom}{when}."


def sentences(choice: Choice) -> SearchResult | None:
    """Return the sentences with the words searched for; None without a search."""
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
    """Return how many sentences match the search, and of how many local authorities."""
    if not made.n:
        return f"No sentence has {made.query}"
    of = count_words(made.authorities, "local authority", "local authorities")
    return f"{count_words(made.n, 'sentence', 'sentences')} with {made.query}, on {of}"


def counted(n: int, kind: str) -> str:
    """Return a number of statements in words."""
    return f"{n:,} {KINDS[kind].one if n == 1 else KINDS[kind].many}"


def title(choice: Choice) -> str:
    """Return the heading of the evidence: its theme and kind."""
    return f"{THEME_LABELS[choice.once(theme)]}: {KINDS[choice.kind].label.lower()}"


def excel(choice: Choice) -> File:
    """Return the rows of the evidence as a workbook, with the counts of all themes."""
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
    """Return exactly the rows of the evidence as CSV."""
    return _file(choice, "csv"), csv_bytes(
        labelled_frame(choice.once(rows), SETS["found_evidence"])
    )


def _file(choice: Choice, ending: str) -> str:
    return f"{choice.once(theme)}_{choice.kind}_{choice.as_at:%Y-%m-%d}.{ending}"
