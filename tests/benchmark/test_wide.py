"""Frames with a column for each judgement area or grade say what the tall ones do."""

from datetime import date

import ilacs_bench as ib
from ilacs_bench.benchmark.grades import latest_judgements
from ilacs_bench.benchmark.wide import one_row_each, relabelled_areas, wide_counts
from ilacs_bench.vocabulary import AREAS, GRADES

DAY = date(2025, 3, 31)


def test_one_row_each_has_every_grade_in_its_column():
    rows = latest_judgements(ib.load(), DAY, areas=AREAS).sample(frac=1, random_state=3)
    wide = one_row_each(rows, AREAS, ("grade", "graded_as"))
    assert wide["la_code"].to_list() == rows["la_code"].drop_duplicates().to_list()
    by_code = wide.set_index("la_code")
    for row in rows.itertuples():
        for name in ("grade", "graded_as"):
            there, told = (
                getattr(row, name),
                by_code.loc[row.la_code, f"{name}_{row.judgement_area}"],
            )
            assert there == told or (there != there and told != told)


def test_only_areas_with_a_grade_given_to_another_are_relabelled():
    rows = latest_judgements(ib.load(), DAY, areas=["leaders", "in_care"])
    assert relabelled_areas(rows) == ["in_care"]
    assert relabelled_areas(rows[rows["framework"] == "ilacs_2023"]) == []


def test_wide_counts_add_up():
    counts = ib.picture(ib.load(), as_at=DAY, by="ofsted_region")
    wide = wide_counts(counts, ["group", "judgement_area", "judged"])
    assert (wide[[f"n_{grade}" for grade in GRADES]].sum(axis=1) == wide["judged"]).all()
    assert len(wide) == len(counts) / len(GRADES)
