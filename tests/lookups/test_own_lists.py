"""Lists of one's own are kept by name, whole or not at all."""

import pytest

from ilacs_bench.errors import UnknownName
from ilacs_bench.lookups.own_lists import read_own_lists, remove_own_list, save_own_list


@pytest.fixture
def lists(tmp_path):
    return tmp_path / "data" / "own_lists.csv"


def test_list_comes_back_in_its_order_by_any_name_or_code(lists):
    saved = save_own_list("Coast", ["Hull", "845", "80467", "East Sussex"], lists)
    assert saved == ["E06000010", "E10000011"]
    assert read_own_lists(lists) == {"Coast": ("E06000010", "E10000011")}


def test_a_list_saved_again_takes_the_place_of_the_old_one(lists):
    save_own_list("Coast", ["Hull"], lists)
    save_own_list("Inland", ["Leeds"], lists)
    save_own_list("Coast", ["Kent"], lists)
    assert read_own_lists(lists) == {"Coast": ("E10000016",), "Inland": ("E08000035",)}


def test_a_list_can_be_taken_away(lists):
    save_own_list("Coast", ["Hull"], lists)
    remove_own_list("Coast", lists)
    assert read_own_lists(lists) == {}
    with pytest.raises(UnknownName, match=r"No list is saved as 'Coast'\. Saved are: none"):
        remove_own_list("Coast", lists)


@pytest.mark.parametrize(
    ("name", "authorities", "message"),
    [
        (" ", ["Kent"], "needs a name"),
        ("Coast", [], "at least one local authority"),
        ("Coast", ["Kennt"], "Did you mean .*Kent"),
        ("neighbours", ["Kent"], "already means a comparator"),
        ("Ofsted_Region", ["Kent"], "already means a comparator"),
    ],
)
def test_what_is_no_list_is_refused_and_nothing_is_written(lists, name, authorities, message):
    with pytest.raises(UnknownName, match=message):
        save_own_list(name, authorities, lists)
    assert not lists.exists()


def test_no_file_is_no_list(lists):
    assert read_own_lists(lists) == {}


@pytest.mark.parametrize("name", ["own", "Alone"])
def test_words_of_the_pages_name_no_list(lists, name):
    with pytest.raises(UnknownName, match="already means a comparator"):
        save_own_list(name, ["Kent"], lists)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"council,code\nKent,1\n", b"name,la_code\nCoast\n"]
)
def test_file_that_holds_something_else_is_said(lists, content):
    lists.parent.mkdir()
    lists.write_bytes(content)
    with pytest.raises(UnknownName, match="is no file of saved lists"):
        read_own_lists(lists)
