"""The network that is shipped, in torch, and its training."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ilacs_bench.themes.batch import Item
from ilacs_bench.themes.network import Weights
from ilacs_bench.themes.tokens import split_words
from ilacs_bench.vocabulary import FINDING_SECTIONS, IMPROVEMENT_SECTION, POLARITIES, THEMES

SECTIONS = ("", IMPROVEMENT_SECTION, *FINDING_SECTIONS)
_LONGEST, _LONGEST_BEFORE = 120, 60
_LEAST_SEEN = 4
_PLACES: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "words": ("words.weight", (0, 1)),
    "first": ("first.weight", (2, 1, 0)),
    "first_bias": ("first.bias", (0,)),
    "second": ("second.weight", (2, 1, 0)),
    "second_bias": ("second.bias", (0,)),
    "sections": ("sections.weight", (0, 1)),
    "hidden": ("hidden.weight", (1, 0)),
    "hidden_bias": ("hidden.bias", (0,)),
    "out": ("out.weight", (1, 0)),
    "direct": ("direct.weight", (1, 0)),
    "out_bias": ("out.bias", (0,)),
}
"""Of each of the library's arrays its name here, and the order of axes that turns one into the
other, either way."""


@dataclass(frozen=True)
class Settings:
    """Sizes of the network and pace of the training."""

    word: int = 160
    channels: int = 256
    hidden: int = 256
    dropout: float = 0.3
    word_dropout: float = 0.03
    epochs: int = 10
    batch: int = 64
    rate: float = 2e-3
    decay: float = 1e-2
    warm_up: float = 0.05  # of all steps
    average: float = 0.998  # of the steps before, kept at each step in the weights' mean
    seed: int = 0


@dataclass(frozen=True)
class Target:
    """What the outputs of one item should be: a share (0-1) for each theme and each polarity."""

    themes: np.ndarray
    polarities: np.ndarray
    weight: float = 1.0


@dataclass(frozen=True)
class Reader:
    """Words and sections as rows of the network's tables."""

    words: tuple[str, ...]

    def rows(self, item: Item) -> tuple[list[int], list[int], int]:
        """Rows of the words of the text and of the sentence before it, and of the section."""
        places = self._places
        text = [places.get(word, 1) for word in split_words(item.text)]
        before = [places.get(word, 1) for word in split_words(item.previous)]
        section = SECTIONS.index(item.section) if item.section in SECTIONS else 0
        return text[:_LONGEST] or [1], before[-_LONGEST_BEFORE:], section

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {word: row for row, word in enumerate(self.words, start=2)}


def make_reader(texts: Iterable[str]) -> Reader:
    """The words that stand in the texts often enough to learn something of, commonest first."""
    counts = Counter(word for text in texts for word in split_words(text))
    kept = [word for word, n in counts.items() if n >= _LEAST_SEEN]
    return Reader(tuple(sorted(kept, key=lambda word: (-counts[word], word))))


class Student(nn.Module):
    """See `ilacs_bench.themes.network`, which computes the same with numpy."""

    def __init__(self, words: int, settings: Settings, start: np.ndarray | None) -> None:
        super().__init__()
        s, outputs = settings, len(THEMES) + len(POLARITIES)
        self.settings = settings
        self.words = nn.Embedding(words + 2, s.word, padding_idx=0)
        nn.init.normal_(self.words.weight, std=0.1)
        if start is not None:
            self.words.weight.data[2:] = torch.from_numpy(start)
        self.words.weight.data[0] = 0
        self.first = nn.Conv1d(s.word, s.channels, 3, padding=1)
        self.second = nn.Conv1d(s.channels, s.channels, 3, padding=1)
        self.sections = nn.Embedding(len(SECTIONS), 16)
        self.hidden = nn.Linear(4 * s.channels + 16, s.hidden)
        self.out = nn.Linear(s.hidden, outputs)
        self.direct = nn.Linear(2 * s.channels, outputs, bias=False)
        self.dropout = nn.Dropout(s.dropout)
        nn.init.constant_(self.out.bias, -1.5)

    def forward(self, text: Tensor, before: Tensor, section: Tensor) -> Tensor:
        """Outputs of a batch: log-odds of the themes, then of the polarities."""
        own, context = self._read(text), self._read(before)
        joined = self.dropout(torch.cat([own, context, self.sections(section)], dim=1))
        hidden = self.dropout(functional.relu(self.hidden(joined)))
        return self.out(hidden) + self.direct(self.dropout(own))

    def _read(self, rows: Tensor) -> Tensor:
        is_word = (rows > 0).unsqueeze(1).float()
        embedded = self.words(rows)
        if self.training:
            kept = torch.rand(rows.shape) > self.settings.word_dropout
            embedded = functional.dropout(embedded, 0.1) * kept.unsqueeze(-1)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            states = functional.relu(self.first(embedded.transpose(1, 2))) * is_word
            states = (states + functional.relu(self.second(states))) * is_word
        states = states.float()
        mean = states.sum(2) / is_word.sum(2).clamp(min=1)
        return torch.cat([states.amax(2), mean], dim=1)

    def export(self) -> Weights:
        """The weights as the library's network takes them."""
        held = self.state_dict()
        return Weights(
            **{
                name: held[place].detach().numpy().transpose(axes)
                for name, (place, axes) in _PLACES.items()
            }
        )

    def load(self, weights: Weights) -> None:
        """Take what `export` gave."""
        arrays = {
            place: np.ascontiguousarray(getattr(weights, name).transpose(axes))
            for name, (place, axes) in _PLACES.items()
        }
        self.load_state_dict({place: torch.from_numpy(array) for place, array in arrays.items()})


