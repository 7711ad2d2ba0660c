"""Print findings to read and code: each as a row of `further_codes.csv`, its words below.

python -m tools.find_findings TABLES "kinship" "connected carer"

TABLES is a folder that `ilacs-bench build` wrote. Behind the commas come the themes, with spaces
between, and the polarity. What is coded already is printed as it stands, with its file and line: it
was read before a new theme was there, and may need it.
"""

import argparse
import re
from pathlib import Path

from ilacs_bench.tables.store import read_tables
from tools.coder.coded import CODES, all_items, checksum, read_rows


def main() -> None:
    """Print those that have any of the words, in any case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", type=Path, help="folder written by 'ilacs-bench build'")
    parser.add_argument("words", nargs="+", help="words of the findings, or beginnings of words")
    chosen = parser.parse_args()
    wanted = re.compile(rf"\b(?:{'|'.join(map(re.escape, chosen.words))})", re.IGNORECASE)
    coded = {
        row["item_id"]: f"{path.name}, line {line}: {','.join(row.values())}"
        for path in CODES
        for line, row in enumerate(read_rows(path), start=2)
    }
    tables = read_tables(chosen.tables)
    for placed in all_items({name: getattr(tables, name) for name in ("findings", "improvements")}):
        if wanted.search(placed.item.text):
            print(coded.get(placed.item_id, f"{placed.item_id},{checksum(placed.item.text)},,"))
            print(f"    {placed.item.section}: {placed.item.text}")


if __name__ == "__main__":
    main()
