"""Every reader tells a model's thoughts from its answer while they stream, whatever family it is of."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.child.thoughts import (
    GoneOnReader,
    HarmonyReader,
    MarkReader,
    ThoughtReader,
    answers_at_once,
    begun_mark,
    reader_for,
    shown_marks,
    spelt,
)
from llmdesk.engine.thoughts import marked, split_thoughts
from llmdesk.engine.types import Message, Piece, Written

HARMONY = frozenset(("<|start|>", "<|end|>", "<|channel|>", "<|message|>", "<|return|>"))
OSS = "<|channel|>analysis<|message|>A greeting.<|end|><|start|>assistant<|channel|>final<|message|>Hello!"
SPOKEN = "Models end their thoughts with </think> and go on.\nThat is all."


def stream(reader: ThoughtReader, text: str, step: int) -> list[Piece]:
    parts = [text[i : i + step] for i in range(0, len(text), step)]
    return [piece for part in parts for piece in reader.push(part)] + reader.finish()


def read(reader: ThoughtReader, text: str, step: int) -> Written:
    return reduce(Written.plus, stream(reader, text, step), Written())


@pytest.mark.parametrize("step", [1, 3, 7, 1000])
@pytest.mark.parametrize(
    ("written", "thoughts", "text"),
    [
        (OSS, "A greeting.", "Hello!"),
        (OSS.replace("<|end|>", ""), "A greeting.", "Hello!"),  # <|end|> spells nothing
        (OSS.partition("<|end|>")[0], "A greeting.", ""),
        ("<|channel|>final<|message|>Hello!", "", "Hello!"),
        ("<|message|>Hello!", "", "Hello!"),
        (
            "<|channel|>analysis<|message|>One.<|end|><|start|>assistant<|channel|>commentary<|message|>Two."
            "<|end|><|start|>assistant<|channel|>final<|message|>1 < 2 <|",
            "One.\n\nTwo.",
            "1 < 2 <|",
        ),
        (OSS.replace("A greeting.", "a</think>\nb"), "a</think>\nb", "Hello!"),
        ("Hello, no form at all.", "", "Hello, no form at all."),
        ("x" * 300, "", "x" * 300),
        ("", "", ""),
    ],
)
def test_harmony_is_thoughts_and_an_answer(written: str, thoughts: str, text: str, step: int) -> None:
    assert read(HarmonyReader(), written, step) == Written(text, thoughts)


@pytest.mark.parametrize("step", [1, 4, 1000])
@pytest.mark.parametrize(
    ("start", "end"),
    [("<think>", "</think>"), ("<|channel>thought\n", "<channel|>"), ("[THINK]", "[/THINK]")],
)
def test_thoughts_come_as_such_and_nothing_is_told_twice(start: str, end: str, step: int) -> None:
    pieces = stream(MarkReader(), f"{start}First the facts [1].{end}Then the answer [2].", step)
    assert not any(piece.anew for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert kinds == sorted(kinds, reverse=True), "thoughts first"
    assert reduce(Written.plus, pieces, Written()) == Written("Then the answer [2].", "First the facts [1].")


def test_thoughts_come_while_they_are_thought() -> None:
    reader = MarkReader()
    for part in ("<think>", "Let me see. ", "It is long. ", "x" * 100, " y"):
        before = reader.push(part)
    assert before == [Piece(" y", "thought")]
    assert reader.push("</thi") == []
    assert reader.push("nk>") == []
    assert reader.push("\n\nYes.") == [Piece("Yes.")]


def test_text_without_marks_passes_as_it_comes() -> None:
    parts = ["A", " list: [TH", "INK", " <b>", " x[0] ", "\n", "end"]
    reader = MarkReader()
    assert [reader.push(part) for part in parts] == [[Piece(part)] for part in parts]
    assert reader.finish() == []


def test_a_mark_that_is_only_spoken_of_is_never_taken_for_the_end() -> None:
    for step in (1, 5, 1000):
        pieces = stream(MarkReader(), SPOKEN, step)
        assert not any(piece.anew for piece in pieces)
        assert "".join(piece.text for piece in pieces) == SPOKEN


def test_text_that_turns_out_to_be_thoughts_is_told_anew() -> None:
    pieces = stream(MarkReader(), "Hm, let me see.\n</think>\n\nYes.", 4)
    assert sum(piece.anew for piece in pieces) == 1
    assert reduce(Written.plus, pieces, Written()) == Written("Yes.", "Hm, let me see.")


_PARTS = st.sampled_from(
    [
        *("<think>", "</think>", "</thi", "nk>", "<answer>", "</answer>", "[THINK]", "[/THINK]", "<", "</"),
        *("<|channel>thought\n", "<channel|>", "\n", "\n\n", " ", "`", "```\n", "“", "”", "."),
        *("Yes.", "and", "x" * 70, "你好"),
    ]
)


@given(st.lists(_PARTS, max_size=20), st.sampled_from(["", "<think>", "[think]"]))
def test_what_streams_is_what_the_whole_text_is(parts: list[str], begun: str) -> None:
    reader = MarkReader(begun)
    pieces = [piece for part in parts for piece in reader.push(part)] + reader.finish()
    thoughts, text, _ = split_thoughts("".join(parts), complete=True, begun=begun)
    assert reduce(Written.plus, pieces, Written()) == Written(text, thoughts)


def test_the_vocabulary_says_which_family_it_is() -> None:
    assert isinstance(reader_for(HARMONY, "<|start|>assistant", wanted=True), HarmonyReader)
    assert isinstance(reader_for(HARMONY, "<|channel|>final<|message|>", wanted=False), MarkReader)
    marks = frozenset(("<|channel>", "<channel|>", "[THINK]", "[/THINK]", "<|end|>"))
    assert shown_marks(marks | {"<|im_end|>"}) == marks
    assert "<unused94>" in shown_marks(frozenset(("<unused94>", "<unused95>")))


def test_gpt_oss_answers_at_once_where_thoughts_are_not_wanted() -> None:
    render = answers_at_once(lambda messages, _variables: f"{messages[0].content}<|start|>assistant")
    messages = [Message("user", "Hi")]
    assert render(messages, {"enable_thinking": False}) == "Hi<|start|>assistant<|channel|>final<|message|>"
    assert render(messages, {}) == "Hi<|start|>assistant"


@pytest.mark.parametrize("step", [1, 3, 1000])
@pytest.mark.parametrize(
    ("prompt", "end"),
    [("assistant\n<think>\n", "</think>"), ("[/INST][THINK]", "[/THINK]"), ("◁think▷", "◁/think▷")],
)
def test_thoughts_that_the_prompt_began_are_thoughts_at_once(prompt: str, end: str, step: int) -> None:
    reader = reader_for(frozenset(), prompt, wanted=True)
    assert reader is not None
    assert read(reader, f"Hm, 1 < 2.{end}\n\nYes.", step) == Written("Yes.", "Hm, 1 < 2.")
    unfinished = MarkReader(begun_mark(prompt))
    assert read(unfinished, " So it is", step) == Written("", "So it is")


@pytest.mark.parametrize(
    ("prompt", "mark"),
    [
        ("<|Assistant|><think>\n", "<think>"),
        ("assistant\n<think>", "<think>"),
        ("[INST]Hi[/INST][THINK]", "[think]"),
        ("assistant\n<think>\n\n</think>\n\n", ""),
        ("what is <think>?<|im_end|>\n<|im_start|>assistant\n", ""),
        ("", ""),
    ],
)
def test_a_prompt_that_ends_with_the_mark_has_begun_the_thoughts(prompt: str, mark: str) -> None:
    assert begun_mark(prompt) == mark


@pytest.mark.parametrize("thinks", [True, False])
@pytest.mark.parametrize(
    ("specials", "written"),
    [
        (HARMONY, OSS.replace("A greeting.", "Let me see.")),
        (frozenset(("[THINK]", "[/THINK]")), "[THINK]Let me see.[/THINK]It is"),
        (frozenset(("<think>", "</think>")), "<think>Let me see.</think>It is"),
    ],
)  # fmt: skip
def test_an_answer_that_has_begun_is_spelt_as_its_model_wrote_it(
    specials: frozenset[str], written: str, thinks: bool
) -> None:
    """What a reader made of the model's own marks becomes these again, also in the middle of thoughts."""
    written = written if thinks else written[: written.index("see.") + 4]
    reader = reader_for(specials, "assistant\n", wanted=True)
    assert reader is not None
    parts = spelt(marked(read(reader, written, 1000)), specials, "assistant\n")
    assert "".join(part for part, _ in parts).replace("\n\n", "") == written


