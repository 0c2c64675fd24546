"""Thoughts of every family of models leave the engine between the same marks."""

from __future__ import annotations

import pytest

from llmdesk.engine.child.thoughts import (
    BegunReader,
    HarmonyReader,
    PairReader,
    ThoughtReader,
    answers_at_once,
    is_begun,
    reader_for,
    spelt,
)
from llmdesk.engine.types import Message

HARMONY = frozenset(("<|start|>", "<|end|>", "<|channel|>", "<|message|>", "<|return|>"))
OSS = "<|channel|>analysis<|message|>A greeting.<|end|><|start|>assistant<|channel|>final<|message|>Hello!"


def read(reader: ThoughtReader, text: str, step: int) -> str:
    pieces = [text[i : i + step] for i in range(0, len(text), step)]
    return "".join(map(reader.push, pieces)) + reader.finish()


@pytest.mark.parametrize("step", [1, 3, 7, 1000])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (OSS, "<think>A greeting.</think>\n\nHello!"),
        (OSS.replace("<|end|>", ""), "<think>A greeting.</think>\n\nHello!"),  # <|end|> spells nothing
        (OSS.partition("<|end|>")[0], "<think>A greeting."),
        ("<|channel|>final<|message|>Hello!", "Hello!"),
        ("<|message|>Hello!", "Hello!"),
        (
            "<|channel|>analysis<|message|>One.<|end|><|start|>assistant<|channel|>commentary<|message|>Two."
            "<|end|><|start|>assistant<|channel|>final<|message|>1 < 2 <|",
            "<think>One.\n\nTwo.</think>\n\n1 < 2 <|",
        ),
        ("Hello, no form at all.", "Hello, no form at all."),
        ("x" * 300, "x" * 300),
        ("", ""),
    ],
)
def test_harmony_is_thoughts_and_an_answer(written: str, expected: str, step: int) -> None:
    assert read(HarmonyReader(), written, step) == expected


@pytest.mark.parametrize("step", [1, 4, 1000])
@pytest.mark.parametrize(("start", "end"), [("<|channel>thought\n", "<channel|>"), ("[THINK]", "[/THINK]")])
def test_marks_of_other_families_become_the_usual_ones(start: str, end: str, step: int) -> None:
    written = f"{start}First the facts [1].{end}Then the answer [2]."
    expected = "<think>First the facts [1].</think>Then the answer [2]."
    assert read(PairReader(start, end), written, step) == expected


def test_text_that_only_begins_like_a_mark_is_kept() -> None:
    assert read(PairReader("[THINK]", "[/THINK]"), "a list[TH", 1) == "a list[TH"


def test_the_vocabulary_says_which_family_it_is() -> None:
    harmony, gemma = reader_for(HARMONY), reader_for(frozenset(("<|channel>", "<channel|>")))
    assert harmony is not None
    assert gemma is not None
    assert read(harmony(), OSS, 5).endswith("</think>\n\nHello!")
    assert read(gemma(), "<|channel>thought\n<channel|>Hi", 5) == "<think></think>Hi"
    assert reader_for(frozenset(("<think>", "</think>", "<|im_end|>"))) is None


def test_gpt_oss_answers_at_once_where_thoughts_are_not_wanted() -> None:
    render = answers_at_once(lambda messages, _variables: f"{messages[0].content}<|start|>assistant")
    messages = [Message("user", "Hi")]
    assert render(messages, {"enable_thinking": False}) == "Hi<|start|>assistant<|channel|>final<|message|>"
    assert render(messages, {}) == "Hi<|start|>assistant"


@pytest.mark.parametrize("step", [1, 3, 1000])
@pytest.mark.parametrize("inner", [None, ("[THINK]", "[/THINK]")])
def test_thoughts_that_the_prompt_began_begin_the_text_too(inner: tuple[str, str] | None, step: int) -> None:
    reader = BegunReader(PairReader(*inner) if inner else None)
    end = inner[1] if inner else "</think>"
    assert read(reader, f"Hm, 1 < 2.{end}\n\nYes.", step) == "<think>Hm, 1 < 2.</think>\n\nYes."


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("<|Assistant|><think>\n", True),
        ("assistant\n<think>", True),
        ("[INST]Hi[/INST][THINK]", True),
        ("assistant\n<think>\n\n</think>\n\n", False),
        ("what is <think>?<|im_end|>\n<|im_start|>assistant\n", False),
        ("", False),
    ],
)
def test_a_prompt_that_ends_with_the_mark_has_begun_the_thoughts(prompt: str, expected: bool) -> None:
    assert is_begun(prompt) is expected


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
    make = reader_for(specials)
    reader = make() if make is not None else None
    shown = reader.push(written) + reader.finish() if reader is not None else written
    assert "".join(part for part, _ in spelt(shown, specials, "assistant\n")) == written


def test_an_answer_goes_on_behind_thoughts_that_its_prompt_began() -> None:
    shown = BegunReader(None).push("Let me see.</think>It is")
    parts = spelt(shown, frozenset(("<think>", "</think>")), "assistant\n<think>\n")
    assert parts == [("Let me see.", False), ("</think>", True), ("It is", False)]


def test_a_mark_that_an_answer_speaks_of_is_no_mark() -> None:
    text = "Models write </think> and <think>."
    assert spelt(text, frozenset(("<think>", "</think>")), "assistant\n") == [(text, False)]


def test_a_resumed_answer_of_gpt_oss_has_no_head() -> None:
    reader = HarmonyReader()
    reader.resume("<think>Let me")
    assert reader.push(" see.<|end|><|start|>assistant<|channel|>final<|message|>Two.") + reader.finish() == (
        " see.</think>\n\nTwo."
    )
