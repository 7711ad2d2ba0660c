"""What stands in a piece of HTML: tags, links, and the text of table rows, cell by cell."""

from collections import defaultdict
from html.parser import HTMLParser


class Html(HTMLParser):
    """`rows` have the text of each cell, `links` the text of each address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._values: dict[str, list[str]] = defaultdict(list)
        self.rows: list[list[str]] = []
        self.links: dict[str, str] = {}
        self._link: str | None = None
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        self.elements.append((tag, of))
        for name, value in of.items():
            self._values[name].append(value or "")
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._in_cell = True
        elif tag == "a":
            self._link = of.get("href") or ""
            self.links.setdefault(self._link, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = None
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self.links[self._link] += data
        if self._in_cell:
            self.rows[-1][-1] = " ".join(f"{self.rows[-1][-1]} {data}".split())

    @property
    def tags(self) -> set[str]:
        """The name of every tag."""
        return {tag for tag, _ in self.elements}

    def values(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return self._values[name]
