"""Complete the xlsx package that openpyxl saved.

Adds the bodies of tables, alt text of charts and fixed times, and puts the elements of fonts in
Excel's order.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import quoteattr

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS_OF_FONT = (
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign", b"sz",
    b"color", b"name", b"family", b"charset", b"scheme",
)  # fmt: skip
"""The order that Office requires; its schema is stricter than the standard."""


@dataclass(frozen=True)
class Body:
    """Rows to add to a sheet, as XML; `last` is its last cell, such as 'F12'.

    `links` map a cell to an address, or to a place in the workbook ('#...').
    """

    xml: bytes
    last: str
    links: Sequence[tuple[str, str]] = ()


def complete(
    saved: io.BytesIO, bodies: Mapping[str, Body], alts: Sequence[str], made_at: datetime
) -> bytes:
    """Return the file with the bodies of its sheets, by file name, and alt text of its charts.

    `made_at` replaces the time of saving that openpyxl and zip put into it.
    """
    fixed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = _completed(name, source.read(name), bodies, alts, made_at)
            info = zipfile.ZipInfo(name, date_time=made_at.timetuple()[:6])
            target.writestr(info, content, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _completed(
    name: str, content: bytes, bodies: Mapping[str, Body], alts: Sequence[str], made_at: datetime
) -> bytes:
    if name == "docProps/core.xml":
        stamp = f">{made_at:%Y-%m-%dT%H:%M:%SZ}</dcterms:modified>".encode()
        return re.sub(rb">[^<]*</dcterms:modified>", stamp, content)
    if name == "xl/styles.xml":
        return re.sub(rb"(?<=<font>).*?(?=</font>)", _in_order, content)
    folder, _, part = name.rpartition("/")
    if folder == "xl/worksheets" and part in bodies:
        return _with_body(content, bodies[part])
    if folder == "xl/worksheets/_rels" and (sheet := part.removesuffix(".rels")) in bodies:
        return _with_addresses(content, bodies[sheet])
    if folder == "xl/drawings":
        return _with_alt(content, alts[int(re.sub(r"\D", "", part)) - 1])
    return content


def _in_order(font: re.Match[bytes]) -> bytes:
    """Return the elements of a font in Office's order; openpyxl writes the name first."""
    parts = re.findall(rb"<(\w+)([^>]*)/>", font[0])
    parts.sort(key=lambda part: _PARTS_OF_FONT.index(part[0]))
    return b"".join(b"<%b%b/>" % part for part in parts)


def _with_body(content: bytes, body: Body) -> bytes:
    head, end, tail = content.partition(b"</sheetData>")
    dimension = f'<dimension ref="A1:{body.last}"'.encode()
    head = re.sub(rb'<dimension ref="[^"]*"', dimension, head, count=1)
    before, margins, after = tail.partition(b"<pageMargins")  # links come before them
    after = after.replace(b"_x000a_", b"\n")  # in a page's head, as Excel itself writes it
    return b"".join((head, body.xml, end, before, _links_xml(body), margins, after))


def _links_xml(body: Body) -> bytes:
    if not body.links:
        return b""
    ids = _ids(body)
    links = [
        f'<hyperlink ref="{ref}" location={quoteattr(url[1:])}/>'
        if url.startswith("#")
        else f'<hyperlink ref="{ref}" r:id="{ids[url]}"/>'
        for ref, url in body.links
    ]
    return f'<hyperlinks xmlns:r="{_RELATIONS}">{"".join(links)}</hyperlinks>'.encode()


def _with_addresses(content: bytes, body: Body) -> bytes:
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/hyperlink" Target={quoteattr(url)} '
        'TargetMode="External"/>'
        for url, name in _ids(body).items()
    )
    return content.replace(b"</Relationships>", f"{relations}</Relationships>".encode(), 1)


def _ids(body: Body) -> dict[str, str]:
    """Return the relationship id of each distinct address; openpyxl's own are rId1 and so on."""
    urls = dict.fromkeys(url for _, url in body.links if not url.startswith("#"))
    return {url: f"link{n}" for n, url in enumerate(urls, start=1)}


def _with_alt(content: bytes, alt: str) -> bytes:
    described = f'name="Chart 1" descr={quoteattr(alt)}'.encode()
    return content.replace(b'name="Chart 1"', described, 1)
