"""The shipped network in torch, and its training."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_IN_A_ROW = 4  # consecutive sentences of a report trained together: each is the next one's context
_MOST_SLOPE = 5.0
_LIKE_LENGTHS = 5  # parts of a batch by length, to need little padding


@dataclass(frozen=True)
class Settings:
    """Sizes of the network, and the training schedule."""

    word: int = 160
    channels: int = 320
    narrow: int = 64
    further: int = 2  # convolutions after the first
    hidden: int = 384
    dropout: float = 0.3
    word_dropout: float = 0.03
    learnt: int = 615_000  # total number of items: about five epochs
    batch: int = 128
    rate: float = 2.5e-3
    decay: float = 1e-2
    warm_up: float = 0.03  # of all steps
    average: float = 0.998  # decay of earlier steps in the weights' running mean
    seed: int = 0


@dataclass(frozen=True)
class Target:
    """The target outputs of one item: a share (0-1) for each theme and polarity."""

    themes: np.ndarray
    polarities: np.ndarray

    def mixed_with(self, other: "Target", share: float) -> "Target":
        """Return a mixture of this target and a share of another."""
        themes = (1 - share) * self.themes + share * other.themes
        return Target(themes, (1 - share) * self.polarities + share * other.polarities)


@dataclass(frozen=True)
class Reader:
    """Maps words and sections to rows of the network's tables."""

    words: tuple[str, ...]

    def rows(self, item: Item) -> tuple[list[int], list[int], int]:
        """Return rows of the words of the text and previous sentence, and of the section."""
        places = self._places
        text = [places.get(word, 1) for word in split_words(item.text)]
        before = [places.get(word, 1) for word in split_words(item.previous)]
        section = SECTIONS.index(item.section) if item.section in SECTIONS else 0
        return text[:_LONGEST] or [1], before[-_LONGEST_BEFORE:], section

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {word: row for row, word in enumerate(self.words, start=2)}


def make_reader(texts: Iterable[str]) -> Reader:
    """Return a reader of words that are frequent enough to be learnt, commonest first."""
    counts = Counter(word for text in texts for word in split_words(text))
    kept = [word for word, n in counts.items() if n >= _LEAST_SEEN]
    return Reader(tuple(sorted(kept, key=lambda word: (-counts[word], word))))


