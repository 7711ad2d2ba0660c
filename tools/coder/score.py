"""Evaluate the coder as ../shared/themes/README.md defines it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ilacs_bench.themes.coder import Coding
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, THEME_LABELS, THEMES
from tools.coder.coded import CodedItem


@dataclass(frozen=True)
class Score:
    """Measures from 0 to 1. Polarity and weakness are for findings that are not bullets."""

    items: int
    precision: float
    recall: float
    themes_f1: float
    polarity: float
    weakness_f1: float


def score(coded: Sequence[CodedItem], codings: Sequence[Coding]) -> Score:
    """Return the score; precision counts themes of either reading, recall those of both."""
    pairs = list(zip(coded, codings, strict=True))
    right = sum(len(set(c.themes) & set(item.either)) for item, c in pairs)
    found = sum(len(set(c.themes) & set(item.themes)) for item, c in pairs)
    precision = right / max(1, sum(len(c.themes) for _, c in pairs))
    recall = found / max(1, sum(len(item.themes) for item, _ in pairs))
    said = [
        (item.polarity, c.polarity)
        for item, c in pairs
        if item.polarity and item.item.section != IMPROVEMENT_SECTION
    ]
    return Score(
        items=len(pairs),
        precision=precision,
        recall=recall,
        themes_f1=_f1(precision, recall),
        polarity=sum(told == given for told, given in said) / max(1, len(said)),
        weakness_f1=_f1_of(said, "weakness"),
    )


def score_themes(coded: Sequence[CodedItem], codings: Sequence[Coding]) -> pd.DataFrame:
    """Return one row per theme: findings coded so by both readings, precision, recall, F1."""
    rows = []
    for theme in THEMES:
        given = [theme in c.themes for c in codings]
        both = [theme in item.themes for item in coded]
        either = [theme in item.either for item in coded]
        right = sum(g and e for g, e in zip(given, either, strict=True))
        found = sum(g and b for g, b in zip(given, both, strict=True))
        precision, recall = right / max(1, sum(given)), found / max(1, sum(both))
        rows.append((THEME_LABELS[theme], sum(both), sum(given), precision, recall))
    frame = pd.DataFrame(rows, columns=["theme", "findings", "given", "precision", "recall"])
    f1 = [_f1(p, r) for p, r in zip(frame["precision"], frame["recall"], strict=True)]
    return frame.assign(f1=f1)


def mistakes(coded: Sequence[CodedItem], codings: Sequence[Coding]) -> pd.Series:
    """Return how wrong each finding's coding is: extra and missing themes, and polarity."""
    return pd.Series(
        [
            len(set(c.themes) - set(item.either))
            + len(set(item.themes) - set(c.themes))
            + bool(item.polarity and item.polarity != c.polarity)
            for item, c in zip(coded, codings, strict=True)
        ]
    )


def _f1_of(said: Sequence[tuple[str | None, str]], polarity: str) -> float:
    both = sum(told == given == polarity for told, given in said)
    return _f1(
        both / max(1, sum(given == polarity for _, given in said)),
        both / max(1, sum(told == polarity for told, _ in said)),
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / max(precision + recall, 1e-9)
