"""Controls, charts and pages for notebooks; none of them computes a number."""

import sys

# Altair imports jsonschema, which compiles a grammar of internationalised web addresses from this
# package: 1.4 seconds in every kernel, for a check that no chart needs. Where it seems not to be
# installed, jsonschema leaves the check out.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
