"""Conversations, their trees of messages, drafts."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmdesk.errors import StoreError
from llmdesk.store import BranchMessage, Store
from tests.store.conftest import Place

Talk = Callable[..., list[int]]


def contents(branch: list[BranchMessage]) -> list[str]:
    return [entry.message.content for entry in branch]


def test_what_was_said_is_there_after_a_restart(place: Place) -> None:
    store = place.open()
    chat = store.create_conversation()
    question = store.add_message(chat.id, None, "user", "Name three colours.\n🍁 秋")
    answer = store.begin_answer(chat.id, question.id, "SmolLM2")
    store.checkpoint(answer.id, "Red,")
    done = store.finish_message(answer.id, "Red, orange, gold.", "done", {"finish_reason": "stop", "n": 3})
    store.close()

    again = place.open()
    branch = again.branch(chat.id)
    assert [entry.message for entry in branch] == [question, done]
    assert done.state == "done"
    assert done.detail == {"finish_reason": "stop", "n": 3}
    assert done.model == "SmolLM2"
    assert again.conversation(chat.id).leaf_id == done.id


def test_an_answer_streams_until_it_is_finished(store: Store, talk: Talk) -> None:
    (question,) = talk("Hello?")
    chat = store.message(question).conversation_id
    answer = store.begin_answer(chat, question, "m")
    assert (answer.state, answer.content, answer.role) == ("streaming", "", "assistant")
    store.checkpoint(answer.id, "Hel")
    assert store.message(answer.id).content == "Hel"
    assert store.message(answer.id).state == "streaming"
    store.finish_message(answer.id, "Hello", "stopped", {})
    assert store.message(answer.id).state == "stopped"


def test_regenerating_keeps_the_old_version_and_shows_the_new(store: Store, talk: Talk) -> None:
    question, first = talk("Q", "first")
    chat = store.message(question).conversation_id
    second = store.begin_answer(chat, question, "m")
    store.finish_message(second.id, "second", "done", {})
    branch = store.branch(chat)
    assert contents(branch) == ["Q", "second"]
    assert (branch[1].version, branch[1].versions) == (2, 2)
    assert contents(store.select_version(second.id, -1)) == ["Q", "first"]
    assert store.conversation(chat).leaf_id == first


def test_going_back_to_a_version_shows_its_newest_descendant(store: Store, talk: Talk) -> None:
    question, answer, _, old_end = talk("Q", "A", "more?", "old end")
    chat = store.message(question).conversation_id
    other = store.add_message(chat, answer, "user", "or this?")
    newest = store.add_message(chat, other.id, "assistant", "newest end")
    edited = store.add_message(chat, None, "user", "Q, edited")
    branch = store.branch(chat)
    assert contents(branch) == ["Q, edited"]
    assert (branch[0].version, branch[0].versions) == (2, 2)
    branch = store.select_version(edited.id, -1)
    assert branch[-1].message.id == newest.id != old_end
    assert [(entry.version, entry.versions) for entry in branch] == [(1, 2), (1, 1), (2, 2), (1, 1)]


def test_versions_end_where_they_end(store: Store, talk: Talk) -> None:
    question, answer = talk("Q", "A")
    chat = store.message(question).conversation_id
    assert contents(store.select_version(answer, +1)) == ["Q", "A"]
    assert contents(store.select_version(answer, -5)) == ["Q", "A"]
    assert contents(store.branch(chat, question)) == ["Q"]


def test_whatever_follows_one_message_can_be_reached(store: Store, talk: Talk) -> None:
    """An answer that was deleted may leave a question beside the other answers."""
    question, _ = talk("Q", "A")
    chat = store.message(question).conversation_id
    store.add_message(chat, question, "user", "I add something")
    branch = store.branch(chat)
    assert (branch[-1].version, branch[-1].versions) == (2, 2)
    assert [entry.message.content for entry in store.select_version(branch[-1].message.id, -1)] == ["Q", "A"]


def test_the_branch_of_an_empty_conversation_is_empty(store: Store) -> None:
    assert store.branch(store.create_conversation().id) == []


def test_a_message_cannot_hang_on_another_conversation(store: Store, talk: Talk) -> None:
    (foreign,) = talk("elsewhere")
    chat = store.create_conversation()
    with pytest.raises(StoreError, match="no longer exists"):
        store.add_message(chat.id, foreign, "user", "text")
    with pytest.raises(StoreError, match="no longer exists"):
        store.branch(chat.id, foreign)
    assert store.branch(chat.id) == []


def test_what_is_gone_is_named_as_gone(store: Store) -> None:
    for call in (
        lambda: store.conversation(9),
        lambda: store.message(9),
        lambda: store.branch(9),
        lambda: store.add_message(9, None, "user", "text"),
        lambda: store.begin_answer(9, 9, "m"),
        lambda: store.checkpoint(9, "text"),
        lambda: store.finish_message(9, "text", "done", {}),
        lambda: store.select_version(9, 1),
        lambda: store.rename_conversation(9, "title"),
        lambda: store.delete_conversation(9),
        lambda: store.restore_conversation(9),
        lambda: store.save_draft(9, "text"),
        lambda: store.draft(9),
    ):
        with pytest.raises(StoreError, match="no longer exists"):
            call()


def test_an_automatic_title_never_replaces_the_users(store: Store) -> None:
    chat = store.create_conversation()
    assert chat.title_is_automatic
    store.rename_conversation(chat.id, "Autumn  leaves\n", automatic=True)
    assert store.conversation(chat.id).title == "Autumn leaves"
    store.rename_conversation(chat.id, "Mine")
    store.rename_conversation(chat.id, "Yours", automatic=True)
    assert store.conversation(chat.id).title == "Mine"
    named = store.create_conversation("Given")
    store.rename_conversation(named.id, "Yours", automatic=True)
    assert store.conversation(named.id).title == "Given"


def test_conversations_come_newest_first_and_in_pages(place: Place) -> None:
    store = place.open()
    ids = []
    for _ in range(5):
        place.clock.now += 1
        ids.append(store.create_conversation().id)
    place.clock.now += 1
    store.add_message(ids[0], None, "user", "back to the first")
    listed = [chat.id for chat in store.conversations()]
    assert listed == [ids[0], ids[4], ids[3], ids[2], ids[1]]
    assert [chat.id for chat in store.conversations(limit=2, offset=1)] == [ids[4], ids[3]]


def test_a_deleted_conversation_can_be_had_back_until_it_is_purged(place: Place) -> None:
    store = place.open()
    chat = store.create_conversation("Secret plans")
    store.add_message(chat.id, None, "user", "mountain")
    store.delete_conversation(chat.id)
    assert store.conversations() == []
    assert store.search("mountain") == store.search("plans") == []
    store.restore_conversation(chat.id)
    assert [c.id for c in store.conversations("mountain")] == [chat.id]
    store.delete_conversation(chat.id)
    place.clock.now += 60
    assert store.purge_deleted(older_than_s=3600) == 0
    assert store.purge_deleted(older_than_s=60) == 1
    with pytest.raises(StoreError):
        store.restore_conversation(chat.id)


def test_a_long_conversation_can_be_purged(store: Store, talk: Talk) -> None:
    ids = talk(*(f"message {n}" for n in range(1500)))
    store.delete_conversation(store.message(ids[0]).conversation_id)
    assert store.purge_deleted() == 1


def test_what_is_purged_leaves_no_bytes_behind(place: Place) -> None:
    store = place.open()
    kept = store.create_conversation()
    for number in range(200):
        store.add_message(kept.id, None, "user", f"ordinary talk {number}")
    chat = store.create_conversation("zanzibar title")
    store.add_message(chat.id, None, "user", "the word is xylophonist and 琥珀")
    store.delete_conversation(chat.id)
    store.purge_deleted()
    store.close()
    data = b"".join(path.read_bytes() for path in place.folder.rglob("*") if path.is_file())
    for word in ("zanzibar", "xylophonist", "琥珀"):
        assert word.encode() not in data
    assert b"ordinary talk 7" in data


def bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_what_is_deleted_goes_from_the_backups_too_and_nothing_else_does(place: Place) -> None:
    store = place.open()
    kept = store.create_conversation("walrus")
    store.add_message(kept.id, None, "user", "the walrus stays")
    for number in range(300):
        store.add_message(kept.id, None, "user", f"ordinary talk {number}")
    gone = store.create_conversation("zanzibar")
    store.add_message(gone.id, None, "user", "xylophonist 琥珀")
    run = store.add_run("poem", {"topic": "okapi"}, {})
    other = store.add_run("poem", {"topic": "tapir"}, {})
    store.close()
    for _ in range(3):  # a backup a day
        place.clock.now += 100_000
        store = place.open()
        store.close()
    store = place.open()
    assert b"xylophonist" in bytes_in(place.folder / "backups")
    store.delete_conversation(gone.id)
    store.delete_run(run.id)
    store.purge_deleted()
    for word in ("zanzibar", "xylophonist", "琥珀", "okapi"):
        assert word.encode() not in bytes_in(place.folder)
    backups = store.backups()
    assert len(backups) == 3
    for backup in backups:
        store.restore_backup(backup.path)
        assert [chat.title for chat in store.conversations()] == ["walrus"]
        assert len(store.search("walrus")) == 2
        assert [each.id for each in store.runs("poem")] == [other.id]


def test_erasing_goes_on_after_a_break_and_not_for_what_was_put_back(place: Place) -> None:
    store = place.open()
    run = store.add_run("poem", {"topic": "okapi"}, {})
    put_back = store.add_run("poem", {"topic": "tapir"}, {})
    store.close()
    place.clock.now += 100_000
    store = place.open()
    whole = store.run(put_back.id)
    store.delete_run(run.id)
    store.delete_run(put_back.id)
    store.restore_run(whole)
    store.close()  # before any purge
    store = place.open()
    assert b"okapi" in bytes_in(place.folder / "backups")
    store.purge_deleted()
    assert b"okapi" not in bytes_in(place.folder)
    assert b"tapir" in bytes_in(place.folder / "backups")
    store.purge_deleted()


def test_a_damaged_backup_does_not_stop_the_erasing_in_others(place: Place) -> None:
    store = place.open()
    run = store.add_run("poem", {"topic": "okapi"}, {})
    store.close()
    place.clock.now += 100_000
    store = place.open()
    damaged = store.backups()[0].path.with_name("llmdesk-daily-20990101-000000.sqlite3")
    damaged.write_bytes(b"no database" * 500)
    store.delete_run(run.id)
    store.purge_deleted()
    assert b"okapi" not in bytes_in(place.folder)
    assert damaged.exists()


def test_a_purge_waits_for_a_streaming_answer(store: Store, talk: Talk) -> None:
    (question,) = talk("Q")
    chat = store.message(question).conversation_id
    answer = store.begin_answer(chat, question, "m")
    store.delete_conversation(chat)
    assert store.purge_deleted() == 0
    store.finish_message(answer.id, "A", "done", {})
    assert store.purge_deleted() == 1


def test_a_tool_finds_what_it_kept_under_its_own_name(place: Place) -> None:
    store = place.open()
    assert store.kept("sentiment.draft") == ""
    store.keep("sentiment.draft", "a film")
    store.keep("sentiment.draft", "a better film")
    store.keep("poem.draft", "a moon")
    again = place.open()
    assert again.kept("sentiment.draft") == "a better film"
    again.delete_everything()
    assert again.kept("poem.draft") == ""


def test_drafts_are_kept_for_each_chat_and_for_the_one_to_come(place: Place) -> None:
    store = place.open()
    chat = store.create_conversation()
    assert store.draft(None) == store.draft(chat.id) == ""
    store.save_draft(None, "an idea")
    store.save_draft(None, "a better idea")
    store.save_draft(chat.id, "an answer")
    store.close()
    again = place.open()
    assert again.draft(None) == "a better idea"
    assert again.draft(chat.id) == "an answer"
    assert again.conversation(chat.id).draft == "an answer"
    again.save_draft(chat.id, "")
    assert again.draft(chat.id) == ""


def test_text_that_utf8_cannot_hold_is_still_saved(store: Store) -> None:
    chat = store.create_conversation("half \ud800")
    saved = store.add_message(chat.id, None, "user", "pair \ud83c\udf41 lone \udc41 nul \0 end")
    assert saved.content == "pair 🍁 lone \ufffd nul \0 end"
    assert store.message(saved.id) == saved
    answer = store.begin_answer(chat.id, saved.id, "m\ud800")
    done = store.finish_message(answer.id, "", "failed", {"error": "x\ud800", "rate": 1.5})
    assert done.detail == {"error": "x\ufffd", "rate": 1.5}


def test_a_closed_store_says_so(store: Store) -> None:
    chat = store.create_conversation()
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.add_message(chat.id, None, "user", "late")
    with pytest.raises(StoreError, match="closed"):
        store.conversations()


def test_delete_everything_leaves_nothing(place: Place) -> None:
    store = place.open()
    chat = store.create_conversation("wolverine")
    store.add_message(chat.id, None, "user", "wolverine 狼獾")
    store.save_draft(None, "wolverine")
    store.add_run("poem", {"topic": "wolverine"}, {})
    store.close()
    place.path.with_name(place.path.name + ".damaged-20200101-000000").write_text("wolverine")
    place.clock.now += 100_000
    store = place.open()
    assert store.backups()
    store.delete_everything()
    assert not store.conversations()
    assert not store.runs("poem")
    assert not store.search("wolverine")
    assert store.draft(None) == ""
    assert store.backups() == []
    data = b"".join(path.read_bytes() for path in place.folder.rglob("*") if path.is_file())
    assert b"wolverine" not in data
    assert "狼獾".encode() not in data
    fresh = store.create_conversation("after")
    assert [c.id for c in store.conversations("after")] == [fresh.id]


def test_many_threads_write_and_read_at_once(store: Store) -> None:
    chats = [store.create_conversation() for _ in range(4)]
    failures: list[BaseException] = []

    def chat_on(conversation_id: int) -> None:
        try:
            parent = None
            for number in range(25):
                parent = store.add_message(conversation_id, parent, "user", f"line {number}").id
                assert len(store.branch(conversation_id)) == number + 1
                store.search("line")
        except BaseException as error:  # noqa: BLE001  # handed to the thread that asserts
            failures.append(error)

    threads = [threading.Thread(target=chat_on, args=(chat.id,)) for chat in chats]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert all(len(store.branch(chat.id)) == 25 for chat in chats)


def test_opening_a_conversation_costs_as_many_times_more_as_it_is_longer(store: Store, talk: Talk) -> None:
    """Ratios taken in one run: 8 times as many messages; were each looked up among all, 64 times as long."""
    few, many = (talk(*(f"message {n} 中文 " * 5 for n in range(count))) for count in (250, 2000))
    chats = [store.message(ids[0]).conversation_id for ids in (few, many)]
    short, long = (min(_seconds(partial(store.branch, chat)) for _ in range(5)) for chat in chats)
    assert long < 24 * short
    text = "word " * 2000
    answers = [store.begin_answer(chat, ids[-1], "m") for chat, ids in zip(chats, (few, many), strict=True)]
    short, long = (
        min(_seconds(partial(store.checkpoint, answer.id, text)) for _ in range(9)) for answer in answers
    )
    assert long < 4 * short


def _seconds(action: Callable[[], object]) -> float:
    """Of this thread: what else the computer does is not counted."""
    begin = time.thread_time()
    action()
    return time.thread_time() - begin


@given(choices=st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tree_reads_back_as_it_was_grown(store: Store, choices: list[tuple[int, bool]]) -> None:
    chat = store.create_conversation().id
    parents: dict[int, int | None] = {}
    for number, is_user in choices:
        known = [None, *parents]
        parent = known[number % len(known)]
        role = "user" if is_user else "assistant"
        added = store.add_message(chat, parent, role, "x")  # type: ignore[arg-type]  # a literal by construction
        parents[added.id] = parent
    for leaf in parents:
        expected: list[int] = []
        place: int | None = leaf
        while place is not None:
            expected.insert(0, place)
            place = parents[place]
        branch = store.branch(chat, leaf)
        assert [entry.message.id for entry in branch] == expected
        for entry in branch:
            own = entry.message.id
            siblings = [m for m in parents if parents[m] == parents[own]]
            assert (entry.version, entry.versions) == (siblings.index(own) + 1, len(siblings))
    for message in parents:
        shown = [entry.message.id for entry in store.select_version(message, 0)]
        assert message in shown
        assert shown[-1] == store.conversation(chat).leaf_id
        assert shown[-1] not in parents.values()
