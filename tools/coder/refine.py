"""The later stages of the learning: the network goes on from weights that it has.

It learns again from the findings that were read, those that its weights get wrong in every round
and the others by lot, and most often from what it finds hard: exceptions, which are strengths where
a section is graded inadequate or requires improvement, weaknesses where it is good or outstanding
and sentences with a "but" or a figure; and then from sentences made for it. What the weights say of
some findings that nobody read keeps it from forgetting the rest.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from ilacs_bench.themes.batch import Item
from ilacs_bench.themes.network import Weights
from ilacs_bench.vocabulary import IMPROVEMENT_SECTION, THEMES
from tools.coder.student import Reader, Settings, Student, Target, tensors, train_student

READ_WEIGHT, OFTEN_WEIGHT = 1.5, 2.5
RARE_WEIGHT = 1.5  # more of a finding read as mixed or neutral: there are few


@dataclass(frozen=True)
class Stage:
    """How long and from how much one stage learns in each round."""

    settings: Settings
    read: int  # findings that were read, all that the weights doubt among them
    times: int  # that what is learnt often is learnt from
    asked: int  # findings that nobody read


EXCEPTIONS_STAGE = Stage(
    Settings(epochs=2, rate=9e-4, warm_up=0.1, average=0.995, seed=2), 12_000, 3, 5_000
)
MADE_STAGE = Stage(
    Settings(epochs=2, rate=7e-4, warm_up=0.1, average=0.995, seed=1), 8_000, 1, 3_000
)
_GIVEN, _SURE = 0.4, 0.8


def refine(
    reader: Reader,
    first: Weights,
    read: Sequence[tuple[Item, Target]],
    often: Sequence[tuple[Item, Target]],
    others: Sequence[Item],
    stage: Stage,
) -> Weights:
    """The weights after a stage. `others` are findings that nobody read."""
    draw = random.Random(stage.settings.seed)  # noqa: S311  no secret
    asked = draw.sample(others, min(stage.asked, len(others)))
    items = [item for item, _ in (*read, *often)]
    said = _ask(reader, first, [*items[: len(read)], *asked])
    targets = [
        *(_weighed(target, READ_WEIGHT * _rarity(target)) for _, target in read),
        *(_weighed(target, OFTEN_WEIGHT) for _, target in often),
        *said[len(read) :],
    ]
    doubted = np.array(
        [_differ(item, told, given) for (item, told), given in zip(read, said, strict=False)]
    )
    always = np.concatenate(
        [
            np.flatnonzero(doubted),
            np.tile(np.arange(len(read), len(items)), stage.times),
            np.arange(len(items), len(items) + len(asked)),
        ]
    )
    by_lot = np.flatnonzero(~doubted)
    n_by_lot = min(len(by_lot), max(0, stage.read - int(doubted.sum())))

    def choose(order: np.random.Generator) -> np.ndarray:
        return np.concatenate([always, order.choice(by_lot, n_by_lot, replace=False)])

    return train_student(reader, [*items, *asked], targets, stage.settings, first, choose).export()


def _ask(reader: Reader, weights: Weights, items: Sequence[Item]) -> list[Target]:
    """What a network with these weights says of items."""
    student = Student(len(reader.words), Settings(), None)
    student.load(weights)
    student.eval()
    said = []
    with torch.no_grad():
        for begin in range(0, len(items), 64):
            rows = [reader.rows(item) for item in items[begin : begin + 64]]
            odds = student(*tensors(rows))
            themes = torch.sigmoid(odds[:, : len(THEMES)]).numpy()
            polarities = torch.softmax(odds[:, len(THEMES) :], 1).numpy()
            said += [Target(*each) for each in zip(themes, polarities, strict=True)]
    return said


def _differ(item: Item, told: Target, given: Target) -> bool:
    """Whether what the network gives is not what was read, or unsure."""
    if ((told.themes > _GIVEN) != (given.themes > _GIVEN)).any():
        return True
    if item.section == IMPROVEMENT_SECTION:
        return False
    other = told.polarities.argmax() != given.polarities.argmax()
    return bool(other or given.polarities.max() < _SURE)


def _weighed(target: Target, weight: float) -> Target:
    return replace(target, weight=weight)


def _rarity(target: Target) -> float:
    return RARE_WEIGHT if target.polarities.argmax() > 1 else 1.0
