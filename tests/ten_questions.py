"""The ten questions of a board: how each is answered, and what the library's functions say to it.

A director begins at Our council, as the browser remembers it, and needs at most three steps. Who
takes them is a `Director`: somebody at a keyboard, or who reads the pages without a browser.
"""

import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import docx
import openpyxl
from bs4 import BeautifulSoup, Tag
from factories import DEFAULT_AREAS

import ilacs_bench as ib
from ilacs_bench.benchmark.published import changes_among, published_reports
from ilacs_bench.benchmark.selection import select
from ilacs_bench.columns.cell_text import SHORT_GRADES
from ilacs_bench.paths import slug
from ilacs_bench.vocabulary import (
    AREA_SHORT_LABELS,
    FRAMEWORKS,
    GRADE_LABELS,
    THEME_LABELS,
)

COUNCILS = ("Kingston upon Hull", "Suffolk", "Cumberland")
MOST_STEPS = 3
_GRADE_OF = {words: grade for of in (SHORT_GRADES, GRADE_LABELS) for grade, words in of.items()}


class Director(Protocol):
    """Somebody who reads a page and takes steps; each of these is one."""

    @property
    def page(self) -> BeautifulSoup:
        """What the page holds now."""

    def follow(self, words: str) -> None:
        """A link that has these words, or shows another choice."""

    def choose(self, label: str, value: str) -> None:
        """A value of a control."""

    def unfold(self, words: str) -> None:
        """What is folded behind these words."""

    def copy(self, name: str) -> str:
        """The sentence that a button of this name copies."""

    def take(self, button: str) -> tuple[str, bytes]:
        """Name and bytes of a file."""


LAST_INSPECTION = "improvements-report-themes-wait"
"""The region of the views that stand side by side."""


def words_of(node: Tag) -> str:
    return " ".join(node.get_text().split())


def grade_in(words: str) -> str | None:
    """The grade that words begin with; None where they tell none."""
    found = re.match("|".join(sorted(_GRADE_OF, key=len, reverse=True)), words)
    return _GRADE_OF[found[0]] if found else None


def status(director: Director) -> str:
    return words_of(director.page.select_one("[data-status]"))


def region(director: Director, name: str) -> Tag:
    return director.page.select_one(f"[data-region={name}]")


def table(director: Director, name: str) -> list[list[str]]:
    (shown,) = director.page.find_all(attrs={"role": "region", "aria-label": name})
    return _rows(shown)


def _rows(shown: Tag) -> list[list[str]]:
    return [list(map(words_of, row.find_all(["th", "td"]))) for row in shown.select("tbody tr")]


def _ranked(director: Director) -> list[tuple[str, int, int]]:
    return [(row[0], int(row[1]), int(row[2])) for row in table(director, "Themes")]


def _themes_in(rows) -> list[tuple[str, int, int]]:
    return [(THEME_LABELS[row.theme], row.n_authorities, row.n) for row in rows.itertuples()]


def grades_now_and_last_time(director: Director, tables, council: str) -> None:
    """With links to the pages of the reports."""
    assert words_of(director.page.h1) == council
    own = ib.own_grades(tables, council, areas=DEFAULT_AREAS)
    cards = director.page.select(".ilacs-card")
    for card, row in zip(cards, own.to_dict("records"), strict=True):
        assert words_of(card.h3) == AREA_SHORT_LABELS[row["judgement_area"]]
        assert grade_in(words_of(card.select_one(".ilacs-now"))) == row["grade"]
        links = [link["href"] for link in card.select("a")]
        assert links[0] == f"{row['source_url']}#page={row['page']}"
        change = words_of(card.select_one(".ilacs-change"))
        if row["direction"] not in ("improved", "declined", "same"):
            assert change.startswith(("No earlier grade", "Not comparable: last judged in "))
            continue
        words = {"improved": "Up from", "declined": "Down from", "same": "Same as in"}
        assert words[row["direction"]] in change
        if row["direction"] != "same":
            assert grade_in(change.split(" from ")[1]) == row["previous_grade"]
        assert links[1] == f"{row['previous_source_url']}#page={row['previous_page']}"


def where_we_stand(director: Director, tables, council: str) -> None:
    """Among neighbours, the region and England."""
    shown = table(director, f"Where {council} stands")
    known = ib.positions(tables, council)
    for n, (_, of) in enumerate(known.groupby("comparator", sort=False), start=1):
        counts = of[["n_better", "n_same", "n_worse"]].to_numpy().tolist()
        for row, (higher, same, lower) in zip(shown, counts, strict=True):
            assert row[n].startswith(f"{higher} higher, {same - 1} same, {lower} lower")


def a_sentence_for_cabinet(director: Director, tables, council: str) -> None:
    """One of N of 153, as at a day."""
    said = director.copy("Copy the sentence: Leaders, England (152 others)")
    assert said == ib.positions(tables, council, ["england"], areas=["leaders"])["sentence"][0]
    assert "of 153 local authorities" in said
    assert "20 August 2026" in said


def which_neighbours_moved(director: Director, tables, council: str) -> None:
    """Since their inspection before."""
    rows = ib.compare(tables, council)
    others = rows[~rows["is_own"]]
    shown = table(director, "Who of its 10 statistical neighbours (2025 model) moved")
    for row, area in zip(shown, DEFAULT_AREAS, strict=True):
        of_area = others[others["judgement_area"] == area].set_index("direction")["la_name"]
        for way, n, names in (("improved", *row[1:3]), ("declined", *row[3:5])):
            moved = of_area[of_area.index == way].to_list()
            assert (int(n), names) == (len(moved), ", ".join(moved) or "–")


