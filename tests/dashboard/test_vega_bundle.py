"""The Vega bundle is the one that Altair's specs are written for."""

import re

import altair as alt

from ilacs_bench.dashboard.scripts import VEGA_LITE_VERSION, vega_bundle


def test_bundle_has_the_vega_lite_of_altair():
    assert alt.SCHEMA_VERSION.removeprefix("v").startswith(f"{VEGA_LITE_VERSION}.")
    assert "as vegaEmbed" in vega_bundle()[-400:]


def test_bundle_leads_nowhere_outside():
    named = set(re.findall(r"https?://[^\s\"'`)\\]+", vega_bundle()))
    assert {address.split("/")[2] for address in named} == {"www.w3.org", "vega.github.io"}
    assert {address for address in named if "vega" in address} == {
        "https://vega.github.io/schema/vega/v6.json"  # the name of a format, never asked for
    }
