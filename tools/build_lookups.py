"""Write data/lookups/{authorities,authority_aliases,neighbours}.csv from the reference files.

    python tools/build_lookups.py --reference ../shared/reference --out data/lookups

Names, DfE numbers, URNs and ONS regions come from `provider_lookup.csv`, Ofsted's regions from its
statistics, neighbours from DfE's two files. What none of them has (lifetimes, successors, former
codes, more aliases, authorities newer than these files) is kept by hand in the CSV files beside
this script, each row with its source. docs/lookups.md has the decisions.
"""

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from ilacs_bench.errors import SchemaError
from ilacs_bench.lookup_rows import read_lookup
from ilacs_bench.schema import AUTHORITIES, NEIGHBOURS

HERE = Path(__file__).resolve().parent
LA_TYPES = {
    "E06": "Unitary authority",
    "E08": "Metropolitan borough",
    "E09": "London borough",
    "E10": "County",
}
"""What a GSS code's first letters say. City of London and Isles of Scilly count as ONS counts."""
EARLIEST = "2009-04-01"
MODELS = {
    "2021": ("statistical_neighbours_2021.csv", "LA num", "SN"),
    "2025": ("statistical_neighbours_2025.csv", "old_la_code", "SN_"),
}
"""Model: its file, the heading of DfE numbers, and of neighbours without their rank."""


def build_authorities(reference: Path) -> pd.DataFrame:
    """Return the table `authorities`: current ones and those abolished since the SIF began."""
    former = {row["la_code"]: row for row in _rows(HERE / "former_authorities.csv")}
    by_hand = [*former.values(), *_rows(HERE / "new_authorities.csv")]
    changes = _rows(HERE / "authority_changes.csv")
    former_codes = {
        row["la_code"]: row["value"] for row in changes if row["change"] == "former_code"
    }
    first_days = {row["la_code"]: row["from"] for row in changes if row["change"] == "first_day"}
    today = {old: new for new, old in former_codes.items()}
    ofsted = {today.get(code, code): row for code, row in _outcomes(reference).items()}
    listed = [
        row
        for row in _rows(reference / "provider_lookup.csv")
        if row["la_code_new"] not in {each["la_code"] for each in by_hand}
    ]
    if unknown := [row["la_code_new"] for row in listed if row["la_code_new"] not in ofsted]:
        raise SchemaError(
            f"provider_lookup.csv has {', '.join(unknown)}, which Ofsted's newest statistics have "
            "not. Has it begun since? Put it into tools/new_authorities.csv; has it ended, into "
            "former_authorities.csv."
        )
    current: list[dict[str, str | None]] = [
        {
            "la_code": row["la_code_new"],
            "former_la_codes": former_codes.get(row["la_code_new"]),
            "la_name": ofsted[row["la_code_new"]]["Local authority name"].replace("&", "and"),
            "dfe_number": row["la_code"],
            "urn": row["urn"],
            "ofsted_region": ofsted[row["la_code_new"]]["Ofsted region"],
            "ons_region": row["rgn22nm"].replace("and The", "and the"),
            "valid_from": first_days.get(row["la_code_new"], EARLIEST),
        }
        for row in listed
    ]
    # The lookup's URNs of former authorities are from another register; theirs are kept by hand.
    kept: list[dict[str, str | None]] = [
        {"valid_from": EARLIEST, **{n: value or None for n, value in row.items() if n != "source"}}
        for row in by_hand
    ]
    frame = pd.DataFrame(current + kept).reindex(columns=AUTHORITIES.column_names)
    frame["la_type"] = frame["la_code"].str[:3].map(LA_TYPES)
    return AUTHORITIES.check(frame.sort_values(["la_name", "valid_from", "la_code"]))


def build_neighbours(reference: Path, authorities: pd.DataFrame) -> pd.DataFrame:
    """Return the table `neighbours`: ten rows for each authority that a model covers."""
    la_codes = dict(zip(authorities["dfe_number"], authorities["la_code"], strict=True))
    rows = [
        {
            "model": model,
            "la_code": la_codes[dfe_number],
            "neighbour_la_code": la_codes[neighbour],
            "rank": rank,
            "closeness": closeness,
        }
        for model in MODELS
        for dfe_number, neighbour, rank, closeness in _pairs(reference, model)
    ]
    return NEIGHBOURS.check(pd.DataFrame(rows).sort_values(["model", "la_code", "rank"]))


def build_aliases(reference: Path, authorities: pd.DataFrame) -> pd.DataFrame:
    """Return one row per alias of an authority (alias, la_code), from all files and by hand."""
    la_codes = dict(zip(authorities["dfe_number"], authorities["la_code"], strict=True))
    names = dict(zip(authorities["la_code"], authorities["la_name"], strict=True))
    pairs = {(row["alias"], row["la_code"]) for row in _rows(HERE / "more_aliases.csv")}
    pairs |= {(alias, la_codes[number]) for number, alias in _reference_names(reference)}
    frame = pd.DataFrame(
        [pair for pair in pairs if pair[0] != names[pair[1]]], columns=["alias", "la_code"]
    )
    twice = frame[frame.duplicated("alias", keep=False)]
    if len(twice):
        raise SchemaError(f"aliases of two authorities: {twice.to_dict('records')}")
    return frame.sort_values(["la_code", "alias"]).reset_index(drop=True)


