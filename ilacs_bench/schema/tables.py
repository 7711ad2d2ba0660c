"""The tidy tables: what one row is, the key, the columns.

The same objects restore types on reading, name the Excel headings and write the data dictionary.
"""

from ilacs_bench.schema.coverage import COVERAGE, MISSING_REPORTS
from ilacs_bench.schema.table import StoredColumn, Table, TableSchemas
from ilacs_bench.vocabulary import (
    AREAS,
    FINDING_SECTIONS,
    FRAMEWORKS,
    IMPROVEMENT_KINDS,
    IMPROVEMENT_SECTION,
    INSPECTION_TYPES,
    POLARITIES,
    THEMES,
)

_SOURCE = StoredColumn(
    "source",
    "text",
    "Where the row comes from: 'report', or the official file and sheet it was read from",
)
_INSPECTION_ID = StoredColumn(
    "inspection_id",
    "text",
    "Ofsted URN and first day on site, e.g. 80467_2018-07-16; the GSS code where there is no URN; "
    "'published' with the date where no source gives the first day",
)
_REPORT = StoredColumn(
    "report", "text", "File name of the report; empty where no report is at hand", True
)
_PAGE = StoredColumn("page", "integer", "Page of the report, from 1", True)
_LA_CODE = StoredColumn("la_code", "text", "GSS code of the local authority, today's", True)
_URN = StoredColumn(
    "urn", "text", "Ofsted's number of the authority as a provider; empty for former ones", True
)
_AREA = StoredColumn("judgement_area", "text", "Area judged, see vocabulary.AREAS", codes=AREAS)

INSPECTIONS = Table(
    "inspections",
    "one published full inspection",
    ("inspection_id",),
    (
        _INSPECTION_ID,
        _REPORT,
        _URN,
        _LA_CODE,
        StoredColumn("la_name", "text", "Usual name of the local authority"),
        StoredColumn("framework", "text", "Rules inspected under", codes=tuple(FRAMEWORKS)),
        StoredColumn(
            "inspection_type",
            "text",
            "standard or short; never printed in a report",
            True,
            codes=INSPECTION_TYPES,
        ),
        StoredColumn(
            "inspection_type_basis",
            "text",
            "'inferred' from the length of the main window, or 'official' from Ofsted's statistics",
            True,
            codes=("inferred", "official"),
        ),
        StoredColumn(
            "start", "date", "First day on site; empty where the source does not give it", True
        ),
        StoredColumn("end", "date", "Last day on site", True),
        StoredColumn("published", "date", "Day of publication", True),
        StoredColumn(
            "lead_inspector", "text", "As printed, without rank; empty where not printed", True
        ),
        StoredColumn("source_url", "text", "Link to the report on Ofsted's site", True),
        StoredColumn("sha256", "text", "Checksum of the report that was read", True),
        StoredColumn("pages", "integer", "Pages of the report", True),
        StoredColumn("last_paragraph", "integer", "Number of the last numbered paragraph", True),
        _SOURCE,
    ),
)

JUDGEMENTS = Table(
    "judgements",
    "one area graded in one inspection",
    ("inspection_id", "judgement_area"),
    (
        _INSPECTION_ID,
        _REPORT,
        _AREA,
        StoredColumn("grade", "grade", "Grade given, inadequate to outstanding"),
        _PAGE,
        StoredColumn("printed", "text", "The label and grade as the report prints them", True),
        _SOURCE,
    ),
)

IMPROVEMENTS = Table(
    "improvements",
    "one 'What needs to improve' bullet, recommendation, or area for priority action",
    ("improvement_id",),
    (
        StoredColumn("improvement_id", "text", "inspection_id, kind and its number in the report"),
        _INSPECTION_ID,
        _REPORT,
        StoredColumn("kind", "text", "Which list it stands in", codes=IMPROVEMENT_KINDS),
        StoredColumn("number", "integer", "Place in its list, from 1"),
        _PAGE,
        StoredColumn("text", "text", "The report's own words; empty in the bundled facts", True),
        StoredColumn(
            "national_framework",
            "text",
            "Tags as codes, e.g. 'outcome 4' or 'outcome 3; enabler 2'; empty where not printed",
            True,
        ),
    ),
)

FINDINGS = Table(
    "findings",
    "one sentence of a numbered paragraph or of the summary",
    ("finding_id",),
    (
        StoredColumn(
            "finding_id",
            "text",
            "inspection_id, paragraph or else section, and sentence: _p12_s3, _summary_s1",
        ),
        _INSPECTION_ID,
        _REPORT,
        StoredColumn(
            "section",
            "text",
            "Judgement area whose section it stands in; 'summary' at the front; empty elsewhere",
            True,
            codes=FINDING_SECTIONS,
        ),
        StoredColumn(
            "paragraph", "integer", "Printed number of the paragraph; empty in the summary", True
        ),
        StoredColumn("sentence", "integer", "Place in the paragraph, from 1"),
        StoredColumn("page", "integer", "Page on which the sentence begins, from 1"),
        StoredColumn("text", "text", "The report's own words"),
    ),
)

