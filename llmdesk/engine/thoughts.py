"""What a model wrote, parted by its marks into what it thought and what it says.

Owns the marks that models put around their thoughts, as they stand in a text: those that are tokens of a
vocabulary and those that are spelt out. An answer that only speaks of such a mark, in prose or in code, is
left whole. The engine's child parts by it what streams (`child.thoughts`); Chat reads by it the texts that
were stored with their marks in them. Must not import anything slow.

Sources of the marks: the chat templates of the families as they come with llama.cpp.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from llmdesk.engine.types import Written

_NAMES = (
    "think", "thinking", "thought", "thoughts", "thought_process", "reasoning", "reflection", "scratchpad",
    "inner_monologue", "antthinking", "seed:think", "mm:think",
)  # fmt: skip
START, END = "<think>", "</think>"  # those that most use
#: Mark that begins thoughts → mark that ends them, in small letters.
PAIRS = {
    **{f"<{name}>": f"</{name}>" for name in _NAMES},
    "◁think▷": "◁/think▷",  # Kimi-VL
    "[think]": "[/think]",  # Magistral, Ministral 3
    "<|channel>thought\n": "<channel|>",  # Gemma 4
    "<|begin_of_thought|>": "<|end_of_thought|>",  # Sky-T1, OpenThinker
    "<|start_thinking|>": "<|end_thinking|>",  # Command A, Command R7B
    "<|inner_prefix|>": "<|inner_suffix|>",  # Apertus
    "<unused94>thought": "<unused95>",  # MedGemma
}
#: What some of these models write around the answer that follows.
WRAPPERS = {
    **{f"<{name}>": f"</{name}>" for name in ("answer", "final_answer", "final", "output", "response")},
    "<solution>": "</solution>",
    "<|begin_of_solution|>": "<|end_of_solution|>",
    "<|start_response|>": "<|end_response|>",
}
#: Marks that an answer in XML may be all of.
_COMMON_WORDS = {f"<{name}>" for name in _NAMES if ":" not in name and not name.startswith("think")}
LONGEST = max(map(len, PAIRS))
ENDS = re.compile("|".join(map(re.escape, PAIRS.values())), re.IGNORECASE)
MOST_MARKS, _MOST_SECTIONS = 200, 8  # that are looked at
NEAR = 400  # characters of a line that are looked at
_QUOTES = "`'\"“”‘’«»「」『』《》"


@dataclass(frozen=True, slots=True)
class _End:
    """A mark that may end thoughts, and where it stands: in code, and how it stands in its line."""

    start: int
    end: int
    in_code: bool
    is_word: bool  # it is spoken of: quoted, or with text and spaces on both sides
    begins_line: bool
    ends_line: bool


def split_thoughts(content: str, *, complete: bool = False, begun: str = "") -> tuple[str, str, bool]:
    """(thoughts, answer, whether it still thinks) of what a model wrote.

    Models that think before they answer put it between two marks at the beginning; some templates write
    the first mark into the prompt, so only the second comes. `begun`: that mark, where it is known.
    `complete`: nothing will follow, so text that is the beginning of a mark is text.
    """
    rest = f"{begun}\n{content}" if begun else content.lstrip()
    begin = first = _mark_at_head(rest)
    if first is None:
        if rest and not complete and _is_coming(rest):
            return "", "", True
        return _without_beginning(content)
    thoughts: list[str] = []
    while begin is not None and len(thoughts) < _MOST_SECTIONS and (end := _end_of(rest, begin)):
        thoughts.append(_plain(rest[len(begin) : end.start]))
        rest = rest[end.end :].lstrip()
        begin = _mark_at_head(rest)
    if not thoughts:
        if complete and not begun and _is_word(rest, first):
            return "", content, False
        return _plain(rest[len(first) :]), "", True
    if rest and not complete and _is_coming(rest):
        return "\n\n".join(filter(None, thoughts)), "", True
    if complete and not rest and not begun and first in _COMMON_WORDS:
        return "", content, False  # an answer in XML
    return "\n\n".join(filter(None, thoughts)), _unwrapped(rest, complete), False


def marked(written: Written) -> str:
    """With the thoughts between marks: how an answer has begun (`GenerateRequest.begun`)."""
    if not written.thoughts:
        return written.text
    return f"{START}{written.thoughts}" + (f"{END}\n\n{written.text}" if written.text else "")


def _mark_at_head(text: str) -> str | None:
    head = text[:LONGEST].lower()
    return next((mark for mark in PAIRS if head.startswith(mark)), None)


def _is_word(text: str, mark: str) -> bool:
    """A sentence that begins with the mark speaks of it; models begin thoughts without a space."""
    return text[len(mark) : len(mark) + 1] == " " and text[len(mark) + 1 : len(mark) + 2].isalpha()


def _is_coming(text: str) -> bool:
    head = text[: LONGEST + 1].lower()
    return any(mark.startswith(head) for mark in PAIRS)


def _end_of(text: str, begin: str) -> _End | None:
    """Where the thoughts end that `text` begins with; the plainest of the marks that could be it."""
    found = [end for end in _ends(text) if text[end.start : end.end].lower() == PAIRS[begin]]
    for stands in (
        [end for end in found if not end.in_code and not end.is_word],
        [end for end in found if not end.in_code],
        [end for end in found if end.begins_line or end.ends_line],
        found,
    ):
        if stands:
            return stands[0]
    return None


def _without_beginning(content: str) -> tuple[str, str, bool]:
    """Thoughts whose first mark stood in the prompt: the second one stands at a line's border."""
    ends = _ends(content)
    lower = content.lower() if ends else ""
    begun = {last: lower.find(first) for first, last in PAIRS.items()} if ends else {}
    for end in ends:
        if 0 <= begun[lower[end.start : end.end]] < end.start:
            break
        if not end.in_code and (end.begins_line or (end.ends_line and not end.is_word)):
            return content[: end.start].strip(), _unwrapped(content[end.end :].lstrip(), True), False
    return "", content, False


