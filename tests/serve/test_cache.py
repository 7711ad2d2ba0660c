"""Answers are made once and kept within bounds; what is refused, or went wrong, is not kept."""

import asyncio
import gzip
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from ilacs_bench.serve import cache
from ilacs_bench.serve.cache import AHEAD_VARIABLE, AnswerCache
from ilacs_bench.serve.dispatcher import NoAnswer
from ilacs_bench.serve.page_set import MadePage, PageSet
from ilacs_bench.serve.pool import Reply


class Dispatcher:
    """AnswerCache each question in a moment, and counts them."""

    is_idle = True

    def __init__(self):
        self.asked = []
        self.warmed = []

    pool = SimpleNamespace(most=8)

    async def warm(self, questions, most):
        self.warmed.append((questions, most))

    async def ask(self, question, priority=None, patience=None):
        self.asked.append(question)
        await asyncio.sleep(0.01)
        query = question["query"]
        head = {"refused": True} if "no" in query else {"fault": True} if "bug" in query else {}
        if question["kind"] == "page":
            return Reply(head, b"In words." if head else json.dumps({"page": query}).encode())
        if question["kind"] == "file":
            head |= {"file_name": "a.txt"}
        return Reply(head, gzip.compress(query.encode()))


@pytest.fixture
def page(tmp_path):
    return MadePage(
        tmp_path / "numbers.ipynb",
        "v1",
        tag="t1",
        html="<main><!--slot:page--></main>",
        defaults={"n": ("1",), "la": ("Kent",)},
        councils=["la"],
        dispatcher=Dispatcher(),
    )


def get(page, *queries, answers=None, kind="answer", **more):
    """The answers to these, all asked at the same moment."""
    answers = answers or AnswerCache()

    async def run():
        return await asyncio.gather(*(answers.get(page, kind, query, **more) for query in queries))

    return asyncio.run(run())


def queries(page):
    return [question["query"] for question in page.dispatcher.asked]


def test_equal_questions_are_asked_once_in_whatever_spelling(page):
    answers = AnswerCache()
    spellings = ["n=2&la=west-sussex", "la=West+Sussex&n=2&x=1", "la=WEST%20SUSSEX&n=2"]
    first = get(page, *spellings, answers=answers)
    assert len(queries(page)) == 1
    assert get(page, "n=2&la=west-sussex", answers=answers) == first[:1]
    assert len(queries(page)) == 1


def test_values_that_name_no_council_are_other_questions_in_another_spelling(page):
    page = replace(
        page, councils=["neighbours_of"], defaults={**page.defaults, "neighbours_of": ("",)}
    )
    said = get(page, "la=A+%26+B", "la=A+B", "neighbours_of=Kent", "neighbours_of=kent")
    assert len({each.data for each in said}) == 3


def test_other_page_version_kind_and_file_are_other_questions(page):
    answers = AnswerCache()
    get(page, "n=2", answers=answers)
    get(replace(page, version="v2"), "n=2", answers=answers)
    get(page, "n=2", answers=answers, kind="page")
    for form in ("", "svg", "png"):
        get(page, "n=2", answers=answers, kind="file", name="a", format=form)
    assert len(queries(page)) == 6


@pytest.mark.parametrize("query", ["n=no", "n=bug"])
def test_refusal_and_fault_are_not_kept_and_are_asked_for_as_typed(page, query):
    answers = AnswerCache()
    for _ in range(2):
        (said,) = get(page, f"{query}&la=No+Town", answers=answers)
        assert not said.lasting
    assert queries(page) == [f"{query}&la=No+Town"] * 2


def test_page_is_filled_for_its_address(page):
    (whole,) = get(page, "n=2", kind="page")
    assert gzip.decompress(whole.data) == b"<main>n=2</main>"
    with pytest.raises(NoAnswer, match="In words"):
        get(page, "n=bug", kind="page")


def test_page_that_says_what_is_wrong_with_its_address_is_not_kept(page):
    answers = AnswerCache()
    wrong = replace(page, html='<p data-error="yes"><!--slot:page-->')
    for _ in range(2):
        (whole,) = get(wrong, "n=2", answers=answers, kind="page")
        assert not whole.lasting
    assert len(queries(page)) == 2


def test_what_is_kept_stays_within_bounds_and_the_oldest_goes(page):
    answers = AnswerCache(most_bytes=100)
    for n in range(2, 20):
        get(page, f"n={n}", answers=answers)
    assert answers._size <= 100
    assert answers._size == sum(len(each.data) for each in answers._kept.values())
    get(page, "n=19", answers=answers)
    get(page, "n=2", answers=answers)
    assert queries(page)[18:] == ["n=2"]


def test_common_answers_are_made_ahead_and_those_of_another_set_dropped(page, monkeypatch):
    monkeypatch.delenv(AHEAD_VARIABLE, raising=False)
    monkeypatch.setattr(cache, "_IDLE_SECONDS", 0.01)
    page = replace(page, common_queries=["", "n=2", "n=no", "n=3"])
    newer = replace(page, version="v2", common_queries=[])

    async def run():
        answers = AnswerCache()
        answers.use_page_set(PageSet({page.name: page}))
        await answers._ahead
        assert queries(page) == ["", "n=2", "n=no", "n=3"]
        await answers.get(page, "answer", "n=3")
        assert len(queries(page)) == 4
        answers.use_page_set(PageSet({page.name: newer}))
        return answers

    answers = asyncio.run(run())
    assert (len(answers._kept), answers._size) == (0, 0)


def test_fresh_workers_are_warmed_all_while_people_are_there_and_else_one(page, monkeypatch):
    monkeypatch.delenv(AHEAD_VARIABLE, raising=False)
    monkeypatch.setattr(cache, "_IDLE_SECONDS", 0.01)
    page = replace(page, common_queries=["", "n=2", "n=3"])

    async def run():
        answers = AnswerCache()
        answers.use_page_set(PageSet({page.name: page}))
        await answers._ahead
        while not page.dispatcher.warmed:
            await asyncio.sleep(0.01)
        await answers.get(page, "answer", "n=3")
        page.dispatcher.warmed, before = [], page.dispatcher.warmed
        while not page.dispatcher.warmed:
            await asyncio.sleep(0.01)
        return before[0], page.dispatcher.warmed[0]

    question = {"page": "numbers", "kind": "answer", "query": "n=2"}
    assert asyncio.run(run()) == (([question], 1), ([question], 8))


def test_page_whose_menu_has_changed_is_made_again_and_its_answers_are_kept(page, monkeypatch):
    monkeypatch.setenv(AHEAD_VARIABLE, "no")
    answers = AnswerCache()
    changed = replace(page, html="<nav>More</nav><!--slot:page-->", tag="t2")
    for kind in ("page", "answer"):
        get(page, "n=2", answers=answers, kind=kind)
    answers.use_page_set(PageSet({page.name: changed}))
    (whole,) = get(changed, "n=2", answers=answers, kind="page")
    assert b"More" in gzip.decompress(whole.data)
    get(changed, "n=2", answers=answers)
    assert [question["kind"] for question in page.dispatcher.asked] == ["page", "answer", "page"]


def test_who_goes_away_spoils_it_for_nobody(page):
    async def run():
        answers = AnswerCache()
        leaving = asyncio.create_task(answers.get(page, "answer", "n=2"))
        staying = asyncio.create_task(answers.get(page, "answer", "n=2"))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert asyncio.run(run()).lasting
    assert len(queries(page)) == 1
