"""Shares and differences as the page 'themes' prints them."""

import pandas as pd


def percent(share: float) -> str:
    """A share as it is printed; a dash where there is none.

    >>> percent(0.126), percent(float("nan"))
    ('13%', '–')
    """
    return "–" if pd.isna(share) else f"{share:.0%}"


def points(difference: float) -> str:
    """A difference of shares in percentage points, its sign always said.

    >>> points(0.126), points(-0.031), points(-0.001), points(float("nan"))
    ('+13', '−3', '0', '–')
    """
    if pd.isna(difference):
        return "–"
    whole = round(difference * 100)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


def sortable(value: float) -> str:
    """A value that sorts as text with numbers in it: never negative; '' stays at the end."""
    return "" if pd.isna(value) else f"{value + 1:.4f}"
