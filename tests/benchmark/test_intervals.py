import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_bench.benchmark.intervals import (
    Z,
    difference_interval,
    percentile_interval,
    resampled_clusters,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("n", "of", "lower", "upper"),
    [
        (8, 10, 0.490, 0.943),
        # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_published_values(n, of, lower, upper):
    decimals = 3 if n == 8 else 4
    found = [float(end.round(decimals)) for end in wilson_interval(n, of)]
    assert found == [lower, upper]


def test_wilson_of_nothing_is_empty():
    assert np.isnan(wilson_interval([0], [0])).all()


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_holds_the_share_and_stays_between_0_and_1(counts):
    n, of = counts
    lower, upper = wilson_interval(n, of)
    assert 0 <= lower <= n / of <= upper <= 1
    assert upper - lower > 0


@pytest.mark.parametrize(
    ("first", "second", "lower", "upper"),
    [
        # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_difference_gives_published_values(first, second, lower, upper):
    ends = difference_interval(first[0] / first[1], first[1], second[0] / second[1], second[1])
    assert [float(end.round(4)) for end in ends] == [lower, upper]


def test_resampling_is_the_same_at_each_call_and_another_for_another_seed():
    first = resampled_clusters(12, draws=50)
    assert (first == resampled_clusters(12, draws=50)).all()
    assert (first != resampled_clusters(12, draws=50, seed=1)).any()


@given(st.integers(0, 30), st.integers(1, 20))
def test_every_draw_has_as_many_clusters_as_there_are(clusters, draws):
    drawn = resampled_clusters(clusters, draws=draws)
    assert drawn.shape == (draws, clusters)
    assert (drawn.sum(axis=1) == clusters).all()


def test_bootstrap_of_a_mean_is_as_wide_as_its_standard_error_says():
    values = np.random.default_rng(5).poisson(3, size=400).astype("float64")
    drawn = resampled_clusters(len(values), draws=4000)
    lower, upper = percentile_interval((drawn @ values / len(values))[:, np.newaxis])
    expected = 2 * Z * values.std() / np.sqrt(len(values))
    assert upper[0] - lower[0] == pytest.approx(expected, rel=0.06)
    assert (lower[0] + upper[0]) / 2 == pytest.approx(values.mean(), abs=expected / 20)


def test_draws_that_could_not_be_computed_are_left_out():
    draws = np.array([[1.0, 5.0], [np.nan, np.nan], [1.0, 5.0]])
    lower, upper = percentile_interval(draws)
    assert lower.tolist() == [1, 5]
    assert upper.tolist() == [1, 5]
    assert np.isnan(percentile_interval(draws[1:2])).all()
