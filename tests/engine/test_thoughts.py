"""Thoughts are told from the answer, whatever marks a model writes, and an answer is never cut."""

from __future__ import annotations

import time

import pytest

from llmdesk.engine.thoughts import split_thoughts

FAMILIES = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<Thinking>", "</Thinking>"),
    ("◁think▷", "◁/think▷"),
    ("[THINK]", "[/THINK]"),
    ("<|begin_of_thought|>", "<|end_of_thought|>"),
    ("<seed:think>", "</seed:think>"),
]


@pytest.mark.parametrize(
    ("written", "thoughts", "answer", "thinking"),
    [
        ("Plain text.", "", "Plain text.", False),
        ("<think>\nHm.\n</think>\n\nYes.", "Hm.", "Yes.", False),
        ("<think>Still at it", "Still at it", "", True),
        ("<thi", "", "", True),
        ("Hm, hm.\n</think>\nYes.", "Hm, hm.", "Yes.", False),
        ("Hm, hm.</think>\n\nYes.", "Hm, hm.", "Yes.", False),
        ("The tag <think> opens, </think> closes.", "", "The tag <think> opens, </think> closes.", False),
        ("<think>\n<think>\nTwice.\n</think>\n\nYes.", "Twice.", "Yes.", False),
        ("<thinking>One.</thinking>\n<reflection>Two.</reflection>\nYes.", "One.\n\nTwo.", "Yes.", False),
        ("<think>Hm.</think>\n<answer>Yes.</answer>", "Hm.", "Yes.", False),
        ("", "", "", False),
    ],
)
def test_thoughts_are_told_from_the_answer(written: str, thoughts: str, answer: str, thinking: bool) -> None:
    assert split_thoughts(written) == (thoughts, answer, thinking)


@pytest.mark.parametrize(("start", "end"), FAMILIES)
def test_every_family_folds_its_thoughts_at_any_border_of_a_stream(start: str, end: str) -> None:
    written = f"{start}\nFirst 1 < 2, then [3].\n{end}\n\nThe answer."
    for length in range(1, len(written)):
        thoughts, answer, thinking = split_thoughts(written[:length])
        assert "The answer.".startswith(answer)
        assert thinking == (length < len(written) - len("\n\nThe answer."))
        assert start not in thoughts
    assert split_thoughts(written, complete=True) == ("First 1 < 2, then [3].", "The answer.", False)


@pytest.mark.parametrize(
    "answer",
    [
        "Models close their thoughts with </think> and then answer.",
        "The mark is `</think>`. It stands alone.",
        "In XML:\n\n```xml\n<a>\n</think>\n</a>\n```\n\nThat is all.",
        "The last mark is </think>.",
        "模型用“</think>”结束思考。",
        "    </think>\n\nstands in the code above.",
        "<think> is the mark that opens thoughts.",
        "<reasoning>All of the answer is XML.</reasoning>",
        "<",
        "<th",
        "[TH",
    ],
)
def test_an_answer_that_speaks_of_the_marks_is_whole(answer: str) -> None:
    assert split_thoughts(answer, complete=True) == ("", answer, False)
    if not answer.startswith(("<", " ")):
        written = f"<think>\nHm.\n</think>\n\n{answer}"
        assert split_thoughts(written, complete=True) == ("Hm.", answer, False)


def test_thoughts_that_speak_of_the_marks_go_on() -> None:
    written = "<think>\nThey ask about the </think> mark, that is `</think>`.\n</think>\n\nIt ends thoughts."
    thoughts, answer, _ = split_thoughts(written, complete=True)
    assert thoughts.startswith("They ask")
    assert answer == "It ends thoughts."


def test_a_fence_that_nothing_ends_does_not_swallow_the_answer() -> None:
    assert split_thoughts("<think>\n```\ndraft\n</think>\n\nDone.")[1] == "Done."


@pytest.mark.parametrize(
    "piece",
    ["</think>", "x</think>\n", "`</think>` ", "<think>", "<think></think>", "```\n", "< ", " " * 50],
)
def test_a_hostile_answer_takes_little_time(piece: str) -> None:
    written = (piece * (200_000 // len(piece)))[:200_000]
    begin = time.process_time()
    split_thoughts(written)
    split_thoughts("<think>" + written, complete=True)
    assert time.process_time() - begin < 0.2
