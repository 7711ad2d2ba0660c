"""The sections 'Judgements' and 'Where … stands': grades now and last time, and beside others."""

from dataclasses import replace
from typing import Any

import pandas as pd

from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.words import as_at_words, day_words
from ilacs_bench.briefing.grids import grid_of
from ilacs_bench.briefing.model import Block, Figure, Grid, Listing, Paragraph, Section
from ilacs_bench.briefing.words import each, known
from ilacs_bench.charts.gallery import draw_group
from ilacs_bench.columns import judgements as columns
from ilacs_bench.columns.results_of_councils import COMPARATOR_LABEL
from ilacs_bench.vocabulary import AREA_LABELS, AREA_SHORT_LABELS, GRADE_LABELS

_NOT_GRADED = "Not graded"
_REGION = "ofsted_region"


def judgements_section(facts: CouncilBrief) -> Section:
    """Grades of the inspection and of the one before it, by judgement."""
    name, inspection = facts.compared.la_name, facts.inspection
    if inspection is None:
        return Section("Judgements", (Paragraph((f"There is no judgement of {name}.",)),))
    blocks: list[Block] = [_now_and_before(facts, inspection)]
    other = _only_before(facts)
    if other:
        blocks.append(other)
    return Section("Judgements", tuple(blocks))


def _now_and_before(facts: CouncilBrief, inspection: pd.Series) -> Grid:
    """Each inspection's own address and number are those of all its grades."""
    previous = facts.previous
    of_before = {} if previous is None else previous.to_dict()
    rows = facts.judgements.assign(
        framework=inspection["framework"],
        inspection_id=inspection["inspection_id"],
        source_url=inspection["source_url"],
        previous_inspection_id=of_before.get("inspection_id"),
        previous_source_url=of_before.get("source_url"),
    )
    before = f" ({_year(previous)})" if previous is not None else ""
    then = rows["previous_area"].notna() & (rows["previous_area"] != rows["judgement_area"])
    return grid_of(
        f"Judgements of {facts.compared.la_name}, now and at the inspection before",
        rows.assign(previous_area=rows["previous_area"].where(then)),
        (
            columns.JUDGEMENT,
            replace(columns.GRADE, heading=f"Grade now ({_year(inspection)})"),
            columns.REPORT_PAGE,
            replace(columns.PREVIOUS_GRADE, heading=f"Grade before{before}"),
            replace(columns.PREVIOUS_AREA, heading="Then graded as"),
            columns.PREVIOUS_PAGE,
        ),
        (0.30, 0.16, 0.10, 0.16, 0.17, 0.11),
    )


def _only_before(facts: CouncilBrief) -> Paragraph | None:
    """What the inspection before judged and this one does not, so that nothing falls away."""
    shown = set(facts.judgements["previous_area"].dropna())
    rows = facts.previous_judgements
    rows = rows[~rows["judgement_area"].isin(shown)]
    if rows.empty:
        return None
    said = "; ".join(
        f"{AREA_LABELS[row.judgement_area]}: {_grade(row.grade).lower()}" for row in each(rows)
    )
    return Paragraph((f"{said}.",), lead="Judged at the inspection before, not at this one")


def _grade(grade: Any) -> str:
    return GRADE_LABELS[grade] if known(grade) else _NOT_GRADED


def _year(inspection: pd.Series) -> str:
    return str(inspection["dated"].year)


def positions_section(facts: CouncilBrief, *, picture: bool) -> Section:
    """The council among others: sentences to quote, the same in counts, and a picture."""
    compared, rows = facts.compared, facts.positions
    when = as_at_words(compared.as_at, compared.published_by)
    said = rows[rows["comparator"] != _REGION] if rows["comparator"].nunique() > 1 else rows
    sections = [
        Section(
            "England"
            if comparator == "england"
            else _sentence_case(of["comparator_label"].iloc[0]),
            (Listing(tuple((sentence,) for sentence in of["sentence"])),),
        )
        for comparator, of in said.groupby("comparator", sort=False)
    ]
    blocks: list[Block] = [_counts(facts)] if facts.inspection is not None else []
    if picture and not compared.group.empty:
        drawn = draw_group(compared)
        caption = f"Grades of the group that {compared.la_name} is compared with"
        blocks.append(Figure(drawn.png(), drawn.description, caption))
    if blocks:
        sections.append(Section("In counts", tuple(blocks)))
    lead = (
        f"Every figure is {when}: each local authority in existence on {day_words(compared.as_at)} "
        "counts by its latest full inspection with its first day on site by then and its report "
        "published by the second day."
    )
    return Section(f"Where {compared.la_name} stands", (Paragraph((lead,)),), tuple(sections))


def _counts(facts: CouncilBrief) -> Grid:
    rows = facts.positions[facts.positions["grade"].notna()]
    name = facts.compared.la_name
    return grid_of(
        f"Local authorities with the same, a higher and a lower grade; {name} is counted",
        rows.assign(comparator_label=rows["comparator_label"].map(_sentence_case)),
        (
            COMPARATOR_LABEL,
            replace(columns.JUDGEMENT, labels=AREA_SHORT_LABELS),
            *(column for column in columns.POSITION[1:] if column.name != "sentence"),
        ),
        (0.20, 0.17, 0.17, 0.09, 0.09, 0.09, 0.09, 0.10),
    )


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