class Student(nn.Module):
    """The network of `ilacs_bench.themes.network`, which computes the same with numpy."""

    def __init__(self, words: int, settings: Settings, start: np.ndarray) -> None:
        super().__init__()
        s, outputs = settings, len(THEMES) + len(POLARITIES)
        self.settings = settings
        self.words = nn.Embedding(words + 2, s.word, padding_idx=0)
        nn.init.normal_(self.words.weight, std=0.1)
        self.words.weight.data[2:] = torch.from_numpy(start)
        self.words.weight.data[0] = 0
        self.first = nn.Linear(3 * s.word, s.channels)
        further = range(s.further)
        self.narrow = nn.ModuleList(nn.Linear(s.channels, s.narrow, bias=False) for _ in further)
        self.wide = nn.ModuleList(nn.Linear(3 * s.narrow, s.channels) for _ in further)
        self.sections = nn.Embedding(len(SECTIONS), 16)
        self.hidden = nn.Linear(4 * s.channels + 16, s.hidden)
        self.out = nn.Linear(s.hidden, outputs)
        self.direct = nn.Linear(2 * s.channels, outputs, bias=False)
        self.dropout = nn.Dropout(s.dropout)
        nn.init.constant_(self.out.bias, -1.5)

    def forward(
        self, texts: Sequence[Tensor], own: Tensor, before: Tensor, section: Tensor
    ) -> Tensor:
        """Return the outputs of a batch: log-odds of the themes, then of the polarities.

        `own` and `before` are indices into the concatenation of `texts`, which are parts by length.
        """
        sizes = [part.numel() for part in texts]
        # Looked up once: each look-up makes a gradient for every word of the table.
        embedded = self.words(torch.cat([part.flatten() for part in texts]))
        if self.training:
            kept = torch.rand(len(embedded)) > self.settings.word_dropout
            embedded = functional.dropout(embedded, 0.1) * kept.unsqueeze(1)
        parts = zip(texts, embedded.split(sizes), strict=True)
        read = torch.cat([self._read(rows, words.view(*rows.shape, -1)) for rows, words in parts])
        joined = self.dropout(torch.cat([read[own], read[before], self.sections(section)], dim=1))
        hidden = self.dropout(functional.relu(self.hidden(joined)))
        return self.out(hidden) + self.direct(self.dropout(read[own]))

    def _read(self, rows: Tensor, embedded: Tensor) -> Tensor:
        is_word = (rows > 0).unsqueeze(2).float()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            states = functional.relu(self.first(_around(embedded, 1))) * is_word
            for step, (narrow, wide) in enumerate(zip(self.narrow, self.wide, strict=True), 1):
                states = (states + functional.relu(wide(_around(narrow(states), step)))) * is_word
        states = states.float()
        mean = states.sum(1) / is_word.sum(1).clamp(min=1)
        return torch.cat([states.amax(1), mean], dim=1)

    def export(self) -> Weights:
        """Return the weights in the form of the library's network."""

        def turned(*layers: nn.Module) -> np.ndarray:
            return np.stack([layer.weight.detach().numpy().T for layer in layers])

        return Weights(
            words=self.words.weight.detach().numpy(),
            first=turned(self.first)[0].reshape(3, self.settings.word, -1),
            first_bias=self.first.bias.detach().numpy(),
            narrow=turned(*self.narrow),
            wide=turned(*self.wide),
            wide_bias=np.stack([layer.bias.detach().numpy() for layer in self.wide]),
            sections=self.sections.weight.detach().numpy(),
            hidden=turned(self.hidden)[0],
            hidden_bias=self.hidden.bias.detach().numpy(),
            out=turned(self.out)[0],
            direct=turned(self.direct)[0],
            out_bias=self.out.bias.detach().numpy(),
        )


def _around(states: Tensor, step: int) -> Tensor:
    """Return each word's states between those of the words `step` before and after it."""
    padded = functional.pad(states, (0, 0, step, step))
    length = states.shape[1]
    return torch.cat([padded[:, at : at + length] for at in (0, step, 2 * step)], dim=2)


