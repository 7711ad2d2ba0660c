"""Sort lines as printed: a file may store a heading or a paragraph's end last."""

from collections.abc import Iterable, Sequence

from ilacs_bench.reports.document import Line

_JUMP = 40.0  # points; within a table or a line, the next item may be a little higher


def in_printed_order(lines: Sequence[Line]) -> list[Line]:
    """Return a page's lines, with blocks stored too late moved above what is below them.

    A block beside others, such as a table's column, stays where it is.
    """
    blocks = _blocks(lines)
    placed = blocks[0] if blocks else []
    for block in blocks[1:]:
        top, bottom = max(line.y for line in block), min(line.y for line in block)
        beside = any(bottom <= line.y <= top for line in placed)
        at = next((at for at, line in enumerate(placed) if line.y < bottom), len(placed))
        placed = [*placed, *block] if beside else [*placed[:at], *block, *placed[at:]]
    return placed


def _blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the lines, split where one is far above the one before."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.y - blocks[-1][-1].y <= _JUMP:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks
