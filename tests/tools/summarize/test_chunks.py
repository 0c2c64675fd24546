"""Chunks are the whole text, cut where it hurts least."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.documents import Heading, from_text
from llmdesk.tools.summarize.chunks import count, split
from tests.tools.summarize.reading_engine import ReadingEngine, document

TITLES = ("Finances", "The new grain terminal", "Environment", "Staff", "Outlook")
ENGINE = ReadingEngine()


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet=st.sampled_from("ab .!?\n。你好1"), min_size=1, max_size=600).filter(str.strip),
    size=st.integers(3, 80),
)
def test_chunks_join_to_the_text_and_are_not_too_long(text: str, size: int) -> None:
    source = from_text(text)
    chunks = split(source, count(source, ENGINE), size)
    assert "".join(source.text[chunk.start : chunk.end] for chunk in chunks) == source.text
    assert all(chunk.tokens <= 1.2 * size for chunk in chunks)


def test_no_sentence_is_cut_that_fits() -> None:
    source = document("en_glass")
    starts = {span.start for span in source.sentences}
    chunks = split(source, count(source, ENGINE), 120)
    assert len(chunks) > 3
    assert all(chunk.start in starts or chunk.start == 0 for chunk in chunks)


def test_a_heading_begins_a_chunk_and_stays_with_its_text() -> None:
    source = document("en_harbour")
    headings = [source.text.index(f"\n\n{title}\n\n") + 2 for title in TITLES]
    marked = [Heading(at, source.text.index("\n", at), 1) for at in headings]
    with_headings = replace(source, headings=tuple(marked))
    chunks = split(with_headings, count(source, ENGINE), 170)
    starts = [chunk.start for chunk in chunks]
    assert len(set(headings) & set(starts)) >= 2
    before = [source.text[:start].rstrip().rpartition("\n")[2] for start in starts]
    assert not set(TITLES) & set(before)


def test_a_sentence_longer_than_a_chunk_is_cut() -> None:
    source = from_text("word " * 190)
    chunks = split(source, count(source, ENGINE), 50)
    assert len(chunks) >= 4
    assert sum(chunk.end - chunk.start for chunk in chunks) == len(source.text)


@pytest.mark.parametrize("size", [100, 300])
def test_chunks_are_about_the_same_length(size: int) -> None:
    source = document("en_bees")
    tokens = [chunk.tokens for chunk in split(source, count(source, ENGINE), size)]
    assert max(tokens) <= 1.2 * size
    assert min(tokens) >= size / 4


def test_counting_asks_for_many_sentences_at_a_time() -> None:
    engine = ReadingEngine()
    source = document("en_tram")
    assert len(count(source, engine)) == len(source.sentences)
    assert engine.counted == [source.text[span.start : span.end] for span in source.sentences]
