"""Themes that reports with one grade mention more than reports with another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ilacs_bench.benchmark.grades import find_areas
from ilacs_bench.benchmark.intervals import (
    DRAWS,
    FEWEST,
    SEED,
    Floats,
    difference_interval,
    percentile_interval,
    resampled_clusters,
)
from ilacs_bench.benchmark.theme_index import rows_looked_for
from ilacs_bench.benchmark.theme_prevalence import SIDES, section_grades, side_counts
from ilacs_bench.benchmark.theme_rows import check_known, count_themes, theme_groups
from ilacs_bench.tables.store import Tables
from ilacs_bench.vocabulary import COMPARED_FRAMEWORKS, GRADES, SECTION_AREAS, THEMES


def theme_contrast(
    tables: Tables,
    areas: Sequence[str] = SECTION_AREAS,
    *,
    high: str = "outstanding",
    low: str = "requires_improvement",
    frameworks: Sequence[str] = COMPARED_FRAMEWORKS,
    la_codes: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Return one row per theme and polarity: sections graded `high` against those graded `low`.

    Polarity is 'strength' or 'weakness'. Machine-coded.

    Compares sections on `areas`. For each side, with suffix _high or _low: `reports`, `of`
    (sections; equal to reports for a single area), `n` (sections with at least one such sentence),
    `share` (0-1) and `mean` (such sentences per section). `difference` and `mean_difference` are
    high minus low, each with a 95% interval (_lower, _upper). Over several areas, share and mean
    are averages over areas with the same Mantel-Haenszel weights on both sides, so that a side with
    more grades on care leavers does not for that reason mention pathway plans more; then share is
    not n / of. All are empty if no area has a section on each side.

    The intervals come from resampling whole reports (`draws` times, reproducible by `seed`). That
    of the shares is widened to Newcombe's for as many independent reports if that is wider, because
    a bootstrap has no width where none or all of a side have such a sentence. That of the means is
    empty with fewer than ten reports on a side. Of 72 rows, three or four intervals exclude zero by
    chance alone. A theme that goes with a grade need not be its cause, and longer reports have more
    sentences.
    """
    areas = find_areas(areas)
    check_known("grade", [high, low], GRADES)
    counts = count_themes(tables, frameworks=frameworks, la_codes=la_codes)
    pairs = []
    for area in areas:
        ranks, sentences = section_grades(tables, counts, area), side_counts(counts, area)
        pairs.append([_side(ranks, sentences, grade) for grade in (high, low)])
    drawn = _draw_clusters(pairs, len(counts.reports), draws, seed)
    seen = _averages(pairs, np.ones((1, len(counts.reports))))
    resampled = _averages(pairs, drawn)
    rows = _frame(pairs, seen[:, 0], percentile_interval(resampled[0] - resampled[1]))
    return rows_looked_for(tables, rows)


def largest_first(contrast: pd.DataFrame, polarity: str) -> pd.DataFrame:
    """Return the rows of one polarity, largest absolute difference first.

    `clear` says whether the interval of the difference excludes zero. Shares and differences are
    empty where either side has fewer than ten reports.
    """
    rows = contrast[contrast["polarity"] == polarity]
    enough = rows[["reports_high", "reports_low"]].min(axis=1) >= FEWEST
    shares = [name for name in rows if str(name).startswith(("share_", "difference"))]
    rows = rows.assign(**rows[shares].where(enough))
    clear = (rows["difference_lower"] > 0) | (rows["difference_upper"] < 0)
    order = rows["difference"].abs().sort_values(ascending=False, kind="stable").index
    return rows.assign(clear=clear).loc[order].reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class _Side:
    """The sections on one area with one grade.

    report    row number of the report of each section
    features  for each theme and polarity whether there is a sentence, then how many
    """

    report: npt.NDArray[np.intp]
    features: Floats


