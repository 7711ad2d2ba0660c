"""Make `data/themes`: the coder's weights, what they mean, their accuracy and the model card.

python -m tools.train_coder --shared ../shared --out data/themes --work DIR

The network that is shipped learns from findings that were read and from sentences made for it, then
from all that were read later too. A sentence model (`tools/coder/teacher.py`) learns from the same
and codes findings that nobody read and the network is unsure of; these the network learns at last:
docs/decisions/coder.md. An hour or two. What is done is kept in `--work`, so that a run
that was stopped goes on from there.
"""

import argparse
import os
import pickle
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
import torch

from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.themes.batch import Item, read_batch
from ilacs_bench.themes.coder import BATCH
from ilacs_bench.themes.model import Model
from ilacs_bench.themes.network import Weights
from ilacs_bench.vocabulary import POLARITIES, THEMES
from tools.coder.coded import (
    EXCEPTIONS,
    FURTHER,
    LATER,
    CodedItem,
    all_items,
    read_coded,
    read_further,
    read_held,
    waves_of_later,
    without,
)
from tools.coder.made import made_items
from tools.coder.student import SECTIONS, Reader, Settings, Target, make_reader, train_student
from tools.coder.teacher import ask_teacher, train_teacher, word_vectors
from tools.coder.write import write_accuracy, write_model

METHOD = "coder 3"
READINGS = ("first", "further", "exceptions", "later")
SAMPLES = ("sif", "fresh", "exceptions")
DRAWN, ASKED = 22_000, 9_000  # findings that nobody read: by lot, and of these the least sure
MADE_WEIGHT = 0.5  # of a sentence made for it in the first stage, where a finding weighs 1
SMOOTHED = 0.05  # doubt about the polarity that a reading gave
FIRST = Settings(epochs=5, rate=2e-3)
SECOND = Settings(epochs=2, rate=1e-3, seed=1)
THIRD = Settings(epochs=1, rate=8e-4, warm_up=0.1, average=0.995, seed=2)
TEACHER_WAVE, FIRST_WAVE, LAST_WAVE = 1, 2, 3  # of what was read later: up to which a stage learns
THRESHOLD, LEAST = 0.4, 0.12
SEED = 0

T = TypeVar("T")
Told = tuple[Item, Target]


@dataclass(frozen=True)
class Findings:
    """All findings of the reports: those that were read, to learn from or to check on; the rest."""

    tables: dict[str, pd.DataFrame]
    learnt: Mapping[str, Sequence[CodedItem]]  # by the reading: first, further, exceptions, later
    checked: Sequence[CodedItem]
    held: Mapping[str, Sequence[CodedItem]]
    unread: Sequence[Item]

    def read(self, *readings: str, wave: int = LAST_WAVE, after: int = 0) -> list[Told]:
        """What was read, of these readings; of the later one what came in these waves."""
        waves = waves_of_later()
        return [
            told(coded)
            for name in readings
            for coded in self.learnt[name]
            if name != "later" or after < waves[coded.id] <= wave
        ]


def main() -> None:
    """Read, learn, check and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of themes and reports")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the coder to")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is half done")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)  # more add up numbers in another order
    tables = _once(chosen.work / "tables", lambda: read_tables(chosen.shared / "reports"))
    found = find(tables, chosen.shared / "themes")
    counts = {name: len(some) for name, some in found.learnt.items()}
    print(f"learnt from: {counts}; {len(found.unread):,} unread")
    made = [told(coded) for coded in made_items()]
    light = [(item, replace(target, weight=MADE_WEIGHT)) for item, target in made]
    reader = make_reader(placed.item.text for placed in all_items(found.tables))

    def begin() -> Weights:
        words = word_vectors(reader.words, FIRST.word)
        read = [*found.read(*READINGS, wave=FIRST_WAVE), *light]
        return train_student(reader, read, FIRST, words).export()

    first = _once(chosen.work / "first", begin)
    said = _once(chosen.work / "said", lambda: ask(found, reader, first))
    read = [*found.read(*READINGS), *made, *made]
    second = train_student(reader, read, SECOND, first).export()
    read = [*found.read("first", "exceptions", "later"), *made, *made, *said]
    weights = mean_of(second, train_student(reader, read, THIRD, second).export())
    write_model(
        chosen.out,
        method=METHOD,
        weights=weights,
        reader=reader,
        thresholds=[THRESHOLD] * len(THEMES),
        least=LEAST,
    )
    reports = tables["inspections"]
    frameworks = dict(zip(reports["report"], reports["framework"], strict=True))
    counts |= {"made": len(made), "asked": len(said)}
    print(write_accuracy(chosen.out, found.checked, found.held, frameworks, counts))


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of all reports."""
    with workers_at(os.cpu_count() or 1) as workers:
        return read_folders(find_reports(folder), {}, workers)