CODED = Table(
    "coded",
    "one theme given to one finding or improvement",
    ("item_id", "theme"),
    (
        StoredColumn("item_id", "text", "finding_id or improvement_id"),
        _INSPECTION_ID,
        _REPORT,
        StoredColumn(
            "section",
            "text",
            f"Section of the finding; '{IMPROVEMENT_SECTION}' for an improvement",
            True,
            codes=(*FINDING_SECTIONS, IMPROVEMENT_SECTION),
        ),
        StoredColumn("paragraph", "integer", "Printed number of the paragraph", True),
        _PAGE,
        StoredColumn("theme", "text", "Code of the theme in the taxonomy", codes=THEMES),
        StoredColumn("polarity", "text", "What the finding says of its themes", codes=POLARITIES),
        StoredColumn(
            "evidence_start",
            "integer",
            "First character, from 0, of the words that decided the theme, in the text",
        ),
        StoredColumn("evidence_end", "integer", "Character just after those words"),
        StoredColumn("method", "text", "What gave the code: name and version of the coder"),
    ),
)

PROBLEMS = Table(
    "problems",
    "one thing that could not be read",
    ("report", "stage", "page", "message"),
    (
        StoredColumn("report", "text", "File name; of stage 'find' the page of Ofsted's site"),
        StoredColumn(
            "stage",
            "text",
            "Where it stopped: 'find' is the search of Ofsted's site",
            codes=("find", "read", "recognise", "parse", "table"),
        ),
        _PAGE,
        StoredColumn("message", "text", "What it is, in words a manager understands"),
    ),
)

AUTHORITIES = Table(
    "authorities",
    "one local authority for one period",
    ("la_code", "valid_from"),
    (
        StoredColumn(
            "la_code", "text", "GSS code, today's (or the last one of a former authority)"
        ),
        StoredColumn(
            "former_la_codes", "text", "Earlier GSS codes of the same authority, with '; '", True
        ),
        StoredColumn("la_name", "text", "Usual short name"),
        StoredColumn("dfe_number", "text", "DfE's three-digit number"),
        _URN,
        StoredColumn("ofsted_region", "text", "One of Ofsted's 8 regions"),
        StoredColumn("ons_region", "text", "One of ONS's 9 regions"),
        StoredColumn("la_type", "text", "London borough, metropolitan borough, unitary or county"),
        StoredColumn(
            "valid_from", "date", "First day of existence (2009-04-01 stands for that or earlier)"
        ),
        StoredColumn("valid_to", "date", "Last day of existence; empty while it exists", True),
        StoredColumn("successor_la_codes", "text", "Authorities that took over, with '; '", True),
    ),
)

NEIGHBOURS = Table(
    "neighbours",
    "one ordered pair in one statistical-neighbour model",
    ("model", "la_code", "neighbour_la_code"),
    (
        StoredColumn("model", "text", "Year of the model", codes=("2021", "2025")),
        StoredColumn("la_code", "text", "GSS code, today's"),
        StoredColumn("neighbour_la_code", "text", "GSS code of the neighbour, today's"),
        StoredColumn("rank", "integer", "1 is the closest, 10 the last"),
        StoredColumn(
            "closeness", "text", "Band as published, from 'extremely close' to 'not close'"
        ),
    ),
)

_OFFICIAL_ID = StoredColumn("source", "text", "Official file and sheet the row was read from")
OFFICIAL_JUDGEMENTS = Table(
    "official_judgements",
    "one grade in Ofsted's official statistics",
    ("source", "la_name", "framework", "event", "judgement_area"),
    (
        _OFFICIAL_ID,
        StoredColumn("la_name", "text", "Local authority as the official file names it"),
        StoredColumn(
            "la_code", "text", "GSS code, today's (or the last one of a former authority)"
        ),
        _URN,
        StoredColumn("framework", "text", "Rules inspected under", codes=tuple(FRAMEWORKS)),
        StoredColumn(
            "event",
            "text",
            "'first', 'second' … of this framework in this source; 'latest' in an as-at sheet",
        ),
        StoredColumn("inspection_type", "text", "standard or short", True, codes=INSPECTION_TYPES),
        StoredColumn(
            "start", "date", "Inspection date: first day on site; empty in the SIF history", True
        ),
        StoredColumn(
            "published", "date", "Day of publication; empty where the sheet has none", True
        ),
        _AREA,
        StoredColumn("grade", "grade", "Grade given"),
        StoredColumn("area_as_printed", "text", "Heading of the official column"),
    ),
)

RECONCILIATION = Table(
    "reconciliation",
    "one difference between a report and the official statistics, or between two official files",
    ("inspection_id", "field", "official_source"),
    (
        _INSPECTION_ID,
        _REPORT,
        StoredColumn("field", "text", "judgement area or column that differs"),
        StoredColumn(
            "report_value",
            "text",
            "What the report says, a day of publication as Ofsted's site lists it; where no report "
            "is at hand, what the official file taken says",
            True,
        ),
        StoredColumn("official_value", "text", "What the official file says", True),
        StoredColumn("official_source", "text", "Which official file and sheet"),
        StoredColumn("taken", "text", "Which was taken", codes=("report", "official")),
        StoredColumn("reason", "text", "Why"),
    ),
)

TABLES = TableSchemas(
    (table.name, table)
    for table in (
        INSPECTIONS,
        JUDGEMENTS,
        IMPROVEMENTS,
        FINDINGS,
        CODED,
        PROBLEMS,
        AUTHORITIES,
        NEIGHBOURS,
        OFFICIAL_JUDGEMENTS,
        RECONCILIATION,
        COVERAGE,
        MISSING_REPORTS,
    )
)
