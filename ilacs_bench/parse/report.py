"""Parse one report into rows: the entry point of `parse`."""

from collections.abc import Sequence
from dataclasses import dataclass

from ilacs_bench.errors import NotAReport, ParseError
from ilacs_bench.lookups.authorities import Authority, authority_in_title
from ilacs_bench.parse.cover import Cover, find_team_lead, parse_cover
from ilacs_bench.parse.findings import Finding, parse_findings
from ilacs_bench.parse.improvements import Improvement, parse_improvements
from ilacs_bench.parse.judgements import JudgementTable, parse_judgements
from ilacs_bench.parse.outline import Section, cut_sections
from ilacs_bench.parse.recognise import refuse, refuse_other
from ilacs_bench.parse.wording import grade_of
from ilacs_bench.reports.document import Document, Doubt
from ilacs_bench.vocabulary import IMPROVEMENT_KINDS, OVERALL, Framework, frameworks_on


@dataclass(frozen=True)
class Report:
    """Everything read from one inspection report; `doubts` are problems to report to users."""

    name: str
    sha256: str
    pages: int
    authority: Authority
    framework: Framework
    cover: Cover
    lead_inspector: str | None
    table: JudgementTable
    improvements: tuple[Improvement, ...]
    findings: tuple[Finding, ...]
    last_paragraph: int | None
    doubts: tuple[Doubt, ...]

    @property
    def inspection_id(self) -> str:
        """URN (or GSS code of an authority without one) and first day on site."""
        return f"{self.authority.urn or self.authority.la_code}_{self.cover.start.isoformat()}"

    @property
    def inspection_type(self) -> str | None:
        """'short' or 'standard', inferred; None if the framework has one length only."""
        return self.cover.inferred_type if self.framework.family.lengths else None


def parse_report(document: Document) -> Report:
    """Return the rows of a document.

    Raises NotAReport for other documents, ParseError where it would have to guess; the message also
    says which pages were left out, since that may be the cause.
    """
    try:
        return _parse(document)
    except (NotAReport, ParseError) as error:
        message = " ".join([error.message, *(doubt.message for doubt in document.doubts)])
        raise type(error)(error.report, message, page=error.page) from error


def _parse(document: Document) -> Report:
    try:
        cover = parse_cover(document)
        refuse_other(document, cover.title)
        table = parse_judgements(document.name, document.lines, cover.table, cover.start)
    except ParseError as error:
        raise refuse(document, error) from error
    framework = _framework(document.name, cover, table)
    sections = cut_sections(document.lines[table.after :], table.family)
    improvements = parse_improvements(sections)
    findings, numbers = parse_findings(sections, framework.areas)
    return Report(
        name=document.name,
        sha256=document.sha256,
        pages=document.pages,
        authority=_authority(document.name, cover),
        framework=framework,
        cover=cover,
        lead_inspector=cover.lead_inspector or find_team_lead(document),
        table=table,
        improvements=tuple(improvements),
        findings=tuple(findings),
        last_paragraph=max(numbers, default=None),
        doubts=(
            *document.doubts,
            *_check_headings(table, sections),
            *_check_numbers(numbers),
            *_check_sections(framework, sections),
            *_check_lists(sections, improvements),
        ),
    )


def _authority(name: str, cover: Cover) -> Authority:
    authority = authority_in_title(cover.title, on=cover.start)
    if authority is None:
        raise ParseError(
            name,
            f"Its title, '{cover.title}', names no local authority that is known. If it should, "
            "add the name to tools/more_aliases.csv and run 'make data'.",
            page=1,
        )
    return authority


def _framework(name: str, cover: Cover, table: JudgementTable) -> Framework:
    """Return the framework in force on the first day whose areas match the table."""
    areas = {judgement.area for judgement in table.judgements}
    for framework in frameworks_on(cover.start):
        if areas == set(framework.areas):
            return framework
    in_force = ", ".join(f.code for f in frameworks_on(cover.start)) or "none"
    raise ParseError(
        name,
        f"Its table judges {', '.join(sorted(areas))}. No framework in force on "
        f"{cover.start.isoformat()} ({in_force}) judges just these, so its grades are not taken.",
        page=table.judgements[0].page,
    )


def _check_headings(table: JudgementTable, sections: Sequence[Section]) -> list[Doubt]:
    grades = {judgement.area: judgement.grade for judgement in table.judgements}
    return [
        Doubt(
            f"The heading of the section on {section.opens} says '{section.grade}', the table at "
            f"the front says {grades[section.opens]}. The table's grade was taken.",
            page=section.page or None,
        )
        for section in sections
        if section.grade and section.opens in grades
        if grade_of(section.grade) != grades[section.opens]
    ]


def _check_numbers(numbers: Sequence[int]) -> list[Doubt]:
    missing = sorted(set(range(1, max(numbers, default=0))) - set(numbers))
    if not numbers:
        return [Doubt("No numbered paragraph was found; its findings carry pages only.")]
    return [
        Doubt(f"There is no paragraph {number}: the report skips it, or it was not read.")
        for number in missing
    ]


def _check_sections(framework: Framework, sections: Sequence[Section]) -> list[Doubt]:
    opened = {section.opens for section in sections}
    expected = [area for area in framework.areas if area != OVERALL] * framework.family.sections
    return [
        Doubt(f"No section on {area} was found; its paragraphs may stand under another.")
        for area in expected
        if area not in opened
    ]


def _check_lists(sections: Sequence[Section], improvements: Sequence[Improvement]) -> list[Doubt]:
    if improvements:
        return []
    return [
        Doubt("No list was found under the heading of what must improve.", section.page)
        for section in sections
        if section.opens in IMPROVEMENT_KINDS and section.lines
    ]
