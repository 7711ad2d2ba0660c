"""The page as a widget of JupyterLab: one module of script, and its libraries by message."""

from playwright.sync_api import expect

from ilacs_bench.dashboard.page_module import page_module
from ilacs_bench.dashboard.vega_bundle import vega_bundle
from ilacs_bench.widgets.live_widget import LivePage
from ilacs_bench.widgets.national_page import NationalPicture

SHOWN = """
async ([module, html, bundle]) => {
  const { default: widget } = await import(
    URL.createObjectURL(new Blob([module], { type: "text/javascript" })));
  window.sent = [];
  const heard = [];
  const model = {
    get: () => html,
    on: (_, hear) => heard.push(hear),
    send: (content) => {
      window.sent.push(content);
      if (content.bundle) heard.forEach((hear) => hear({ bundle: true }, [bundle]));
    },
  };
  widget.render({ model, el: document.body });
}
"""


def test_chart_is_drawn_and_asked_for_as_a_picture(context, tables):
    page = context.new_page()
    page.evaluate(
        SHOWN, [page_module(), LivePage(NationalPicture(tables), query="").html, vega_bundle()]
    )
    chart = page.locator("[data-live=yes] [data-chart=mix]")
    expect(chart.locator("svg")).to_be_visible()
    chart.get_by_role("button", name="Save chart as PNG").click()
    expect(page.get_by_role("status")).to_have_text("Preparing the file…")
    asked = page.evaluate("sent.at(-1)")
    assert (asked["picture"], asked["kind"]) == ("mix", "png")
    assert "by=region" in asked["query"]
