"""Patterns of strangers, matched in bounded time: what a tool's file says that an answer must match.

Owns the language and the matcher. Python's `re` hangs on some patterns, and a file may come from anybody.
google-re2 would do, but its \\w, \\d and \\s are ASCII alone: 中文 is no \\w there. So a pattern becomes at
most 500 states (Thompson 1968), and a text is read once, from its beginning to its end.

Understood are characters, `.`, `[a-z]`, `[^…]`, `\\d \\w \\s \\D \\W \\S \\n \\t`, groups, `|`, `* + ?`,
`{2} {2,} {2,5}`, `^` and `$` for the beginning and the end of the answer, and `(?i)` before all else. What
looks back or ahead is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase

LONGEST: Final = 300  # characters of a pattern
MOST_STATES: Final = 500
_MOST_REPEATS = 1_000
_DEEPEST = 30
_MOST_KEPT = 1_000  # characters, and which states read them

Test = Callable[[str], bool]


class PatternError(ValueError):
    """A pattern that is not understood, or is too large; `reason` in words."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Char:
    test: Test


@dataclass(frozen=True, slots=True)
class _Anchor:
    mark: Literal["^", "$"]


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Any:
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    part: _Node
    least: int
    most: int | None


_Node = _Char | _Anchor | _All | _Any | _Repeat


@lru_cache(100)
def compiled(source: str) -> Pattern:
    """Raises `PatternError`."""
    if len(source) > LONGEST:
        raise _error(
            QT_TRANSLATE_NOOP("core", "it has {count} characters; at most {most} are read"),
            count=f"{len(source):,}",
            most=LONGEST,
        )
    ignores_case = source.startswith("(?i)")
    return Pattern(_Reader(source[4:] if ignores_case else source, ignores_case).read())


class Pattern:
    """Whether it is found in a text. Each text is read once; sets of states are the bits of a number."""

    def __init__(self, node: _Node) -> None:
        self._tests: list[Test | str] = []  # of a state: what it reads, or "split", "^", "$", "end"
        self._next: list[tuple[int, ...]] = []
        self._end = 1 << self._state("end", ())
        start = self._emit(node, 0)
        self._first, self._start = self._closure((start,), "^"), self._closure((start,), "")
        self._follow = [self._closure(following, "") for following in self._next]
        self._readers: dict[str, int] = {}

    def found(self, text: str) -> bool:
        states = self._first
        for char in text:
            if states & self._end:
                return True
            states = self._step(states, char)
        left = (state for state in range(len(self._tests)) if states >> state & 1)
        return bool(self._closure(left, "$" if text else "^$") & self._end)

    def _step(self, states: int, char: str) -> int:
        active, found = states & self._reading(char), self._start
        while active:
            lowest = active & -active
            found |= self._follow[lowest.bit_length() - 1]
            active ^= lowest
        return found

    def _reading(self, char: str) -> int:
        """The states that go on with a character."""
        known = self._readers.get(char)
        if known is None:
            known = 0
            for state, test in enumerate(self._tests):
                if not isinstance(test, str) and test(char):
                    known |= 1 << state
            if len(self._readers) >= _MOST_KEPT:
                self._readers.clear()
            self._readers[char] = known
        return known

    def _closure(self, states: Iterable[int], marks: str) -> int:
        """All states that are reached without a character; those behind an anchor where it holds. A `$`
        that does not hold yet stays in the set, for the end of the text."""
        found = 0
        waiting = list(states)
        while waiting:
            state = waiting.pop()
            if found >> state & 1:
                continue
            found |= 1 << state
            test = self._tests[state]
            if test == "split" or (isinstance(test, str) and test in marks):
                waiting += self._next[state]
        return found

    # -- states ----------------------------------------------------------------------------------
    def _state(self, test: Test | str, following: tuple[int, ...]) -> int:
        if len(self._tests) >= MOST_STATES:
            raise _error(
                QT_TRANSLATE_NOOP(
                    "core", "it is too large: its repetitions unfold to more than {most} steps"
                ),
                most=MOST_STATES,
            )
        self._tests.append(test)
        self._next.append(following)
        return len(self._tests) - 1

    def _emit(self, node: _Node, following: int) -> int:
        """The state that begins `node`, with `following` behind it."""
        if isinstance(node, _Char):
            return self._state(node.test, (following,))
        if isinstance(node, _Anchor):
            return self._state(node.mark, (following,))
        if isinstance(node, _All):
            for part in reversed(node.parts):
                following = self._emit(part, following)
            return following
        if isinstance(node, _Any):
            return self._state("split", tuple(self._emit(part, following) for part in node.parts))
        return self._emit_repeat(node, following)

    def _emit_repeat(self, node: _Repeat, following: int) -> int:
        start = following
        if node.most is None:
            loop = self._state("split", ())
            self._next[loop] = (self._emit(node.part, loop), following)
            start = loop
        else:
            for _ in range(node.most - node.least):
                start = self._state("split", (self._emit(node.part, start), following))
        for _ in range(node.least):
            known = len(self._tests)
            start = self._emit(node.part, start)
            if len(self._tests) == known:  # nothing, however often: no limit of states would end it
                break
        return start


