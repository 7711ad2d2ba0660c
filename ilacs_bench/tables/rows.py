"""Convert one parsed report to plain rows of the tidy tables, which can be pickled."""

from dataclasses import dataclass
from typing import Any

from ilacs_bench.errors import ReportError
from ilacs_bench.parse.findings import Finding
from ilacs_bench.parse.report import Report

Row = dict[str, Any]


@dataclass(frozen=True)
class ReportRows:
    """The rows of one file: an inspection with its rows, or only problems."""

    inspection: Row | None
    judgements: list[Row]
    improvements: list[Row]
    findings: list[Row]
    problems: list[Row]


def rows_of_report(report: Report, urn: str | None = None) -> ReportRows:
    """Return the rows of one report.

    `urn` is used where the lookups have none for the authority. It never changes `inspection_id`,
    which is the same with and without a manifest.
    """
    inspection_id = report.inspection_id
    place = {"inspection_id": inspection_id, "report": report.name}
    return ReportRows(
        inspection={**place, **_inspection(report), "urn": report.authority.urn or urn},
        judgements=[
            {
                **place,
                "judgement_area": judgement.area,
                "grade": judgement.grade,
                "page": judgement.page,
                "printed": judgement.printed,
                "source": "report",
            }
            for judgement in report.table.judgements
            if judgement.grade is not None
        ],
        improvements=[
            {
                **place,
                "improvement_id": f"{inspection_id}_{item.kind}_{item.number}",
                "kind": item.kind,
                "number": item.number,
                "page": item.page,
                "text": item.text,
                "national_framework": item.national_framework,
            }
            for item in report.improvements
        ],
        findings=[{**place, **_finding(inspection_id, item)} for item in report.findings],
        problems=[
            problem(report.name, "parse", doubt.message, doubt.page) for doubt in report.doubts
        ],
    )


def rows_of_error(error: ReportError) -> ReportRows:
    """Return the problem row of a file that gave no inspection."""
    row = problem(error.report, error.stage, error.message, error.page)
    return ReportRows(None, [], [], [], [row])


def problem(report: str, stage: str, message: str, page: int | None = None) -> Row:
    """Return one row of `problems`."""
    return {"report": report, "stage": stage, "page": page, "message": message}


def _inspection(report: Report) -> Row:
    kind = report.inspection_type
    return {
        "la_code": report.authority.la_code,
        "la_name": report.authority.la_name,
        "framework": report.framework.code,
        "inspection_type": kind,
        "inspection_type_basis": "inferred" if kind else None,
        "start": report.cover.start,
        "end": report.cover.end,
        "published": report.cover.published,
        "lead_inspector": report.lead_inspector,
        "source_url": None,
        "sha256": report.sha256,
        "pages": report.pages,
        "last_paragraph": report.last_paragraph,
        "source": "report",
    }


def _finding(inspection_id: str, finding: Finding) -> Row:
    """Return a row of `findings`; its key holds the position: `_p12_s3`, or `_summary_s3`."""
    again = f"r{finding.repeat}" if finding.repeat > 1 else ""
    place = finding.section if finding.paragraph is None else f"p{finding.paragraph}{again}"
    return {
        "finding_id": f"{inspection_id}_{place}_s{finding.sentence}",
        "section": finding.section,
        "paragraph": finding.paragraph,
        "sentence": finding.sentence,
        "page": finding.page,
        "text": finding.text,
    }
