"""The public functions by the question they answer: for `help(ilacs_bench)` and docs/api.md."""

QUESTIONS: dict[str, dict[str, str]] = {
    "To begin": {
        "The tables in use, an earlier snapshot, or a folder of your own": (
            "t = load(); read_tables('my_tables'); load(snapshot=2)"
        ),
        "What is in the tables, and what does a column mean?": (
            "print(t); print(TABLES); data_dictionary('judgements')"
        ),
        "Which code has which words, order and colour?": "labels(); GRADES; GRADE_COLOURS",
        "Which council is meant by a name, code or number?": "find_authority('Hull')",
        "Many questions of one day, or of one council on that day": (
            "t.as_at('2025-03-31').council('Suffolk').positions('england'); "
            "t.as_at('2025-03-31').picture(by='ofsted_region')"
        ),
        "How far do the data go, and what is lacking?": "coverage_of(t)",
        "What went wrong?": "IlacsBenchError",
    },
    "A council": {
        "1. Our grades now against last time, with the page": "own_grades(t, 'Suffolk')",
        "2. Where do we stand among neighbours, region and England?": (
            "positions(t, 'Suffolk'); compare(t, 'Suffolk', to='region')"
        ),
        "Who are our neighbours, our region, our own list?": (
            "comparators(t, 'Suffolk'); save_own_list('coast', ['Kent', 881]); read_own_lists(); "
            "remove_own_list('coast')"
        ),
        "3. 'One of N of 153 …', to quote": ("positions(t, 'Suffolk', ['england'])['sentence']"),
        "4. Which neighbours improved or declined?": (
            "movements(t, 'Suffolk'); count_movements(compare(t, 'Suffolk'))"
        ),
        "5. Who is good where we are not, and what is said there?": (
            "better_graded(t, 'Suffolk', 'neighbours', 'leaders'); "
            "good_elsewhere(t, 'Suffolk', 'neighbours', 'leaders')"
        ),
        "6. What recurs among our neighbours in 24 months?": (
            "recurring_in_group(t, 'Suffolk'); recurring_among(t, ['Kent', 'Medway'])"
        ),
        "7. Which of our areas for improvement are on the same theme again?": (
            "same_theme_again(t, 'Suffolk')"
        ),
        "8. How long since our last inspection, and the range of waits?": (
            "wait_of(t, 'Suffolk'); waits(t); wait_ranges(t)"
        ),
        "9. What is new since our last board?": "published_since(t, '2026-01-01', 'Suffolk')",
        "10. A dated snapshot for a board paper": (
            "snapshot(t, 'Suffolk', as_at='2025-03-31')  # a Comparison"
        ),
        "Every inspection of us and our group": "trajectories(t, 'Suffolk', 'neighbours')",
        "A briefing in Word, a paper checked": (
            "word_document(briefing(t, 'Suffolk')); check_paper(t, 'paper.docx')"
        ),
    },
    "England": {
        "Which councils are good overall, but require improvement for care leavers?": (
            "find_councils(t, grades={'overall': 'good', 'care_leavers': 'requires_improvement'})"
        ),
        "Each council's latest inspection on a day": "latest(t, '2025-03-31', '2025-06-30')",
        "The grades of England on a day, by region or type": (
            "picture(t, as_at='2025-03-31', by='ofsted_region')"
        ),
        "The grades over time": (
            "pictures(t, every='quarter'); good_or_outstanding(pictures(t, every='year'))"
        ),
        "How did grades change at the next inspection?": "transitions(t); count_changes(t)",
        "How many inspections were there a year?": "inspections_by_year(t)",
        "Councils that are no more": "former_authorities(t)",
    },
    "Themes: what reports say": {
        "How many areas for improvement has a report, about what?": (
            "improvements_per_report(t); improvement_shares(t); crosswalk_shares(t)"
        ),
        "Which themes are strengths and weaknesses, by judgement and grade?": (
            "theme_prevalence(t); theme_contrast(t)"
        ),
        "On which themes are we praised or criticised?": "theme_profile(t, 'Suffolk')",
        "Which outcomes and enablers do areas for improvement name?": (
            "national_framework_counts(t); national_framework_themes(t)"
        ),
        "Code texts of our own; why is it coded so?": (
            "code_findings(['Plans drift.']); why('Plans drift.'); "
            "code_tables({'findings': t.findings, 'improvements': t.improvements})"
        ),
    },
    "To take away": {
        "A chart as a file, for a paper; charts of our own in the same style": (
            "draw_chart(t, 'record', 'Suffolk').save('suffolk.svg')  # of a Picture; altair_theme()"
        ),
        "A council beside its group, in Excel": "benchmark_workbook(snapshot(t, 'Suffolk'))",
        "Its grades, record, themes; its history; its themes": (
            "profile_workbook(t, 'Suffolk'); history_workbook(t, 'Suffolk'); "
            "themes_workbook(t, 'Suffolk')"
        ),
        "The councils found; England": (
            "councils_workbook(t, ofsted_region='South West'); national_workbook(t)"
        ),
        "The tables themselves, as Excel, CSV or Parquet": (
            "tables_workbook(t); write_table_files(t, 'folder', 'parquet')"
        ),
    },
    "Reports of our own": {
        "What was read of a report, marked on its pages": "show_reading('report.pdf')",
        "Read a folder of reports; lay what was read over the facts": (
            "build_tables([Path('reports')], Path('my_tables')); "
            "merge_tables(t, load('my_tables'))  # both are Tables"
        ),
    },
}
"""By section: the question, and the calls that answer it; `t` are the tables."""


def as_text() -> str:
    """The questions and their calls, for a screen."""
    lines = []
    for section, questions in QUESTIONS.items():
        lines += ["", section, ""]
        for question, calls in questions.items():
            lines += [f"  {question}", *(f"      {call}" for call in calls.split("; "))]
    return "\n".join(lines)
