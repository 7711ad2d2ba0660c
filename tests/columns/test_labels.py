"""Every code of the tables has its words."""

import ilacs_bench as ib
from ilacs_bench.columns.labels import CODE_LABELS
from ilacs_bench.schema import TABLES
from ilacs_bench.vocabulary import GRADES


def test_grades_are_in_order_and_every_code_is_there_once():
    rows = ib.labels()
    assert rows[rows["column"] == "grade"]["code"].to_list() == list(ib.GRADES) == list(GRADES)
    assert not rows.duplicated(["column", "code"]).any()
    assert (rows["label"].str.len() > 0).all()


def test_codes_of_a_column_that_has_labels_are_those_of_its_table():
    for table in TABLES.values():
        for column in table.columns:
            if column.codes and column.name in CODE_LABELS:
                assert set(column.codes) <= CODE_LABELS[column.name].keys(), column.name
