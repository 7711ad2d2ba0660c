"""Make `data/themes`: the coder's weights, what they mean, their accuracy and the model card.

python -m tools.train_coder --shared ../shared --out data/themes --work DIR

It learns from findings that a language model coded, the first ones (`coded_findings_train.jsonl`)
and further ones of the same reports (`tools/coder/further_codes.csv`), and from a larger model that
learnt from them: docs/decisions/coder.md. Then it goes on with exceptions
(`tools/coder/exception_codes.csv`, `tools/coder/refine.py`). About an hour on two cores. What the
larger model says is kept in `--work`, so that a run that was stopped goes on from there. With
`--first FOLDER` the second stage, some minutes, goes on from the weights of that folder.
"""

import argparse
import os
import pickle
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import pandas as pd

from ilacs_bench.jail.workers import workers_at
from ilacs_bench.reports import find_reports
from ilacs_bench.tables.build import read_folders
from ilacs_bench.themes.batch import Item
from ilacs_bench.themes.model import load_model
from ilacs_bench.themes.network import Weights
from ilacs_bench.vocabulary import POLARITIES, THEMES
from tools.coder.coded import (
    EXCEPTIONS,
    CodedItem,
    all_items,
    read_coded,
    read_further,
    read_held,
    without,
)
from tools.coder.made import made_items
from tools.coder.refine import EXCEPTIONS_STAGE, MADE_STAGE, refine
from tools.coder.student import Reader, Settings, Target, make_reader, train_student
from tools.coder.teacher import ask_teacher, train_teacher, word_vectors
from tools.coder.write import write_accuracy, write_model

METHOD = "coder 2"
ASKED = 40_000  # findings that nobody coded and the teacher is asked about
READ_WEIGHT = 2.0  # of a finding that was read, where one that the teacher coded weighs 1
SMOOTHED = 0.05  # doubt about the polarity that a reading gave
SETTINGS = Settings(epochs=8)
TEACHER_EPOCHS = 2
THRESHOLD, LEAST = 0.4, 0.12
SEED = 0

T = TypeVar("T")


def main() -> None:
    """Read, learn, check and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of themes and reports")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the coder to")
    parser.add_argument("--work", type=Path, required=True, help="folder for what is half done")
    parser.add_argument("--first", type=Path, help="folder of a coder to go on from")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    tables = _once(chosen.work / "tables", lambda: read_tables(chosen.shared / "reports"))
    checked = read_coded(chosen.shared / "themes" / "coded_findings_dev.jsonl")
    first = read_coded(chosen.shared / "themes" / "coded_findings_train.jsonl")
    further = read_further(tables)
    learnt = without([*first, *further], checked)
    print(f"{len(first):,} and {len(further):,} coded findings, {len(learnt):,} to learn from")
    reader, weights = (
        _of_folder(chosen.first)
        if chosen.first
        else _first_stage(learnt, tables, checked, chosen.work)
    )
    exceptions = without(read_further(tables, EXCEPTIONS), checked)
    known = {c.item.text.casefold() for c in [*learnt, *exceptions, *checked]}
    held = {sample: read_held(tables, sample) for sample in ("exceptions", "sif")}
    known |= {c.item.text.casefold() for sample in held.values() for c in sample}
    read = [(c.item, target_of(c)) for c in learnt]
    hard = [(c.item, target_of(c)) for c in exceptions]
    made = [(c.item, target_of(c)) for c in made_items()]
    others = [p.item for p in all_items(tables) if p.item.text.casefold() not in known]
    weights = refine(reader, weights, read, hard, others, EXCEPTIONS_STAGE)
    weights = refine(reader, weights, read, [*hard, *made, *made], others, MADE_STAGE)
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
    counts = {
        "first": len(first),
        "further": len(further),
        "exceptions": len(exceptions),
        "made": len(made),
    }
    print(write_accuracy(chosen.out, checked, held, frameworks, counts | {"asked": ASKED}))


def _of_folder(folder: Path) -> tuple[Reader, Weights]:
    """The words and weights of a coder that was written to a folder."""
    model = load_model(folder)
    return Reader(tuple(model.rows_of_words)), model.weights


def _first_stage(
    learnt: Sequence[CodedItem],
    tables: dict[str, pd.DataFrame],
    checked: Sequence[CodedItem],
    work: Path,
) -> tuple[Reader, Weights]:
    """The words, and the weights learnt from nothing."""
    items, targets = learn_from(learnt, tables, checked, work)
    reader = make_reader(placed.item.text for placed in all_items(tables))
    start = word_vectors(reader.words, SETTINGS.word)
    return reader, train_student(reader, items, targets, SETTINGS, start).export()


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """The tables of all reports."""
    with workers_at(os.cpu_count() or 1) as workers:
        return read_folders(find_reports(folder), {}, workers)


def learn_from(
    learnt: Sequence[CodedItem],
    tables: dict[str, pd.DataFrame],
    checked: Sequence[CodedItem],
    work: Path,
) -> tuple[list[Item], list[Target]]:
    """Items and their targets: as they were read, and as the teacher says of some others."""
    items = [coded.item for coded in learnt]
    targets = [target_of(coded) for coded in learnt]
    known = {item.text.casefold() for item in items}
    known |= {coded.item.text.casefold() for coded in checked}
    others = [p.item for p in all_items(tables) if p.item.text.casefold() not in known]
    asked = random.Random(SEED).sample(others, min(ASKED, len(others)))  # noqa: S311  no secret

    def ask() -> list[Target]:
        teacher = train_teacher(items, targets, epochs=TEACHER_EPOCHS, seed=SEED)
        return ask_teacher(teacher, asked)

    said = _once(work / f"said_{len(items)}_{len(asked)}", ask)
    return [*items, *asked], [*targets, *said]


def target_of(coded: CodedItem) -> Target:
    """What the outputs of a finding that was read should be."""
    themes = np.array([theme in coded.themes for theme in THEMES], dtype="float32")
    polarities = np.full(len(POLARITIES), SMOOTHED / len(POLARITIES), dtype="float32")
    polarities[POLARITIES.index(str(coded.polarity))] += 1 - SMOOTHED
    return Target(themes, polarities, READ_WEIGHT)


def _once(path: Path, make: Callable[[], T]) -> T:
    """What an earlier run kept at `path`, or what `make` makes, kept there."""
    if path.exists():
        return pickle.loads(path.read_bytes())  # noqa: S301  our own file of an earlier run
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


if __name__ == "__main__":
    main()
