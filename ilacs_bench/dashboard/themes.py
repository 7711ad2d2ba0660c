"""Themes of reports: the controls of the page, whose reports they choose, and what is counted."""

from datetime import date, timedelta
from typing import NamedTuple

import ipywidgets as w
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.latest import last_day
from ilacs_bench.benchmark.search import Found, has_text, make_searchable, search_findings
from ilacs_bench.benchmark.search_index import read_query
from ilacs_bench.benchmark.theme_evidence import (
    Scope,
    count_said,
    said_evidence,
    scope_of_better,
    scope_of_reports,
)
from ilacs_bench.benchmark.words import count_words, day_words
from ilacs_bench.columns.column import labelled_frame
from ilacs_bench.columns.themes import SAID
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.days import today
from ilacs_bench.errors import UnknownName
from ilacs_bench.export.csv_text import csv_bytes
from ilacs_bench.export.theme_evidence import evidence_workbook
from ilacs_bench.lookups.areas import areas_on
from ilacs_bench.slugs import slug
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    COMPARED_FRAMEWORKS,
    FRAMEWORKS,
    SECTION_AREAS,
    THEME_LABELS,
)

BETTER = "better"
KINDS = {
    "improvement": "Areas for improvement",
    "weakness": "Weaknesses",
    "strength": "Strengths",
    BETTER: "Strengths where we are below good",
}
NOUNS = {
    "improvement": ("area for improvement", "areas for improvement"),
    "weakness": ("weakness", "weaknesses"),
    "strength": ("strength", "strengths"),
    BETTER: ("strength", "strengths"),
}
_FIRST_YEAR = FRAMEWORKS[COMPARED_FRAMEWORKS[0]].first_day.year
_MONTHS = {"12": "12 months", "24": "24 months", "36": "3 years", "60": "5 years"}


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """The controls of the page, by the names that they have in the address."""
    regions = sorted(tables.authorities["ofsted_region"].dropna().unique())
    months = [(f"In the last {words}", code) for code, words in _MONTHS.items()]
    last = (last_day(tables) or today()).year
    years = [(f"Since January {year}", str(year)) for year in range(last, _FIRST_YEAR - 1, -1)]
    areas = [(AREA_SHORT_LABELS[area], area) for area in SECTION_AREAS]
    themes = [(words, theme) for theme, words in THEME_LABELS.items()]
    chosen: dict[str, w.ValueWidget] = {
        "la": controls.council_or_all(tables),
        "to": controls.compare_with(label="Reports of its"),
        "region": _one_of("Or of a region", "None", [(name, slug(name)) for name in regions]),
        "kind": w.Dropdown(
            options=[(words, kind) for kind, words in KINDS.items()], description="What they say"
        ),
        "since": w.Dropdown(options=[*months, *years], value="24", description="Published"),
        "area": _one_of("Judgement", "All judgements", areas),
        "theme": _one_of("Theme", "The most widely named", themes),
        "as_at": controls.as_at(tables),
    }
    if has_text(tables):
        make_searchable(tables)  # once, before the processes that answer are forked
        chosen["q"] = w.Text(
            description="Search the reports",
            tooltip="Words, “a phrase in quotes”, superv* for beginnings, OR between alternatives",
            continuous_update=True,
        )
    return chosen


def _one_of(label: str, without: str, options: list[tuple[str, str]]) -> w.Dropdown:
    return w.Dropdown(options=[(without, ""), *options], value="", description=label)


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
        return Whose(choice.group, own_words(choice, choice.group_words))
    rows = authorities[authorities["la_code"] != choice.la_code]
    if not choice.region:
        return Whose(tuple(rows["la_code"].unique()), covered.whom)
    regions = rows["ofsted_region"].dropna()
    rows = rows.loc[regions.index[regions.map(slug) == choice.region]]
    name = str(rows["ofsted_region"].iloc[0]) if len(rows) else choice.region
    words = f"{name}, as far as it is in your tables" if covered.is_partial else name
    return Whose(tuple(rows["la_code"].unique()), words)


def own_words(choice: Choice, words: str) -> str:
    """Words of a group that begin with 'its', with the name of the local authority for that."""
    return f"{choice.la_name}’s {words[4:]}" if words.startswith("its ") else words


def since(choice: Choice) -> date:
    """The first day of publication that counts."""
    if choice.since not in _MONTHS:
        return date(int(choice.since), 1, 1)
    before = pd.Timestamp(choice.as_at) - pd.DateOffset(months=int(choice.since))
    return before.date() + timedelta(days=1)


