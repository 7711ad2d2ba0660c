"""Which local authorities have a theme in their latest report: from a count to its evidence."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.asked import Day, asked_days
from ilacs_bench.benchmark.coded_ledger import SECTIONS, places
from ilacs_bench.benchmark.latest import latest
from ilacs_bench.benchmark.theme_prevalence import SECTION_AREAS
from ilacs_bench.benchmark.theme_rows import check_known, count_themes
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import FRAMEWORKS, IMPROVEMENT_SECTION, POLARITIES, THEMES

_COLUMNS = ["la_code", "la_name", "ofsted_region", "inspection_id", "published", "source_url"]


def theme_authorities(
    tables: Tables,
    theme: str,
    *,
    areas: Sequence[str] = SECTION_AREAS,
    la_codes: Sequence[str] | None = None,
    as_at: Day = None,
    published_by: Day = None,
) -> pd.DataFrame:
    """One row per local authority whose latest report has the theme, most recent first.

    Machine-coded. Of the latest full inspection by the as-at rule: la_code, la_name, ofsted_region,
    inspection_id, published, source_url; n_improvement (improvements of any kind with the theme),
    n_strength and n_weakness (such sentences in the sections on `areas`, the summary left out);
    `of` (local authorities whose latest report was coded, with the theme or without it). A report
    that was not coded is never replaced by an earlier one. Raises UnknownName for an unknown theme.
    """
    check_known("theme", [theme], THEMES)
    day, cutoff = asked_days(tables, as_at, published_by)
    rows, of_report = _coded_latest(tables, day, cutoff)
    if la_codes is not None:
        chosen = rows["la_code"].isin(la_codes).to_numpy()
        rows, of_report = rows[chosen], of_report[chosen]
    n = of_report[:, :, THEMES.index(theme)]
    body = n[:, [SECTIONS.index(area) for area in areas]].sum(axis=1)
    counts = {
        "n_improvement": n[:, SECTIONS.index(IMPROVEMENT_SECTION)].sum(axis=1),
        "n_strength": body[:, POLARITIES.index("strength")],
        "n_weakness": body[:, POLARITIES.index("weakness")],
    }
    has_any = np.array(list(counts.values())).any(axis=0)
    kept = {name: values[has_any] for name, values in counts.items()}
    return rows[has_any].reset_index(drop=True).assign(**kept, of=len(rows))


@lru_cache(maxsize=8)
def _coded_latest(
    tables: Tables, day: date, cutoff: date
) -> tuple[pd.DataFrame, npt.NDArray[np.int64]]:
    """Authorities whose latest report was coded, most recent first, and its counts."""
    rows = latest(tables, day, cutoff)[_COLUMNS]
    order = ["published", "la_name"]
    rows = rows.sort_values(order, ascending=[False, True], ignore_index=True)
    counts = count_themes(tables, frameworks=tuple(FRAMEWORKS))
    place = places(rows["inspection_id"], counts.reports["inspection_id"])
    return rows[place >= 0].reset_index(drop=True), counts.n[place[place >= 0]]
