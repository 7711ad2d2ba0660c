"""Add to components of a CycloneDX list without a licence the one that their package declares.

python name_licences.py LIST.json

For the Python in which the parts are installed. The words are the package's own: no identifier is
guessed of them.
"""

import json
import sys
from importlib.metadata import metadata
from pathlib import Path
from typing import Any


def main(path: Path) -> int:
    """Add the licences, and print which components still have none; return 1 if any."""
    listed = json.loads(path.read_text(encoding="utf-8"))
    without = [part for part in listed["components"] if not part.get("licenses")]
    for part in without:
        part["licenses"] = declared(part["name"])
    path.write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")
    still = [part["name"] for part in without if not part["licenses"]]
    print(f"{path}: {len(listed['components'])} parts, without a licence: {', '.join(still) or 0}")
    return 1 if still else 0


def declared(name: str) -> list[dict[str, Any]]:
    """Return the licence declared by an installed package; [] for none."""
    said = metadata(name).get_all("License", [])
    words = [each.strip().split("\n")[0] for each in said if each.strip()]
    return [{"license": {"acknowledgement": "declared", "name": each}} for each in words]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
