"""How the server and its workers log: as text, or each record as a line of JSON."""

import json
import logging
import sys
import time
from typing import Any

REQUESTS = logging.getLogger("ilacs_bench.requests")
FIELDS = "request"
"""Name under which a record has what is noted of a request."""


class JsonLines(logging.Formatter):
    """Each record as one line of JSON, with its traceback in it; times are UTC."""

    converter = time.gmtime  # type: ignore[assignment]

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        entry: dict[str, Any] = {
            "time": f"{self.formatTime(record, '%Y-%m-%dT%H:%M:%S')}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
        }
        entry |= getattr(record, FIELDS, None) or {"message": record.getMessage()}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up_log(kind: str) -> None:
    """Log as the server was told: as text, as lines of JSON, or no more than what went wrong."""
    handler = logging.StreamHandler(sys.stderr)
    if kind == "json":
        handler.setFormatter(JsonLines())
    elif kind:
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.basicConfig(handlers=[handler], force=True)
    REQUESTS.setLevel(logging.INFO if kind else logging.WARNING)
