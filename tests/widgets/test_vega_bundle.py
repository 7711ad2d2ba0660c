"""The Vega bundle is the one that Altair's specs are written for."""

import altair as alt

from ilacs_bench.widgets.vega_bundle import VEGA_LITE_VERSION, vega_bundle


def test_bundle_has_the_vega_lite_of_altair():
    assert alt.SCHEMA_VERSION.removeprefix("v").startswith(f"{VEGA_LITE_VERSION}.")
    assert "as vegaEmbed" in vega_bundle()[-400:]
