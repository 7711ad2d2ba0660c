"""Pages are of now: made anew when what they follow has changed, and only then; whatever fails."""

import asyncio
import json
import os
import re
import threading
from datetime import date

import nbformat
import pytest
from serve.conftest import SHOWN, closed, eventually, write_notebook, write_numbers

from ilacs_bench.errors import UnknownName
from ilacs_bench.serve import dashboards, page_set
from ilacs_bench.serve.dashboards import Dashboards
from ilacs_bench.serve.listener import Listener
from ilacs_bench.serve.page_set import PageSetMaker

THREADED = "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()"


pytestmark = pytest.mark.usefixtures("warm_start")


@pytest.fixture(autouse=True)
def checks_each_time(monkeypatch):
    monkeypatch.setattr(dashboards, "CHECK_EVERY", 0)


async def show(path, outputs):
    """Stands for Voilà's renderer: the page is what its notebook showed."""
    return repr(outputs)


def run(folder, scenario, base=None, render=show):
    """Run a scenario with the pages of a folder; `page_sets` are those that were made."""

    async def with_pages():
        listener, page_sets = Listener(), []
        await listener.open()
        pages = Dashboards(
            PageSetMaker(listener, render, forks=True, base=base),
            lambda: {path.stem: path for path in sorted(folder.rglob("*.ipynb"))},
            page_sets.append,
        )
        try:
            return await asyncio.wait_for(scenario(pages, page_sets), 120)
        finally:
            await closed(listener)

    return asyncio.run(with_pages())


async def said(page, number="1"):
    reply = await page.dispatcher.ask({"page": page.name, "kind": "page", "query": f"n={number}"})
    return reply.body.decode()


def test_page_is_made_once_for_all_who_ask(tmp_path):
    write_numbers(tmp_path)

    async def scenario(pages, page_sets):
        made = await asyncio.gather(*(pages.page("numbers") for _ in range(5)))
        assert len(page_sets) == 1
        return made, await said(made[0], "7")

    made, answer = run(tmp_path, scenario)
    assert all(page is made[0] for page in made)
    assert made[0].defaults == {"n": ("1",), "la": ("Kent",)}
    assert list(made[0].common_queries) == ["", "n=2", "n=bug", "n=3"]
    assert "<!--slot:page-->" in made[0].html
    assert not made[0].needs_kernel
    assert "data-live-page>7<" in answer


def test_page_follows_its_notebook_and_the_module_beside_it(tmp_path):
    notebook = write_numbers(tmp_path)
    module = tmp_path / "numbers_page.py"

    async def scenario(pages, page_sets):
        first = await pages.page("numbers")
        write_notebook(notebook, SHOWN, "print('more')")
        second = await pages.page("numbers")
        module.write_text(module.read_text().replace("data-live-page>{n}", "data-live-page>no {n}"))
        third = await pages.page("numbers")
        await eventually(lambda: not pages._closing)  # the old ones have ended
        return [first, second, third], await said(third)

    made, answer = run(tmp_path, scenario)
    assert ["more" in page.html for page in made] == [False, True, True]
    assert len({page.version for page in made}) == 3
    assert "no 1" in answer


def test_change_in_one_folder_leaves_the_pages_of_another_alone(tmp_path):
    theirs, own = tmp_path / "theirs", tmp_path / "own"
    for folder in (theirs, own):
        folder.mkdir()
    write_numbers(theirs)
    notebook = write_notebook(own / "mine.ipynb", "print('as it was')")

    async def scenario(pages, page_sets):
        before = await pages.page("numbers"), await pages.page("mine")
        write_notebook(notebook, "print('as it is')")
        after = await pages.page("numbers"), await pages.page("mine")
        await eventually(lambda: not pages._closing)
        return before, after, await said(after[0], "7"), len(page_sets)

    before, after, answer, page_sets = run(tmp_path, scenario)
    assert after[0] is before[0]
    assert "data-live-page>7<" in answer
    assert "as it is" in after[1].html
    assert after[1].dispatcher is not before[1].dispatcher
    assert page_sets == 2


def test_edited_notebook_is_run_alone_and_a_changed_module_has_all_of_its_folder_run(tmp_path):
    notebook = write_notebook(tmp_path / "mine.ipynb", "print('as it was')")
    write_numbers(tmp_path)

    async def scenario(pages, page_sets):
        before = await pages.page("numbers")
        write_notebook(notebook, "print('as it is')")
        edited = (await pages.page("mine")).html
        after = await pages.page("numbers")
        (tmp_path / "figures.csv").write_text("n")
        return before, after, edited, await pages.page("numbers"), await pages.page("mine")

    before, after, edited, numbers, mine = run(tmp_path, scenario)
    assert "as it is" in edited
    assert after is before
    assert numbers.dispatcher is mine.dispatcher is not before.dispatcher


