"""Lines as they come from a printed page, for tests of what is made of them."""

from ilacs_bench.reports.document import Document, Line

LEADING = 14.5


def printed(
    *texts: str, x: float = 71, top: float = 700, page: int = 1, size: float = 12, bold=False
) -> list[Line]:
    """One line below the other; a text that begins with a tab hangs 20 points further in."""
    return [
        Line(
            text=text.strip("\t"),
            page=page,
            x=x + 20 * (len(text) - len(text.lstrip("\t"))),
            y=top - number * LEADING,
            size=size,
            bold=bold,
        )
        for number, text in enumerate(texts)
    ]


def document(*texts: str) -> Document:
    """A document of one page with these lines."""
    return Document("some.pdf", "0" * 64, 1, tuple(printed(*texts)))
