"""Documents as they are kept, and whether their files still say the same."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.store import Attachment
from llmdesk.tools.chat.attaching.texts import attached, body_of, document_of, stamp_of, state_of
from llmdesk.tools.documents import Document, Page, Span, from_text


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("ab 。.\n\U0001f600\udc80你"), min_size=1, max_size=60).filter(str.strip))
def test_a_document_comes_back_as_it_was(text: str) -> None:
    document = from_text(text, "a.txt")
    again = document_of("a.txt", body_of(document))
    assert again is not None
    assert len(again.text) == len(document.text)
    assert (again.sentences, again.paragraphs) == (document.sentences, document.paragraphs)
    assert body_of(again) == body_of(document)


def test_the_same_text_has_the_same_hash_whatever_it_is_called() -> None:
    one, other = from_text("It costs 5.", "a.txt"), from_text("It costs 5.", "b.txt")
    assert attached(one).attachment.digest == attached(other).attachment.digest


def test_pages_stay(tmp_path: Path) -> None:
    document = Document("a", "pdf", "One. Two.", "en", (Page("iv", 0, 5), Page("5", 5, 9)), (), (Span(0, 9),),
                        (Span(0, 4), Span(5, 9)))  # fmt: skip
    again = document_of("a", body_of(document))
    assert again is not None
    assert again.page_at(6) == "5"


@pytest.mark.parametrize(
    "change",
    [
        {"sentences": [[0, 999]]},
        {"sentences": [[5, 3]]},
        {"pages": [["1", 3, 5], ["2", 1, 2]]},
        {"text": " "},
        {"text": 5},
        {"headings": [[0, 1]]},
    ],
)
def test_what_is_no_document_is_none(change: dict[str, object]) -> None:
    kept = json.loads(body_of(from_text("It costs 5. Or six.")))
    assert document_of("a", json.dumps(kept).encode()) is not None
    assert document_of("a", json.dumps({**kept, **change}).encode()) is None
    assert document_of("a", b"{") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among the files")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert stamp_of(pipe) is None


def test_a_file_that_changed_or_went_is_told(tmp_path: Path) -> None:
    path = tmp_path / "offer.txt"
    path.write_text("It costs 5.", "utf-8")
    kept = attached(from_text("It costs 5."), path, stamp_of(path)).attachment
    assert state_of(kept) == "same"
    os.utime(path, ns=(1, 1))  # copied back as it was
    assert state_of(kept) == "same"
    path.write_text("It costs 6.", "utf-8")
    os.utime(path, ns=(1, 1))
    assert state_of(kept) == "changed"
    path.write_text("It costs much.", "utf-8")
    assert state_of(kept) == "changed"
    path.unlink()
    assert state_of(kept) == "gone"
    assert state_of(attached(from_text("Pasted.")).attachment) == "none"
    assert state_of(Attachment("a", "/nowhere\0", "d", {})) == "gone"
    assert stamp_of(tmp_path) is None
