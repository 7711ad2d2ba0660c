"""Reports published since a date and the grades they changed; inspections counted by year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Unpack

import numpy as np
import pandas as pd

from ilacs_bench.benchmark.comparators import To, find_comparator
from ilacs_bench.benchmark.compare import group_words
from ilacs_bench.benchmark.grades import judgement_rows
from ilacs_bench.benchmark.in_words import area_words, count_words, days_words, sentence_case
from ilacs_bench.benchmark.inspection_index import inspection_index
from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.resolve import (
    resolve_day,
    resolve_frameworks,
)
from ilacs_bench.benchmark.selection import DayOptions, Options, Selection, full_signature, select
from ilacs_bench.benchmark.theme_rows import improvement_themes, theme_groups
from ilacs_bench.benchmark.transitions import DIRECTIONS
from ilacs_bench.benchmark.wide import one_row_each
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, FRAMEWORKS, INSPECTION_TYPES, THEMES

_APRIL = 4
_NAMED_AT_MOST = 8
YEARS = ("financial_year", "year")
_OF_JUDGEMENT = [
    *("judgement_area", "grade", "graded_as", "page"),
    *("previous_grade", "previous_area", "previous_page", "direction"),
]
_OF_THEME = [
    *("theme", "theme_group", "n", "of", "n_reports", "reports"),
    *("inspection_id", "la_name", "page", "source_url", "text"),
]


@full_signature
def published_since(
    tables: Tables,
    since: date | str,
    authority: str | None = None,
    to: To = "england",
    **options: Unpack[Options],
) -> pd.DataFrame:
    """Return one row per inspection published after `since` and judgement area, newest first.

    Up to the cut-off (`published_by`, or `as_at`), of every local authority, or of `authority` and
    its group. Columns as in `latest_judgements`: previous_grade and direction say what changed.
    Reports without a publication date do not count. Errors as for `snapshot`.

    >>> rows = published_since(t, "2026-06-01", areas=["leaders"])
    >>> int(rows["inspection_id"].nunique()) == len(rows) > 0
    True
    """
    return published_since_of(select(tables, authority, to, **options), since)


def published_since_of(chosen: Selection, since: date | str) -> pd.DataFrame:
    """Return the rows of `published_since` for a Selection."""
    areas, index, counted = chosen.areas_shown, chosen.index, chosen.counted
    before = index.before_each(counted)
    published = index.inspections["published"].to_numpy()[counted]
    wanted = published > np.datetime64(resolve_day(since))
    if chosen.la_code:
        la_codes = [chosen.la_code, *chosen.group["la_code"]]
        codes = index.inspections["la_code"].isin(la_codes).to_numpy()
        wanted &= codes[counted]
    newest = np.argsort(published[wanted], kind="stable")[::-1]
    now, before = counted[wanted][newest], before[wanted][newest]
    each = index.authority_rows(now).repeat(len(areas))
    return judgement_rows(index, now, before, areas, as_at=chosen.as_at, authorities=each)


def published_reports(published: pd.DataFrame) -> pd.DataFrame:
    """Return one row per report of `published_since` rows, in their order: what it changed.

    Columns: those of the authority and of both inspections; for each judgement area grade_<area>,
    previous_grade_<area>, direction_<area>; n_improved, n_declined and n_same (judgements with a
    grade now and before).

    >>> rows = published_reports(published_since(t, "2026-05-20", as_at="2026-08-20"))
    >>> rows.loc[rows["la_name"] == "Trafford", ["n_improved", "n_declined"]].iloc[0].to_list()
    [1, 2]
    """
    areas = published["judgement_area"].unique().tolist()
    names = ("grade", "previous_grade", "direction")
    wide = one_row_each(published, areas, names, by="inspection_id")
    ways = wide[[f"direction_{area}" for area in areas]]
    counted = {f"n_{way}": (ways == way).sum(axis="columns") for way in DIRECTIONS}
    return wide.drop(columns=_OF_JUDGEMENT).assign(**counted)


def changes_among(chosen: Selection, reports: pd.DataFrame) -> pd.DataFrame:
    """Return one row per group: how many reports were new, and what they changed.

    `reports` are rows of `published_reports`. The groups are the authority's group, its region
    (both without itself) and England; only England without an authority. Columns: group, la_codes
    (GSS codes of its local authorities), reports; of these n_up (some grade is higher than at the
    inspection before), n_down (some is lower), n_both, n_unchanged, n_first (no judgement has an
    earlier grade); up and down (names of the authorities).

    >>> reports = published_reports(published_since(t, "2026-05-20", as_at="2026-08-20"))
    >>> rows = changes_among(select(t, "Suffolk", "region", as_at="2026-08-20"), reports)
    >>> rows[["group", "reports", "n_up", "n_down", "n_both"]].to_numpy().tolist()[-1]
    ['England', 13, 10, 3, 2]
    """
    existing = existing_authorities(chosen.tables, chosen.as_at)
    groups: dict[str, list[str]] = {}
    if chosen.la_code:
        own = existing[existing["la_code"] == chosen.la_code].iloc[0]
        for comparator in (chosen.comparator, find_comparator("region")):
            if comparator.code != "england":
                of = [member.la_code for member in chosen.members_of(comparator)]
                groups[sentence_case(comparator.label_for(own))] = of
    counted = [
        {"group": label, "la_codes": codes} | _changes(reports[reports["la_code"].isin(codes)])
        for label, codes in groups.items()
    ]
    england = {"group": "England", "la_codes": existing["la_code"].to_list()} | _changes(reports)
    return pd.DataFrame([*counted, england])


def _changes(reports: pd.DataFrame) -> dict[str, object]:
    up, down = reports["n_improved"] > 0, reports["n_declined"] > 0
    known = up | down | (reports["n_same"] > 0)
    return {
        "reports": len(reports),
        "n_up": int(up.sum()),
        "n_down": int(down.sum()),
        "n_both": int((up & down).sum()),
        "n_unchanged": int((known & ~up & ~down).sum()),
        "n_first": int((~known).sum()),
        "up": reports.loc[up, "la_name"].to_list(),
        "down": reports.loc[down, "la_name"].to_list(),
    }


def changes_in_words(reports: pd.DataFrame, since: date, until: date) -> str:
    """Return a sentence to quote: what the reports published after `since` to `until` changed.

    `reports` are rows of `published_reports`.

    >>> reports = published_reports(published_since(t, "2026-06-18", as_at="2026-06-30"))
    >>> changes_in_words(reports, date(2026, 6, 18), date(2026, 6, 30))
    'No report was published from 19 to 30 June 2026.'
    """
    first = since + timedelta(days=1)
    when = f"{'on' if first >= until else 'from'} {days_words(first, until)}"
    if reports.empty:
        return f"No report was published {when}."
    of = {name: n or "none" for name, n in _changes(reports).items()}
    both = f" (both in {of['n_both']})" if of["n_both"] != "none" else ""
    ungraded = f" There was no earlier grade in {of['n_first']}." if of["n_first"] != "none" else ""
    one_or_more = count_words(len(reports), "report was", "reports were")
    return (
        f"{one_or_more} published {when}. A grade went up in {of['n_up']} and down in "
        f"{of['n_down']}{both}. No grade changed in {of['n_unchanged']}.{ungraded}"
    )


def group_changes_in_words(
    chosen: Selection, reports: pd.DataFrame, since: date, until: date
) -> str:
    """Return the same for the authority and its group first, then how many reports England had.

    >>> reports = published_reports(published_since(t, "2026-05-20", as_at="2026-08-20"))
    >>> chosen = select(t, "Suffolk", "neighbours", as_at="2026-08-20")
    >>> told = group_changes_in_words(chosen, reports, date(2026, 5, 20), date(2026, 8, 20))
    >>> told[:57], told[-12:]
    ('2 of Suffolk’s 10 statistical neighbours (2025 model) had', 'England: 13.')
    """
    existing = existing_authorities(chosen.tables, chosen.as_at)
    own = existing[existing["la_code"] == chosen.la_code].iloc[0]
    group = chosen.group["la_code"]
    words = group_words(chosen.comparator, chosen.comparator.label_for(own), len(group))
    whose = f"{own['la_name']}’s {words[4:]}" if words.startswith("its ") else words
    when = f"from {days_words(since + timedelta(days=1), until)}"
    named = [
        f"{row['la_name']} {_change_words(row)}"
        for code in (chosen.la_code, *group)
        for _, row in reports[reports["la_code"] == code].iterrows()
    ]
    n = int(group.isin(reports["la_code"]).sum())
    listed = f": {'; '.join(named)}" if 0 < len(named) <= _NAMED_AT_MOST else ""
    return f"{n or 'None'} of {whose} had a report {when}{listed}. England: {len(reports)}."


def _change_words(row: pd.Series) -> str:
    """Return what a report changed: 'improved on leaders, declined on care leavers'."""
    said = []
    for way in ("improved", "declined"):
        areas = [name for name in row.index if name.startswith("direction_") and row[name] == way]
        on = ", ".join(area_words(name.removeprefix("direction_")) for name in areas)
        said += [f"{way} on {on}"] if areas else []
    return ", ".join(said) or ("had no grade changed" if row["n_same"] else "had its first grades")


def improvement_themes_of(tables: Tables, inspection_ids: Sequence[str]) -> pd.DataFrame:
    """Return one row per theme and area for improvement of these reports, top themes first.

    Machine-coded. Columns: theme, theme_group, n (areas for improvement with the theme), of (all
    areas for improvement of these reports), n_reports (reports with the theme), reports (those that
    list any); of the item inspection_id, la_name, page, source_url, text.

    >>> rows = improvement_themes_of(t, published_since(t, "2026-05-20")["inspection_id"].unique())
    >>> bool((rows["n"] <= rows["of"]).all())
    True
    """
    every = improvement_themes(tables, frameworks=tuple(FRAMEWORKS))
    wanted = every.rows["inspection_id"].isin(inspection_ids).to_numpy()
    rows, has = every.rows[wanted].reset_index(drop=True), every.has[wanted]
    item, theme = np.nonzero(has)
    items = rows.iloc[item].reset_index(drop=True)
    items["theme"] = pd.Series(np.array(THEMES)[theme], dtype="str")
    items["la_name"] = items["inspection_id"].map(_names(tables))
    by_theme = items.groupby("theme")["inspection_id"]
    items = items.assign(
        theme_group=theme_groups(items["theme"]),
        n=by_theme.transform("size"),
        n_reports=by_theme.transform("nunique"),
        of=len(rows),
        reports=rows["inspection_id"].nunique(),
    )
    order = items.assign(place=theme).sort_values(
        ["n", "n_reports", "place"], ascending=[False, False, True], kind="stable"
    )
    return order[_OF_THEME].reset_index(drop=True)


def _names(tables: Tables) -> pd.Series:
    """Return names of local authorities by inspection id."""
    index = inspection_index(tables)
    names = index.authorities.drop_duplicates("la_code").set_index("la_code")["la_name"]
    return index.inspections.set_index("inspection_id")["la_code"].map(names)


@full_signature
def inspections_by_year(
    tables: Tables,
    *,
    by: str = "financial_year",
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    **options: Unpack[DayOptions],
) -> pd.DataFrame:
    """Return one row per year of the first day on site, empty years too: inspections counted.

    Only full inspections count. Columns: year ('2018-19' for the year from April 2018, or '2018'),
    n, standard, short (of them, where the type is known). An inspection whose first day on site no
    source gives is left out. Raises UnknownName for an unknown `by`.

    >>> rows = inspections_by_year(t, as_at="2025-03-31", published_by="2025-06-30")
    >>> rows["n"].tail(7).to_list()
    [47, 55, 0, 33, 47, 36, 52]
    """
    if by not in YEARS:
        raise UnknownName(f"{by!r} is no kind of year: choose among {list(YEARS)}.")
    chosen = select(tables, **options)
    rows = chosen.index.rows(chosen.counted, ["framework", "start", "inspection_type"])
    rows = rows[rows["framework"].isin(resolve_frameworks(frameworks))].dropna(subset="start")
    begins = _APRIL if by == "financial_year" else 1
    year = rows["start"].dt.year - (rows["start"].dt.month < begins)
    years = range(year.min(), year.max() + 1) if len(year) else range(0)
    counts = {"n": year.value_counts()} | {
        kind: year[rows["inspection_type"] == kind].value_counts() for kind in INSPECTION_TYPES
    }
    label = [f"{y}-{(y + 1) % 100:02}" if by == "financial_year" else str(y) for y in years]
    return pd.DataFrame(
        {"year": pd.Series(label, dtype="str")}
        | {name: count.reindex(years, fill_value=0).to_numpy() for name, count in counts.items()}
    )