def _side(ranks: npt.NDArray[np.int64], sentences: npt.NDArray[np.int64], grade: str) -> _Side:
    report = np.flatnonzero(ranks == GRADES.index(grade))
    flat = sentences[report].reshape(len(report), len(THEMES) * len(SIDES))
    return _Side(report, np.hstack([flat > 0, flat]).astype("float64"))


def _reports(pairs: list[list[_Side]], *sides: int) -> npt.NDArray[np.intp]:
    """Return row numbers of the reports with any section on these sides, without repeats."""
    found = [pair[side].report for pair in pairs for side in sides]
    return np.unique(np.concatenate([*found, np.empty(0, "intp")]))


def _draw_clusters(pairs: list[list[_Side]], reports: int, draws: int, seed: int) -> Floats:
    """Return how often each report on either side is drawn, one row per draw."""
    compared = _reports(pairs, 0, 1)
    weights = np.zeros((draws, reports))
    weights[:, compared] = resampled_clusters(len(compared), draws=draws, seed=seed)
    return weights


def _averages(pairs: list[list[_Side]], weights: Floats) -> Floats:
    """Return averages of the features over sections; the axes are high and low, draws, features.

    `weights` holds how often each report counts in each draw. NaN in a draw where no area has both
    sides.
    """
    sums = np.zeros((2, len(weights), 2 * len(THEMES) * len(SIDES)))
    total = np.zeros((len(weights), 1))
    for pair in pairs:
        on_side = [weights[:, side.report] for side in pair]
        of = [weight.sum(axis=1, keepdims=True) for weight in on_side]
        both = np.maximum(of[0] + of[1], 1)
        for side, other in ((0, 1), (1, 0)):
            # The area's weight, of0 * of1 / (of0 + of1), times the mean of the side.
            sums[side] += _add_up(on_side[side], pair[side].features) * (of[other] / both)
        total += of[0] * of[1] / both
    return sums / np.where(total > 0, total, np.nan)


def _add_up(weights: Floats, features: Floats) -> Floats:
    """Return `weights @ features`, computed one draw at a time.

    One large product would use every core and wait for those that other pages keep busy: three
    times as slow on a shared server, and hardly faster on an idle one.
    """
    return np.matmul(weights[:, np.newaxis], features)[:, 0]


def _frame(
    pairs: list[list[_Side]], averages: Floats, interval: tuple[Floats, Floats]
) -> pd.DataFrame:
    rows = len(THEMES) * len(SIDES)
    names = pd.MultiIndex.from_product([THEMES, SIDES], names=["theme", "polarity"])
    frame = names.to_frame(index=False)
    frame.insert(1, "theme_group", theme_groups(frame["theme"]))
    for side, name in enumerate(("high", "low")):
        frame[f"reports_{name}"] = len(_reports(pairs, side))
        frame[f"of_{name}"] = sum(len(pair[side].report) for pair in pairs)
        has = sum(pair[side].features[:, :rows].sum(axis=0) for pair in pairs)
        frame[f"n_{name}"] = np.broadcast_to(has, rows).astype("int64")
        frame[f"share_{name}"] = averages[side, :rows]
        frame[f"mean_{name}"] = averages[side, rows:]
    (lower, mean_lower), (upper, mean_upper) = (np.split(end, 2) for end in interval)
    newcombe = difference_interval(
        frame["share_high"], frame["reports_high"], frame["share_low"], frame["reports_low"]
    )
    enough = min(frame["reports_high"][0], frame["reports_low"][0]) >= FEWEST
    return frame.assign(
        difference=frame["share_high"] - frame["share_low"],
        difference_lower=np.fmin(lower, newcombe[0]),
        difference_upper=np.fmax(upper, newcombe[1]),
        mean_difference=frame["mean_high"] - frame["mean_low"],
        mean_difference_lower=mean_lower if enough else np.nan,
        mean_difference_upper=mean_upper if enough else np.nan,
    )
