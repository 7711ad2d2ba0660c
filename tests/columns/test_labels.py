"""Every code of the tables has its words."""

import pytest

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


def test_dictionary_explains_every_column_that_a_function_gives():
    t = ib.load()
    given = ib.data_dictionary("waits")
    assert given["column"].to_list() == list(ib.waits(t))
    assert ib.data_dictionary("judgements")["column"].to_list() == list(t.judgements)
    everything = ib.data_dictionary()
    assert not everything.duplicated(["of", "column"]).any()
    assert (everything["heading"].str.len() > 0).all()
    with pytest.raises(ib.IlacsBenchError, match="Did you mean 'waits'"):
        ib.data_dictionary("wait")
