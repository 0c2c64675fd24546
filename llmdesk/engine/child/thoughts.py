"""The thoughts of models that think before they answer, told apart in one way for all of them.

Owns the marks that model families write around their thoughts. Whatever the family, the text that
leaves the engine has thoughts between <think> and </think>, and the answer behind them. Pure Python,
no llama.cpp.

Sources: OpenAI's Harmony response format (gpt-oss); the chat templates of Gemma 4, Magistral and
Ministral 3, Seed-OSS and Command A as they come with llama.cpp.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from llmdesk.engine.types import Message

START, END = "<think>", "</think>"
# Text that begins thoughts, and text that ends them.
_PAIRS = (
    ("<|channel>thought\n", "<channel|>"),  # Gemma 4
    ("[THINK]", "[/THINK]"),  # Magistral, Ministral 3
    ("<seed:think>", "</seed:think>"),  # Seed-OSS
    ("<|START_THINKING|>", "<|END_THINKING|>"),  # Command A, Command R7B
)
# What templates end a prompt with, where the model begins right with its thoughts (DeepSeek-R1, QwQ).
_BEGUN = (START, "<thinking>", "<thought>", "<reasoning>", "◁think▷", *(start for start, _ in _PAIRS))
_HARMONY = ("<|start|>", "<|end|>", "<|channel|>", "<|message|>")
_LONGEST_HEADER = 200  # characters of a Harmony message's head; more is no head

Render = Callable[[Sequence[Message], Mapping[str, Any]], str]


class ThoughtReader(Protocol):
    """Takes a model's text as it comes; gives it with the marks that all parts of llmdesk know."""

    def push(self, text: str) -> str: ...
    def finish(self) -> str: ...
    def resume(self, begun: str) -> None:
        """What comes goes on behind this, which a reader has given before."""


def shown_marks(specials: frozenset[str]) -> frozenset[str]:
    """Which of the vocabulary's special texts have to be seen as text, to read thoughts by them."""
    marks = {START, END, *_HARMONY, *(mark.partition("thought")[0] for pair in _PAIRS for mark in pair)}
    return frozenset(marks & specials)


def reader_for(specials: frozenset[str]) -> Callable[[], ThoughtReader] | None:
    """Makes readers for a model with these special texts; None: what it writes needs no reading."""
    if specials.issuperset(_HARMONY):
        return HarmonyReader
    for start, end in _PAIRS:
        if end in specials:
            return lambda: PairReader(start, end)
    return None


def is_begun(prompt_end: str) -> bool:
    """Whether the prompt itself begins the thoughts, so that the model only writes their end."""
    return prompt_end.rstrip().lower().endswith(tuple(mark.strip().lower() for mark in _BEGUN))


def answers_at_once(render: Render) -> Render:
    """With `enable_thinking` False, gpt-oss is set behind the head of its answer, where its template
    knows no such wish."""

    def rendered(messages: Sequence[Message], variables: Mapping[str, Any]) -> str:
        text = render(messages, variables)
        if variables.get("enable_thinking") is False and text.endswith("<|start|>assistant"):
            text += "<|channel|>final<|message|>"
        return text

    return rendered


def speaks_of_thoughts(text: str) -> bool:
    """Whether a mark that begins or ends thoughts stands in the text."""
    small = text.lower()
    return any(mark.strip().lower() in small for mark in (END, *_BEGUN, *(end for _, end in _PAIRS)))


def spelt(begun: str, specials: frozenset[str], prompt_end: str) -> list[tuple[str, bool]]:
    """An answer that has begun, as the model itself wrote it behind a prompt that ends so: (text, whether it
    is a mark). Only marks at the place of thoughts are marks."""
    if is_begun(prompt_end) and begun.startswith(START):
        rest, start = begun[len(START) :], ""  # the prompt says it
    else:
        rest, start = begun, START if begun.startswith(START) else ""
        rest = rest[len(start) :]
    if not begun.startswith(START):
        thought, end, answer = "", "", begun
    else:
        thought, end, answer = rest.partition(END)
    if specials.issuperset(_HARMONY):
        return _in_harmony(thought if start else None, bool(end), answer, prompt_end)
    marks = next((pair for pair in _PAIRS if pair[1] in specials), (START, END))
    parts = [
        (marks[0] if start else "", True),
        (thought, False),
        (marks[1] if end else "", True),
        (answer, False),
    ]
    return [part for part in parts if part[0]]