def who_is_good_where_we_are_not(director: Director, tables, council: str) -> None:
    """And what their reports say on a theme."""
    own = ib.own_grades(tables, council, areas=DEFAULT_AREAS)
    areas = own.loc[(own["grade"] < "good").fillna(False), "judgement_area"].to_list()
    learn_from = region(director, "learn-from")
    if not areas:
        assert learn_from.details is None
        assert council in words_of(learn_from)
        return
    better = ib.better_graded(tables, council, "neighbours", areas[0])
    names = words_of(learn_from.details)
    assert all(name in names for name in better["la_name"])
    director.follow(f"Everything their reports praise: {AREA_SHORT_LABELS[areas[0]]}")
    assert f"{better['coded'].sum()} reports of" in status(director)
    label = _ranked(director)[1][0]
    director.follow(label)
    assert f"{label}: " in status(director)
    theme = next(code for code, words in THEME_LABELS.items() if words == label)
    said = ib.good_elsewhere(tables, council, "neighbours", areas[0], theme=theme)
    evidence = _rows(region(director, "evidence").table)
    assert {row[0] for row in evidence} == set(said["la_name"][:50]) or len(said) > 50
    assert _ranked(director)[1][1:] == (said["la_code"].nunique(), len(said))


def what_recurs(director: Director, tables, council: str) -> None:
    """Among neighbours, and in the region, in 24 months."""
    director.follow("What recurs in the areas for improvement of")
    assert _ranked(director) == _themes_in(ib.recurring_in_group(tables, council).head(10))
    known = ib.recurring_in_group(tables, council, "region")
    director.choose("Reports of its", "region")
    assert f"{known['of'][0]} areas for improvement in" in status(director)
    assert _ranked(director) == _themes_in(known.head(10))


def which_are_on_the_same_theme_again(director: Director, tables, council: str) -> None:
    """In the new report."""
    known = ib.same_theme_again(tables, council)
    part = region(director, LAST_INSPECTION)
    again = part.select(".ilacs-again")
    of_items = [rows for _, rows in known.groupby("improvement_id", sort=False)]
    for shown, rows in zip(again, of_items, strict=True):
        pages = rows["previous_source_url"] + "#page=" + rows["previous_page"].astype(str)
        assert all(THEME_LABELS[theme] in words_of(shown.parent) for theme in rows["theme"])
        assert {link["href"] for link in shown.select("a")} == set(pages)
    if ib.own_grades(tables, council)["previous_inspection_id"].isna().all():
        assert "no earlier inspection of its own to compare with" in words_of(part)


def how_long_since(director: Director, tables, council: str) -> None:
    """And how long waits were: never a promise."""
    told = ib.wait_of(tables, council)["sentence"][0]
    assert told in words_of(region(director, LAST_INSPECTION))
    director.follow("England: how long it took others")
    director.unfold("How long earlier waits took, by grade")
    name = "From one inspection since 2018 to the next, by grade on leaders at the first"
    ended = table(director, name)
    known = ib.wait_ranges(tables, area="leaders")[::-1]
    counts = [[grade, str(n)] for grade, n in zip(known["grade"], known["n"], strict=True)]
    assert [[grade_in(row[0]), row[1]] for row in ended] == counts
    assert "This is no forecast" in words_of(director.page)


def what_was_published_since_my_last_board(director: Director, tables, council: str) -> None:
    """And what changed."""
    director.follow("What was published recently")
    director.choose("Since", "2025-10-01")
    reports = published_reports(ib.published_since(tables, "2025-10-01"))
    known = changes_among(select(tables, council, "neighbours"), reports)
    counted = known[["group", "reports", "n_up", "n_down", "n_both", "n_unchanged"]]
    rows = table(director, "What changed since 1 October 2025")
    assert [[row[0], *map(int, row[1:6])] for row in rows] == counted.to_numpy().tolist()
    assert status(director).endswith(f" England: {len(reports)}.")


def a_dated_snapshot(director: Director, tables, council: str) -> None:
    """Excel and Word, with source links, dates, frameworks and caveats."""
    name, data = director.take("Excel")
    assert name == f"{slug(council, '_')}_2026-08-20_benchmark.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert datetime(2026, 8, 20) in [cell.value for cell in book["Cover"]["A"]]
    own = ib.own_grades(tables, council, areas=DEFAULT_AREAS)
    heading, *rows = book["Judgements"].iter_rows(min_row=4)
    named = [cell.value for cell in heading]
    for row, known in zip(rows, own.to_dict("records"), strict=False):
        cells = dict(zip(named, row, strict=True))
        assert cells["Local authority"].value == council
        assert cells["Grade"].value == GRADE_LABELS[known["grade"]]
        assert cells["Published"].value == known["published"]
        assert cells["Framework"].value == FRAMEWORKS[known["framework"]].label
        assert cells["Report"].hyperlink.target == f"{known['source_url']}#page={known['page']}"
    assert book["Notes"].max_row > 4  # caveats
    name, data = director.take("Word briefing")
    assert name == f"{slug(council, '_')}_2026-08-20_briefing.docx"
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    assert council in text
    assert "20 August 2026" in text


QUESTIONS: tuple[Callable[[Director, object, str], None], ...] = (
    grades_now_and_last_time,
    where_we_stand,
    a_sentence_for_cabinet,
    which_neighbours_moved,
    who_is_good_where_we_are_not,
    what_recurs,
    which_are_on_the_same_theme_again,
    how_long_since,
    what_was_published_since_my_last_board,
    a_dated_snapshot,
)
"""In the order of the design."""