def train_student(
    reader: Reader,
    learnt: Sequence[tuple[Item, Target]],
    settings: Settings,
    start: np.ndarray | Student,
) -> Student:
    """Train the network on items and their targets.

    `start` has a vector for each of the reader's words, or is a network to continue from. The
    weights are the mean over the last steps, which generalises better than any single step.
    """
    torch.manual_seed(settings.seed)
    order = np.random.default_rng(settings.seed)
    read = ReadItems(reader, [item for item, _ in learnt])
    themes, polarities = stack([target for _, target in learnt])
    student = start
    if not isinstance(student, Student):
        student = Student(len(reader.words), settings, start)
    mean = torch.optim.swa_utils.AveragedModel(
        student, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    optimiser = torch.optim.AdamW(
        student.parameters(), lr=settings.rate, weight_decay=settings.decay, fused=True
    )
    student.train()
    begun = 0
    while begun < settings.learnt:
        for batch in read.batches(settings.batch, order):
            done = begun / settings.learnt
            if done >= 1:
                break
            for group in optimiser.param_groups:
                group["lr"] = settings.rate * min(1, done / settings.warm_up) * (1 - done)
            outputs = student(*read.tensors(batch))
            theme_odds, polarity_odds = outputs[:, : len(THEMES)], outputs[:, len(THEMES) :]
            optimiser.zero_grad()
            losses(theme_odds, polarity_odds, themes[batch], polarities[batch]).mean().backward()
            nn.utils.clip_grad_norm_(student.parameters(), _MOST_SLOPE)
            optimiser.step()
            mean.update_parameters(student)
            begun += len(batch)
    best = mean.module
    assert isinstance(best, Student)  # noqa: S101  what AveragedModel copies, for the type checker
    return best.eval()


class ReadItems:
    """Items as rows of the network's tables, each distinct text stored once."""

    def __init__(self, reader: Reader, items: Iterable[Item]) -> None:
        place: dict[tuple[int, ...], int] = {}
        told = []
        for item in items:
            text, before, section = reader.rows(item)
            told.append(
                [*(place.setdefault(tuple(t), len(place)) for t in (text, before)), section]
            )
        self.texts = list(place)
        self.lengths = np.array([len(text) for text in self.texts])
        self.own, self.before, self.section = np.array(told, dtype=np.int64).T

    def batches(self, size: int, order: np.random.Generator) -> Iterator[np.ndarray]:
        """Yield all items in random order, in short runs of consecutive sentences."""
        follows: dict[int, list[int]] = {}
        for item in order.permutation(len(self.own)).tolist():
            follows.setdefault(int(self.before[item]), []).append(item)
        left, batch = set(range(len(self.own))), []
        for first in order.permutation(len(self.own)).tolist():
            item, taken = first, 0
            while item in left and taken < _IN_A_ROW:
                left.remove(item)
                batch.append(item)
                taken += 1
                after = follows.get(int(self.own[item]), [])
                item = next((other for other in after if other in left), item)
            if len(batch) >= size or not left:
                if batch:
                    yield np.array(batch)
                batch = []

    def tensors(self, batch: np.ndarray) -> tuple[list[Tensor], Tensor, Tensor, Tensor]:
        """Return the arguments of `Student.forward` for some items."""
        texts, place = np.unique(
            np.concatenate([self.own[batch], self.before[batch]]), return_inverse=True
        )
        by_length = np.argsort(self.lengths[texts], kind="stable")
        place = torch.from_numpy(np.argsort(by_length)[place])
        parts = np.array_split(texts[by_length], min(_LIKE_LENGTHS, len(texts)))
        filled = [_filled([self.texts[text] for text in part]) for part in parts]
        own, before = place[: len(batch)], place[len(batch) :]
        return filled, own, before, torch.from_numpy(self.section[batch])


def stack(targets: Sequence[Target]) -> tuple[Tensor, Tensor]:
    """Return the shares of themes and of polarities: items x themes, items x polarities."""
    themes = np.array([target.themes for target in targets], dtype="float32")
    polarities = np.array([target.polarities for target in targets], dtype="float32")
    return torch.from_numpy(themes), torch.from_numpy(polarities)


def losses(theme_odds: Tensor, polarity_odds: Tensor, themes: Tensor, polarities: Tensor) -> Tensor:
    """Return each item's loss."""
    loss = functional.binary_cross_entropy_with_logits(theme_odds, themes, reduction="none").sum(1)
    return loss - (polarities * functional.log_softmax(polarity_odds, 1)).sum(1)


def batches(lengths: Sequence[int], size: int, order: np.random.Generator) -> list[np.ndarray]:
    """Return all items in batches of similar lengths, in random order."""
    shuffled = order.permutation(len(lengths))
    found = []
    for begin in range(0, len(shuffled), size * 30):
        stretch = shuffled[begin : begin + size * 30]
        stretch = stretch[np.argsort([lengths[k] for k in stretch], kind="stable")]
        found += [stretch[k : k + size] for k in range(0, len(stretch), size)]
    order.shuffle(found)
    return found


def _filled(rows: Sequence[Sequence[int]]) -> Tensor:
    """Return rows of texts, padded to one length."""
    wide = np.zeros((len(rows), max(1, *map(len, rows))), dtype=np.int64)
    for place, row in enumerate(rows):
        wide[place, : len(row)] = row
    return torch.from_numpy(wide)
