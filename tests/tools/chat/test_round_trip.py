"""What is exported as JSON comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.outputs import look_at
from llmdesk.store import WholeConversation
from llmdesk.tools.chat import chats_json
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.chat.export import export_chats
from llmdesk.tools.chat.importing import examine, import_chats
from llmdesk.tools.chat.importing import job as importing_job
from llmdesk.tools.documents import from_text
from tests.tools.chat.made import all_of, chat, conversations, store_at


@settings(max_examples=40, deadline=None)
@given(st.lists(conversations(), max_size=4, unique_by=lambda each: each.created))
def test_a_store_of_chats_is_the_same_after_export_and_import(chats: list[WholeConversation]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        store = store_at(folder / "one")
        for each in chats:
            store.take_in(each)
        before = all_of(store)
        assert len(before) == len(chats)
        if not chats:
            store.close()
            return
        file = look_at(folder / "chats.json")
        exported = export_chats(store, store.conversation_ids()[::-1], file, "json", thoughts=True)
        assert exported.chats == len(chats)
        other = store_at(folder / "other")
        result = import_chats(other, exported.path)
        assert (result.new, result.known, result.unread) == (len(chats), 0, ())
        assert sorted(all_of(other), key=lambda each: each.created) == sorted(
            before, key=lambda each: each.created
        )
        again = import_chats(other, exported.path)
        assert (again.new, again.known, again.extended) == (0, len(chats), 0)
        store.close()
        other.close()


def test_an_export_without_thoughts_holds_the_answers_alone(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    taken = store.take_in(chat("Autumn", "Colours?", "<think>Leaves.</think>\n\nRed."))
    exported = export_chats(
        store, [taken.conversation_id], look_at(tmp_path / "a.json"), "json", thoughts=False
    )
    other = store_at(tmp_path / "other")
    import_chats(other, exported.path)
    (came,) = all_of(other)
    assert [message.content for message in came.messages] == ["Colours?", "Red."]


def test_folders_without_a_chat_come_back_where_all_is_exported(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    ids = [store.take_in(chat(name, f"{name}?", "Red.")).conversation_id for name in ("One", "Two")]
    store.folders.move(ids[:1], store.folders.make("Leaves"))
    store.folders.make("Empty, 空")
    whole = export_chats(store, ids, look_at(tmp_path / "a.json"), "json", thoughts=True)
    part = export_chats(store, ids[1:], look_at(tmp_path / "b.json"), "json", thoughts=True)
    other = store_at(tmp_path / "other")
    import_chats(other, part.path)
    assert not other.folders.all()
    for _ in range(2):
        assert import_chats(other, whole.path).members == ()
        assert [(folder.name, folder.chats) for folder in other.folders.all()] == [
            ("Empty, 空", 0),
            ("Leaves", 1),
        ]


def test_of_a_thousand_folders_each_is_made_and_more_are_told(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    taken = store.take_in(chat("One", "Colours?", "Red."))
    store.folders.make("Empty")
    path = export_chats(
        store, [taken.conversation_id], look_at(tmp_path / "a.json"), "json", thoughts=True
    ).path
    names = ["Work", "WORK", *(f"Folder {number}" for number in range(1_500))]
    many = tmp_path / "many.json"
    many.write_text(path.read_text("utf-8").replace('["Empty"]', json.dumps(names)), "utf-8")
    other = store_at(tmp_path / "other")
    other.folders.make("folder 7")
    assert import_chats(other, many).left == (("folders", 502),)
    made = {folder.name for folder in other.folders.all()}
    assert {"Work", "folder 7", "Folder 0", "Folder 997"} <= made
    assert len(made) == 999  # two are the same but for capitals


def test_names_of_folders_in_a_file_are_not_believed(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    taken = store.take_in(chat("One", "Colours?", "Red."))
    store.folders.make("Empty")
    path = export_chats(
        store, [taken.conversation_id], look_at(tmp_path / "a.json"), "json", thoughts=True
    ).path
    for number, wrong in enumerate(('[1, null, " ", "Good"]', '"Good"', "{}")):
        bad = tmp_path / f"bad{number}.json"
        bad.write_text(path.read_text("utf-8").replace('["Empty"]', wrong), "utf-8")
        other = store_at(tmp_path / f"other{number}")
        assert import_chats(other, bad).new == 1
        assert [folder.name for folder in other.folders.all()] == (["Good"] if number == 0 else [])


def test_attached_documents_go_out_and_come_back_and_what_is_forged_is_told(tmp_path: Path) -> None:
    given = attached(from_text("It costs 5. Due in May.", "offer.txt"))
    store = store_at(tmp_path / "one")
    number = store.create_conversation("Offer").id
    texts = {given.attachment.digest: given.body}
    store.add_message(number, None, "user", "What?", [given.attachment], texts)
    file = export_chats(store, [number], look_at(tmp_path / "chats.json"), "json", thoughts=True).path
    other = store_at(tmp_path / "other")
    assert import_chats(other, file).left == ()
    assert all_of(other) == all_of(store)
    assert other.attached_text(given.attachment.digest) == given.body
    forged = file.read_text("utf-8").replace('"sentences":[[0,', '"sentences":[[-1,')
    file.write_text(forged, "utf-8")
    third = store_at(tmp_path / "third")
    assert import_chats(third, file).left == (("attachments", 1),)
    assert third.branch(third.conversation_ids()[0])[0].message.attachments == ()
    answered = store_at(tmp_path / "answered")  # the text of a document is nothing that the model said
    file.write_text(forged.replace("[[-1,", "[[0,").replace('"role":"user"', '"role":"assistant"'), "utf-8")
    assert import_chats(answered, file).left == (("attachments", 1),)
    for each in (store, other, third, answered):
        each.close()


@pytest.mark.parametrize("share", ["\\\\evil\\share\\offer.txt", "//evil/offer.txt", "\\??\\UNC\\evil\\a"])
def test_a_file_of_chats_makes_nobody_ask_another_computer(tmp_path: Path, share: str) -> None:
    """On Windows a look at such a path says who looks."""
    given = attached(from_text("It costs 5.", "offer.txt"))
    store = store_at(tmp_path / "one")
    number = store.create_conversation("Offer").id
    forged = replace(given.attachment, path=share)
    asked = store.add_message(number, None, "user", "?", [forged], {forged.digest: given.body})
    begun = store.begin_answer(number, asked.id, "M")
    named = {"name": "offer.txt", "path": "//evil/share", "digest": ""}
    store.finish_message(begun.id, "5.", "done", {"documents": {"whole": [named], "due": True}})
    file = export_chats(store, [number], look_at(tmp_path / "chats.json"), "json", thoughts=True).path
    other = store_at(tmp_path / "other")
    import_chats(other, file)
    branch = other.branch(other.conversation_ids()[0])
    assert [each.path for each in branch[0].message.attachments] == [""]
    assert branch[1].message.detail["documents"] == {"whole": [{**named, "path": ""}], "due": True}
    store.close()
    other.close()


def test_a_chat_with_texts_longer_than_one_element_may_be_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chats_json, "LONG_TEXTS", 50_000)
    monkeypatch.setattr(importing_job, "_OWN_LONGEST", 100_000)
    store = store_at(tmp_path / "one")
    chats = []
    for name in "ab":
        given = [attached(from_text(f"{name}{n} costs 5. 很贵。" * 3_000, f"{n}.txt")) for n in range(4)]
        number = store.create_conversation(name).id
        texts = {each.attachment.digest: each.body for each in given}
        store.add_message(number, None, "user", f"{name}?", [each.attachment for each in given], texts)
        chats.append(number)
    chats.append(store.take_in(chat("Autumn", "Colours?", "Red.")).conversation_id)
    file = export_chats(store, chats, look_at(tmp_path / "chats.json"), "json", thoughts=True).path
    assert examine(file).chats == 3
    other = store_at(tmp_path / "other")
    result = import_chats(other, file)
    assert (result.new, result.left, result.unread) == (3, (), ())
    by_title = sorted(all_of(store), key=lambda each: each.title)
    assert sorted(all_of(other), key=lambda each: each.title) == by_title

    monkeypatch.setattr(importing_job, "_MOST_BEFORE", 300_000)  # what is more than memory may hold is told
    third = store_at(tmp_path / "third")
    left = dict(import_chats(third, file).left)
    assert left.keys() == {"attachments"}
    assert 0 < left["attachments"] < 8
    for each in (store, other, third):
        each.close()


def test_what_is_attached_to_a_draft_goes_out_and_comes_back(tmp_path: Path) -> None:
    given = attached(from_text("It costs 5.", "offer.txt"))
    store = store_at(tmp_path / "one")
    number = store.create_conversation("Offer").id
    texts = {given.attachment.digest: given.body}
    store.add_message(number, None, "user", "What?", [given.attachment], texts)
    kept = ["offer.txt", "", given.attachment.digest, {"kind": "txt"}]
    place = f"chat.{number}.attached"
    drafts = [{"name": "Pasted text", "text": "很长 \n text"}, {"path": "/home/me/a.txt"}, {"kept": kept}]
    store.keep(place, json.dumps(drafts))
    file = export_chats(store, [number], look_at(tmp_path / "chats.json"), "json", thoughts=True).path
    other = store_at(tmp_path / "other")
    assert import_chats(other, file).left == ()
    came = json.loads(other.kept(f"chat.{other.conversation_ids()[0]}.attached"))
    assert came == [drafts[0], {"path": "/home/me/a.txt", "asks": True}, drafts[2]]
    forged = [{"path": "//evil/a"}, {"kept": ["a", "", "0" * 64, {}]}, 3, {"name": "a", "text": 5}, drafts[0]]
    store.keep(place, json.dumps(forged))
    again = export_chats(store, [number], look_at(tmp_path / "again.json"), "json", thoughts=True).path
    third = store_at(tmp_path / "third")
    assert import_chats(third, again).left == (("attachments", 4),)
    assert json.loads(third.kept(f"chat.{third.conversation_ids()[0]}.attached")) == [drafts[0]]
    for each in (store, other, third):
        each.close()
