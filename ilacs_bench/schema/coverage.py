"""How far the tables can be trusted in time: two tables, apart from those of the reports."""

from ilacs_bench.schema.table import StoredColumn, Table

GROUNDS = ("official_statistics", "ofsted_site", "own_update")
"""Why the tables can be complete: Ofsted's statistics, its site, an update of one's own."""

COVERAGE = Table(
    "coverage",
    "one ground on which the inspections are complete to a day",
    ("ground", "la_code"),
    (
        StoredColumn("ground", "text", "On what it rests", codes=GROUNDS),
        StoredColumn(
            "la_code", "text", "GSS code of the one authority meant; empty: all England", True
        ),
        StoredColumn(
            "complete_to",
            "date",
            "Every full inspection published by this day is in the tables, or in missing_reports",
        ),
        StoredColumn("listed_on", "date", "Day on which the list was read that it rests on", True),
        StoredColumn(
            "source", "text", "What the tables hold to that day, in words that follow 'complete: '"
        ),
    ),
)

MISSING_REPORTS = Table(
    "missing_reports",
    "one report that a list names and that is not at hand",
    ("source_url",),
    (
        StoredColumn(
            "la_code", "text", "GSS code of the authority; empty where it is not known", True
        ),
        StoredColumn("urn", "text", "Ofsted's number of the authority as a provider"),
        StoredColumn("published", "date", "Day of publication, as listed", True),
        StoredColumn("title", "text", "What the list calls the report"),
        StoredColumn("source_url", "text", "Link to the report on Ofsted's site"),
        StoredColumn("listed_on", "date", "Day on which the list was read"),
    ),
)
