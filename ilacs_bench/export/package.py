"""The last touch to the package that openpyxl saved: bodies of tables, alt text, fixed times."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import quoteattr


@dataclass(frozen=True)
class Body:
    """Rows to stand below those that a sheet has, as XML; `last` is its last cell, as in 'F12'."""

    xml: bytes
    last: str


def complete(
    saved: io.BytesIO, bodies: Mapping[str, Body], alts: Sequence[str], made_at: datetime
) -> bytes:
    """The same file with the bodies of its sheets, by the name of the part, and alt text of charts.

    openpyxl and zip put the time of saving into it; `made_at` takes its place.
    """
    fixed = io.BytesIO()
    stamp = f">{made_at:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
    described = {f"xl/drawings/drawing{n}.xml": alt for n, alt in enumerate(alts, start=1)}
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb">[^<]*</dcterms:modified>", stamp, content)
            if name in bodies:
                content = _with_body(content, bodies[name])
            if name in described:
                content = _with_alt(content, described[name])
            info = zipfile.ZipInfo(name, date_time=made_at.timetuple()[:6])
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _with_body(content: bytes, body: Body) -> bytes:
    head, end, tail = content.partition(b"</sheetData>")
    dimension = f'<dimension ref="A1:{body.last}"'.encode()
    head = re.sub(rb'<dimension ref="[^"]*"', dimension, head, count=1)
    return b"".join((head, body.xml, end, tail))


def _with_alt(content: bytes, alt: str) -> bytes:
    described = f'name="Chart 1" descr={quoteattr(alt)}'.encode()
    return content.replace(b'name="Chart 1"', described, 1)
