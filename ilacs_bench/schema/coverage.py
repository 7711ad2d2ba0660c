"""How far the tables can be trusted in time: two tables, apart from those of the reports."""

from ilacs_bench.schema.table import Column, Table

GROUNDS = ("official_statistics", "ofsted_site", "own_update")
"""Why the tables can be complete: Ofsted's statistics, its site, an update of one's own."""

COVERAGE = Table(
    "coverage",
    "one ground on which the inspections are complete to a day",
    ("ground", "la_code"),
    (
        Column("ground", "text", "On what it rests", codes=GROUNDS),
        Column("la_code", "text", "GSS code of the one authority meant; empty: all England", True),
        Column(
            "complete_to",
            "date",
            "Every full inspection published by this day is in the tables, or in missing_reports",
        ),
        Column("listed_on", "date", "Day on which the list was read that it rests on", True),
        Column(
            "source", "text", "What the tables hold to that day, in words that follow 'complete: '"
        ),
    ),
)

MISSING_REPORTS = Table(
    "missing_reports",
    "one report that a list names and that is not at hand",
    ("source_url",),
    (
        Column("la_code", "text", "GSS code of the authority; empty where it is not known", True),
        Column("urn", "text", "Ofsted's number of the authority as a provider"),
        Column("published", "date", "Day of publication, as listed", True),
        Column("title", "text", "What the list calls the report"),
        Column("source_url", "text", "Link to the report on Ofsted's site"),
        Column("listed_on", "date", "Day on which the list was read"),
    ),
)
