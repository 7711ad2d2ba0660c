"""The house's style as a theme of Altair, for charts that an analyst makes."""

import altair as alt

from ilacs_bench.charts.style import ACCENT, CONFIG, GREY

THEME = "ilacs_bench"
CATEGORIES = (ACCENT, "#c17c2c", "#6a7fc9", "#b5578a", "#7a8a3a", GREY)
"""Colours of what has no order: told apart by colour-blind readers, on a light page and a dark."""
_LONGEST_LABEL = 280  # points: the longest name of a local authority
HEIGHT = 260


def altair_theme() -> None:
    """Draw every chart of this notebook in the house's style: `ib.altair_theme()`.

    Pages do so by themselves. `alt.theme.enable("default")` takes it off again.
    """
    alt.theme.enable(THEME)


@alt.theme.register(THEME, enable=False)
def _theme() -> alt.theme.ThemeConfig:
    config = CONFIG.to_dict()
    config["axis"] |= {
        "labelLimit": _LONGEST_LABEL,
        "titleFontWeight": "normal",
        "titleFontSize": 14,
    }
    config["axisQuantitative"] = {"grid": True}
    config["mark"] = {"color": ACCENT}
    for part in ("axis", "legend", "mark"):  # the description and the table say it, not each mark
        config[part]["aria"] = False
    config["range"] = {"category": list(CATEGORIES)}
    config["view"] |= {"continuousHeight": HEIGHT}
    return {"config": config}
