"""The charts of the page 'themes', by their names; none that would have nothing to show."""

import pandas as pd

from ilacs_bench.charts.themes import by_year_spec, theme_contrast_spec, theme_grades_spec
from ilacs_bench.charts.words import MOST_THEMES, by_grade_words, by_year_words, contrast_words
from ilacs_bench.dashboard.page_chart import PageChart
from ilacs_bench.slugs import slug
from ilacs_bench.widgets.themes_choice import Choice

_CHOOSES_THEME = {"usermeta": {"chooses": "theme", "leadsTo": "evidence"}}
"""A mark pressed on chooses the theme of its row; the page goes to where that is answered."""


def years_chart(choice: Choice, rows: pd.DataFrame, when: str) -> dict[str, PageChart]:
    """Areas for improvement over the years, or the share of them about the theme chosen."""
    if choice.theme:
        names, scale, unit = (
            {"value": "share", "lower": "share_lower", "upper": "share_upper"},
            100,
            "%",
        )
    else:
        names, scale, unit = dict.fromkeys(("value", "lower", "upper"), "per_report"), 1, ""
    values = {name: (rows[column] * scale).round(2) for name, column in names.items()}
    if values["value"].isna().all():
        return {}
    words = by_year_words(choice.theme, choice.where, when)
    spec = by_year_spec(pd.DataFrame({"year": rows["year"], **values}), words.title, unit)
    what = ["by_year", *filter(None, [choice.theme])]
    return {"years": PageChart(spec, words.note, file_name(choice, *what))}


def england_charts(
    choice: Choice, shares: pd.DataFrame, contrast: pd.DataFrame, when: str
) -> dict[str, PageChart]:
    """Shares by grade, and what sets outstanding apart: both of all of England and all years."""
    widest = shares[shares["theme"].isin(shares["theme"].unique()[:MOST_THEMES])]
    largest = contrast.head(MOST_THEMES)
    of = (choice.area, choice.side, when, choice.group)
    chosen = "_".join(filter(None, [choice.side, choice.area, choice.group]))
    charts = {}
    if widest["share"].notna().any():
        words = by_grade_words(*of)
        spec = theme_grades_spec(widest, words.title) | _CHOOSES_THEME
        charts["grades"] = PageChart(spec, words.note, f"themes_england_by_grade_{chosen}")
    if largest["difference"].notna().any():
        words = contrast_words(*of)
        spec = theme_contrast_spec(largest, words.title) | _CHOOSES_THEME
        charts["contrast"] = PageChart(spec, words.note, f"themes_england_contrast_{chosen}")
    return charts


def file_name(choice: Choice, *what: str) -> str:
    """Name of a picture without its ending: the place, what it shows, the years."""
    years = (str(choice.first), str(choice.last))
    return "_".join(["themes", slug(choice.where, "_"), *what, *years])
