"""What can be chosen of England, the sentence that says what is shown, the way by quarters."""

import ipywidgets as w
import numpy as np
import pandas as pd

from ilacs_bench.benchmark.coverage import coverage_of
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.inspection_index import take_rows
from ilacs_bench.benchmark.latest import existing_authorities, last_day
from ilacs_bench.benchmark.pictures import count_groups, good_or_outstanding
from ilacs_bench.benchmark.words import area_words, day_words, sentence_case
from ilacs_bench.dashboard import controls
from ilacs_bench.dashboard.choice import Choice
from ilacs_bench.dashboard.chosen_day import quarters_beside
from ilacs_bench.dashboard.html import render
from ilacs_bench.dashboard.links import link_to, linked_day
from ilacs_bench.dashboard.parts import Html
from ilacs_bench.lookups.areas import areas_in_order, shown_on
from ilacs_bench.lookups.tile_map import REGION_PLACES
from ilacs_bench.tables.store import Tables

GROUPINGS = {
    "region": ("ofsted_region", "Ofsted region"),
    "ons_region": ("ons_region", "ONS region"),
    "type": ("la_type", "type of authority"),
}
"""What stands in the address for a grouping: its column, and its label."""


def filters(tables: Tables) -> dict[str, w.ValueWidget]:
    """The controls of the page, by the names that they have in the address."""
    there = set(tables.authorities["ofsted_region"])
    regions = [place.region for place in REGION_PLACES if place.region in there]
    return {
        "as_at": controls.as_at(tables),
        "area": w.Dropdown(
            options=controls.judgement_options(),
            description="Judgement",
        ),
        "by": w.Dropdown(
            options=[(sentence_case(label), code) for code, (_, label) in GROUPINGS.items()],
            description="Compare by",
        ),
        "region": w.Dropdown(
            options=[("None", ""), *((region, region) for region in regions)],
            value="",
            description="Region to pick out",
        ),
    }


def areas(choice: Choice) -> tuple[str, ...]:
    """The judgements of the day, and the one chosen."""
    return areas_in_order({*shown_on(choice.as_at), choice.area})


def judgements(choice: Choice) -> pd.DataFrame:
    """The rows of `latest_judgements` of every judgement shown."""
    return latest_judgements(choice.tables, choice.as_at, areas=areas(choice))


def of_area(choice: Choice) -> pd.DataFrame:
    """Those of the judgement chosen."""
    rows = choice.once(judgements)
    places = np.flatnonzero(rows["judgement_area"].to_numpy() == choice.area)
    return pd.DataFrame(take_rows(rows, places, rows.columns))


def counts(choice: Choice) -> pd.DataFrame:
    """The grades of England, counted: the rows of `count_groups`."""
    return count_groups(choice.once(judgements), areas(choice))


def good_shares(choice: Choice) -> pd.DataFrame:
    """How many are good or outstanding: the rows of `good_or_outstanding`."""
    return good_or_outstanding(choice.once(counts))


def said(choice: Choice) -> str:
    """How many are good or outstanding on the judgement chosen, and as at when."""
    good = choice.once(good_shares).set_index("judgement_area")
    row, when = good.loc[choice.area], f"as at {day_words(choice.as_at)}"
    whom = sentence_case(coverage_of(choice.tables).whom)
    if not row["judged"]:
        graded = [area_words(area) for area in good.index[good["judged"] > 0]]
        ways = f"Choose among {', '.join(graded)}." if graded else "Choose a later date."
        return f"{whom}, {when}: {area_words(choice.area)} had not been graded. {ways}"
    return (
        f"{whom}, {when}: {row['n']} of {row['judged']} local authorities are good or outstanding "
        f"on {area_words(choice.area)}."
    )


def quarters(choice: Choice) -> Html:
    """The ends of the quarters just before and after the date, as ways to go there."""
    last = last_day(choice.tables) or choice.as_at
    before, after = quarters_beside(choice.as_at, last)
    state = {name: getattr(choice, name) for name in ("area", "by", "region")}
    ways = [
        (name, sign, day and day_words(day), day, day and link_to("national", as_at=day, **state))
        for name, sign, day in (("before", "←", before), ("after", "→", after))
    ]
    return render("england_quarters", ways=ways)


def council_links(choice: Choice) -> dict[str, str]:
    """The address of each council's page on the same date, by the council's name."""
    day = linked_day(choice)
    names = existing_authorities(choice.tables, choice.as_at)["la_name"]
    return {name: link_to("council", la=name, as_at=day) for name in names}