def find(tables: dict[str, pd.DataFrame], themes: Path) -> Findings:
    """The findings of some tables and of the folder `themes`."""
    checked = read_coded(themes / "coded_findings_dev.jsonl")
    held = {sample: read_held(tables, sample) for sample in SAMPLES}
    kept_back = [*checked, *(coded for some in held.values() for coded in some)]
    learnt = {"first": read_coded(themes / "coded_findings_train.jsonl")}
    for name, codes in (("further", FURTHER), ("exceptions", EXCEPTIONS), ("later", LATER)):
        learnt[name] = read_further(tables, codes)
    learnt = {name: without(some, kept_back) for name, some in learnt.items()}
    read = {c.item.text.casefold() for some in (kept_back, *learnt.values()) for c in some}
    unread = {p.item.text.casefold(): p.item for p in all_items(tables)}
    return Findings(
        tables, learnt, checked, held, [item for text, item in unread.items() if text not in read]
    )


def ask(found: Findings, reader: Reader, weights: Weights) -> list[Told]:
    """What the teacher says of findings that nobody read and the network is unsure of."""
    drawn = random.Random(SEED).sample(found.unread, DRAWN)  # noqa: S311  no secret
    doubts = doubts_of(model_of(reader, weights, METHOD), drawn)
    asked = [drawn[k] for k in np.argsort(-doubts)[:ASKED]]
    rounds = (
        found.read(*READINGS, wave=TEACHER_WAVE),
        found.read("first", "exceptions", "later", after=TEACHER_WAVE),
    )
    teacher = train_teacher(rounds, seed=SEED)
    return list(zip(asked, ask_teacher(teacher, asked), strict=True))


def mean_of(first: Weights, second: Weights) -> Weights:
    """The mean of the weights of two stages."""
    names = [field.name for field in fields(Weights)]
    return Weights(**{n: (getattr(first, n) + getattr(second, n)) / 2 for n in names})


def doubts_of(model: Model, items: Sequence[Item]) -> np.ndarray:
    """How unsure a coder is of each item's polarity and of its two most doubtful themes."""
    outputs = np.concatenate(
        [read_batch(items[at : at + BATCH], model).outputs for at in range(0, len(items), BATCH)]
    )
    likely = 1 / (1 + np.exp(-outputs[:, : len(THEMES)]))
    near = np.sort(1 - np.clip(np.abs(likely - THRESHOLD) / THRESHOLD, 0, 1), axis=1)
    odds = np.exp(outputs[:, len(THEMES) :])
    return 2 * (1 - odds.max(axis=1) / odds.sum(axis=1)) + 0.6 * near[:, -2:].sum(axis=1)


def model_of(reader: Reader, weights: Weights, method: str) -> Model:
    """A coder of these weights."""
    return Model(
        method=method,
        weights=weights,
        rows_of_words={word: row for row, word in enumerate(reader.words, start=2)},
        rows_of_sections={section: row for row, section in enumerate(SECTIONS)},
        themes=THEMES,
        thresholds=np.full(len(THEMES), THRESHOLD),
        least=LEAST,
    )


def told(coded: CodedItem) -> Told:
    """A finding that was read, and what the outputs for it should be."""
    themes = np.array([theme in coded.themes for theme in THEMES], dtype="float32")
    polarities = np.full(len(POLARITIES), SMOOTHED / len(POLARITIES), dtype="float32")
    polarities[POLARITIES.index(str(coded.polarity))] += 1 - SMOOTHED
    return coded.item, Target(themes, polarities)


def _once(path: Path, make: Callable[[], T]) -> T:
    """What an earlier run kept at `path`, or what `make` makes, kept there."""
    if path.exists():
        return pickle.loads(path.read_bytes())  # noqa: S301  our own file of an earlier run
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


if __name__ == "__main__":
    main()
