"""What counts as a sentence of a summary."""

from __future__ import annotations

import pytest

from llmdesk.tools.summarize import check

SOURCE = "The council approved the tram line. It will open in 2030."


def test_lines_lose_their_marks_and_an_unfinished_last_one() -> None:
    answer = "- First point.\n2. Second point!\n* “第三点。”\n\n- This one was cut off in the mid"
    assert check.lines(answer) == ["First point.", "Second point!", "第三点。"]


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("- The text also mentions that the line opens in 2030.", "The line opens in 2030."),
        ("- According to the text, it opens in May.", "It opens in May."),
        ("- 文章还提到，大桥明年完工。", "大桥明年完工。"),
    ],
)
def test_what_is_said_of_the_text_is_cut_off(answer: str, line: str) -> None:
    assert check.lines(answer) == [line]


@pytest.mark.parametrize(
    "text",
    ["The council approved a tram line that opens in 2030.", "Council approves tram line"],
)
def test_sentences_about_the_source_pass(text: str) -> None:
    assert check.is_sentence(text, "en", SOURCE)


@pytest.mark.parametrize(
    "text",
    [
        "Yes.",
        "The points are just a few about the council's tram line.",
        "The main message is that the council approved the tram line.",
        "Sure, here are the points.",
        "Here is a summary of the text in two sentences.",
        "As an AI language model, I cannot summarize councils.",
        "assistant: The council approved the tram line.",
        "The line <|im_end|> was approved by council members.",
        "Use only what the points say about council.",
        "市议会批准了新的电车线路。",
        "tram line tram line tram line tram line tram line tram line tram line",
    ],
)
def test_leaks_talk_and_other_languages_do_not(text: str) -> None:
    assert not check.is_sentence(text, "en", SOURCE)


def test_words_of_the_prompt_are_no_leak_where_the_document_says_them() -> None:
    text = "Use only what the points say, the teacher told them."
    assert not check.is_sentence(text, "en", SOURCE)
    assert check.is_sentence(text, "en", SOURCE + " " + text)


def test_repeats_are_found_in_both_languages() -> None:
    assert check.without_repeats(
        [
            "The council approved the tram line.",
            "The tram line was approved by the council.",
            "It opens in May.",
        ]
    ) == ["The council approved the tram line.", "It opens in May."]
    assert check.without_repeats(["市议会批准了电车线路。", "电车线路得到市议会批准。"], ["大桥开工。"]) == [
        "市议会批准了电车线路。"
    ]
