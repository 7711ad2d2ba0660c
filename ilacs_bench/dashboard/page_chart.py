"""A chart that a page shows, as its script is told of it, and as a picture to save."""

import json
from dataclasses import dataclass
from typing import Any

from ilacs_bench.charts.picture import draw_picture
from ilacs_bench.charts.style import Spec
from ilacs_bench.dashboard.answers import tag_of
from ilacs_bench.errors import UnknownName

_KINDS = ("svg", "png")


@dataclass(frozen=True)
class PageChart:
    """A chart that a page shows, and the picture that a reader can save of it.

    The picture is drawn here, not taken from the page: on white in the colours of paper whatever
    the page's style, with title, source and date in it, and with its own letters.

    parts      what `spec_parts` makes of its spec, which says the date in its title
    note       what is counted and the source, for below a picture of it
    file_name  of a picture of it, without the ending
    """

    parts: dict[str, Any]
    note: str
    file_name: str

    @property
    def spec(self) -> Spec:
        """The whole of it again."""
        form, parts = json.loads(self.parts["form"]), self.parts
        words = {name: parts[name] for name in ("title", "description", "height") if name in parts}
        rows = {name: json.loads(text) for name, text in parts["rows"].items()}
        return form | words | {"datasets": form.get("datasets", {}) | rows}

    def picture(self, kind: str) -> tuple[str, bytes]:
        """File name and bytes of a picture. Raises UnknownName for no kind of picture.

        The first one of a process takes a second, others a third of it.
        """
        if kind not in _KINDS:
            raise UnknownName("A chart is saved as SVG or as PNG. Choose one of the two.")
        drawn = draw_picture(self.spec, self.note)
        data = drawn.png() if kind == "png" else drawn.svg.encode("utf-8")
        return f"{self.file_name}.{kind}", data


def spec_parts(spec: Spec) -> dict[str, Any]:
    """A chart as its `form`, and beside it what changes from choice to choice.

    That are its `rows`, each frame of them by its name, and its title, description and height. The
    form and the rows are texts of JSON: a browser reads only those that it does not have, and they
    take little room. `tag` changes with any of it. Of several views all but the title is form.

    >>> spec_parts({"mark": "bar", "height": 9, "data": {"values": [{"n": 1}]}})["rows"]
    {'rows': '[{"n": 1}]'}
    """
    form = {name: part for name, part in spec.items() if name != "title"}
    parts: dict[str, Any] = {"title": spec.get("title", "")}
    rows = dict(spec.get("datasets", {}))
    own = spec.get("data", {}).get("values")
    if own is not None:
        rows["rows"] = own
    is_one = isinstance(spec.get("height"), (int, float))
    if is_one and all(isinstance(each, list) for each in rows.values()):
        parts |= {name: form.pop(name, "") for name in ("description", "height")}
        form.pop("datasets", None)
        if own is not None:
            form["data"] = {"name": "rows"}
    else:
        rows = {}
    texts = {name: json.dumps(each, allow_nan=False) for name, each in rows.items()}
    parts |= {"form": json.dumps(form, allow_nan=False), "rows": texts}
    return parts | {"tag": tag_of(json.dumps(parts))}
