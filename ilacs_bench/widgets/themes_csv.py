"""The file that the page 'themes' offers: its table of recurring themes as CSV."""

import pandas as pd

from ilacs_bench.slugs import slug
from ilacs_bench.vocabulary import THEME_LABELS
from ilacs_bench.widgets.themes_choice import Choice


def csv_of(choice: Choice, shares: pd.DataFrame, when: str) -> bytes:
    """The table of themes as CSV, with where it is from in each row."""
    rows = shares if not choice.group else shares[shares["theme_group"] == choice.group]
    rows = rows.assign(
        theme_label=rows["theme"].map(THEME_LABELS),
        region=choice.where,
        years=choice.years,
        as_at=when,
        coded_by="machine",
        source="Ofsted inspection reports, Crown copyright, Open Government Licence v3.0",
    )
    return rows.to_csv(index=False).encode("utf-8-sig")


def file_name(choice: Choice, *what: str) -> str:
    """Name of a file without its ending: the place, what it shows, the years."""
    years = (str(choice.first), str(choice.last))
    return "_".join(["themes", slug(choice.where, "_"), *what, *years])
