"""Folders and pins: chats are moved and kept at the top, and no folder takes a chat with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Store
from tests.store.conftest import Place
from tests.tools.chat.made import chat

Talk = Callable[..., list[int]]


def chats(store: Store, *titles: str) -> list[int]:
    """Chats of these titles, the first the oldest."""
    return [
        store.take_in(chat(title, "Hi", created=1e9 + place)).conversation_id
        for place, title in enumerate(titles)
    ]


def listed(store: Store, limit: int = 100) -> list[str]:
    return [each.title for each in store.folders.listing(limit).chats]


def test_pinned_chats_come_first_then_folders_then_the_others(store: Store) -> None:
    a, b, c, _, e = chats(store, "A", "B", "C", "D", "E")
    store.folders.move([a, c, e], store.folders.make("work"))
    store.folders.move([b], store.folders.make("Garden"))
    store.folders.pin(a, True)
    assert listed(store) == ["A", "B", "E", "C", "D"]
    found = store.folders.listing(100)
    assert [(folder.name, folder.chats) for folder in found.folders] == [("Garden", 1), ("work", 2)]
    assert (found.newest, found.more) == (e, False)
    store.folders.pin(a, False)
    assert listed(store) == ["B", "E", "C", "A", "D"]


def test_a_list_that_is_cut_says_that_there_is_more(store: Store) -> None:
    numbers = chats(store, "A", "B", "C", "D")
    store.folders.move(numbers[:1], store.folders.make("work"))
    assert (listed(store, 2), store.folders.listing(2).more) == (["A", "D"], True)
    assert (listed(store, 4), store.folders.listing(4).more) == (["A", "D", "C", "B"], False)


def test_a_folder_that_goes_leaves_its_chats(store: Store) -> None:
    a, b = chats(store, "A", "B")
    work = store.folders.make("work")
    store.folders.move([a, b], work)
    store.delete_conversation(b)
    assert sorted(store.folders.delete(work)) == [a, b]
    assert (store.folders.all(), listed(store)) == ((), ["A"])
    store.restore_conversation(b)
    assert listed(store) == ["B", "A"]
    with pytest.raises(StoreError):
        store.folders.move([a], work)


def test_a_collapsed_folder_stays_so_and_its_chats_are_found(place: Place) -> None:
    store = place.open()
    (a,) = chats(store, "A")
    work = store.folders.make("work")
    store.folders.move([a], work)
    store.folders.collapse(work, True)
    store.close()
    again = place.open()
    assert listed(again) == []
    assert [(each.collapsed, each.chats) for each in again.folders.all()] == [(True, 1)]
    assert [hit.conversation_id for hit in again.search("hi")] == [a]
    assert [each.id for each in again.folders.chats(work)] == [a]


def test_two_folders_never_have_one_name(store: Store) -> None:
    work, garden = store.folders.make("Work"), store.folders.make("Garden")
    assert store.folders.make("  wORK ") == work
    with pytest.raises(StoreError) as told:
        store.folders.rename(garden, "WORK")
    assert "WORK" in str(told.value)
    store.folders.rename(work, "WORK")
    for nothing in ("", " \n "):
        with pytest.raises(StoreError):
            store.folders.make(nothing)
    assert [each.name for each in store.folders.all()] == ["Garden", "WORK"]


def test_a_copy_has_all_of_a_chat_and_is_another(store: Store) -> None:
    (a,) = chats(store, "A")
    (first,) = store.branch(a)
    store.add_message(a, None, "user", "Another version")
    store.folders.move([a], store.folders.make("work"))
    copy = store.duplicate_conversation(a, "A (copy)")
    assert [m.content for m in store.whole_conversation(copy).messages] == ["Hi", "Another version"]
    assert store.conversation(copy).title == "A (copy)"
    assert store.conversation(copy).folder_id == store.conversation(a).folder_id
    assert {hit.conversation_id for hit in store.search("another")} == {a, copy}
    store.add_message(copy, None, "user", "Only here")
    assert len(store.whole_conversation(a).messages) == 2
    assert store.take_in(chat("A", "Hi", created=first.message.created)).conversation_id == a


def test_a_message_of_another_version_is_shown_with_what_followed_it(store: Store) -> None:
    number = store.create_conversation().id
    first = store.add_message(number, None, "user", "Cats?").id
    answer = store.add_message(number, first, "assistant", "Purr.").id
    other = store.add_message(number, None, "user", "Dogs?").id
    assert [e.message.id for e in store.branch(number)] == [other]
    assert [e.message.id for e in store.show_message(first)] == [first, answer]
    assert [e.message.id for e in store.show_message(answer)] == [first, answer]
    longer = store.add_message(number, answer, "user", "More?").id
    assert [e.message.id for e in store.show_message(first)] == [first, answer, longer]
    assert [e.message.id for e in store.branch(number)] == [first, answer, longer]


def test_everything_means_folders_too(store: Store) -> None:
    store.folders.make("work")
    store.delete_everything()
    assert store.folders.all() == ()
