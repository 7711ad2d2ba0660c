"""Time the making of the complete site, measure its pages, and check every link in it.

python benchmarks/publish.py [--data FOLDER]
"""

import argparse
import gzip
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath

import ilacs_bench as ib
from ilacs_bench.publish.site import make_site, prepare_site, write_site

BUDGET = 300.0  # seconds for all local authorities with their Word and Excel files
LARGEST = 1.5  # MB, of a page
_LINK = re.compile(r'\s(?:href|src|data-vega)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path)
    began, worked = time.perf_counter(), time.process_time()
    build = prepare_site(ib.load(parser.parse_args().data))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "site"
        days = {"as_at": build.as_at, "made_on": build.made_on}
        written = write_site(make_site(build), place, **days)
        took, worked = time.perf_counter() - began, time.process_time() - worked
        files = {path: (place / path).read_bytes() for path, _ in written}
    pages = {path: text.decode() for path, text in files.items() if path.endswith(".html")}
    sizes = {path: len(files[path]) / 1e6 for path in pages}
    largest = max(sizes, key=lambda path: sizes[path])
    whole = sum(map(len, files.values()))
    links = list(own_links(pages))
    dead = dead_links(links, files, pages)
    print(f"{len(pages)} pages, {len(build.councils)} of them of local authorities")
    print(
        f"seconds                 {took:6.1f}     (at most {BUDGET:.0f}; {took / BUDGET:.0%} of it)"
    )
    print(f"seconds of a processor  {worked:6.1f}")
    print(f"largest page, MB        {sizes[largest]:6.2f}     (at most {LARGEST})   {largest}")
    print(f"in all, MB              {whole / 1e6:6.1f}     {len(files)} files")
    print(f"of these, pages, MB     {sum(sizes.values()):6.1f}")
    packed = sum(len(gzip.compress(text)) for text in files.values())
    print(f"packed, MB              {packed / 1e6:6.1f}     ({packed / whole:.0%}, as sent)")
    print(f"dead links              {len(dead):6d}     of {len(links)} {dead[:3] or ''}")


def own_links(pages: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each link within the site, with its page."""
    for path, html in pages.items():
        for address in map(unescape, _LINK.findall(html)):
            if not address.startswith(("https:", "data:")):
                yield path, address


def dead_links(
    links: list[tuple[str, str]], files: Mapping[str, bytes], pages: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return links to a missing file of the site, or a missing anchor."""
    ids = {path: set(_ID.findall(html)) for path, html in pages.items()}
    dead = []
    for path, address in links:
        file, _, place = address.partition("#")
        target = normpath(join(dirname(path), file)) if file else path
        if target not in files or (place and place not in ids.get(target, ())):
            dead.append((path, address))
    return dead


if __name__ == "__main__":
    main()
