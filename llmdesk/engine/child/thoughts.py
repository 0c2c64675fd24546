"""The thoughts of models that think before they answer, told apart in one way for all of them.

Owns what streams: each reader takes a model's text as it comes and gives pieces that say whether they are
text or thoughts. The marks themselves are in `engine.thoughts`. Pure Python, no llama.cpp.

Sources: OpenAI's Harmony response format (gpt-oss).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from llmdesk.engine.thoughts import (
    END,
    ENDS,
    LONGEST,
    MOST_MARKS,
    NEAR,
    PAIRS,
    START,
    WRAPPERS,
    split_thoughts,
)
from llmdesk.engine.types import Message, Piece, PieceKind, Written

_HARMONY = ("<|start|>", "<|end|>", "<|channel|>", "<|message|>")
_LONGEST_HEADER = 200  # characters of a Harmony message's head; more is no head
_YOUNG = 64  # characters at the beginning of a part, where a mark may stand

Render = Callable[[Sequence[Message], Mapping[str, Any]], str]


class ThoughtReader(Protocol):
    """Takes a model's text as it comes; gives what of it is decided."""

    def push(self, text: str) -> list[Piece]: ...
    def finish(self) -> list[Piece]: ...


def shown_marks(specials: frozenset[str]) -> frozenset[str]:
    """Which of the vocabulary's special texts have to be seen as text, to read thoughts by them."""
    marks = {*_HARMONY, *(mark.partition(">thought")[0] + ">" * (">thought" in mark) for mark in PAIRS)}
    return frozenset(each for each in specials if each.lower() in marks or each.lower() in PAIRS.values())


def reader_for(
    specials: frozenset[str], prompt_end: str, *, wanted: bool, begun: str = ""
) -> ThoughtReader | None:
    """A reader of what a model with these special texts writes behind this prompt, or behind an answer that
    has begun so; `wanted`: it was not asked to answer at once. None: it is all text."""
    thinking = begun.startswith(START) and END not in begun
    if wanted and specials.issuperset(_HARMONY):
        return HarmonyReader(begun)
    if begun:
        return GoneOnReader() if thinking else None
    return MarkReader(begun_mark(prompt_end))


def begun_mark(prompt_end: str) -> str:
    """The mark by which the prompt itself begins the thoughts (DeepSeek-R1, QwQ), or ""."""
    end = prompt_end.rstrip().lower()
    return next((mark for mark in PAIRS if end.endswith(mark.strip())), "")


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
    return any(mark.strip() in small for pair in PAIRS.items() for mark in pair)


def spelt(begun: str, specials: frozenset[str], prompt_end: str) -> list[tuple[str, bool]]:
    """An answer that has begun, as the model itself wrote it behind a prompt that ends so: (text, whether it
    is a mark). Only marks at the place of thoughts are marks."""
    start = START if begun.startswith(START) else ""
    thought, end, answer = begun.removeprefix(START).partition(END) if start else ("", "", begun)
    opened = begun_mark(prompt_end)
    has_thoughts = bool(start)
    if opened:
        start = ""  # the prompt says it
    if specials.issuperset(_HARMONY):
        return _in_harmony(thought if start else None, bool(end), answer, prompt_end)
    own = _own_marks(specials)
    if opened:
        own = (own[0], PAIRS[opened])
        # An answer without thoughts, behind a prompt that begins some: they end before it.
        end = end or ("" if has_thoughts else END)
    parts = [
        (own[0] if start else "", True),
        (thought, False),
        (own[1] if end else "", True),
        (answer, False),
    ]
    return [part for part in parts if part[0]]


def _own_marks(specials: frozenset[str]) -> tuple[str, str]:
    """Those that are in the vocabulary."""
    for start, end in PAIRS.items():
        if end != END:
            if end in specials:
                return start, end
            if end.upper() in specials:
                return start.upper(), end.upper()
    return START, END


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


