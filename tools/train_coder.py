"""Build `data/themes`: the coder's weights, their meaning and accuracy, and the model card.

python -m tools.train_coder --shared ../shared --out data/themes --work DIR

A sentence model (`tools/coder/teacher.py`) learns from findings that were read and is asked about
all findings of the reports and sentences made for it. The network that is shipped learns what it
says, half and half with what a reading says where there is one, then a little more with the made
sentences often: docs/decisions/coder.md. An hour or two. What is done is kept in `--work`, so that
a run that was stopped goes on from there.
"""

import argparse
import os
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd
import torch

from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.themes.batch import Item
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
from tools.coder.student import (
    SECTIONS,
    Reader,
    Settings,
    Student,
    Target,
    make_reader,
    train_student,
)
from tools.coder.teacher import ask_teacher, train_teacher, word_vectors
from tools.coder.write import write_accuracy, write_model

METHOD = "coder 4"
READINGS = ("first", "further", "exceptions", "later")
SAMPLES = ("sif", "fresh", "exceptions")
SMOOTHED = 0.05  # label smoothing of a coded polarity
FIRST = Settings()
SECOND = Settings(learnt=80_000, rate=7e-4, warm_up=0.1, average=0.995, seed=1)
OF_READING = (
    0.5  # share of what is learnt of a finding that was read: the sentence model has the rest
)
OF_MADE, MADE_TIMES = (
    (0.7, 0.95),
    (2, 8),
)  # the same in each stage; and how often, for a finding's once
TEACHER_WAVE, LAST_WAVE = 1, 3  # of what was read later: up to which a round learns
THRESHOLD, LEAST = 0.4, 0.12
SEED = 0

T = TypeVar("T")
Told = tuple[Item, Target]


@dataclass(frozen=True)
class Findings:
    """All findings of the reports: coded ones, for training or evaluation, and the rest."""

    tables: dict[str, pd.DataFrame]
    learnt: Mapping[str, Sequence[CodedItem]]  # by the reading: first, further, exceptions, later
    checked: Sequence[CodedItem]
    held: Mapping[str, Sequence[CodedItem]]
    unread: Sequence[Item]

    def read(self, *readings: str, wave: int = LAST_WAVE, after: int = 0) -> list[Told]:
        """Return coded findings of these readings; of the later one only these waves."""
        waves = waves_of_later()
        return [
            told(coded)
            for name in readings
            for coded in self.learnt[name]
            if name != "later" or after < waves[coded.id] <= wave
        ]


def main() -> None:
    """Read, train, evaluate and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of themes and reports")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the coder to")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is half done")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)  # more would sum in another order
    tables = _once(chosen.work / "tables", lambda: read_tables(chosen.shared / "reports"))
    found = find(tables, chosen.shared / "themes")
    counts = {name: len(some) for name, some in found.learnt.items()}
    print(f"learnt from: {counts}; {len(found.unread):,} unread")
    made = [told(coded) for coded in made_items()]
    reader = make_reader(placed.item.text for placed in all_items(found.tables))
    asked = distinct([*found.read(*READINGS), *made], found.unread)
    given = _once(chosen.work / "said", lambda: ask(found, list(asked.values())))
    said = dict(zip(asked, given, strict=True))
    start: np.ndarray | Student = word_vectors(reader.words, FIRST.word)
    for settings, share, times in zip((FIRST, SECOND), OF_MADE, MADE_TIMES, strict=True):
        learnt = to_learn(found.read(*READINGS), made * times, asked, said, share)
        start = student = train_student(reader, learnt, settings, start)
    weights = student.export()
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
    counts |= {"made": len(made), "asked": len(found.unread)}
    print(write_accuracy(chosen.out, found.checked, found.held, frameworks, counts))


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of all reports."""
    with workers_at(os.cpu_count() or 1) as workers:
        return read_folders(find_reports(folder), {}, workers)


def find(tables: dict[str, pd.DataFrame], themes: Path) -> Findings:
    """Return the findings of some tables and of the folder `themes`."""
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


def distinct(told_items: Iterable[Told], unread: Iterable[Item]) -> dict[str, Item]:
    """Return items by their lower-case text; the first of equal texts."""
    found: dict[str, Item] = {}
    for item in (*(item for item, _ in told_items), *unread):
        found.setdefault(item.text.casefold(), item)
    return found


def ask(found: Findings, items: Sequence[Item]) -> list[Target]:
    """Return the sentence model's outputs for items, after training on coded findings."""
    rounds = (
        found.read(*READINGS, wave=TEACHER_WAVE),
        found.read("first", "exceptions", "later", after=TEACHER_WAVE),
    )
    return ask_teacher(train_teacher(rounds, seed=SEED), items)


def to_learn(
    read: Sequence[Told],
    made: Sequence[Told],
    items: Mapping[str, Item],
    said: Mapping[str, Target],
    of_made: float,
) -> list[Told]:
    """Return the network's training targets: the teacher's, mixed with coded ones."""
    targets = dict(said)
    for item, target in reversed(read):  # the first of two readings
        text = item.text.casefold()
        targets[text] = said[text].mixed_with(target, OF_READING)
    for item, _ in made:
        targets.pop(item.text.casefold(), None)
    learnt = [(items[text], target) for text, target in targets.items()]
    sure = [(i, said[i.text.casefold()].mixed_with(target, of_made)) for i, target in made]
    return [*learnt, *sure]


def model_of(reader: Reader, weights: Weights, method: str) -> Model:
    """Return a coder with these weights."""
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
    """Return a coded finding and its target."""
    themes = np.array([theme in coded.themes for theme in THEMES], dtype="float32")
    polarities = np.full(len(POLARITIES), SMOOTHED / len(POLARITIES), dtype="float32")
    polarities[POLARITIES.index(str(coded.polarity))] += 1 - SMOOTHED
    return coded.item, Target(themes, polarities)


def _once(path: Path, make: Callable[[], T]) -> T:
    """Return the result stored at `path` by an earlier run, or make and store it."""
    if path.exists():
        return pickle.loads(path.read_bytes())  # noqa: S301  our own file of an earlier run
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


if __name__ == "__main__":
    main()
