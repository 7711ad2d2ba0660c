"""Build `data/fonts` from Liberation Sans: the characters that images of charts need.

A subset of a font is a modified version, which by its licence (SIL OFL 1.1) needs another name. The
widths are those of Arial, so that images are set like the pages.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Benchmark Sans"
_WEIGHTS = ("Regular", "Bold")
_CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2027),
    0x20AC,
    0x2212,
)
"""Latin letters, dashes, quotation marks, the euro and the minus sign."""


def main() -> None:
    """Write one font file per weight."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder of LiberationSans-*.ttf")
    parser.add_argument("--out", type=Path, default=Path("data/fonts"))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for weight in _WEIGHTS:
        font = TTFont(arguments.source / f"LiberationSans-{weight}.ttf", recalcTimestamp=False)
        _keep_characters(font)
        _rename(font, weight)
        path = arguments.out / f"{FAMILY.replace(' ', '')}-{weight}.ttf"
        font.save(path, reorderTables=True)
        print(f"{path}: {path.stat().st_size:,} bytes")


def _keep_characters(font: TTFont) -> None:
    options = subset.Options(
        hinting=False, drop_tables=["FFTM"], layout_features=["kern"], name_IDs=["*"]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_CHARACTERS)
    subsetter.subset(font)


def _rename(font: TTFont, weight: str) -> None:
    """Change every name except the copyright and the licence: reserved names must not remain."""
    copyright_line = font["name"].getDebugName(0)
    licence, address = font["name"].getDebugName(13), font["name"].getDebugName(14)
    names = {
        0: copyright_line,
        1: FAMILY,
        2: weight,
        3: f"{FAMILY} {weight}",
        4: f"{FAMILY} {weight}",
        5: "Version 1.0",
        6: f"{FAMILY.replace(' ', '')}-{weight}",
        13: licence,
        14: address,
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