def _ends(text: str) -> list[_End]:
    """The marks that may end thoughts, in order. Takes a time in proportion to the text."""
    ends: list[_End] = []
    at, fenced = 0, False
    for match in itertools.islice(ENDS.finditer(text), MOST_MARKS):
        line = text.rfind("\n", at, match.start()) + 1 or at
        rows = text[at:line].split("\n")
        fenced ^= sum(row.lstrip(" ").startswith(("```", "~~~")) for row in rows) % 2 == 1
        at = line
        before = text[max(line, match.start() - NEAR) : match.start()]
        after = text[match.end() : match.end() + NEAR].partition("\n")[0]
        ends.append(_placed(match, before, after, fenced))
    return ends


def _placed(match: re.Match[str], before: str, after: str, fenced: bool) -> _End:
    """`before` and `after`: the rest of the line that the mark stands in."""
    quoted = before[-1:] in _QUOTES and after[:1] in _QUOTES and bool(before and after)
    apart = before[-1:].isspace() and bool(before.strip()) and after[:1].isspace() and bool(after.strip())
    spoken_of = before[-1:].isspace() and bool(before.strip()) and after[:1] in (".", ",", "?", "!", ":", ";")
    return _End(
        match.start(),
        match.end(),
        in_code=fenced or before.count("`") % 2 == 1 or before.startswith(("    ", "\t")),
        is_word=quoted or apart or (spoken_of and bool(after)),
        begins_line=not before.strip(),
        ends_line=not after.strip(),
    )


def _plain(thoughts: str) -> str:
    """A model that writes the mark again behind the one in its prompt means one."""
    thoughts = thoughts.strip()
    again = _mark_at_head(thoughts)
    return thoughts[len(again) :].strip() if again else thoughts


def _unwrapped(answer: str, complete: bool) -> str:
    """The answer without marks around it."""
    lower = answer.lower()
    if not complete and answer and any(mark.startswith(lower[:30]) for mark in WRAPPERS):
        return ""  # such a mark is just coming
    for first, last in WRAPPERS.items():
        if lower.startswith(first):
            inside = answer[len(first) :].strip()
            return inside[: -len(last)].rstrip() if inside.lower().endswith(last) else inside
    return answer
