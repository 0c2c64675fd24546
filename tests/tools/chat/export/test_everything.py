"""What was found in all documents goes along when a chat is exported, and comes back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from llmdesk.store import WholeConversation, WholeMessage
from llmdesk.tools.chat.attaching.grounds import Named
from llmdesk.tools.chat.chats_json import chat_bytes
from llmdesk.tools.chat.everything.found import Judged, all_read, as_detail, decided, found_of, rows_of
from llmdesk.tools.chat.export.markdown import as_markdown
from llmdesk.tools.chat.export.page import as_html
from llmdesk.tools.chat.export.turns import turns
from llmdesk.tools.chat.importing.ours import conversation
from llmdesk.tools.chat.importing.types import Tally

ROWS = [
    Judged(Named("b|<b>.txt", "/x/b.txt"), "no", -3.0, 0, 4, "", "", "1" * 64),
    Judged(Named("a.pdf", "/x/a.pdf"), "yes", 3.0, 5, 9, "2", "It is *late* | here.", "2" * 64),
]


@pytest.fixture
def chat() -> WholeConversation:
    found = all_read("How many letters are late?", 2, ROWS, "Fake", 1.0, 1)
    question = WholeMessage(None, "user", "How many letters are late?", "done", "", 1.0)
    answer = WholeMessage(0, "assistant", "Documents: **1 of 2**.", "done", "Fake", 2.0, as_detail(found))
    return WholeConversation("Letters", False, 1.0, 2.0, "", (question, answer), 1)


def test_json_brings_all_rows_back(chat: WholeConversation) -> None:
    back = conversation(json.loads(chat_bytes(chat, thoughts=True)), Tally())
    assert rows_of(found_of(back.messages[1])) == tuple(ROWS)


def test_markdown_has_the_rows_those_that_count_first(chat: WholeConversation) -> None:
    text = as_markdown("Letters", turns(chat, str, thoughts=False), str)
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert lines[0] == "| Answer | Document | Sentence |"
    assert lines[2].startswith("| Yes | a.pdf, 2 | It is \\*late\\* \\| here.")
    assert lines[3].startswith("| No | b\\|\\<b\\>.txt |")


def test_what_the_user_decided_is_told_and_comes_back(chat: WholeConversation) -> None:
    found = found_of(chat.messages[1])
    assert found is not None
    answer = replace(chat.messages[1], detail=as_detail(decided(found, ROWS[0], "yes")))
    chat = replace(chat, messages=(chat.messages[0], answer))
    text = as_markdown("Letters", turns(chat, str, thoughts=False), str)
    assert "| Yes, by hand | b\\|\\<b\\>.txt |" in text
    assert "| Yes | a.pdf, 2 |" in text
    back = found_of(conversation(json.loads(chat_bytes(chat, thoughts=True)), Tally()).messages[1])
    assert back is not None
    assert (back.count, back.by_hand) == (2, 1)


def test_a_page_has_them_as_a_table_without_marks_of_documents(chat: WholeConversation) -> None:
    page = as_html("Letters", turns(chat, str, thoughts=False), str)
    assert "<td>It is *late* | here.</td>" in page
    assert "<b>.txt" not in page


def test_very_many_rows_are_counted_and_not_told() -> None:
    rows = [Judged(Named(f"{at}.txt"), "yes", 1.0, 0, 9, "", "It is late.", "") for at in range(10_000)]
    found = all_read("Which are late?", 10_000, rows, "Fake", 1.0, 1)
    answer = WholeMessage(None, "assistant", "All.", "done", "Fake", 2.0, as_detail(found))
    text = turns(WholeConversation("", False, 1.0, 2.0, "", (answer,), 0), str, thoughts=False)[0].text
    assert len(text) < 200_000
    assert "9,500 more documents" in text


def test_a_file_from_anybody_is_counted_anew_and_asks_no_other_computer(chat: WholeConversation) -> None:
    value = json.loads(chat_bytes(chat, thoughts=True))
    found = value["messages"][1]["detail"]["everything"]
    rows = json.loads(found["rows"])
    rows[0]["document"]["path"] = found["first"][0]["document"]["path"] = "\\\\there\\share\\b.txt"
    found["rows"], found["count"], found["first"] = json.dumps(rows), 900, found["first"] * 5_000
    found["unread_first"] = [{"document": {"name": "x" * 9_000, "path": "//there/x"}}] * 900
    back = found_of(conversation(value, Tally()).messages[1])
    assert back is not None
    assert (back.count, len(back.first), len(back.unread_first)) == (1, 1, 20)
    assert "there" not in back.rows
    assert all(not each.document.path and len(each.document.name) <= 1_000 for each in back.unread_first)


@pytest.mark.parametrize(
    "wrong", ["rows", 7, None, {"question": 1}, {"question": "", "documents": 1, "rows": "[["}]
)
def test_what_makes_no_sense_is_left_out(chat: WholeConversation, wrong: object) -> None:
    value = json.loads(chat_bytes(chat, thoughts=True))
    value["messages"][1]["detail"]["everything"] = wrong
    assert found_of(conversation(value, Tally()).messages[1]) is None
