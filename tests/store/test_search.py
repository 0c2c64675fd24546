"""Search: which words are found, in which scripts, and what is highlighted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from llmdesk.store import Store
from llmdesk.store.search import highlights, indexed, parse_query, snippet

Talk = Callable[..., list[int]]


def marked(store: Store, query: str) -> list[str]:
    """The first hit's highlighted pieces."""
    hit = store.search(query)[0]
    return [hit.snippet[start:end] for start, end in hit.highlights]


@pytest.mark.parametrize(
    ("text", "query", "pieces"),
    [
        ("Autumn leaves are gold", "autumn", ["Autumn"]),
        ("Autumn leaves are gold", "aut gol", ["Aut", "gol"]),
        ("The Café in the Straße", "cafe strasse", ["Café", "Straße"]),
        ("cafe\u0301 au lait", "café", ["cafe\u0301"]),
        ("今天的天气很好", "天气", ["天气"]),
        ("今天的天气很好", "好", ["好"]),
        ("今天的天气很好", "天气很好", ["天气很好"]),
        ("用 GPT模型abc写诗", "模型", ["模型"]),
        ("用 GPT模型abc写诗", "GPT模型abc", ["GPT", "模型", "abc"]),
        ("ＡＢＣ１２３ full width", "abc123", ["ＡＢＣ１２３"]),
        ("カタカナとひらがな", "ひら", ["ひら"]),
        ("ﾃｽﾄ half width", "テスト", ["ﾃｽﾄ"]),
        ("ภาษาไทยไม่มีช่องว่าง", "ไทย", ["ไทย"]),
        ("한국어를 배워요", "한국", ["한국"]),
        ("हिन्दी में लिखो", "हिन्दी", ["हिन्दी"]),
        ("СЛОВО на русском", "слово", ["СЛОВО"]),
        ("leaf 🍁 leaf", "🍁", ["🍁"]),
        ("𠮷野家の牛丼", "𠮷野", ["𠮷野"]),
        ("snake_case_name", "case", ["case"]),
        ("the ﬁrst ligature", "first", ["ﬁrst"]),
        ("a soft\u00adhyphen", "softhyphen", ["soft\u00adhyphen"]),
    ],
)
def test_a_word_is_found_and_highlighted(
    store: Store, talk: Talk, text: str, query: str, pieces: list[str]
) -> None:
    talk(text)
    assert marked(store, query) == pieces


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Autumn leaves", "tumn"),
        ("Autumn leaves", "autumn winter"),
        ("今天的天气很好", "天好"),
        ("今天，天气", "天天"),
        ("天 气", "天气"),
        ("leaf", "🍁"),
    ],
)
def test_what_is_not_there_is_not_found(store: Store, talk: Talk, text: str, query: str) -> None:
    talk(text)
    assert store.search(query) == []
    assert store.conversations(query) == []


@pytest.mark.parametrize(
    "query",
    ['"', "'", '"unclosed', "a AND", "NOT", "NEAR(a b, 2)", "text:a", "a*", "^a", "(", "-a", "a + b", "{a b}",
     "*", "\0", "\ud800", "%", "a OR", "“", "、", "''; DROP TABLE message; --", "a " * 5000, "字" * 5000],
)  # fmt: skip
def test_no_query_is_a_syntax_error(store: Store, talk: Talk, query: str) -> None:
    talk("a b text")
    store.search(query)
    store.conversations(query)
    assert [hit.snippet for hit in store.search("text")] == ["a b text"]


def test_titles_are_found_first_and_renaming_moves_them(store: Store, talk: Talk) -> None:
    (message,) = talk("about owls")
    chat = store.message(message).conversation_id
    store.rename_conversation(chat, "Owls at night")
    hits = store.search("owl")
    assert [(hit.message_id, hit.snippet) for hit in hits] == [
        (None, "Owls at night"),
        (message, "about owls"),
    ]
    assert hits[1].title == "Owls at night"
    store.rename_conversation(chat, "Bats")
    assert [hit.message_id for hit in store.search("owl")] == [message]
    assert [c.id for c in store.conversations("bat")] == [chat]


def test_hits_come_newest_first_up_to_the_limit(store: Store, talk: Talk) -> None:
    ids = talk("hit 1", "hit 2", "hit 3")
    assert [hit.message_id for hit in store.search("hit", limit=2)] == [ids[2], ids[1]]
    chat = store.message(ids[0]).conversation_id
    store.rename_conversation(chat, "hit")
    assert [hit.message_id for hit in store.search("hit", limit=2)] == [None, ids[2]]
    assert len(store.search("hit", limit=1)) == 1


def test_an_answer_is_found_once_it_is_finished(store: Store, talk: Talk) -> None:
    (question,) = talk("Q")
    answer = store.begin_answer(store.message(question).conversation_id, question, "m")
    store.checkpoint(answer.id, "half of the elephant")
    assert store.search("elephant") == []
    store.finish_message(answer.id, "the whole elephant", "done", {})
    assert [hit.message_id for hit in store.search("elephant")] == [answer.id]
    store.finish_message(answer.id, "a tiger instead", "done", {})
    assert store.search("elephant") == []


def test_a_snippet_is_one_short_line_around_the_first_match(store: Store, talk: Talk) -> None:
    talk("word\n" * 500 + "the needle\nis here " + "word " * 500)
    hit = store.search("needle")[0]
    assert "\n" not in hit.snippet
    assert len(hit.snippet) < 200
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert [hit.snippet[start:end] for start, end in hit.highlights] == ["needle"]


def test_a_very_long_word_is_found_by_its_beginning(store: Store, talk: Talk) -> None:
    talk("x" * 300 + "abc")
    assert len(store.search("x" * 200)) == 1


LETTERS = st.characters(categories=("L", "Nd", "P", "Z"))


@given(text=st.text(max_size=200) | st.text(LETTERS, max_size=200), data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_of_any_text_is_found(store: Store, text: str, data: st.DataObject) -> None:
    chat = store.create_conversation()
    message = store.add_message(chat.id, None, "user", text)
    words = text.split()
    if all(unicodedata.category(character)[0] in "LNPZ" for character in text):
        words += re.findall(r"[^\W_]+", text)
    words = [word for word in words if indexed(word)]
    assume(words)
    word = data.draw(st.sampled_from(words))
    found = [hit for hit in store.search(word, limit=1000) if hit.message_id == message.id]
    assert found
    assert found[0].highlights
    store.delete_conversation(chat.id)


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=30)


@given(text=HAN, data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_part_of_a_chinese_text_is_found(store: Store, text: str, data: st.DataObject) -> None:
    chat = store.create_conversation()
    store.add_message(chat.id, None, "user", text)
    start = data.draw(st.integers(0, len(text) - 1))
    part = text[start : data.draw(st.integers(start + 1, len(text)))]
    hits = [hit for hit in store.search(part, limit=1000) if hit.conversation_id == chat.id]
    assert hits
    first, last = hits[0].highlights[0]
    assert hits[0].snippet[first:last] == unicodedata.normalize("NFKD", part)
    store.delete_conversation(chat.id)


@given(text=st.text(max_size=60), query=st.text(max_size=12))
@settings(max_examples=300, deadline=None)
def test_highlights_lie_in_order_inside_the_text(text: str, query: str) -> None:
    parsed = parse_query(query)
    if parsed is None:
        return
    end = 0
    for start, stop in highlights(text, parsed):
        assert 0 <= start < stop <= len(text)
        assert start >= end - 1  # two halves of one ligature share it
        end = stop
    line, spans = snippet(text, parsed)
    assert all(0 <= start < stop <= len(line) for start, stop in spans)