def check_lookups(authorities: pd.DataFrame, neighbours: pd.DataFrame) -> None:
    """Raise SchemaError unless the lookups are consistent: counts, regions, codes."""
    current = authorities[authorities["valid_to"].isna()]
    known = set(authorities["la_code"])
    successors = set(authorities["successor_la_codes"].dropna().str.split("; ").explode())
    per_model = neighbours.groupby(["model", "la_code"]).size()
    ended = authorities.dropna(subset="successor_la_codes")
    days = dict(zip(authorities["la_code"], pd.to_datetime(authorities["valid_from"]), strict=True))
    covered = set(neighbours.loc[neighbours["model"] == "2025", "la_code"])
    older = {la_code for la_code in current["la_code"] if days[la_code].year <= 2025}
    promises = {
        "8 Ofsted regions": current["ofsted_region"].nunique() == 8,
        "9 ONS regions": current["ons_region"].nunique() == 9,
        "no DfE number twice": authorities["dfe_number"].is_unique,
        "no URN twice": authorities["urn"].dropna().is_unique,
        "a URN for each current authority": bool(current["urn"].notna().all()),
        "successors exist": successors <= known,
        "successors begin the day after": all(
            days.get(successor) == pd.Timestamp(last) + pd.Timedelta(days=1)
            for last, joined in zip(ended["valid_to"], ended["successor_la_codes"], strict=True)
            for successor in joined.split("; ")
        ),
        "no dangling neighbour": set(neighbours["neighbour_la_code"]) <= known,
        "10 neighbours each": bool((per_model == 10).all()),
        "153 authorities in the model of 2025": len(covered) == 153,
        "every authority older than the model of 2025 in it": older <= covered <= known,
    }
    broken = [promise for promise, kept in promises.items() if not kept]
    if broken:
        raise SchemaError(f"lookups: not so: {'; '.join(broken)}")


def build_lookups(reference: Path) -> dict[str, pd.DataFrame]:
    """Return the three lookups by file name, checked."""
    authorities = build_authorities(reference)
    neighbours = build_neighbours(reference, authorities)
    check_lookups(authorities, neighbours)
    aliases = build_aliases(reference, authorities)
    return {"authorities": authorities, "authority_aliases": aliases, "neighbours": neighbours}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _outcomes(reference: Path) -> dict[str, dict[str, str]]:
    """Return Ofsted's list of all current authorities, by its printed GSS code."""
    lists = [row for row in read_lookup("official_sheets") if row["holds"] == "latest"]
    file, sheet = lists[0]["file"], lists[0]["sheet"]
    rows = CalamineWorkbook.from_path(reference / file).get_sheet_by_name(sheet).to_python()
    text = [[str(cell) for cell in row] for row in rows]
    headings = next(row for row in text if "Local authority area code" in row)
    listed = [dict(zip(headings, row, strict=True)) for row in text[text.index(headings) + 1 :]]
    return {row["Local authority area code"]: row for row in listed}


def _pairs(reference: Path, model: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield DfE number, neighbour's DfE number, rank and closeness of each pair in a model."""
    file, key, prefix = MODELS[model]
    with (reference / file).open(encoding="utf-8-sig", newline="") as lines:
        headings, *rows = csv.reader(lines)
    start = headings.index(key)
    for row in rows:
        if "Old SNs:" in row:
            return  # the rows below are authorities abolished before the model was made
        for rank in range(1, 11) if row[start] else ():
            # In the model of 2021 closeness columns are headed "SNP"; each follows its neighbour.
            place = headings.index(f"{prefix}{rank}")
            yield row[start], row[place], rank, row[place + 1].strip().lower()


def _reference_names(reference: Path) -> Iterator[tuple[str, str]]:
    """Yield (DfE number, name) as each reference file prints it."""
    for row in _rows(reference / "provider_lookup.csv"):
        known_as = re.sub(r"[\[\]]", "", row["also_known_as"])
        if row["la_code"] == "839":
            known_as = ""  # its own name has commas, so the list can't be split; kept by hand
        printed = [row["local_authority_ons_name"], row["utla23nm"], *known_as.split(", ")]
        yield from _named(row["la_code"], printed)
    for file, key, name in (
        ("statistical_neighbours_2021.csv", "LA num", "LA Name"),
        ("statistical_neighbours_2025.csv", "old_la_code", "la_name"),
    ):
        for row in _rows(reference / file):
            yield from _named(row[key], [row[name].removesuffix(" (Pre LG)")])


def _named(dfe_number: str, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((dfe_number, name) for name in names if dfe_number and name)


def main() -> None:
    """Build, check and write; the same input gives the same bytes."""
    parser = argparse.ArgumentParser(description="Build the lookups of authorities and neighbours.")
    parser.add_argument("--reference", type=Path, default=Path("../shared/reference"))
    parser.add_argument("--out", type=Path, default=Path("data/lookups"))
    arguments = parser.parse_args()
    for name, frame in build_lookups(arguments.reference).items():
        path = arguments.out / f"{name}.csv"
        frame.to_csv(path, index=False, lineterminator="\n", date_format="%Y-%m-%d")
        print(f"{path}: {len(frame)} rows")


if __name__ == "__main__":
    main()
