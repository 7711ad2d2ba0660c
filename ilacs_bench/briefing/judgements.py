"""The sections 'Judgements' and 'Where … stands': grades now and last time, and beside others."""

from typing import Any

import pandas as pd

from ilacs_bench.benchmark.council_brief import CouncilBrief
from ilacs_bench.benchmark.words import as_at_words, day_words
from ilacs_bench.briefing.model import Block, Figure, Grid, Line, Listing, Paragraph, Section
from ilacs_bench.briefing.words import each, known, page_link
from ilacs_bench.charts.gallery import draw_group
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
    previous = facts.previous
    before = "At the inspection before"
    if previous is not None:
        before += f" ({_year(previous)})"
    rows = tuple(
        (
            (AREA_LABELS[row.judgement_area],),
            (_grade(row.grade),),
            page_link(inspection, row.page) if known(row.grade) else ("none",),
            _previous_cell(row, previous),
        )
        for row in each(facts.judgements)
    )
    return Grid(
        f"Judgements of {facts.compared.la_name}, now and at the inspection before",
        ("Judgement", f"Grade now ({_year(inspection)})", "Where", before),
        rows,
        (0.44, 0.18, 0.12, 0.26),
    )


def _previous_cell(row: Any, previous: pd.Series | None) -> Line:
    if previous is None:
        return ("No earlier inspection",)
    if not known(row.previous_grade):
        return (_NOT_GRADED,)
    as_other = row.previous_area != row.judgement_area
    marked = f" (then: {AREA_SHORT_LABELS[row.previous_area]})" if as_other else ""
    return (f"{_grade(row.previous_grade)}{marked}, ", *page_link(previous, row.previous_page))


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
    cells = tuple(
        (
            (_sentence_case(row.comparator_label),),
            (AREA_SHORT_LABELS[row.judgement_area],),
            (_grade(row.grade),),
            (str(row.n_same),),
            (str(row.n_better),),
            (str(row.n_worse),),
            (f"{row.judged} of {row.of}",),
        )
        for row in each(rows)
    )
    name = facts.compared.la_name
    return Grid(
        f"Local authorities with the same, a higher and a lower grade; {name} is counted",
        ("Group", "Judgement", "Our grade", "Same", "Higher", "Lower", "With a grade"),
        cells,
        (0.23, 0.19, 0.18, 0.09, 0.10, 0.10, 0.11),
    )


def _sentence_case(words: str) -> str:
    return words[:1].upper() + words[1:]
