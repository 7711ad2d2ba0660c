"""A chart of a page, and the picture that a reader can save of it.

The picture is drawn here, not taken from the page: on white in the colours of paper whatever the
page's style, with title, source and date in it, and with its own letters.
"""

from dataclasses import dataclass

from ilacs_bench.charts.picture import draw_picture
from ilacs_bench.charts.spec import Spec
from ilacs_bench.errors import UnknownName

PICTURE_KINDS = ("svg", "png")


@dataclass(frozen=True)
class PageChart:
    """A chart that a page shows.

    spec       what the browser draws; its title says the date
    note       what is counted and the source, for below a picture of it
    file_name  of a picture of it, without the ending
    """

    spec: Spec
    note: str
    file_name: str

    def picture(self, kind: str) -> tuple[str, bytes]:
        """File name and bytes of a picture. Raises UnknownName for no kind of PICTURE_KINDS.

        The first one of a process takes a second, others a third of it.
        """
        if kind not in PICTURE_KINDS:
            raise UnknownName("A chart is saved as SVG or as PNG. Choose one of the two.")
        drawn = draw_picture(self.spec, self.note)
        data = drawn.png() if kind == "png" else drawn.svg.encode("utf-8")
        return f"{self.file_name}.{kind}", data
