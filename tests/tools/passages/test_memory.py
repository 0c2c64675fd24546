"""Documents become passages, and the words of a question find the right ones."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.documents import Document, Span, from_text
from llmdesk.tools.passages import PassageIndex, passages_of

LETTERS_FOR_DIGITS = str.maketrans("0123456789", "ghijklmnop")
POOL = from_text("The pool opens on 3 June. Children under six swim for nothing.")
ROOF = from_text("The roof of the town hall was repaired in May. It cost 40,000 euros.")
THAI = from_text("สะพานเปิดใช้งานเมื่อเดือนมีนาคม")
BRIDGE = from_text("大桥于2021年3月通车。工程师曾在桥墩上发现裂缝。")


@given(st.lists(st.text("ab 。.\n读", min_size=1, max_size=400), min_size=1, max_size=8))
def test_every_sentence_is_in_exactly_one_passage(parts: list[str]) -> None:
    text = "\n\n".join(["begin.", *parts])
    document = from_text(text)
    passages = list(passages_of(document, 0))
    for sentence in document.sentences:
        covering = [p for p in passages if p.start < sentence.end and sentence.start < p.end]
        assert (
            "".join(document.text[max(p.start, sentence.start) : min(p.end, sentence.end)] for p in covering)
            == (document.text[sentence.start : sentence.end])
        )
    assert all(one.end <= other.start for one, other in itertools.pairwise(passages))


def test_a_passage_stays_under_its_heading_and_knows_it() -> None:
    document = from_text("# Opening\n\nIt opens in June.\n\n# Prices\n\nA ticket is 4 euros.")
    assert [heading.level for heading in document.headings] == [1, 1]
    found = [
        (each.heading.strip("# "), document.text[each.start : each.end].split("\n")[-1])
        for each in passages_of(document, 3)
    ]
    assert found == [("Opening", "It opens in June."), ("Prices", "A ticket is 4 euros.")]


def test_a_line_without_an_end_is_cut() -> None:
    document = from_text("word " * 20_000)
    passages = list(passages_of(document, 0))
    assert max(each.end - each.start for each in passages) < 5_000
    assert sum(document.text[p.start : p.end].count("word") for p in passages) >= 19_900


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("When do the pools open?", 0),
        ("What did repairing the town hall's roof cost?", 1),
        ("What happened for 40,000?", 1),
        ("大桥什么时候通车？", 2),
        ("桥墩有什么问题？", 2),
        ("สะพานเปิดเมื่อไหร่", 3),
    ],
)
def test_the_words_of_a_question_find_its_document(question: str, document: int) -> None:
    found = PassageIndex([POOL, ROOF, BRIDGE, THAI]).find(question, 5)
    assert found[0].passage.document == document


def test_a_question_without_any_word_in_them_finds_nothing() -> None:
    assert PassageIndex([POOL, ROOF, BRIDGE]).find("Who plays the violin?", 5) == []


def test_a_rare_word_says_more_than_one_that_is_everywhere() -> None:
    documents = [from_text(f"The council met about the budget in room {n}.") for n in range(40)]
    documents.append(from_text("The council met about the lighthouse."))
    found = PassageIndex(documents).find("What did the council say about the lighthouse?", 1)
    assert found[0].passage.document == 40


def test_a_long_document_takes_no_longer_than_its_parts() -> None:
    """Many words, and many passages behind them."""
    many = " ".join(f"{number:x}".translate(LETTERS_FOR_DIGITS) for number in range(30_000))
    sentences = [many, *["roof" + "-" * 880] * 3000]
    ends = list(itertools.accumulate(len(each) + 1 for each in sentences))
    spans = tuple(Span(end - 1 - len(each), end - 1) for each, end in zip(sentences, ends, strict=True))
    whole = replace(POOL, text=" ".join(sentences), sentences=spans)

    def taken(documents: list[Document]) -> float:
        began = time.process_time()
        PassageIndex(documents)
        return time.process_time() - began

    halves = [replace(whole, sentences=spans[:1]), replace(whole, sentences=spans[1:])]
    assert taken([whole]) < 2 * taken(halves) + 0.2


def test_a_cancel_ends_the_reading() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        PassageIndex([POOL], cancel)
