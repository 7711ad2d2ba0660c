"""A chart of a page: its data for the page's script, and its image to save."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ilacs_bench.charts.picture import draw_picture
from ilacs_bench.charts.style import Spec
from ilacs_bench.dashboard.answers import tag_of
from ilacs_bench.errors import UnknownName

_KINDS = ("svg", "png")
_SEVERAL = ("concat", "hconcat", "vconcat", "facet", "repeat")
_GUIDES = {"x": "axis", "y": "axis"} | dict.fromkeys(
    ("color", "fill", "stroke", "shape", "size", "opacity"), "legend"
)
"""The part of a channel that holds its title."""


@dataclass(frozen=True)
class PageChart:
    """A chart that a page shows, and its image for download.

    The image is drawn by the server: on white, in print colours and with its own fonts, whatever
    the page's style, and with title, source and date in it.

    parts      `spec_parts` of its spec, whose title has the date
    note       what is counted and the source, shown below an image of it
    file_name  of an image of it, without the extension
    """

    parts: dict[str, Any]
    note: str
    file_name: str

    @property
    def spec(self) -> Spec:
        """The complete Vega-Lite spec."""
        form, parts = json.loads(self.parts["form"]), self.parts
        words = {name: parts[name] for name in ("title", "description", "height") if name in parts}
        rows = {name: json.loads(text) for name, text in parts["rows"].items()}
        titles = [{"name": name, "value": text} for name, text in parts["titles"].items()]
        params = [*form.get("params", []), *titles]
        return form | words | {"datasets": form.get("datasets", {}) | rows, "params": params}

    def picture(self, kind: str) -> tuple[str, bytes]:
        """Return file name and bytes of an image. Raises UnknownName for an unknown kind.

        The first one in a process takes a second, others a third of that.
        """
        if kind not in _KINDS:
            raise UnknownName("A chart is saved as SVG or as PNG. Choose one of the two.")
        drawn = draw_picture(self.spec, self.note)
        data = drawn.png() if kind == "png" else drawn.svg.encode("utf-8")
        return f"{self.file_name}.{kind}", data


def spec_parts(spec: Spec) -> dict[str, Any]:
    """Split a chart into its `form` and what changes with the choice.

    What changes are its `rows` (by data set name), the `titles` of axes and legends (by the signals
    that stand for them), title, description and height. The form and the rows are JSON texts, so
    that a browser parses only those that are new. `tag` changes with any of these. For a chart of
    several views all but the title is in the form.

    >>> spec_parts({"mark": "bar", "height": 9, "data": {"values": [{"n": 1}]}})["rows"]
    {'rows': '[{"n": 1}]'}
    """
    form = {name: part for name, part in spec.items() if name != "title"}
    parts: dict[str, Any] = {"title": spec.get("title", ""), "titles": {}}
    rows = dict(spec.get("datasets", {}))
    own = spec.get("data", {}).get("values")
    if own is not None:
        rows["rows"] = own
    is_one = not any(name in spec for name in _SEVERAL)
    if is_one and all(isinstance(each, list) for each in rows.values()):
        parts["description"] = form.pop("description", "")
        if isinstance(form.get("height"), int | float):
            parts["height"] = form.pop("height")
        form.pop("datasets", None)
        if own is not None:
            form["data"] = {"name": "rows"}
        if "mark" in form and "encoding" in form:
            form["encoding"], parts["titles"] = _take_titles(form["encoding"])
    else:
        rows = {}
    texts = {name: json.dumps(each, allow_nan=False) for name, each in rows.items()}
    parts |= {"form": json.dumps(form, allow_nan=False), "rows": texts}
    return parts | {"tag": tag_of(json.dumps(parts))}


def _take_titles(encoding: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return channels with signals in place of titles, and the titles by signal.

    A title often names what was chosen. Left in the form it would make another form for each
    choice, which a browser takes three times as long to draw.
    """
    channels, titles = dict(encoding), {}
    for channel, guide in _GUIDES.items():
        definition = encoding.get(channel)
        if not isinstance(definition, dict) or definition.get(guide, {}) is None:
            continue
        of_guide = definition.get(guide, {})
        title = of_guide.get("title", definition.get("title"))
        if isinstance(title, str):
            signal = f"ilacs_title_{channel}"
            titles[signal] = title
            rest = {name: part for name, part in definition.items() if name != "title"}
            channels[channel] = rest | {guide: of_guide | {"title": {"signal": signal}}}
    return channels, titles
