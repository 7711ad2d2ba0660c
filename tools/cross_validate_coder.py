"""Evaluate the coder on reports that it was not trained on: `make cross-validate`.

python -m tools.cross_validate_coder --shared ../shared

In each of five folds the network is trained on four fifths of the reports and evaluated on the
coded findings of the last fifth. It is trained on coded findings only, without the larger model,
which would take an hour for each fold; the shipped coder does a little better.
"""

import argparse
from pathlib import Path

from ilacs_bench.themes.coder import Coding, code_items
from tools.coder.coded import CodedItem, all_items, fold, read_coded, read_further, without
from tools.coder.score import score
from tools.coder.student import Settings, make_reader, train_student
from tools.coder.teacher import word_vectors
from tools.train_coder import model_of, read_tables, told

FOLDS = 5


def main() -> None:
    """Print the score of each fold, and overall."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder of themes and reports")
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    chosen = parser.parse_args()
    tables = read_tables(chosen.shared / "reports")
    first = read_coded(chosen.shared / "themes" / "coded_findings_train.jsonl")
    further = read_further(tables)
    texts = [placed.item.text for placed in all_items(tables)]
    reader = make_reader(texts)
    settings = Settings(learnt=160_000)
    start = word_vectors(reader.words, settings.word)
    checked: list[CodedItem] = []
    codings: list[Coding] = []
    for held in chosen.folds:
        out = [coded for coded in first if fold(coded.report, FOLDS) == held]
        kept = [coded for coded in [*first, *further] if fold(coded.report, FOLDS) != held]
        kept = without(kept, out)
        student = train_student(reader, [told(coded) for coded in kept], settings, start)
        model = model_of(reader, student.export(), "cross-validation")
        checked += out
        codings += code_items([coded.item for coded in out], model)
        print(f"fold {held}: learnt from {len(kept):,}", flush=True)
        print(score(out, codings[-len(out) :]), flush=True)
    print("all:", score(checked, codings))


if __name__ == "__main__":
    main()
