"""Messages that are deleted, had back, and gone for good; edited answers; branches that are copied."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.errors import StoreError
from llmdesk.store import Store
from tests.store.conftest import Place, Start

Talk = Callable[..., list[int]]


def shown(store: Store, message_id: int) -> list[str]:
    conversation_id = store.message(message_id).conversation_id
    return [entry.message.content for entry in store.branch(conversation_id)]


def test_a_message_that_is_deleted_leaves_what_follows_and_comes_back(store: Store, talk: Talk) -> None:
    ids = talk("Q1", "A1 walrus", "Q2", "A2")
    deletion = store.delete_messages(ids[1], and_after=False)
    assert shown(store, ids[0]) == ["Q1", "Q2", "A2"]
    assert store.search("walrus") == []
    assert [m.content for m in store.whole_conversation(1).messages] == ["Q1", "Q2", "A2"]
    store.restore_messages(deletion)
    assert shown(store, ids[0]) == ["Q1", "A1 walrus", "Q2", "A2"]
    assert [hit.message_id for hit in store.search("walrus")] == [ids[1]]


def test_all_from_here_comes_back_beside_what_was_asked_since_which_still_shows(
    store: Store, talk: Talk
) -> None:
    ids = talk("Q1", "A1", "Q2", "A2")
    deletion = store.delete_messages(ids[2], and_after=True)
    assert shown(store, ids[0]) == ["Q1", "A1"]
    other = store.add_message(1, ids[1], "user", "Q3")
    store.restore_messages(deletion)
    assert shown(store, ids[0]) == ["Q1", "A1", "Q3"]
    assert store.branch(1)[2].versions == 2
    store.select_version(other.id, -1)
    assert shown(store, ids[0]) == ["Q1", "A1", "Q2", "A2"]


def test_an_answer_that_comes_back_does_not_hide_the_one_that_is_written_meanwhile(
    store: Store, talk: Talk
) -> None:
    ids = talk("Q1", "A1")
    deletion = store.delete_messages(ids[1], and_after=False)
    question = store.add_message(1, ids[0], "user", "Q2")
    answer = store.begin_answer(1, question.id, "m")
    store.restore_messages(deletion)
    store.finish_message(answer.id, "A2", "done", {})
    assert shown(store, ids[0]) == ["Q1", "Q2", "A2"]
    store.select_version(question.id, -1)
    assert shown(store, ids[0]) == ["Q1", "A1"]


def test_deletions_that_are_taken_back_show_all_again_in_whatever_order(store: Store, talk: Talk) -> None:
    for order in (1, -1):
        ids = talk("Q1", "A1", "Q2", "A2")
        deletions = [store.delete_messages(each, and_after=False) for each in (ids[3], ids[2], ids[0])]
        assert shown(store, ids[1]) == ["A1"]
        for deletion in deletions[::order]:
            store.restore_messages(deletion)
        assert shown(store, ids[0]) == ["Q1", "A1", "Q2", "A2"]


def test_a_message_that_comes_back_brings_its_deleted_chat_with_it(store: Store, talk: Talk) -> None:
    ids = talk("Q1", "A1")
    deletion = store.delete_messages(ids[1], and_after=False)
    store.delete_conversation(1)
    store.restore_messages(deletion)
    assert [chat.id for chat in store.conversations()] == [1]
    store.purge_deleted()
    assert shown(store, ids[0]) == ["Q1", "A1"]


def test_the_version_beside_a_deleted_one_shows_with_what_followed_it(store: Store, talk: Talk) -> None:
    ids = talk("Q1", "A1", "Q2")
    store.add_message(1, ids[0], "assistant", "A1 again")
    again = store.branch(1)[-1].message.id
    store.delete_messages(again, and_after=True)
    assert shown(store, ids[0]) == ["Q1", "A1", "Q2"]
    assert store.branch(1)[1].versions == 1


def test_other_versions_of_a_deleted_message_can_still_be_reached(store: Store, talk: Talk) -> None:
    ids = talk("Q1", "A1", "Q2")
    store.add_message(1, ids[0], "assistant", "A1 again")
    store.select_version(ids[1], 0)
    store.delete_messages(ids[1], and_after=False)
    assert shown(store, ids[0]) == ["Q1", "Q2"]
    place = store.branch(1)[1]
    assert (place.version, place.versions) == (1, 2)
    assert [e.message.content for e in store.select_version(place.message.id, 1)] == ["Q1", "A1 again"]


def test_the_first_question_can_go_and_so_can_all(store: Store, talk: Talk) -> None:
    ids = talk("Q1", "A1", "Q2")
    first = store.delete_messages(ids[0], and_after=False)
    assert shown(store, ids[1]) == ["A1", "Q2"]
    rest = store.delete_messages(ids[1], and_after=True)
    assert store.branch(1) == []
    store.restore_messages(first)
    assert shown(store, ids[0]) == ["Q1"]
    store.restore_messages(rest)
    assert shown(store, ids[0]) == ["Q1", "A1", "Q2"]


def test_an_answer_that_is_being_written_is_not_deleted(store: Store, talk: Talk) -> None:
    ids = talk("Q1")
    store.begin_answer(1, ids[0], "m")
    with pytest.raises(StoreError, match="still being written"):
        store.delete_messages(ids[0], and_after=True)
    assert len(store.branch(1)) == 2


@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_whatever_was_deleted_and_in_whatever_order_it_comes_back_the_tree_is_as_it_was(
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder, "chats.sqlite3"), Path(folder, "backups"))
        chat, ids = store.create_conversation("chat"), list[int]()
        for number in range(data.draw(st.integers(1, 9))):
            parent = data.draw(st.sampled_from([None, *ids[-3:]])) if ids else None
            role = "user" if number % 2 else "assistant"
            ids.append(store.add_message(chat.id, parent, role, f"word{number}").id)  # type: ignore[arg-type]  # a literal by construction
        before = store.whole_conversation(chat.id).messages
        deletions: list[int] = []
        for _ in range(data.draw(st.integers(1, 5))):
            living = [e.message.id for e in store.branch(chat.id)]
            if not living:
                break
            chosen, after = data.draw(st.sampled_from(living)), data.draw(st.booleans())
            deletions.append(store.delete_messages(chosen, and_after=after))
            left = store.whole_conversation(chat.id).messages
            for number in range(len(before)):
                is_left = any(m.content == f"word{number}" for m in left)
                assert bool(store.search(f"word{number}")) == is_left
        for deletion in data.draw(st.permutations(deletions)):
            store.restore_messages(deletion)
        assert store.whole_conversation(chat.id).messages == before
        assert all(store.search(f"word{number}") for number in range(len(before)))
        store.close()


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_when_the_time_is_over_a_deleted_message_is_gone_from_everywhere(place: Place) -> None:
    store = place.open()
    chat = store.create_conversation("plain")
    first = store.add_message(chat.id, None, "user", "first")
    secret = store.add_message(chat.id, first.id, "assistant", "xylophonist 琥珀")
    store.add_message(chat.id, secret.id, "user", "the walrus stays")
    store.close()
    place.clock.now += 100_000
    store = place.open()  # a daily backup holds the message
    deletion = store.delete_messages(secret.id, and_after=False)
    store.close()
    place.clock.now += 100_000
    store = place.open()  # and the next one what was deleted
    assert bytes_in(place.folder / "backups").count("琥珀".encode()) >= 2
    store.purge_deleted(older_than_s=200_000)
    store.restore_messages(deletion)
    deletion = store.delete_messages(secret.id, and_after=False)
    store.purge_deleted()
    for word in ("xylophonist", "琥珀"):
        assert word.encode() not in bytes_in(place.folder)
    with pytest.raises(StoreError):
        store.restore_messages(deletion)
    assert [e.message.content for e in store.branch(chat.id)] == ["first", "the walrus stays"]
    for backup in store.backups():
        store.restore_backup(backup.path)
        assert [e.message.content for e in store.branch(chat.id)] == ["first", "the walrus stays"]


def test_what_was_deleted_in_a_chat_goes_with_the_chat(place: Place) -> None:
    store = place.open()
    chat = store.create_conversation("plain")
    first = store.add_message(chat.id, None, "user", "xylophonist")
    store.delete_messages(first.id, and_after=True)
    store.keep(f"chat.{chat.id}.editing", "an edit about an okapi")
    place.clock.now += 1
    store.delete_conversation(chat.id)
    store.purge_deleted()
    assert b"xylophonist" not in bytes_in(place.folder)
    assert b"okapi" not in bytes_in(place.folder)


def test_a_deletion_that_was_told_survives_a_kill_and_can_be_taken_back(place: Place, start: Start) -> None:
    for wanted in (1, 6):
        child: subprocess.Popen[str] = start("delete")
        assert child.stdout is not None
        said = [tuple(map(int, child.stdout.readline().split())) for _ in range(wanted)]
        child.kill()
        child.communicate()
        store = place.open()
        assert not store.notices
        for conversation_id, _message, deletion in said:
            assert [e.message.content for e in store.branch(conversation_id)] == ["Q", "Q2"]
            store.restore_messages(deletion)
            assert [e.message.content for e in store.branch(conversation_id)] == ["Q", "A", "Q2"]
        store.close()


def test_an_edited_answer_stands_beside_the_models_own(store: Store, talk: Talk) -> None:
    ids = talk("Q1", "<think>Hm.</think>\n\nA1", "Q2")
    edited = store.add_edited(ids[1], "A1, mended")
    assert shown(store, ids[0]) == ["Q1", "A1, mended"]
    assert (edited.detail, edited.thoughts, edited.state) == ({"edited": True}, "Hm.", "done")
    assert store.message(ids[1]).content == "<think>Hm.</think>\n\nA1"
    assert [hit.message_id for hit in store.search("mended")] == [edited.id]


def test_a_branch_is_copied_into_a_chat_of_its_own(place: Place) -> None:
    store, clock = place.open(), place.clock
    chat = store.create_conversation("Walks")
    q1 = store.add_message(chat.id, None, "user", "Q1")
    clock.now += 5
    a1 = store.begin_answer(chat.id, q1.id, "Small")
    store.finish_message(a1.id, "A1", "done", {"seed": 7})
    again = store.add_message(chat.id, q1.id, "assistant", "A1 again")
    store.add_message(chat.id, a1.id, "user", "Q2")
    clock.now += 5
    copy = store.copy_branch(a1.id, "Branch of Walks", versions=False)
    assert [e.message.content for e in store.branch(copy.id)] == ["Q1", "A1"]
    copied = store.branch(copy.id)[1].message
    assert (copied.model, copied.created, copied.detail) == ("Small", a1.created, {"seed": 7})
    assert (copy.title, copy.created, copy.title_is_automatic) == ("Branch of Walks", clock.now, False)
    assert [hit.conversation_id for hit in store.search("Branch")] == [copy.id]
    whole = store.copy_branch(a1.id, "All", versions=True)
    assert [m.content for m in store.whole_conversation(whole.id).messages] == ["Q1", "A1", "A1 again"]
    assert [e.message.content for e in store.branch(whole.id)] == ["Q1", "A1"]
    assert shown(store, again.id) == ["Q1", "A1", "Q2"]
