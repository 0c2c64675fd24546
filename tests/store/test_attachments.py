"""Texts that go with messages: kept once, copied with chats, and gone when nothing has them any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from llmdesk.errors import StoreError
from llmdesk.store import Attachment, Store, StoredMessage
from llmdesk.store.schema import MIGRATIONS
from tests.store.conftest import Place

OFFER = Attachment("offer.pdf", "/home/me/offer\udcff.pdf", "d1", {"kind": "pdf", "file": [1, 2, "ff"]})
TERMS = Attachment("terms.txt", "", "d2")
TEXTS = {"d1": b"The roof costs 240,000 euros.", "d2": b"Due on 3 May."}


def ask(store: Store, *given: Attachment) -> StoredMessage:
    chat = store.create_conversation("Roof")
    return store.add_message(chat.id, None, "user", "What does it cost?", given, TEXTS)


def kept(place: Place) -> set[str]:
    with closing(sqlite3.connect(place.path)) as db:
        return {digest for (digest,) in db.execute("SELECT digest FROM attached_text")}


def test_what_is_attached_comes_back_with_its_message(store: Store) -> None:
    asked = ask(store, OFFER, TERMS)
    assert asked.attachments == (OFFER, TERMS)
    assert store.message(asked.id).attachments == (OFFER, TERMS)
    (entry,) = store.branch(asked.conversation_id)
    assert entry.message.attachments == (OFFER, TERMS)
    assert store.attached_text("d1") == TEXTS["d1"]


def test_a_text_that_is_nowhere_is_refused_and_nothing_is_stored(store: Store) -> None:
    chat = store.create_conversation()
    with pytest.raises(StoreError):
        store.add_message(chat.id, None, "user", "Hm?", [OFFER])
    assert store.branch(chat.id) == []


def test_a_text_is_kept_once_and_goes_with_the_last_chat_that_has_it(place: Place) -> None:
    store = place.open()
    first, second = ask(store, OFFER), ask(store, OFFER, TERMS)
    assert kept(place) == {"d1", "d2"}
    store.delete_conversation(second.conversation_id)
    store.purge_deleted()
    assert kept(place) == {"d1"}
    assert store.message(first.id).attachments == (OFFER,)
    store.delete_conversation(first.conversation_id)
    store.purge_deleted()
    assert kept(place) == set()


def test_those_of_a_deleted_message_come_back_with_it_and_go_for_good_with_it(place: Place) -> None:
    store = place.open()
    asked = ask(store, OFFER)
    deletion = store.delete_messages(asked.id, and_after=True)
    store.restore_messages(deletion)
    assert store.message(asked.id).attachments == (OFFER,)
    store.delete_messages(asked.id, and_after=True)
    place.clock.now += 10
    store.purge_deleted()
    assert kept(place) == set()


def test_a_copy_a_branch_and_a_new_version_have_what_the_first_had(store: Store) -> None:
    asked = ask(store, OFFER)
    again = store.add_message(asked.conversation_id, None, "user", "And the walls?", asked.attachments)
    assert again.attachments == (OFFER,)
    copy = store.duplicate_conversation(asked.conversation_id, "Copy")
    assert [m.attachments for m in store.whole_conversation(copy).messages] == [(OFFER,), (OFFER,)]
    branch = store.copy_branch(asked.id, "Branch", versions=False)
    assert store.branch(branch.id)[0].message.attachments == (OFFER,)
    store.delete_conversation(asked.conversation_id)
    store.purge_deleted()
    assert store.attached_text("d1") == TEXTS["d1"]


def test_a_whole_chat_carries_its_texts_to_another_store(place: Place) -> None:
    store = place.open()
    chat = store.whole_conversation(ask(store, OFFER, TERMS).conversation_id)
    assert chat.texts == TEXTS
    store.delete_everything()
    assert kept(place) == set()
    number = store.take_in(chat).conversation_id
    assert store.branch(number)[0].message.attachments == (OFFER, TERMS)
    assert store.attached_text("d2") == TEXTS["d2"]
    assert store.take_in(chat).outcome == "known"
    assert store.take_in(replace(chat, created=5.0, title="Other")).outcome == "new"


def test_what_is_deleted_goes_from_the_backups_too(place: Place) -> None:
    store = place.open()
    asked = ask(store, OFFER)
    store.close()
    place.clock.now += 100_000
    store = place.open()  # backs up
    (backup,) = store.backups()
    store.delete_conversation(asked.conversation_id)
    store.purge_deleted()
    with closing(sqlite3.connect(backup.path)) as db:
        assert db.execute("SELECT count(*) FROM attached_text").fetchone() == (0,)


def test_a_chat_of_before_is_deleted_from_a_backup_that_knows_no_attachments(place: Place) -> None:
    """The backup that is made before the migration."""
    with closing(sqlite3.connect(place.path, isolation_level=None)) as db:
        for migration in MIGRATIONS[:_BEFORE]:
            for statement in migration:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {_BEFORE}")
        db.execute(
            "INSERT INTO conversation (title, title_is_automatic, created, updated) VALUES ('Old', 0, 5, 5)"
        )
    store = place.open()
    (chat,) = store.conversations()
    assert ask(store, OFFER).attachments == (OFFER,)
    store.delete_conversation(chat.id)
    store.purge_deleted()
    (backup,) = [each for each in store.backups() if each.occasion == "update"]
    with closing(sqlite3.connect(backup.path)) as db:
        assert db.execute("SELECT count(*) FROM conversation").fetchone() == (0,)


_BEFORE = next(at for at, steps in enumerate(MIGRATIONS) if any("attached_text" in step for step in steps))


def test_what_was_found_out_about_an_answer_stands_beside_what_was_known(store: Store) -> None:
    asked = ask(store, OFFER)
    begun = store.begin_answer(asked.conversation_id, asked.id, "M")
    store.finish_message(begun.id, "240,000.", "done", {"finish_reason": "stop"})
    found = store.add_detail(begun.id, {"documents": {"due": True}})
    assert found.detail == {"finish_reason": "stop", "documents": {"due": True}}
    with pytest.raises(StoreError):
        store.add_detail(999, {})
