"""Addresses of the dashboards become files of the site, or the making of the site stops."""

import pytest

from ilacs_bench.publish.assets import classic
from ilacs_bench.publish.edition import Page
from ilacs_bench.publish.links import Places, resolved

AT = Places("../", {"kent"}, {"planning": "#theme-planning"})
BUTTON = """<button type="button" class="x" data-set='{"theme": ["%s"]}'>Plans</button>"""


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('<a href="extracts">a</a>', '<a href="../about.html#ilacs-accuracy">a</a>'),
        ('<a href="profile?la=kent">a</a>', '<a href="../councils/kent.html">a</a>'),
        (
            '<a href="profile?la=kent&amp;theme=pathway_planning">a</a>',
            '<a href="../councils/kent.html#theme-pathway-planning">a</a>',
        ),
        ('<a href="profile?la=hull&as_at=2025-03-31">a</a>', "<a>a</a>"),
        (
            '<a class="t" href="https://files.ofsted.gov.uk/v1/file/5#page=2">a</a>',
            '<a class="t" href="https://files.ofsted.gov.uk/v1/file/5#page=2">a</a>',
        ),
        ('<a href="#evidence">a</a>', '<a href="#evidence">a</a>'),
        (
            '<a href="../data/kent/history.csv" download="kent.csv">a</a>',
            '<a href="../data/kent/history.csv" download="kent.csv">a</a>',
        ),
        (BUTTON % "planning", '<a href="#theme-planning" class="x">Plans</a>'),
        (BUTTON % "supervision", "<span>Plans</span>"),
        (
            '<button type="button" data-set="{&#34;theme&#34;: [&#34;planning&#34;]}">P</button>',
            '<a href="#theme-planning">P</a>',
        ),
        (
            '<button type="button" data-sort>P</button>',
            '<button type="button" data-sort>P</button>',
        ),
    ],
)
def test_link_leads_to_a_file_of_the_site(written, made):
    assert resolved(written, AT) == made


@pytest.mark.parametrize(
    "written",
    [
        '<a href="compare_councils?la=kent">a</a>',
        '<a href="http://example.org/">a</a>',
        '<a href="javascript:alert(1)">a</a>',
        """<button data-set='{"la": ["Kent"]}'>a</button>""",
    ],
)
def test_what_nobody_thought_of_is_an_error(written):
    with pytest.raises(LookupError):
        resolved(written, AT)


def test_page_knows_its_way_to_the_folder_of_the_site():
    roots = [
        Page(path, "", "", "", "", "").root
        for path in ("index.html", "councils/kent.html", "a/b/c")
    ]
    assert roots == ["", "../", "../../"]


def test_modules_become_one_script_without_imports_and_exports():
    script = classic(
        'import { b } from "./b.js";\nexport function a() {}\n'
        "export class C {}\nexport default { a };\n",
        "a();",
    )
    assert script == '(() => {\n"use strict";\nfunction a() {}\nclass C {}\n\na();\n})();\n'
