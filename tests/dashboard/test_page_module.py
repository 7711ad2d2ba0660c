"""The scripts of a page in one text: whole, and with nothing to load beside it."""

import re

import pytest

from ilacs_bench.dashboard.scripts import MODULES, PART_MODULES, joined_modules


@pytest.mark.parametrize("modules", [MODULES, PART_MODULES])
def test_it_imports_nothing_and_has_what_its_parts_import(modules):
    text = joined_modules(modules)
    assert re.findall(r"^import\b.*", text, re.MULTILINE) == []
    assert text.index("class Charts") < text.index("new Charts(")


def test_a_widget_is_what_the_parts_export():
    assert joined_modules(PART_MODULES).rstrip().endswith("export default { render };")
