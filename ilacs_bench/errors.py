"""Every error this library raises on purpose.

IlacsBenchError
├── ReadError      a file could not be opened as a report
├── ParseError     a report was opened, but part of it could not be read
├── NotAReport     the document is something else than a full inspection report
├── SchemaError    a frame breaks its table's promise
├── UnknownName    a local authority, area or comparator that nobody knows
├── FetchError     a download failed
├── JobEnded       a file crashed the process that read it, or took too much of it
├── FolderLocked  another process is writing into the same folder
└── FolderNotOurs    a folder can't take the place of what is there
"""

from collections.abc import Iterable, Mapping
from functools import partial


class IlacsBenchError(Exception):
    """Base of all errors; the message says where, what was found and is expected, how to mend."""


class ReportError(IlacsBenchError):
    """Something about one report. It becomes one row of the table `problems`."""

    stage = "read"

    def __init__(self, report: str, message: str, *, page: int | None = None) -> None:
        super().__init__(
            f"{report}: {message}" if page is None else f"{report}, page {page}: {message}"
        )
        self.report = report
        self.page = page
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Made again from its parts in another process."""
        return partial(type(self), page=self.page), (self.report, self.message)


class ReadError(ReportError):
    """The file could not be opened as a report: damaged, encrypted, empty, another format."""


class NotAReport(ReportError):
    """The document opens, but is not a full inspection report of a local authority."""

    stage = "recognise"


class ParseError(ReportError):
    """The report was opened, but something in it could not be read for certain."""

    stage = "parse"


class SchemaError(IlacsBenchError):
    """A frame does not keep the promise of its table."""


class UnknownName(IlacsBenchError):
    """A name or code that is in no lookup. The message offers the nearest ones.

    `instead` has the same for a program: in each what to ask, by the name of the argument
    ('authority', 'as_at'), in place of what was asked. On a page `control` is the one that asked.
    """

    control = ""

    def __init__(self, message: str, *, instead: Iterable[Mapping[str, str]] = ()) -> None:
        super().__init__(message)
        self.instead = tuple(instead)


class FetchError(IlacsBenchError):
    """A download failed, in words that say what to try next."""


class JobEnded(IlacsBenchError):
    """A job ended the process that it ran in, or was ended with it."""

    def __init__(self) -> None:
        super().__init__(
            "The file crashed its reader, or took too much time or memory. "
            "It may be damaged: download it again."
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Made again in another process."""
        return type(self), ()


class FolderLocked(IlacsBenchError):
    """Another process is writing into the same folder; nothing was changed."""


class FolderNotOurs(IlacsBenchError):
    """A folder can't take the place of what is there, or files that are not ours would be lost."""