def test_an_answer_goes_on_behind_thoughts_that_its_prompt_began() -> None:
    shown = read(MarkReader("<think>"), "Let me see.</think>It is", 1000)
    parts = spelt(marked(shown), frozenset(("<think>", "</think>")), "assistant\n<think>\n")
    assert parts == [("Let me see.", False), ("</think>", True), ("\n\nIt is", False)]


def test_a_mark_that_an_answer_speaks_of_is_no_mark() -> None:
    text = "Models write </think> and <think>."
    assert spelt(text, frozenset(("<think>", "</think>")), "assistant\n") == [(text, False)]


def test_a_resumed_answer_of_gpt_oss_has_no_head() -> None:
    rest = " see.<|end|><|start|>assistant<|channel|>final<|message|>Two."
    assert read(HarmonyReader("<think>Let me"), rest, 3) == Written("Two.", " see.")


@pytest.mark.parametrize("step", [1, 3, 1000])
def test_thoughts_that_go_on_are_joined_to_what_there_is(step: int) -> None:
    reader = reader_for(frozenset(("</think>",)), "assistant\n", wanted=True, begun="<think>Let me")
    assert isinstance(reader, GoneOnReader)
    assert read(reader, " see </th.\n</think>\n\n Yes </think>.", step) == Written(
        "Yes </think>.", " see </th.\n"
    )
    assert read(GoneOnReader(), " see</thi", step) == Written("", " see</thi")
    assert reader_for(frozenset(), "<think>\n", wanted=True, begun="<think>Hm.</think>\n\nYes, ") is None


@pytest.mark.parametrize("begun", ["It is", "Models write </think>"])
def test_an_answer_without_thoughts_ends_those_that_its_prompt_begins(begun: str) -> None:
    """Of another model, or one whose beginning is not sent: else the model takes it for its thoughts."""
    parts = spelt(begun, frozenset(("<think>", "</think>")), "assistant\n<think>\n")
    assert parts == [("</think>", True), (begun, False)]
