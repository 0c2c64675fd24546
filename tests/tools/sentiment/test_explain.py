"""Why: offsets, shares, bounds."""

from __future__ import annotations

import pytest

from llmdesk.tools.sentiment import Analyzer, label_set
from llmdesk.tools.sentiment.explain import MOST_SENTENCES, MOST_WORDS
from llmdesk.tools.sentiment.parts import sentence_parts, split, words
from tests.tools.sentiment.engine import CountingEngine

PAIR = label_set("positive,negative")


@pytest.fixture
def engine() -> CountingEngine:
    return CountingEngine()


@pytest.fixture
def analyzer(engine: CountingEngine) -> Analyzer:
    return Analyzer(engine, PAIR, None)


def test_sentences_and_words_say_where_they_stand(analyzer: Analyzer) -> None:
    text = "  The food was great.\nThe waiter was awful! But I love it, I love it.  "
    result = analyzer.analyze(text)
    assert [text[one.start : one.end] for one in result.sentences] == [one.text for one in result.sentences]
    assert len(result.sentences) == 3
    assert "awful" in [text[word.start : word.end] for word in result.words]


def test_the_word_that_carries_the_label_has_the_largest_share(analyzer: Analyzer) -> None:
    text = "I think the film is great."
    result = analyzer.analyze(text)
    strongest = max(result.words, key=lambda word: word.share)
    assert text[strongest.start : strongest.end] == "great"
    assert [word.share for word in result.words if word != strongest] == [0.0] * 2  # think, film


def test_little_words_are_left_alone_but_what_turns_a_sentence_is_not(analyzer: Analyzer) -> None:
    for text, wanted in (
        ("It’s not the best, but I love my room.", ["not", "best", "but", "love", "room"]),
        ("这个房间不好，但是我很满意。", ["房", "间", "不", "好", "但", "很", "满", "意"]),
        ("This is it.", ["This", "is", "it"]),
    ):
        found = analyzer.analyze(text).words
        assert [text[word.start : word.end] for word in found] == wanted


def test_a_sentence_that_speaks_against_the_label_has_a_negative_share(analyzer: Analyzer) -> None:
    result = analyzer.analyze("It is good. It is great and I love it. It is awful.")
    assert result.label == "positive"
    assert [one.share > 0 for one in result.sentences] == [True, True, False]


def test_chinese_words_are_those_of_the_model_and_else_characters(analyzer: Analyzer) -> None:
    text = "味道很失望，iPhone手机差。"
    result = analyzer.analyze(text)
    found = [text[word.start : word.end] for word in result.words]
    assert found == ["味道", "很", "失望", "iPhone", "手机", "差"]
    assert {found[place] for place, word in enumerate(result.words) if word.share > 0} == {"失望", "差"}


def test_a_chinese_text_without_a_piece_has_no_hole_in_it(analyzer: Analyzer, engine: CountingEngine) -> None:
    analyzer.analyze("味道很差。服务好。")
    assert not [item for item in engine.items if " " in item.strip()]


def test_a_single_word_needs_no_words_left_out(analyzer: Analyzer) -> None:
    assert analyzer.analyze("great").words == ()


def test_a_long_text_is_explained_within_bounds(analyzer: Analyzer, engine: CountingEngine) -> None:
    text = "This part is good enough for me, I think. " * 400
    analyzer.prepare()
    before = len(engine.items)
    result = analyzer.analyze(text)
    parts = len(split(text, "en"))
    assert len(result.sentences) == 400
    assert len(result.words) == MOST_WORDS
    assert len(engine.items) - before <= 2 * parts + 400 + MOST_SENTENCES + MOST_WORDS


def test_parts_hold_all_sentences_in_order() -> None:
    text = "One sentence stands here. " * 200
    parts = split(text, "en")
    assert len(parts) > 3
    assert [sentence for part in parts for sentence in sentence_parts(part.text, "en")]
    assert "".join(part.text for part in parts).replace(" ", "") == text.replace(" ", "")
    assert all(text[part.start : part.end] == part.text for part in parts)


def test_a_text_without_any_stop_is_cut_too() -> None:
    assert max(len(part.text) for part in split("word " * 2000, "en")) <= 1200
    assert max(len(part.text) for part in split("字" * 5000, "zh")) <= 400


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("don't buy well-made things!!", ["don't", "buy", "well-made", "things", "!!"]),
        ("so happy 😀 :)", ["so", "happy", "😀", ":)"]),
    ],
)
def test_words_are_what_a_reader_calls_words(text: str, found: list[str]) -> None:
    assert [word.text for word in words(text, "en")] == found
