"""Time the making of the whole site, and weigh its pages.

python benchmarks/publish.py [--data FOLDER]
"""

import argparse
import tempfile
import time
from pathlib import Path

import ilacs_bench as ib
from ilacs_bench.publish.folder import write_site
from ilacs_bench.publish.site import make_edition, make_site

BUDGET = 90.0  # seconds, for all local authorities
LARGEST = 1.5  # MB, of a page


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path)
    began = time.perf_counter()
    edition = make_edition(ib.load(parser.parse_args().data))
    with tempfile.TemporaryDirectory() as folder:
        days = {"as_at": edition.as_at, "made_on": edition.made_on}
        written = write_site(make_site(edition), Path(folder) / "site", **days)
    took = time.perf_counter() - began
    pages = {path: size / 1e6 for path, size in written if path.endswith(".html")}
    largest = max(pages, key=lambda path: pages[path])
    print(f"{len(pages)} pages, {len(edition.councils)} of them of local authorities")
    print(f"seconds                 {took:6.1f}     (at most {BUDGET:.0f})")
    print(f"largest page, MB        {pages[largest]:6.2f}     (at most {LARGEST})   {largest}")
    print(f"in all, MB              {sum(size for _, size in written) / 1e6:6.1f}")


if __name__ == "__main__":
    main()
