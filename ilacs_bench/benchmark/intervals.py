"""Confidence intervals of shares and differences: Wilson, Newcombe and a cluster bootstrap.

All intervals are of 95%. Sources: Wilson (1927), J. Am. Stat. Assoc. 22, 209-212; Newcombe (1998),
Statistics in Medicine 17, 873-890, method 10; Field and Welsh (2007), J. R. Stat. Soc. B 69,
369-390, for resampling whole clusters.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Z = 1.959963984540054
"""Standard deviations on each side of the mean that hold 95% of a normal distribution."""
DRAWS = 1000
SEED = 20180101
FEWEST = 10
"""The smallest denominator of a share on a page: one of one is not 100%."""

Counts: TypeAlias = npt.ArrayLike
Floats: TypeAlias = npt.NDArray[np.float64]


def wilson_interval(n: Counts, of: Counts) -> tuple[Floats, Floats]:
    """Return lower and upper bound (0-1) of the share `n / of`; NaN where `of` is 0.

    >>> lower, upper = wilson_interval([8, 0], [10, 0])
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([0.49, nan], [0.943, nan])
    """
    counts, totals = np.asarray(n, dtype="float64"), np.asarray(of, dtype="float64")
    totals = np.where(totals > 0, totals, np.nan)
    share = counts / totals
    middle = share + Z**2 / (2 * totals)
    reach = Z * np.sqrt(share * (1 - share) / totals + Z**2 / (4 * totals**2))
    scale = 1 + Z**2 / totals
    # At shares 0 and 1 the bounds are exactly 0 and 1, but for rounding of the last digit.
    lower = np.where(counts == 0, 0 * totals, (middle - reach) / scale)
    upper = np.where(counts == totals, 1 + 0 * totals, (middle + reach) / scale)
    return lower, upper


def shares_of(n: Counts, of: Counts, fewest: int = 1) -> dict[str, Floats]:
    """Return share, share_lower and share_upper of `n / of`, empty where `of` is below `fewest`.

    >>> {name: values.round(3).tolist() for name, values in shares_of([8, 0], [10, 0]).items()}
    {'share': [0.8, nan], 'share_lower': [0.49, nan], 'share_upper': [0.943, nan]}
    """
    totals = np.asarray(of, dtype="float64")
    enough = np.where(totals >= fewest, totals, np.nan)
    lower, upper = wilson_interval(n, enough)
    return {"share": np.asarray(n) / enough, "share_lower": lower, "share_upper": upper}


def difference_interval(
    share_1: Counts, of_1: Counts, share_2: Counts, of_2: Counts
) -> tuple[Floats, Floats]:
    """Return lower and upper bound of `share_1 - share_2`, from their Wilson intervals.

    The samples must be independent.

    Unlike a bootstrap interval, it has a width where a share is 0 or 1.

    >>> lower, upper = difference_interval(56 / 70, 70, 48 / 80, 80)
    >>> float(lower.round(4)), float(upper.round(4))
    (0.0524, 0.3339)
    """
    first, second = np.asarray(share_1, "float64"), np.asarray(share_2, "float64")
    lower_1, upper_1 = wilson_interval(first * np.asarray(of_1), of_1)
    lower_2, upper_2 = wilson_interval(second * np.asarray(of_2), of_2)
    difference = first - second
    below = np.hypot(first - lower_1, upper_2 - second)
    above = np.hypot(upper_1 - first, second - lower_2)
    return difference - below, difference + above


def resampled_clusters(clusters: int, *, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return one row per draw with replacement: how often each cluster was drawn.

    The result is the same for the same seed.

    >>> resampled_clusters(4, draws=2).sum(axis=1)
    array([4., 4.])
    """
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, clusters, size=(draws, clusters))
    drawn += clusters * np.arange(draws)[:, np.newaxis]
    times = np.bincount(drawn.ravel(), minlength=draws * clusters)
    return times.reshape(draws, clusters).astype("float64")


def percentile_interval(draws: Floats) -> tuple[Floats, Floats]:
    """Return lower and upper bound from the draws (axis 0), leaving out NaN.

    A draw that lacks a side is NaN in every column. Bounds are NaN where no draw is left.
    """
    complete = draws[~np.isnan(draws).any(axis=tuple(range(1, draws.ndim)))]
    if not len(complete):
        nothing = np.full(draws.shape[1:], np.nan)
        return nothing, nothing
    lower, upper = np.quantile(complete, [0.025, 0.975], axis=0)
    return lower, upper