class MarkReader:
    """Thoughts between marks (`split_thoughts`).

    Law: what the pieces make is what `split_thoughts` makes of the whole text. Most pieces pass as they come;
    the whole is read again at the beginning of a part and behind a mark that may end thoughts, to the end of
    its line: whether it does is told by what follows. What that changes is told anew.
    """

    def __init__(self, begun: str = "") -> None:
        self._begun = begun
        self._raw, self._told, self._at = "", Written(), 0  # all text, what was told, up to where
        self._thinking, self._turned = True, 0  # what comes now is thoughts; since where
        self._marks, self._mark_end = 0, -1

    def push(self, text: str) -> list[Piece]:
        before = len(self._raw)
        self._raw += text
        self._look_for_marks(before, text)
        if self._mark_end >= 0:
            line, newline, _ = self._raw[self._mark_end : self._mark_end + NEAR].partition("\n")
            if not (newline or line.strip()):
                return []  # what stands behind the mark tells what it is
            if newline or len(line) >= NEAR:
                self._mark_end = -1
        elif len(self._raw) - self._turned > _YOUNG:
            return self._go_on()
        return self._read_again(complete=False)

    def finish(self) -> list[Piece]:
        return self._read_again(complete=True)

    def _look_for_marks(self, before: int, text: str) -> None:
        if self._marks < MOST_MARKS and (">" in text or "]" in text or "▷" in text):
            for mark in ENDS.finditer(self._raw, max(0, before - LONGEST)):
                if mark.end() > before:
                    self._marks, self._mark_end = self._marks + 1, mark.end()

    def _go_on(self) -> list[Piece]:
        rest = self._raw[self._at :]
        text = rest[: self._decided(rest)] if self._thinking or self._told.thoughts else rest
        if not text:
            return []
        self._at += len(text)
        piece = Piece(text, "thought" if self._thinking else "text")
        self._told = self._told.plus(piece)
        return [piece]

    def _read_again(self, *, complete: bool) -> list[Piece]:
        thoughts, text, thinking = split_thoughts(self._raw, complete=complete, begun=self._begun)
        if thinking != self._thinking:
            self._thinking, self._turned = thinking, len(self._raw)
        now = Written(text, thoughts)
        self._at = len(self._raw)
        if not complete and (thinking or thoughts):
            self._at = self._decided(self._raw)
            if thinking:
                now = Written("", thoughts[: self._decided(thoughts)])
            else:
                now = Written(text[: self._decided(text)], thoughts)
        return self._tell(now)

    def _decided(self, text: str) -> int:
        """How much of `text` stays what it is, whatever follows."""
        marks = PAIRS.values() if self._thinking else WRAPPERS.values()
        end = text.rstrip()
        tail = end[-LONGEST:].lower()
        held = next((n for n in range(len(tail), 0, -1) if any(m.startswith(tail[-n:]) for m in marks)), 0)
        return len(end[: len(end) - held].rstrip())

    def _tell(self, now: Written) -> list[Piece]:
        was, self._told = self._told, now
        anew = not (now.thoughts.startswith(was.thoughts) and now.text.startswith(was.text))
        if anew:
            was = Written()
        new: tuple[tuple[str, PieceKind], ...] = (
            (now.thoughts[len(was.thoughts) :], "thought"),
            (now.text[len(was.text) :], "text"),
        )
        pieces = [Piece(text, kind) for text, kind in new if text]
        return [Piece("", anew=True), *pieces] if anew else pieces


class GoneOnReader:
    """Thoughts that were begun before, and go on: what follows the first mark is the answer."""

    def __init__(self) -> None:
        self._marks = _Marks([*PAIRS.values(), *map(str.upper, PAIRS.values())])
        self._kind: PieceKind = "thought"
        self._answered = False

    def push(self, text: str) -> list[Piece]:
        if self._kind == "text":
            return self._answer(text)
        thought, *rest = self._marks.cut(text)
        pieces = [Piece(thought, "thought")] if thought else []
        if rest:
            self._kind = "text"
            pieces += self._answer("".join(rest[1:]) + self._marks.rest())
        return pieces

    def finish(self) -> list[Piece]:
        rest = self._marks.rest()
        return [Piece(rest, self._kind)] if rest else []

    def _answer(self, text: str) -> list[Piece]:
        text = text if self._answered else text.lstrip()
        self._answered = self._answered or bool(text)
        return [Piece(text)] if text else []


class HarmonyReader:
    """gpt-oss: messages of the form `<|channel|>NAME<|message|>TEXT<|end|><|start|>assistant…`.

    What is in the channel "final" is the answer, all else are thoughts. The prompt ends with
    `<|start|>assistant`, so the first text is the head of a message.
    """

    def __init__(self, begun: str = "") -> None:
        """`begun`: the answer that it goes on behind."""
        self._marks = _Marks(_HARMONY)
        self._in_head, self._head = not begun, ""
        self._thought = begun.startswith(START)
        self._kind: PieceKind = "thought" if self._thought and END not in begun else "text"

    def push(self, text: str) -> list[Piece]:
        parts = self._marks.cut(text)
        told = [self._mark(part) if place % 2 else self._text(part) for place, part in enumerate(parts)]
        return [piece for piece in told if piece.text]

    def finish(self) -> list[Piece]:
        rest = self._text(self._marks.rest())
        if self._in_head and not self._thought and "<|channel|>" not in self._head:
            rest = Piece(self._head)  # a model that keeps to no form
        return [rest] if rest.text else []

    def _mark(self, mark: str) -> Piece:
        if mark == "<|message|>" and self._in_head:
            self._in_head = False
            return self._begin(self._head.partition("<|channel|>")[2].strip())
        if not self._in_head:
            self._in_head, self._head = True, ""
        self._head += mark
        return Piece("")

    def _text(self, text: str) -> Piece:
        if not self._in_head:
            return Piece(text, self._kind)
        self._head += text
        if len(self._head) <= _LONGEST_HEADER:
            return Piece("")
        self._in_head = False
        self._begin("final")
        return Piece(self._head)

    def _begin(self, channel: str) -> Piece:
        """What parts this message from the one before of its kind."""
        self._kind = "text" if channel in ("final", "") else "thought"
        again = self._kind == "thought" and self._thought
        self._thought = self._thought or self._kind == "thought"
        return Piece("\n\n" if again else "", self._kind)
