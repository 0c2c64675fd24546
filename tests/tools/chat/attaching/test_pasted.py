"""A pasted text becomes the same document wherever it is read."""

from __future__ import annotations

import time

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, DocumentError
from llmdesk.tools.chat.attaching.pasted import attached_text
from llmdesk.tools.chat.attaching.texts import attached
from llmdesk.tools.documents import from_text

LONG = "It is 118 metres long, and the mayor said so. Nobody came in 1934! 他们走了。\n" * 10_000


def test_a_long_text_is_the_same_document_and_takes_this_process_little_time() -> None:
    begun = time.process_time()
    here = attached(from_text(LONG, "Pasted text"))
    took = time.process_time() - begun
    begun = time.process_time()
    found = attached_text(LONG, "Pasted text")
    assert time.process_time() - begun < 0.8 * took  # on a busy machine half was too little once
    assert found.body == here.body
    assert found.attachment == here.attachment
    assert found.document == here.document


def test_a_long_text_without_words_and_a_cancel_are_told() -> None:
    with pytest.raises(DocumentError):
        attached_text(" \n" * 100_000, "Pasted text")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        attached_text(LONG, "Pasted text", cancel)


def test_a_short_text_is_read_at_once() -> None:
    assert attached_text("Yes. \ud800", "a").document.text == from_text("Yes. \ud800", "a").text
