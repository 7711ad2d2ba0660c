"""The bundled facts: rows of reports, completed with what only Ofsted's statistics hold."""

from collections.abc import Mapping

import pandas as pd

from ilacs_bench.lookups.authorities import Authority, find_authority
from ilacs_bench.schema import INSPECTIONS, JUDGEMENTS
from ilacs_bench.tables.identity import match_inspections

_EVENT = ["la_code", "framework", "event", "source"]
_AUTHORITY_PAGE = (
    "https://reports.ofsted.gov.uk/provider/44/{dfe_number}"  # the page that the ODS files link to
)


def official_events(official: pd.DataFrame) -> pd.DataFrame:
    """Return one row per inspection and official source: the columns its grades share."""
    shared = [*_EVENT, "la_name", "urn", "inspection_type", "start", "published"]
    return official[shared].drop_duplicates(_EVENT).reset_index(drop=True)


def identify_events(official: pd.DataFrame, inspections: pd.DataFrame) -> pd.DataFrame:
    """Return official events with their inspection_id; `known` says whether it is in our tables."""
    events = official_events(official)
    known = [pd.Series(dtype="str")]
    known += [_known(rows, inspections) for _, rows in events.groupby("source", sort=False)]
    ids = pd.concat(known).reindex(events.index)
    return events.assign(
        inspection_id=ids.fillna(_ids(events)).astype("str"), known=ids.notna().to_numpy()
    )


def _known(events: pd.DataFrame, inspections: pd.DataFrame) -> pd.Series:
    """Return for each event of one source the inspection_id that it matches; empty for none.

    An event that matches no inspection in every date may match one except for the first day on
    site, so that a wrong day is reported as a wrong day and not as two inspections.
    """
    ids = _ids(events)
    same_id = ids.where(ids.isin(inspections["inspection_id"]))
    known = match_inspections(events, inspections, same_start=True).fillna(same_id)
    rest = inspections[~inspections["inspection_id"].isin(known)]
    return known.fillna(match_inspections(events, rest))


def merge_facts(
    reports: dict[str, pd.DataFrame], official: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the tables of the reports, with inspections added that only official statistics hold.

    Rows from reports stay unchanged; inspections without a report here are added from the first
    official source that has them. Only the inspection type, which no report prints, comes from the
    statistics wherever they have it.
    """
    events = official_events(official)
    inspections = reports["inspections"]
    ids_of = [pd.Series(dtype="str")]
    for _, of_source in events.groupby("source", sort=False):
        known = _known(of_source, inspections)
        new = of_source[known.isna()]
        ids = _ids(new)
        ids_of.append(known.fillna(ids))
        inspections = pd.concat([inspections, _inspections(new, ids)], ignore_index=True)
    events = events.assign(inspection_id=pd.concat(ids_of))
    inspections = _with_official_types(inspections, events)
    return {
        "inspections": INSPECTIONS.check(inspections.sort_values("inspection_id")),
        "judgements": _merge_judgements(reports["judgements"], official, events),
        "improvements": reports["improvements"],
        "problems": reports["problems"],
    }


def without_words(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return tables of `merge_facts` without the reports' text, so that they may be bundled."""
    return {
        **tables,
        "judgements": tables["judgements"].assign(printed=pd.Series(dtype="str")),
        "improvements": tables["improvements"].assign(text=pd.Series(dtype="str")),
    }


def _ids(events: pd.DataFrame) -> pd.Series:
    stem = events["urn"].fillna(events["la_code"])
    day = events["start"].dt.strftime("%Y-%m-%d")
    return stem + "_" + day.fillna("published-" + events["published"].dt.strftime("%Y-%m-%d"))


def _inspections(events: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    """Return rows of `inspections` for events without a report here."""
    authorities = [find_authority(code) for code in events["la_code"]]
    pages = [_page(authority) for authority in authorities]
    frame = events[
        ["urn", "la_code", "framework", "inspection_type", "start", "published", "source"]
    ]
    frame = frame.assign(
        inspection_id=ids,
        la_name=[authority.la_name for authority in authorities],
        inspection_type_basis=None,
        source_url=pd.Series(pages, index=events.index, dtype="str"),
    )
    return frame.reindex(columns=INSPECTIONS.column_names)


def _page(authority: Authority) -> str | None:
    """Return the address of a current authority's page on Ofsted's site, else None."""
    current = authority.valid_to is None
    return _AUTHORITY_PAGE.format(dfe_number=authority.dfe_number) if current else None


def _with_official_types(inspections: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    known = events.dropna(subset=["inspection_type"]).drop_duplicates("inspection_id")
    official = known.set_index("inspection_id")["inspection_type"]
    types = inspections["inspection_id"].map(official).astype("str")
    basis = inspections["inspection_type_basis"].mask(types.notna(), "official")
    used = types.fillna(inspections["inspection_type"])
    return inspections.assign(inspection_type=used, inspection_type_basis=basis)


def _merge_judgements(
    reports: pd.DataFrame, official: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    graded = official.merge(events[[*_EVENT, "inspection_id"]], on=_EVENT, validate="many_to_one")
    # Events are in order of source, so the first source that has an inspection is kept.
    first = events.drop_duplicates("inspection_id")[["inspection_id", "source"]]
    only_official = graded.merge(first, on=["inspection_id", "source"], validate="many_to_one")
    only_official = only_official[~only_official["inspection_id"].isin(reports["inspection_id"])]
    rows = pd.concat(
        [reports, only_official.reindex(columns=JUDGEMENTS.column_names)],
        ignore_index=True,
    )
    return JUDGEMENTS.check(rows.sort_values(["inspection_id", "judgement_area"]))
