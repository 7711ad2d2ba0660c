"""A chart as a widget that draws offline, and draws again without a flash when it changes."""

from pathlib import Path

import altair as alt
import anywidget
import traitlets

from ilacs_bench.widgets.vega_bundle import vega_bundle


class VegaChart(anywidget.AnyWidget):
    """An Altair chart, drawn as SVG; its `description` is read out in place of the picture."""

    _esm = Path(__file__).with_name("vega_chart.js")
    spec = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.on_msg(self._send_bundle)

    def draw(self, chart: alt.TopLevelMixin) -> None:
        """Show `chart` in place of the one before."""
        self.spec = chart.to_dict(validate=False)  # 20 ms; the tests of the charts validate them

    def _send_bundle(self, _widget: object, content: object, _buffers: list) -> None:
        """A page of ours serves the bundle as a file; in JupyterLab the kernel sends it."""
        if content == "bundle":
            self.send("bundle", [vega_bundle().encode()])
