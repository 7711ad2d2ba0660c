"""The widgets' Python side; what they do in a browser is tested in tests/browser."""

import altair as alt
import pandas as pd
import pytest

from ilacs_bench.widgets import vega_chart
from ilacs_bench.widgets.announcement import Announcement
from ilacs_bench.widgets.download import DownloadButton
from ilacs_bench.widgets.vega_bundle import VEGA_LITE_VERSION, vega_bundle
from ilacs_bench.widgets.vega_chart import VegaChart


@pytest.fixture
def sent(monkeypatch):
    """What widgets send to the browser besides their state: content and buffers."""
    messages = []

    def send(_self, content, buffers=None):
        messages.append((content, buffers))

    monkeypatch.setattr("ipywidgets.Widget.send", send)
    return messages


def press(widget, content):
    widget._handle_custom_msg(content, [])


def test_download_makes_the_file_at_the_press(sent):
    made = []
    button = DownloadButton("Download", lambda: made.append(1) or ("counts.xlsx", b"bytes"))
    assert made == []
    press(button, "press")
    assert sent == [({"name": "counts.xlsx"}, [b"bytes"])]


def test_download_that_fails_is_said_here_and_in_the_log(sent, caplog):
    def fail():
        raise ValueError("no disk")

    press(DownloadButton("Download", fail), "press")
    assert sent == [({"failed": True}, None)]
    assert "no disk" in caplog.text


def test_download_heeds_only_a_press(sent):
    press(DownloadButton("Download", lambda: ("a", b"")), {"code": "import os"})
    assert sent == []


def test_chart_holds_the_spec_of_what_was_drawn_last():
    chart = VegaChart()
    for n in (1, 2):
        bars = alt.Chart(pd.DataFrame({"n": [n]}), description=f"{n} bars").mark_bar()
        chart.draw(bars.encode(x="n:Q"))
    assert chart.spec["description"] == "2 bars"


def test_chart_gets_the_bundle_from_the_kernel_where_no_page_serves_it(sent, monkeypatch):
    monkeypatch.setattr(vega_chart, "vega_bundle", lambda: "export {};")
    press(VegaChart(), "bundle")
    assert sent == [("bundle", [b"export {};"])]


def test_bundle_has_the_vega_lite_of_altair():
    assert alt.SCHEMA_VERSION.removeprefix("v").startswith(f"{VEGA_LITE_VERSION}.")
    assert "as vegaEmbed" in vega_bundle()[-400:]


def test_announcement_says_whether_it_is_an_error():
    line = Announcement()
    line.say("No such council.", is_error=True)
    assert (line.text, line.is_error) == ("No such council.", True)
