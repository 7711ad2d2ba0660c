"""Excel workbooks and Word documents keep Office's own schemas; skipped, and said so, without tool.

The tool is Microsoft's Open XML SDK as a program: docs/decisions/extracts.md says how to get it.
What it found is held by rules of our own too: `repair_rules.py` and `briefing/test_word.py`.
"""

import json
import shutil
import subprocess

import pytest
from docx import Document
from docx.oxml import OxmlElement
from every_workbook import CASES, facts, workbook_of

from ilacs_bench.briefings.content import briefing
from ilacs_bench.briefings.word import word_document

VALIDATOR = shutil.which("ooxml-validator")
needs_validator = pytest.mark.skipif(
    VALIDATOR is None, reason="ooxml-validator is not installed: no file was checked by its schema"
)
PAPERS = (
    ("Suffolk", "2025-03-31"),
    ("East Sussex", "2018-09-18"),
    ("Cumbria", "2022-01-01"),  # no report is at hand
)


def errors_in(path) -> list[str]:
    told = subprocess.run([VALIDATOR, str(path)], capture_output=True, text=True, check=False)
    return [
        f"{e['path']} {e['xPath']}: {e['description']}" for e in json.loads(told.stdout)["errors"]
    ]


@needs_validator
@pytest.mark.parametrize(("of", "kind"), CASES)
def test_workbook_keeps_the_schema(tmp_path, of, kind):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_of(of, kind))
    assert errors_in(path) == []


@needs_validator
@pytest.mark.parametrize(("council", "as_at"), PAPERS)
def test_paper_keeps_the_schema(tmp_path, council, as_at):
    path = tmp_path / "a.docx"
    path.write_bytes(word_document(briefing(facts(), council, as_at=as_at)))
    assert errors_in(path) == []


@needs_validator
def test_breach_is_found(tmp_path):
    document = Document()
    row = document.add_table(1, 1).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:body"))
    document.save(str(tmp_path / "a.docx"))
    assert any("w:trPr" in error for error in errors_in(tmp_path / "a.docx"))
