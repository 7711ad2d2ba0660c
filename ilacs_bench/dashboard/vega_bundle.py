"""The Vega libraries as one JavaScript module, made by vl-convert: nothing comes from a network."""

from importlib.metadata import version

VEGA_LITE_VERSION = "6.4"
"""The Vega-Lite of Altair's specs; a test holds the two together."""
BUNDLE_NAME = f"vega-embed-{VEGA_LITE_VERSION}_vl-convert-{version('vl-convert-python')}.js"
_OUTSIDE = ("https://vega.github.io/editor/", "https://github.com/vega/vega-lite/issues/2415")
"""Addresses that the libraries hold and our pages never use; other addresses name formats only."""


def vega_bundle(ending: str = "export { vegaEmbed };") -> str:
    """The text of a module (0.9 MB) that exports `vegaEmbed`, or ends as told; takes 2 seconds."""
    import vl_convert  # an engine of 80 MB, not loaded where the bundle is at hand

    bundle = vl_convert.javascript_bundle(ending, vl_version=VEGA_LITE_VERSION)
    for address in _OUTSIDE:
        bundle = bundle.replace(address, "")
    return bundle