def train_student(
    reader: Reader,
    learnt: Sequence[tuple[Item, Target]],
    settings: Settings,
    start: np.ndarray | Weights | None = None,
) -> Student:
    """Train on items and what their outputs should be.

    `start` has a vector for each of the reader's words, or all weights to go on from. The weights
    are the mean of the last steps', which generalises better than any one step's.
    """
    torch.manual_seed(settings.seed)
    order = np.random.default_rng(settings.seed)
    rows = [reader.rows(item) for item, _ in learnt]
    themes, polarities = stack([target for _, target in learnt])
    weights = torch.tensor([target.weight for _, target in learnt])
    student = Student(len(reader.words), settings, start if isinstance(start, np.ndarray) else None)
    if isinstance(start, Weights):
        student.load(start)
    mean = torch.optim.swa_utils.AveragedModel(
        student, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    optimiser = torch.optim.AdamW(
        student.parameters(), lr=settings.rate, weight_decay=settings.decay, fused=True
    )
    lengths = [len(row[0]) for row in rows]
    rounds = [batches(lengths, settings.batch, order) for _ in range(settings.epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, settings.rate, total_steps=sum(map(len, rounds)), pct_start=settings.warm_up
    )
    student.train()
    for round_ in rounds:
        for batch in round_:
            outputs = student(*tensors([rows[k] for k in batch]))
            theme_odds, polarity_odds = outputs[:, : len(THEMES)], outputs[:, len(THEMES) :]
            loss = losses(theme_odds, polarity_odds, themes[batch], polarities[batch])
            optimiser.zero_grad()
            (loss * weights[batch]).mean().backward()
            optimiser.step()
            schedule.step()
            mean.update_parameters(student)
    best = mean.module
    assert isinstance(best, Student)  # noqa: S101  what AveragedModel copies, for the type checker
    return best.eval()


def stack(targets: Sequence[Target]) -> tuple[Tensor, Tensor]:
    """The shares of the themes, and of the polarities: items x themes, items x polarities."""
    themes = np.array([target.themes for target in targets], dtype="float32")
    polarities = np.array([target.polarities for target in targets], dtype="float32")
    return torch.from_numpy(themes), torch.from_numpy(polarities)


def losses(theme_odds: Tensor, polarity_odds: Tensor, themes: Tensor, polarities: Tensor) -> Tensor:
    """How far each item's outputs are from what they should be."""
    loss = functional.binary_cross_entropy_with_logits(theme_odds, themes, reduction="none").sum(1)
    return loss - (polarities * functional.log_softmax(polarity_odds, 1)).sum(1)


def batches(lengths: Sequence[int], size: int, order: np.random.Generator) -> list[np.ndarray]:
    """All items in batches of like lengths, in a random order."""
    shuffled = order.permutation(len(lengths))
    found = []
    for begin in range(0, len(shuffled), size * 30):
        stretch = shuffled[begin : begin + size * 30]
        stretch = stretch[np.argsort([lengths[k] for k in stretch], kind="stable")]
        found += [stretch[k : k + size] for k in range(0, len(stretch), size)]
    order.shuffle(found)
    return found


def tensors(rows: Sequence[tuple[list[int], list[int], int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of a batch, filled up with nothing to one length."""
    text = _filled([row[0] for row in rows])
    before = _filled([row[1] for row in rows])
    return text, before, torch.tensor([row[2] for row in rows])


def _filled(rows: Sequence[list[int]]) -> Tensor:
    wide = np.zeros((len(rows), max(1, *map(len, rows))), dtype=np.int64)
    for place, row in enumerate(rows):
        wide[place, : len(row)] = row
    return torch.from_numpy(wide)
