"""Which sentences of a document can stand in its summary."""

from __future__ import annotations

import pytest

from llmdesk.tools.documents import Document, from_text
from llmdesk.tools.summarize import SummaryOptions, summarize
from llmdesk.tools.summarize.chunks import Chunk
from llmdesk.tools.summarize.own_sentences import OwnSentences
from llmdesk.tools.summarize.standing.lists import Listing, listings
from tests.tools.summarize.reading_engine import ReadingEngine

_QUAY = "The harbour board met on Monday and agreed to widen the northern quay. "


def texts(text: str) -> list[str]:
    document = from_text(text)
    chunk = Chunk(0, len(text), 0, 0, len(document.sentences))
    return [point.text for point in OwnSentences(document).of(chunk)]


def test_what_stands_before_a_question_in_its_line_is_no_sentence_of_a_summary() -> None:
    asked = "The lamp on the door is red. What does it mean?"
    for text in (asked, f"{_QUAY}\n{asked}", f"{asked}\n{_QUAY}", f"{_QUAY}\n{asked}\n{_QUAY}"):
        assert [each for each in texts(text) if "lamp" in each] == []


def test_a_line_that_is_long_is_no_question() -> None:
    """All of a text may be one line; a question at its end makes none of the sentences before it one."""
    found = texts(f"{_QUAY * 30}What does it mean?")
    assert found
    assert all("quay" in each for each in found)


def test_what_holds_for_all_of_a_document_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 5 MB it is thousands of parts, and each time it takes as long as the document is."""
    read: list[str] = []

    def counted(document: Document) -> tuple[Listing, ...]:
        read.append(document.name)
        return listings(document)

    monkeypatch.setattr("llmdesk.tools.summarize.own_sentences.listings", counted)
    lines = (f"In {1900 + n} the board of harbour {n} agreed to widen quay {n}." for n in range(200))
    summarize(from_text("\n".join(lines)), SummaryOptions(), ReadingEngine(8192))
    assert len(read) == 1
