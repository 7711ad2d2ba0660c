"""Where an inspection stands in time: the day it is placed at, and the day it became known."""

import pandas as pd


def dated_on(inspections: pd.DataFrame) -> pd.Series:
    """The first day on site of each inspection; of publication where no source gives that."""
    return inspections["start"].fillna(inspections["published"])


def known_on(inspections: pd.DataFrame) -> pd.Series:
    """The day each inspection became known: published, else its last, else its first day on site.

    >>> row = {"start": "2019-12-16", "end": "2020-01-10", "published": None}
    >>> known_on(pd.DataFrame([row], dtype="datetime64[us]"))[0].date()
    datetime.date(2020, 1, 10)
    """
    return inspections["published"].fillna(inspections["end"]).fillna(inspections["start"])
