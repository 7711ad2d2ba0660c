"""The dashboards as a web page on this machine: `ilacs_bench.serve.start.serve`."""

import sys

# jsonschema, which Jupyter and Altair load, would make 38 parsers for kinds of addresses that no
# schema of theirs has. Without that library it does not check them, and each process starts sooner.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
