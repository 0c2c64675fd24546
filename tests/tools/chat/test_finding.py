"""Words of one chat are found by the same rule as in the search over all."""

from __future__ import annotations

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.store import BranchMessage, StoredMessage
from llmdesk.tools.chat.finding import Words, messages_with


def entry(number: int, content: str, thoughts: str | None = None) -> BranchMessage:
    stored = StoredMessage(number, 1, None, "assistant", content, "done", "", 0.0, {}, thoughts)
    return BranchMessage(stored, 1, 1)


@pytest.mark.parametrize(
    ("words", "text", "are_in"),
    [
        ("autumn leaf", "Leaves of AUTUMN, a leaf", True),
        ("autumn leaf", "autumn alone", False),
        ("aut", "Autumn", True),
        ("umn", "Autumn", False),
        ("cafe", "Café", True),
        ("秋天", "写一首关于秋天的诗", True),
        ("秋夜", "秋天的夜", False),
        ("", "anything", False),
        ("***", "anything", False),
    ],
)
def test_all_words_have_to_be_there_each_as_a_beginning(words: str, text: str, are_in: bool) -> None:
    assert Words(words).are_in(text) is are_in


def test_places_are_where_the_words_stand() -> None:
    text = "Autumn, autumnal 😀 autumn"
    assert [text[a:b] for a, b in Words("autumn").places(text)] == ["Autumn", "autumn", "autumn"]


def test_messages_and_thoughts_are_looked_through_until_it_is_cancelled() -> None:
    branch = [entry(1, "A giraffe"), entry(2, "Nothing"), entry(3, "No.", "A giraffe?")]
    assert messages_with(Words("giraffe"), branch, CancelToken()) == (1, 3)
    cancelled = CancelToken()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        messages_with(Words("giraffe"), branch, cancelled)
