"""The one module that a widget brings: whole, and with nothing to load beside it."""

import re

from ilacs_bench.dashboard.page_module import MODULES, page_module


def test_it_imports_nothing_and_has_what_its_parts_import():
    module = page_module()
    assert re.findall(r"^import\b.*", module, re.MULTILINE) == []
    assert module.index("class Charts") < module.index("new Charts(")


def test_a_widget_is_what_it_exports():
    assert len(MODULES) > 1
    assert page_module().rstrip().endswith("export default { render };")