def scope(choice: Choice) -> Scope:
    """What counts. Raises UnknownName where that needs a local authority and none is chosen."""
    codes, areas = choice.once(whose).la_codes, (choice.area,) if choice.area else ()
    if choice.kind != BETTER:
        first, kind = since(choice), choice.kind
        return scope_of_reports(
            choice.tables, codes, kind, since=first, areas=areas, as_at=choice.as_at
        )
    if not choice.la_code:
        raise UnknownName(
            "Choose a local authority to see who is good or outstanding where it is not.",
            instead=[{"kind": "strength"}],
        )
    return scope_of_better(
        choice.tables, choice.la_code, codes, areas or areas_on(choice.as_at), as_at=choice.as_at
    )


def counts(choice: Choice) -> pd.DataFrame:
    """The rows of `count_said` for what is chosen."""
    return count_said(choice.tables, choice.once(scope))


def theme(choice: Choice) -> str:
    """The theme whose evidence is shown: the one chosen, else the one most widely named."""
    return str(choice.theme or choice.once(counts)["theme"].iloc[0])


def rows(choice: Choice) -> pd.DataFrame:
    """The rows of `said_evidence` for what is chosen; the best grade first where we learn."""
    found = said_evidence(choice.tables, choice.once(scope), choice.once(theme))
    if choice.kind != BETTER:
        return found
    return found.sort_values("grade", ascending=False, kind="stable", ignore_index=True)


def said(choice: Choice) -> str:
    """What is shown: what was found, then how many, in whose reports, of when."""
    made = choice.once(sentences)
    return f"{found_words(made)}. {what_counts(choice)}" if made else what_counts(choice)


def what_counts(choice: Choice) -> str:
    """How many, in whose reports, of when; and of the theme where one is chosen."""
    all_rows = choice.once(counts)
    row = all_rows[all_rows["theme"] == choice.once(theme)].iloc[0]
    if choice.kind == BETTER and not choice.once(scope).reports:
        than = f"good or outstanding where {choice.la_name} is below good"
        return f"None of {choice.once(whose).words} is {than}, as at {day_words(choice.as_at)}."
    of = counted(row["of"], choice.kind)
    told = f"{of} in {count_words(choice.once(scope).reports, 'report', 'reports')} of "
    if choice.theme:
        councils = f"{row['n_authorities']} of {row['of_authorities']} local authorities"
        told = f"{THEME_LABELS[choice.theme]}: {row['n']:,} of {of}, in {councils}; reports of "
    return f"{told}{choice.once(whose).words}{when(choice)}."


def sentences(choice: Choice) -> Found | None:
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


def found_words(made: Found) -> str:
    """How many sentences have the words searched for, and of how many local authorities."""
    if not made.n:
        return f"No sentence has {made.query}"
    of = count_words(made.authorities, "local authority", "local authorities")
    return f"{count_words(made.n, 'sentence', 'sentences')} with {made.query}, on {of}"


def counted(n: int, kind: str) -> str:
    """A number of what reports say, in words."""
    return f"{n:,} {NOUNS[kind][int(n != 1)]}"


def when(choice: Choice) -> str:
    """Which reports, by time, as the end of a sentence."""
    day = day_words(choice.as_at)
    if choice.kind == BETTER:
        better = f"good or outstanding where {choice.la_name} is below good"
        return f": the latest of each that is {better}, to {day}"
    if choice.since in _MONTHS:
        return f", published in the {_MONTHS[choice.since]} to {day}"
    return f", published from January {choice.since} to {day}"


def excel(choice: Choice) -> tuple[str, bytes]:
    """The rows of the evidence as a workbook, with the themes that they were chosen from."""
    label = f"{THEME_LABELS[choice.once(theme)]}: {KINDS[choice.kind].lower()}"
    made = evidence_workbook(
        choice.tables,
        choice.once(rows),
        choice.once(counts),
        title=f"{label}, {choice.once(whose).words}",
        about=what_counts(choice),
        as_at=choice.as_at,
    )
    return _file(choice, "xlsx"), made


def csv(choice: Choice) -> tuple[str, bytes]:
    """Exactly the rows of the evidence as CSV."""
    return _file(choice, "csv"), csv_bytes(labelled_frame(choice.once(rows), SAID))


def _file(choice: Choice, ending: str) -> str:
    return f"{choice.once(theme)}_{choice.kind}_{choice.as_at:%Y-%m-%d}.{ending}"
