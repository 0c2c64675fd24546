"""OpenAI's export, as it is downloaded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from llmdesk.store import Store, WholeConversation
from llmdesk.tools.chat.importing import details_of, import_chats, summary_of
from tests.tools.chat.made import all_of, openai_chat, openai_node, write_json


def texts(chat: WholeConversation) -> list[str]:
    return [message.content for message in chat.messages]


def test_a_tree_of_messages_keeps_its_versions_and_the_branch_that_is_shown(
    store: Store, tmp_path: Path
) -> None:
    made = openai_chat(
        "Autumn",
        openai_node("q", "root", "user", "Colours?"),
        openai_node("a1", "q", "assistant", "Blue."),
        openai_node("a2", "q", "assistant", "Red."),
        openai_node("q2", "a1", "user", "Why?"),
        current_node="a1",
    )
    result = import_chats(store, write_json(tmp_path / "conversations.json", [made]))
    (chat,) = all_of(store)
    assert (result.new, chat.title, chat.title_is_automatic) == (1, "Autumn", False)
    assert [(m.parent, m.role, m.content, m.model) for m in chat.messages] == [
        (None, "user", "Colours?", ""),
        (0, "assistant", "Blue.", "gpt-4o"),
        (1, "user", "Why?", ""),
        (0, "assistant", "Red.", "gpt-4o"),
    ]
    assert chat.leaf == 1
    assert (chat.created, chat.messages[0].created) == (1_690_000_000.25, 1_690_000_000.5)
    (conversation,) = store.conversations()
    assert [(e.message.content, e.version, e.versions) for e in store.branch(conversation.id)] == [
        ("Colours?", 1, 1),
        ("Blue.", 1, 2),
    ]


def test_what_is_no_text_is_told_as_left_out_and_an_answer_in_pieces_is_one(
    store: Store, tmp_path: Path
) -> None:
    thoughts = {
        "content_type": "thoughts",
        "thoughts": [{"summary": "Leaves", "content": "They are </think> red."}],
    }
    made = openai_chat(
        "",
        openai_node("s", "root", "system", "You are ChatGPT."),
        openai_node(
            "i", "s", "user", content={"content_type": "user_editable_context", "user_profile": "I am old."}
        ),
        openai_node(
            "q", "i", "user", {"content_type": "image_asset_pointer"}, "What\x00 is\x1b[31m this?\r\nSay."
        ),
        openai_node("t", "q", "assistant", content=thoughts),
        openai_node("c", "t", "assistant", "search()", recipient="web.run"),
        openai_node("r", "c", "tool", "results"),
        openai_node("w", "r", "assistant", "gone", weight=0.0),
        openai_node("a", "w", "assistant", "A leaf\ue200cite\ue202turn0\ue201."),
        openai_node("a_", "a", "assistant", content={"content_type": "code", "text": "x = 1"}),
    )
    result = import_chats(store, write_json(tmp_path / "conversations-000.json", [made]))
    (chat,) = all_of(store)
    assert texts(chat) == [
        "[image]\n\nWhat is[31m this?\nSay.",
        "A leaf.\n\n```\nx = 1\n```",
    ]
    assert chat.messages[1].thoughts == "Leaves\nThey are </think> red."
    assert (chat.title, chat.title_is_automatic) == ("[image]", True)
    assert dict(result.left) == {"hidden": 2, "instructions": 1, "pictures": 1, "tools": 2}
    assert [str(line) for line in details_of(result)] == [
        "Left out because llmdesk cannot store it: hidden messages (2), instructions for the model (1), "
        "pictures (1), tool calls and their results (2)."
    ]


def test_the_archive_is_read_as_it_was_downloaded(store: Store, tmp_path: Path) -> None:
    chats = [openai_chat(f"Chat {n}", openai_node("q", "root", "user", f"Hi {n}")) for n in range(3)]
    chats[1]["create_time"] += 1
    chats[2]["mapping"]["q"] = 5
    path = tmp_path / "export.zip"
    import json

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("user.json", '{"email": "me@example.org"}')
        archive.writestr("chat.html", "<html>")
        archive.writestr("conversations.json", json.dumps(chats))
    result = import_chats(store, path)
    assert [str(said) for said in summary_of(result)] == ["2 chats were imported.", "1 could not be read."]
    (problem,) = details_of(result)
    assert str(problem).startswith("conversations.json, line 1, column ")
    assert str(problem).endswith(", “Chat 2”: mapping → q: an object was expected")


def test_messages_in_a_circle_or_without_parents_do_no_harm(store: Store, tmp_path: Path) -> None:
    circle = openai_chat("Circle", openai_node("a", "b", "user", "x"), openai_node("b", "a", "user", "y"))
    del circle["mapping"]["root"]
    lost = openai_chat("Lost", openai_node("a", "nowhere", "user", "x"), create_time=None, current_node=7)
    lost["mapping"]["a"]["children"] = [["a"], None, "a"]
    result = import_chats(store, write_json(tmp_path / "conversations.json", [circle, lost]))
    assert (result.new, result.unread_count) == (1, 1)
    assert "the messages have no beginning" in str(result.unread[0])


def test_a_long_chat_takes_no_recursion(store: Store, tmp_path: Path) -> None:
    nodes = [openai_node("0", "root", "user", "0")]
    nodes += [
        openai_node(str(n), str(n - 1), "assistant" if n % 2 else "user", str(n)) for n in range(1, 3_000)
    ]
    import_chats(store, write_json(tmp_path / "conversations.json", [openai_chat("Long", *nodes)]))
    assert len(all_of(store)[0].messages) == 3_000


def test_an_answer_in_thousands_of_pieces_is_joined_at_once(store: Store, tmp_path: Path) -> None:
    nodes = [openai_node("0", "root", "user", "Go")]
    nodes += [openai_node(str(n), str(n - 1), "assistant", f"piece {n}") for n in range(1, 3_000)]
    import_chats(store, write_json(tmp_path / "conversations.json", [openai_chat("Pieces", *nodes)]))
    _, answer = all_of(store)[0].messages
    assert answer.content.split("\n\n") == [f"piece {n}" for n in range(1, 3_000)]
