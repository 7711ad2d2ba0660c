"""Evaluate the coder: `make evaluate`.

python -m tools.evaluate_coder --coded ../shared/themes/coded_findings_dev.jsonl

The reference codes came from a language model, not from people. The exit status is 1 if a measure
is more than 0.02 below that in `data/themes/accuracy.json`.
"""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from ilacs_bench.paths import bundled
from ilacs_bench.themes.coder import code_items
from tools.coder.coded import CodedItem, read_coded
from tools.coder.score import Score, mistakes, score, score_themes

ALLOWED_DROP = 0.02
WORST = 30


def main() -> int:
    """Print the measures, the table by theme and the worst mistakes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coded", type=Path, required=True, help="findings coded by reading")
    coded = read_coded(parser.parse_args().coded)
    codings = list(code_items(item.item for item in coded))
    found = score(coded, codings)
    with pd.option_context("display.width", 120, "display.max_rows", None):
        print(score_themes(coded, codings).round(2).to_string(index=False), end="\n\n")
    wrong = mistakes(coded, codings)
    for place in wrong[wrong > 0].sort_values(ascending=False, kind="stable").index[:WORST]:
        print(_in_words(coded[place]))
        print(f"    said: {' '.join(codings[place].themes) or '-'} / {codings[place].polarity}\n")
    for name, value in asdict(found).items():
        print(f"{name}: {value:.3f}" if isinstance(value, float) else f"{name}: {value}")
    fallen = drops(found)
    print(*fallen, sep="\n")
    return 1 if fallen else 0


def drops(found: Score) -> list[str]:
    """Return the measures that fell too far, in words."""
    path = bundled("data", "themes", "accuracy.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    return [
        f"{name} fell from {record[name]:.3f} to {value:.3f}"
        for name, value in asdict(found).items()
        if name != "items" and value < record[name] - ALLOWED_DROP
    ]


def _in_words(coded: CodedItem) -> str:
    either = [f"({theme})" for theme in coded.either if theme not in coded.themes]
    themes = " ".join([*coded.themes, *either]) or "-"
    return (
        f"{coded.id} {coded.report} {coded.item.section}\n    {coded.item.text}\n"
        f"    read: {themes} / {coded.polarity or 'the readings differ'}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
