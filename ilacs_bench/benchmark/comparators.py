"""The local authorities that one is compared with, and why each of them is there."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ilacs_bench.benchmark.latest import existing_authorities
from ilacs_bench.benchmark.words import day_words
from ilacs_bench.errors import UnknownName
from ilacs_bench.tables.store import Tables

COMPARATOR_LABELS: dict[str, str] = {
    "statistical_neighbours_2025": "statistical neighbours (2025 model)",
    "statistical_neighbours_2021": "statistical neighbours (2021 model)",
    "ofsted_region": "Ofsted region",
    "ons_region": "ONS region",
    "england": "England",
    "own_list": "own choice",
}
COMPARATORS: tuple[str, ...] = tuple(COMPARATOR_LABELS)
GROUP_COLUMNS = ["la_code", "la_name", "reason", "rank", "closeness"]


def comparators(
    tables: Tables, la_code: str, comparator: str, *, as_at: date, own_list: Sequence[str] = ()
) -> pd.DataFrame:
    """One row per local authority of the group, those in existence on `as_at` only, never itself.

    Columns: la_code, la_name, reason (why it is in the group), and for statistical neighbours rank
    (1 is the closest) and closeness (the band as published). Neighbours stand by rank, an own list
    in its order, the rest by name. Raises UnknownName for a comparator, or a local authority of
    `la_code` or `own_list`, that does not exist on the date.
    """
    existing = existing_authorities(tables, as_at)
    own = _find(tables, existing, la_code, as_at)
    members = _members(tables, own, comparator, existing, own_list)
    names = existing.set_index("la_code")["la_name"]
    group = members.assign(la_name=members["la_code"].map(names))
    others = group["la_name"].notna() & (group["la_code"] != la_code)
    return group.loc[others, GROUP_COLUMNS].reset_index(drop=True)


def missing_neighbours(
    tables: Tables, la_code: str, comparator: str, group: pd.DataFrame
) -> list[str]:
    """Names of the statistical neighbours that are not in `group`: not in existence on its date."""
    codes = _neighbours(tables, la_code, comparator)["la_code"]
    gone = codes[~codes.isin(group["la_code"])]
    names = tables.authorities.drop_duplicates("la_code", keep="last").set_index("la_code")
    return names["la_name"].reindex(gone).to_list()


def _find(tables: Tables, existing: pd.DataFrame, la_code: str, as_at: date) -> pd.Series:
    found = existing[existing["la_code"] == la_code]
    if len(found) == 1:
        return found.iloc[0]
    known = tables.authorities[tables.authorities["la_code"] == la_code]
    if known.empty:
        raise UnknownName(f"{la_code!r} is not the GSS code of a local authority we know.")
    row = known.iloc[-1]
    until = "" if pd.isna(row["valid_to"]) else f" to {day_words(row['valid_to'])}"
    raise UnknownName(
        f"{row['la_name']} ({la_code}) did not exist on {day_words(as_at)}: it exists from "
        f"{day_words(row['valid_from'])}{until}. Choose a date in that time."
    )


def _members(
    tables: Tables, own: pd.Series, comparator: str, existing: pd.DataFrame, own_list: Sequence[str]
) -> pd.DataFrame:
    match comparator:
        case "statistical_neighbours_2025" | "statistical_neighbours_2021":
            return _neighbours(tables, own["la_code"], comparator)
        case "ofsted_region" | "ons_region":
            same = existing.loc[existing[comparator] == own[comparator], "la_code"]
            return _group(same, f"in the {COMPARATOR_LABELS[comparator]} {own[comparator]}")
        case "england":
            return _group(existing["la_code"], "in England")
        case "own_list":
            return _group(_own_codes(existing, own_list), "own choice")
    raise UnknownName(f"{comparator!r} is not a comparator; it is one of {list(COMPARATORS)}.")


def _neighbours(tables: Tables, la_code: str, comparator: str) -> pd.DataFrame:
    model = comparator.removeprefix("statistical_neighbours_")
    pairs = tables.neighbours
    pairs = pairs[(pairs["la_code"] == la_code) & (pairs["model"] == model)].sort_values("rank")
    return pd.DataFrame(
        {
            "la_code": pairs["neighbour_la_code"],
            "reason": f"statistical neighbour ({model} model)",
            "rank": pairs["rank"],
            "closeness": pairs["closeness"],
        }
    )


def _group(codes: pd.Series, reason: str) -> pd.DataFrame:
    group = pd.DataFrame({"la_code": codes, "reason": reason})
    return group.assign(
        rank=pd.Series(pd.NA, index=group.index, dtype="Int64"),
        closeness=pd.Series(pd.NA, index=group.index, dtype="str"),
    )


def _own_codes(existing: pd.DataFrame, own_list: Sequence[str]) -> pd.Series:
    unknown = sorted(set(own_list) - set(existing["la_code"]))
    if unknown:
        raise UnknownName(f"{unknown}: no local authority in existence on the date has this code.")
    return pd.Series(list(dict.fromkeys(own_list)), dtype="str")
