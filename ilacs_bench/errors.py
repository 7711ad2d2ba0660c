"""All errors that this library raises on purpose.

IlacsBenchError
├── ReportError        something about one report
│   ├── ReadError      a file could not be opened as a report
│   ├── NotAReport     the document is not a full inspection report
│   └── ParseError     a report was opened, but part of it could not be read
├── SchemaError        a frame or lookup does not match its definition
├── UnknownName        an unknown local authority, area or comparator
├── FetchError         a download failed
├── JobEnded           a file crashed the process that read it, or took too much of it
├── FolderLocked       another process is writing into the same folder
└── FolderNotOurs      a folder can't replace what is there
"""

from collections.abc import Iterable, Mapping
from functools import partial


class IlacsBenchError(Exception):
    """Base of all errors; the message says where, what was found and expected, and the fix."""


class ReportError(IlacsBenchError):
    """A problem with one report, which becomes a row of the table `problems`."""

    stage = "read"

    def __init__(self, report: str, message: str, *, page: int | None = None) -> None:
        super().__init__(
            f"{report}: {message}" if page is None else f"{report}, page {page}: {message}"
        )
        self.report = report
        self.page = page
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by its parts, for other processes."""
        return partial(type(self), page=self.page), (self.report, self.message)


class ReadError(ReportError):
    """The file could not be opened as a report: damaged, encrypted, empty, another format."""


class NotAReport(ReportError):
    """The document can be read, but is not a full inspection report of a local authority."""

    stage = "recognise"


class ParseError(ReportError):
    """The report could be opened, but something in it could not be read with certainty."""

    stage = "parse"


class SchemaError(IlacsBenchError):
    """A frame or lookup does not match the definition of its table."""


class UnknownName(IlacsBenchError):
    """A name or code that is in no lookup. The message suggests the nearest ones.

    `instead` has the suggestions for programs: each maps the names of arguments ('authority',
    'as_at') to other values. On a page `control` is the control with the value.
    """

    control = ""

    def __init__(self, message: str, *, instead: Iterable[Mapping[str, str]] = ()) -> None:
        super().__init__(message)
        self.instead = tuple(instead)


class FetchError(IlacsBenchError):
    """A download failed; the message says what to try next."""


class JobEnded(IlacsBenchError):
    """A job ended its process, or was ended with it."""

    def __init__(self) -> None:
        super().__init__(
            "The file crashed its reader, or took too much time or memory. "
            "It may be damaged: download it again."
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by its parts, for other processes."""
        return type(self), ()


class FolderLocked(IlacsBenchError):
    """Another process is writing to the same folder; nothing was changed."""


class FolderNotOurs(IlacsBenchError):
    """A folder can't be replaced, because files not written by this library would be lost."""
