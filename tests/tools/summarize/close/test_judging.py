"""What is told of a close sentence: whether it stands in the document, and how likely it is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llmdesk.tools.documents import from_text
from llmdesk.tools.evidence.types import Judgement
from llmdesk.tools.summarize import SummaryOptions, finish, rank, summarize
from llmdesk.tools.summarize.types import Summary
from tests.tools.summarize.reading_engine import ReadingEngine

TEXT = "The ferry was late, because the fog was thick. The well was cleaned in April."
FIRST = TEXT.index(" The well")
CLAUSE = "because the old people of the town had wished for it for many years in long letters to the paper "
CLAUSE += "that came from the streets and from the farms with pictures of the way to the next town and back"
THINGS = ("library", "bath", "school", "theatre", "market", "station")
LONG = " ".join(
    f"The council of the town built a {thing} beside the new road in May, {CLAUSE}." for thing in THINGS
)
NOT_CLOSE = "".join(f"- The old council of the town built a {thing} beside the road.\n" for thing in THINGS)


def made(text: str) -> Summary:
    close = replace(rank.point(text, 0, FIRST), close=True)
    return finish.assemble(from_text(TEXT), "paragraph", "en", [finish.Written(close, text)])


def never(judgements: Sequence[Judgement]) -> list[Judgement]:
    raise AssertionError(judgements)


def test_of_a_shortened_sentence_no_probability_is_told() -> None:
    sentence = made("The ferry was late.").sentences[0]
    assert sentence.supported
    assert sentence.probability is None
    assert sentence.sources[0].quote == TEXT[:FIRST]


def test_of_a_sentence_that_stands_there_one_is() -> None:
    sentence = made(TEXT[:FIRST]).sentences[0]
    assert sentence.supported
    assert sentence.probability is not None
    assert sentence.probability > 0.98


def test_the_model_is_not_asked_about_either() -> None:
    for text in ("The ferry was late, because of thick fog.", TEXT[:FIRST]):
        assert finish.judged(made(text), never).sentences[0].supported


def test_what_the_document_contradicts_stays_contradicted() -> None:
    sentence = made("The ferry was not late.").sentences[0]
    assert sentence.verdict == "contradicted"
    assert not sentence.supported


def test_only_a_whole_sentence_of_the_document_is_called_word_for_word() -> None:
    engine = ReadingEngine()
    engine.spoil = lambda request, number: NOT_CLOSE
    document = from_text(f"{TEXT} {LONG}")
    sentences = summarize(document, SummaryOptions(length=60), engine).sentences
    assert all(each.extracted == (each.text in document.text) for each in sentences)
    assert all(each.supported for each in sentences)
    assert {each.extracted for each in sentences} == {True, False}
