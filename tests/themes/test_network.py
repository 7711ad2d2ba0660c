"""The network against the plainest way to compute the same."""

import numpy as np
import pytest

from ilacs_bench.themes.network import (
    ReadTexts,
    Weights,
    by_length,
    decide,
    find_slopes,
    read_context,
    read_texts,
    word_shares,
)

WORDS, D, C, N, S, H, OUT = 12, 5, 4, 2, 3, 6, 7
TEXTS = [[], [6], [1, 3], [8, 2], [2, 3, 4, 5], [7, 8, 2, 2, 9, 10, 11]]


@pytest.fixture
def weights() -> Weights:
    draw = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return draw.normal(size=shape).astype(np.float32)

    words = some(WORDS, D)
    words[0] = 0
    return Weights(
        words=words,
        first=some(3, D, C),
        first_bias=some(C),
        narrow=some(2, C, N),
        wide=some(2, 3 * N, C),
        wide_bias=some(2, C),
        sections=some(2, S),
        hidden=some(4 * C + S, H),
        hidden_bias=some(H),
        out=some(H, OUT),
        direct=some(2 * C, OUT),
        out_bias=some(OUT),
    )


def around(rows: np.ndarray, step: int) -> np.ndarray:
    """Each row with those so many places before and after beside it; nothing beyond the ends."""
    padded = np.pad(rows, ((step, step), (0, 0)))
    return np.concatenate([padded[k : k + len(rows)] for k in (0, step, 2 * step)], axis=1)


def pooled(weights: Weights, text: list[int]) -> np.ndarray:
    if not text:
        return np.zeros(2 * C)
    rows = around(weights.words[text], 1)
    states = np.maximum(rows @ weights.first.reshape(-1, C) + weights.first_bias, 0)
    for k in range(2):
        rows = around(states @ weights.narrow[k], k + 1)
        states = states + np.maximum(rows @ weights.wide[k] + weights.wide_bias[k], 0)
    return np.concatenate([states.max(axis=0), states.mean(axis=0)])


def read(weights: Weights, texts: list[list[int]]) -> ReadTexts:
    rows = np.array([row for text in texts for row in text], dtype=np.int64)
    return read_texts(weights, rows, np.array([len(text) for text in texts]))


def test_texts_are_read_as_one_by_one(weights):
    together = read(weights, TEXTS).pooled
    np.testing.assert_allclose(together, [pooled(weights, text) for text in TEXTS], atol=1e-4)


def test_what_a_text_says_does_not_depend_on_its_neighbours(weights):
    alone = np.concatenate([read(weights, [text]).pooled for text in TEXTS])
    np.testing.assert_allclose(read(weights, TEXTS).pooled, alone, atol=1e-5)


def test_outputs_follow_text_sentence_before_and_section(weights):
    own, before = pooled(weights, TEXTS[4]), pooled(weights, TEXTS[5])
    joined = np.concatenate([own, before, weights.sections[1]])
    hidden = np.maximum(joined @ weights.hidden + weights.hidden_bias, 0)
    expected = hidden @ weights.out + own @ weights.direct + weights.out_bias
    text, after = np.split(read(weights, TEXTS[4:]).pooled, 2)
    given = decide(weights, text, read_context(weights, text, after, np.array([1])))
    np.testing.assert_allclose(given, expected[None], rtol=1e-4)


def test_slopes_are_those_of_the_output(weights):
    texts = read(weights, TEXTS).pooled
    before, section = np.roll(texts, 1, axis=0), np.array([0, 1, 0, 1, 0, 1])
    directions = np.eye(OUT, dtype=np.float32)[: len(TEXTS)]

    def outputs(text: np.ndarray) -> np.ndarray:
        return decide(weights, text, read_context(weights, text, before, section))

    slopes = find_slopes(weights, read_context(weights, texts, before, section), directions)
    step = 1e-3
    for value in range(2 * C):
        moved = texts.copy()
        moved[:, value] += step
        measured = ((outputs(moved) - outputs(texts)) * directions).sum(axis=1) / step
        np.testing.assert_allclose(slopes[:, value], measured, atol=0.05)


def test_the_words_shares_add_up_to_what_the_text_adds(weights):
    texts = read(weights, TEXTS)
    for group in by_length(texts.lengths):
        states, pooled = texts.states_of(group), texts.pooled[group]
        slopes = np.random.default_rng(2).normal(size=(len(pooled), 3, 2 * C)).astype(np.float32)
        shares = word_shares(states, pooled, slopes)
        assert shares.shape == (len(pooled), 3, states.shape[1])
        np.testing.assert_allclose(
            shares.sum(axis=2), (slopes @ pooled[:, :, None])[..., 0], atol=1e-4
        )


def test_texts_of_one_length_stand_together():
    groups = [(g.start, g.stop) for g in by_length(np.array([0, 1, 1, 3, 3, 3, 400, 400, 2000]))]
    assert groups == [(1, 3), (3, 6), (6, 7), (7, 8), (8, 9)]
    assert not [*by_length(np.array([], dtype=np.int64))]