def _in_harmony(thought: str | None, ended: bool, answer: str, prompt_end: str) -> list[tuple[str, bool]]:
    final = "<|channel|>final<|message|>"
    parts: list[tuple[str, bool]] = []
    if thought is not None:
        parts += [("<|channel|>analysis<|message|>", True), (thought, False)]
        if not ended:
            return [part for part in parts if part[0]]
        parts.append(("<|end|><|start|>assistant", True))
        answer = answer.removeprefix("\n\n")
    if not prompt_end.endswith(final):
        parts.append((final, True))
    return [part for part in (*parts, (answer, False)) if part[0]]


class _Marks:
    """Cuts a stream of text at marks, however their characters come in."""

    def __init__(self, marks: Sequence[str]) -> None:
        self._marks = re.compile("|".join(map(re.escape, marks)))
        self._all = tuple(marks)
        self._held = ""

    def cut(self, text: str) -> list[str]:
        """Text and marks in turns: what is decided by now. Marks are at odd places."""
        self._held += text
        parts, position = [], 0
        for match in self._marks.finditer(self._held):
            parts += [self._held[position : match.start()], match.group()]
            position = match.end()
        rest = self._held[position:]
        keep = self._undecided(rest)
        self._held = rest[len(rest) - keep :]
        return [*parts, rest[: len(rest) - keep]]

    def rest(self) -> str:
        held, self._held = self._held, ""
        return held

    def _undecided(self, text: str) -> int:
        longest = min(max(map(len, self._all)) - 1, len(text))
        return next((n for n in range(longest, 0, -1) if any(m.startswith(text[-n:]) for m in self._all)), 0)


class PairReader:
    """Models that put their thoughts between two marks of their own."""

    def __init__(self, start: str, end: str) -> None:
        self._marks = _Marks((start, end))
        self._names = {start: START, end: END}

    def resume(self, begun: str) -> None:
        pass  # it knows no state between marks

    def push(self, text: str) -> str:
        return "".join(self._names.get(part, part) for part in self._marks.cut(text))

    def finish(self) -> str:
        return self._marks.rest()


class BegunReader:
    """Thoughts that the prompt began: their first mark comes with the first text."""

    def __init__(self, reader: ThoughtReader | None) -> None:
        self._reader, self._begun = reader, False

    def resume(self, begun: str) -> None:
        self._begun = True
        if self._reader is not None:
            self._reader.resume(begun)

    def push(self, text: str) -> str:
        if self._reader is not None:
            text = self._reader.push(text)
        if not text or self._begun:
            return text
        self._begun = True
        return START + text

    def finish(self) -> str:
        return self._reader.finish() if self._reader is not None else ""


class HarmonyReader:
    """gpt-oss: messages of the form `<|channel|>NAME<|message|>TEXT<|end|><|start|>assistant…`.

    What is in the channel "final" is the answer, all else are thoughts. The prompt ends with
    `<|start|>assistant`, so the first text is the head of a message.
    """

    def __init__(self) -> None:
        self._marks = _Marks(_HARMONY)
        self._in_head, self._head = True, ""
        self._thinking = self._thought = False

    def resume(self, begun: str) -> None:
        self._in_head, self._thought = False, begun.startswith(START)
        self._thinking = self._thought and END not in begun

    def push(self, text: str) -> str:
        shown = []
        for place, part in enumerate(self._marks.cut(text)):
            shown.append(self._mark(part) if place % 2 else self._text(part))
        return "".join(shown)

    def finish(self) -> str:
        rest = self._text(self._marks.rest())
        if self._in_head and not self._thought and "<|channel|>" not in self._head:
            return self._head + rest  # a model that keeps to no form
        return rest

    def _mark(self, mark: str) -> str:
        if mark == "<|message|>" and self._in_head:
            self._in_head = False
            return self._begin(self._head.partition("<|channel|>")[2].strip())
        if not self._in_head:
            self._in_head, self._head = True, ""
        self._head += mark
        return ""

    def _text(self, text: str) -> str:
        if not self._in_head:
            return text
        self._head += text
        if len(self._head) <= _LONGEST_HEADER:
            return ""
        self._in_head = False
        return self._begin("final") + self._head

    def _begin(self, channel: str) -> str:
        is_answer = channel in ("final", "")
        was_thinking, self._thinking = self._thinking, not is_answer
        if is_answer:
            return END + "\n\n" if was_thinking else ""
        first, self._thought = not self._thought, True
        return START if first or not was_thinking else "\n\n"