def test_own_notebook_is_run_in_a_process_forked_from_one_that_has_all_loaded(tmp_path):
    theirs, own = tmp_path / "theirs", tmp_path / "own"
    for folder in (theirs, own):
        folder.mkdir()
    write_notebook(theirs / "first.ipynb", "import os\nkept = 1\nprint(f'process {os.getpid()}')")
    source = "import os, subprocess\nsubprocess.run(['true'], check=True)"
    mine = write_notebook(own / "mine.ipynb", source, "print(f'process {os.getppid()}')")
    write_numbers(own)

    async def scenario(pages, page_sets):
        first, before = await pages.page("first"), await pages.page("mine")
        write_notebook(mine, "import os; os._exit(3)")
        failed = (await pages.page("mine")).failure
        write_notebook(mine, "print('kept' in globals())")
        numbers = await pages.page("numbers")
        return first.html, before.html, failed, (await pages.page("mine")).html, await said(numbers)

    first, before, failed, after, answer = run(tmp_path, scenario, base=theirs)
    assert re.search(r"process \d+", first)[0] == re.search(r"process \d+", before)[0]
    assert "could not be made" in failed
    assert "False" in after
    assert "data-live-page>1<" in answer


def test_page_as_it_was_shows_the_menu_of_now(tmp_path):
    menu = ["one"]

    async def render(path, outputs):
        return f"{menu} {outputs}"

    async def scenario():
        listener = Listener()
        await listener.open()
        try:
            maker = PageSetMaker(listener, render, forks=True, menu=lambda: list(menu))
            notebook = {"mine": write_notebook(tmp_path / "mine.ipynb", "print('x')")}
            first = await maker.make(notebook)
            menu.append("two")
            return first, await maker.make(notebook, first)
        finally:
            listener.close()

    first, second = asyncio.run(scenario())
    assert second.dispatchers == first.dispatchers
    assert "'two'" in second.pages["mine"].html
    assert second.pages["mine"].tag != first.pages["mine"].tag


def test_same_contents_at_another_time_are_no_change(tmp_path):
    notebook = write_numbers(tmp_path)

    async def scenario(pages, page_sets):
        await pages.page("numbers")
        os.utime(notebook, (0, 0))
        await pages.page("numbers")
        await pages.renew()
        return page_sets

    assert len(run(tmp_path, scenario)) == 1


def test_page_of_yesterday_answers_until_that_of_today_can(tmp_path, on_day):
    notebook = write_numbers(tmp_path)

    async def scenario(pages, page_sets):
        yesterday = await pages.page("numbers")
        on_day(date(2040, 5, 5))
        async with asyncio.timeout(1):
            assert await pages.page("numbers") is yesterday
        await eventually(lambda: len(page_sets) == 2)
        today = await pages.page("numbers")
        on_day(date(2040, 5, 6))
        await pages.page("numbers")
        write_notebook(notebook, SHOWN, "print('edited')")  # while a set is made
        return yesterday.version != today.version, (await pages.page("numbers")).html

    is_new, edited = run(tmp_path, scenario)
    assert is_new
    assert "edited" in edited


def test_edited_page_holds_up_no_other(tmp_path):
    write_numbers(tmp_path)
    other = write_notebook(tmp_path / "other.ipynb", "print('as it was')")

    async def scenario(pages, page_sets):
        numbers = await pages.page("numbers")
        write_notebook(other, "print('as it is')")
        renewing = asyncio.create_task(pages.page("other"))
        await asyncio.sleep(0)
        assert await pages.page("numbers") is numbers
        assert not renewing.done()
        return (await renewing).html

    assert "as it is" in run(tmp_path, scenario)


def test_files_are_checked_seldom_however_many_ask_and_off_the_loop(tmp_path, monkeypatch):
    write_numbers(tmp_path)
    looks, versions_of = [], dashboards.versions_of

    def look(notebooks):
        looks.append(threading.current_thread() is threading.main_thread())
        return versions_of(notebooks)

    async def scenario(pages, page_sets):
        await pages.page("numbers")
        monkeypatch.setattr(dashboards, "CHECK_EVERY", 60)
        monkeypatch.setattr(dashboards, "versions_of", look)
        await asyncio.gather(*(pages.page("numbers") for _ in range(50)))
        write_notebook(tmp_path / "numbers.ipynb", "print('edited')")
        assert "edited" not in (await pages.page("numbers")).html
        assert "edited" in (await pages.page("numbers", anew=True)).html
        looks.clear()
        pages._checked_at -= 60
        await asyncio.gather(*(pages.page("numbers") for _ in range(50)))

    run(tmp_path, scenario)
    assert looks == [False]


def test_notebook_that_is_added_is_a_page_and_one_that_is_gone_is_none(tmp_path):
    write_numbers(tmp_path)

    async def scenario(pages, page_sets):
        with pytest.raises(UnknownName):
            await pages.page("added")
        added = write_notebook(tmp_path / "added.ipynb", "print('here')")
        assert "here" in (await pages.page("added")).html
        added.unlink()
        with pytest.raises(UnknownName):
            await pages.page("added")
        await pages.renew()
        return page_sets[-1].pages.keys()

    assert run(tmp_path, scenario) == {"numbers"}


