"""Logging of the server and its workers: as text, or as JSON lines."""

import json
import logging
import sys
import time
from typing import Any

REQUESTS = logging.getLogger("ilacs_bench.requests")
FIELDS = "request"
"""Attribute of a log record with the fields of a request."""


class JsonLines(logging.Formatter):
    """Formats each record as one line of JSON, with its traceback; times are UTC."""

    converter = time.gmtime  # type: ignore[assignment]

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as a JSON line."""
        entry: dict[str, Any] = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
        }
        entry |= getattr(record, FIELDS, None) or {"message": record.getMessage()}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up_log(kind: str) -> None:
    """Configure logging: as text, as JSON lines, or only warnings and errors."""
    handler = logging.StreamHandler(sys.stderr)
    if kind == "json":
        handler.setFormatter(JsonLines())
    elif kind:
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.basicConfig(handlers=[handler], force=True)
    REQUESTS.setLevel(logging.INFO if kind else logging.WARNING)
