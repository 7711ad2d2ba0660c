"""What a public function gives, in the vocabulary of columns."""

from dataclasses import dataclass

from ilacs_bench.columns.column import Column


@dataclass(frozen=True)
class Result:
    """What a public function gives.

    row_is   what one row is
    columns  every column, in order
    shown    those that a page shows, in its order; all where it is not given
    also     other functions that give the same columns
    asked    columns that are there only where they were asked for
    """

    row_is: str
    columns: tuple[Column, ...]
    shown: tuple[Column, ...] = ()
    also: tuple[str, ...] = ()
    asked: tuple[Column, ...] = ()

    def __post_init__(self) -> None:
        if not self.shown:
            object.__setattr__(self, "shown", self.columns)

    @property
    def names(self) -> list[str]:
        """Names of the columns, in order."""
        return [column.name for column in self.columns]