FAILURES = [
    (
        "# Sums\nx = 1\n\nx / 0",
        "code cell 1, ‘x = 1’: ZeroDivisionError (line 4 of the cell): ",
    ),
    (
        "from ilacs_bench.errors import UnknownName\nraise UnknownName('No such town.')",
        "No such town.",
    ),
    ("import sys; sys.exit(3)", "SystemExit (line 1 of the cell): 3."),
    ("import os; os._exit(3)", "could not be made"),
    (SHOWN + "\nNumbers()", "A notebook has one page"),
    ("this is no Python", "SyntaxError (line 1 of the cell): invalid syntax."),
]
"""What a cell says, and what is told of it."""


def test_notebooks_that_fail_are_told_and_harm_no_other(tmp_path, capfd):
    write_numbers(tmp_path)
    bad = [
        write_notebook(tmp_path / f"bad{n}.ipynb", source) for n, (source, _) in enumerate(FAILURES)
    ]

    async def scenario(pages, page_sets):
        failed, numbers = [await pages.page(path.stem) for path in bad], await pages.page("numbers")
        for path in bad:
            write_notebook(path, "print('mended')")
        return failed, await said(numbers), [await pages.page(path.stem) for path in bad]

    failed, answer, mended = run(tmp_path, scenario)
    for (_, words), page in zip(FAILURES, failed, strict=True):
        assert words in page.failure
    assert "data-live-page>1<" in answer
    assert all("mended" in page.html for page in mended)


NO_IDS = {"cells": [{"cell_type": "code", "source": "1"}], "metadata": {}}
"""A notebook that runs, and that nbformat does not read."""


def test_page_that_cannot_be_put_together_is_told_and_the_others_stand(tmp_path, caplog):
    write_numbers(tmp_path)
    (tmp_path / "bad.ipynb").write_text(json.dumps(NO_IDS | {"nbformat": 4, "nbformat_minor": 5}))

    async def read(path, outputs):
        return repr(nbformat.read(path, as_version=4))

    async def scenario(pages, page_sets):
        bad, numbers = await pages.page("bad"), await pages.page("numbers")
        await pages.renew()
        return bad.failure, await said(numbers), len(page_sets)

    failure, answer, page_sets = run(tmp_path, scenario, render=read)
    assert "could not be put together: ValidationError" in failure
    assert "data-live-page>1<" in answer
    assert page_sets == 1
    assert "bad.ipynb could not be rendered" in caplog.text


def test_processes_of_a_set_that_could_not_be_made_end(tmp_path, monkeypatch):
    paths = {name: tmp_path / name / f"{name}.ipynb" for name in ("one", "two")}
    for path in paths.values():
        path.parent.mkdir()
        write_notebook(path, "print(1)")
    versions_of = page_set.versions_of

    def gone(notebooks):
        if "two" in notebooks:
            raise FileNotFoundError
        return versions_of(notebooks)

    async def scenario(pages, page_sets):
        with monkeypatch.context() as patched:
            patched.setattr(page_set, "versions_of", gone)
            with pytest.raises(FileNotFoundError):
                await pages._maker.make(paths)
        ended = [pool.is_closed for pool in pages._maker._listener.pools.values()]
        return ended, (await pages.page("two")).html

    ended, html = run(tmp_path, scenario)
    assert ended == [True]
    assert html


def test_half_written_notebook_is_told_and_read_again_when_it_is_whole(tmp_path):
    notebook = write_numbers(tmp_path)
    whole = notebook.read_text()

    async def scenario(pages, page_sets):
        notebook.write_text(whole[: len(whole) // 2])
        half = await pages.page("numbers")
        notebook.write_text(whole)
        return half, await pages.page("numbers")

    half, page = run(tmp_path, scenario)
    assert half.failure
    assert page.html


def test_notebook_that_starts_threads_has_a_process_of_its_own(tmp_path):
    write_numbers(tmp_path)
    write_notebook(tmp_path / "threaded.ipynb", SHOWN, THREADED)

    async def scenario(pages, page_sets):
        numbers, threaded = await pages.page("numbers"), await pages.page("threaded")
        assert numbers.dispatcher is not threaded.dispatcher
        return await said(numbers, "2"), await said(threaded, "3")

    assert run(tmp_path, scenario) == (
        '{"page": "<p data-live-page>2</p>"}',
        '{"page": "<p data-live-page>3</p>"}',
    )


def test_page_with_a_true_widget_needs_a_kernel_and_one_with_anything_else_does_not(tmp_path):
    write_notebook(tmp_path / "widget.ipynb", "import ipywidgets\nipywidgets.IntSlider()")
    write_notebook(
        tmp_path / "plain.ipynb",
        "from IPython.display import SVG, HTML, Markdown, display\n"
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>'), HTML('<i>'), Markdown('*'))",
    )

    async def scenario(pages, page_sets):
        return (await pages.page("widget")).needs_kernel, (await pages.page("plain")).needs_kernel

    assert run(tmp_path, scenario) == (True, False)