class _Reader:
    """Reads the source of a pattern from left to right."""

    def __init__(self, source: str, ignores_case: bool = False) -> None:
        self._source, self._at, self._depth = source, 0, 0
        self._ignores_case = ignores_case

    def read(self) -> _Node:
        node = self._alternatives()
        if self._at < len(self._source):
            raise self._unclear(self._source[self._at])
        return node

    def _peek(self) -> str:
        return self._source[self._at] if self._at < len(self._source) else ""

    def _take(self, wanted: str) -> bool:
        if self._source.startswith(wanted, self._at):
            self._at += len(wanted)
            return True
        return False

    def _alternatives(self) -> _Node:
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else _Any(tuple(parts))

    def _sequence(self) -> _Node:
        parts: list[_Node] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._repeated(self._atom()))
        return _All(tuple(parts))

    def _repeated(self, node: _Node) -> _Node:
        least, most = 1, None
        if self._take("*"):
            least = 0
        elif self._take("+"):
            pass
        elif self._take("?"):
            least, most = 0, 1
        elif self._peek() == "{":
            least, most = self._counts()
        else:
            return node
        self._take("?")  # whether as little as possible is taken decides nothing here
        if self._peek() in ("*", "+", "?", "{") and self._peek():
            raise self._unclear(self._peek())
        return _Repeat(node, least, most)

    def _counts(self) -> tuple[int, int | None]:
        end = self._source.find("}", self._at)
        inside = self._source[self._at + 1 : end] if 0 < end - self._at <= 12 else ""
        first, comma, second = inside.partition(",")
        numbers = [part for part in (first, second) if part]
        if not first or not all(part.isascii() and part.isdigit() for part in numbers):
            raise self._unclear("{")
        least = int(first)
        most = None if comma and not second else int(second or first)
        if max(least, most or 0) > _MOST_REPEATS or (most is not None and most < least):
            raise self._unclear(f"{{{inside}}}")
        self._at = end + 1
        return least, most

    def _atom(self) -> _Node:
        char = self._peek()
        self._at += 1
        if char == "(":
            return self._group()
        if char == "[":
            return _Char(self._class())
        if char == ".":
            return _Char(lambda c: c != "\n")
        if char in "^$":
            return _Anchor("^" if char == "^" else "$")
        if char == "\\":
            return _Char(self._escape())
        if char in "*+?{":
            raise self._unclear(char)
        return _Char(self._in_any_case(_is(char)))

    def _group(self) -> _Node:
        self._depth += 1
        if self._peek() == "?" and not self._take("?:"):
            raise self._unclear(self._source[self._at - 1 : self._at + 3])
        if self._depth > _DEEPEST:
            raise self._unclear("(")
        node = self._alternatives()
        if not self._take(")"):
            raise _error(QT_TRANSLATE_NOOP("core", "a “(” is never closed"))
        self._depth -= 1
        return node

    def _escape(self) -> Test:
        char = self._peek()
        self._at += 1
        if char in _CLASSES:
            return _CLASSES[char]
        if char in ("n", "t"):
            return _is("\n" if char == "n" else "\t")
        if not char or char.isalnum():
            raise self._unclear(f"\\{char}")
        return _is(char)

    def _class(self) -> Test:
        negated = self._take("^")
        tests: list[Test] = []
        while not self._take("]") or not tests:
            if self._at >= len(self._source):
                raise _error(QT_TRANSLATE_NOOP("core", "a “[” is never closed"))
            if not tests and self._source[self._at - 1] == "]":
                tests.append(_is("]"))  # the first one stands for itself
                continue
            tests.append(self._member())
        return _none_of(tests) if negated else _any_of(tests)

    def _member(self) -> Test:
        char = self._peek()
        self._at += 1
        if char == "\\":
            return self._escape()
        if self._peek() == "-" and self._source[self._at + 1 : self._at + 2] not in ("", "]"):
            last = self._source[self._at + 1]
            self._at += 2
            if last < char or "\\" in (char, last):
                raise self._unclear(f"{char}-{last}")
            return self._in_any_case(lambda c: char <= c <= last)
        return self._in_any_case(_is(char))

    def _in_any_case(self, test: Test) -> Test:
        """Each member by itself, before a class is turned round: [^a] is no A either."""
        if not self._ignores_case:
            return test
        return lambda c: any(test(form) for form in (c, c.lower(), c.upper()) if len(form) == 1)

    def _unclear(self, what: str) -> PatternError:
        return _error(QT_TRANSLATE_NOOP("core", "“{what}” is not understood there"), what=what)


def _is(wanted: str) -> Test:
    return lambda c: c == wanted


def _any_of(tests: list[Test]) -> Test:
    return lambda c: any(test(c) for test in tests)


def _none_of(tests: list[Test]) -> Test:
    return lambda c: not any(test(c) for test in tests)


_CLASSES: dict[str, Test] = {
    "d": str.isdecimal,
    "D": lambda c: not c.isdecimal(),
    "w": lambda c: c.isalnum() or c == "_",
    "W": lambda c: not (c.isalnum() or c == "_"),
    "s": str.isspace,
    "S": lambda c: not c.isspace(),
}


def _error(words: str, **params: object) -> PatternError:
    return PatternError(Phrase(words, params))
