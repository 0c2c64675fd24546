"""Grammars (GBNF) that let a model write one English line of a form, and nothing else.

Owns the way from a form's wish (so many syllables, a metre, a rhyme, a first letter) to words in
a row: an automaton whose steps are sets of dictionary words, written as tries that share their
ends. Must not know of models or forms.

What a grammar allows is narrower than what a check allows: lines come out regular.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from llmdesk.tools.poetry.english.dictionary import common_words, lookup, ranks
from llmdesk.tools.poetry.english.metre import METRES, STRONG
from llmdesk.tools.poetry.english.rhyme import STUBS, plain_families, rich_words
from llmdesk.tools.poetry.english.words import SMALL, printed, readings
from llmdesk.tools.poetry.types import RhymeSet

POOL = 12_000  # words a line is made of, by frequency
LONGEST_WORD = 5  # syllables
FREE_WORDS = (3, 9)  # words of a line that only has to rhyme
FREE_LETTERS = (12, 60)  # characters of a line that only has to begin with a letter
_SURE = 1_500  # rank below which a word may end a line even if it begins like a stub
_SURE_ON_BEAT = 350  # the same of words inside a line, where stubs come often and cannot stand
_LURES = (
    "a",
    "be",
    "do",
    "for",
    "he",
    "his",
    "in",
    "is",
    "it",
    "my",
    "no",
    "of",
    "on",
    "or",
    "so",
    "to",
    "we",
)
_LURES_ON_BEAT = (*_LURES, "but", "by", "has", "out", "over", "some", "up", "us", "will")
_SMALL_THE = frozenset({"the", "their", "them", "themselves", "then", "there", "these", "they"})
_SEPARATOR = "sep"


@dataclass(frozen=True, slots=True)
class Step:
    """From a state a word out of `words` leads to the state `to`; None is the end of the line."""

    words: tuple[str, ...]
    to: str | None


Automaton = Mapping[str, tuple[Step, ...]]  # the line begins in the first state


@lru_cache(maxsize=64)
def line_grammar(
    *,
    syllables: int | None = None,
    metre: str = "",
    rhyme: RhymeSet | None = None,
    starts_with: str = "",
    must_not_end: Collection[str] = frozenset(),
    needs_rhyme: bool = False,
) -> str:
    """GBNF with the root `root` for one line of dictionary words.

    Words have single spaces or a comma and a space between them; "I" and names of months have
    their capital, the first word may have one. The last word is out of `rhyme`, or no stub and none
    of `must_not_end` (a frozenset), and with `needs_rhyme` one that many words rhyme with.
    `starts_with` is a letter or a whole word. Raises `ValueError` where no line can be made.
    """
    ends = _ends(rhyme, must_not_end, needs_rhyme)
    if syllables is None and not metre and rhyme is None and not needs_rhyme:
        return _letters(starts_with)
    return write(automaton(syllables, metre, ends, starts_with, strict=rhyme is not None))


def automaton(
    syllables: int | None, metre: str, ends: tuple[str, ...], starts_with: str = "", *, strict: bool = False
) -> Automaton:
    """The rows of words that make a line which ends on one of `ends`; `strict`: of words that do not
    lure, since a line that has to come to a rhyme leaves the model little choice."""
    body = _steady() if strict else _pool()
    if metre:
        start, steps = _metrical_steps(metre, ends)
    elif syllables is not None:
        start, steps = [f"s{syllables}"], lambda state: _counted_steps(state, ends, body)
    else:
        start, steps = ["w0"], lambda state: _free_steps(state, ends)
    states: dict[str, tuple[Step, ...]] = {}
    first = [step for state in start for step in steps(state)]
    states["line"] = tuple(_beginning(first, starts_with))
    waiting = [step.to for step in states["line"]]
    while waiting:
        state = waiting.pop()
        if state is not None and state not in states:
            states[state] = tuple(steps(state))
            waiting += [step.to for step in states[state]]
    alive = _alive(states)
    if "line" not in alive:
        raise ValueError("no line can be made")
    return {
        state: tuple(step for step in found if step.to is None or step.to in alive)
        for state, found in states.items()
        if state in alive
    }


def _alive(states: Mapping[str, tuple[Step, ...]]) -> set[str]:
    """The states from which the end can be reached."""
    alive: set[str] = set()
    while True:
        more = {
            s for s, steps in states.items() if any(step.to is None or step.to in alive for step in steps)
        }
        if more == alive:
            return alive
        alive = more


def _beginning(steps: Iterable[Step], starts_with: str) -> list[Step]:
    wanted = starts_with.lower()
    if not wanted:
        return list(steps)
    kept = []
    for step in steps:
        words = tuple(w for w in step.words if (w == wanted if len(wanted) > 1 else w.startswith(wanted)))
        if words:
            kept.append(Step(words, step.to))
    return kept


def _ends(rhyme: RhymeSet | None, must_not_end: Collection[str], needs_rhyme: bool) -> tuple[str, ...]:
    words: Iterable[str] = _good_ends() if rhyme is None else rhyme.words
    allowed = rich_words() if needs_rhyme else None
    return tuple(word for word in words if word not in must_not_end and (allowed is None or word in allowed))


@cache
def _pool() -> tuple[str, ...]:
    """Common words; without theory, theme …, which a model that wants "the" would be led into."""
    return tuple(word for word in common_words()[:POOL] if not word.startswith("the") or word in _SMALL_THE)


@cache
def _good_ends() -> tuple[str, ...]:
    """Words that end a line well: no stubs, and no rarer word that begins like one (aunts, inn, tow)."""
    return tuple(
        word for word in _pool() if word not in STUBS and not word.startswith("the") and not _lured(word)
    )


@cache
def _on_beat() -> tuple[str, ...]:
    """Words that begin on a beat, where no small word can stand: none that lures."""
    plain = {word for family in plain_families() for word in family}
    return tuple(
        word
        for word in _pool()
        if not word.startswith("the")
        and (word in plain or word in SMALL or not _lured(word, _LURES_ON_BEAT, _SURE_ON_BEAT))
    )


@cache
def _steady() -> tuple[str, ...]:
    return tuple(word for word in _pool() if not _lured(word))


def _lured(word: str, lures: tuple[str, ...] = _LURES, sure: int = _SURE) -> bool:
    """Whether a model that wants a small word, which cannot stand here, would be led into this one
    (in: innocent, a: awful): the less common it is, the more a surprise."""
    return ranks().get(word, POOL) >= sure and word.startswith(lures)


# -- lines of so many syllables --------------------------------------------------------------


def _counted_steps(state: str, ends: tuple[str, ...], body: tuple[str, ...]) -> list[Step]:
    left = int(state[1:])
    steps = [
        Step(words, f"s{left - count}")
        for count, words in _by_count(_pool()).items()
        if count < left and words
    ]
    if last := _by_count(ends).get(left):
        steps.append(Step(last, None))
    return steps


@lru_cache(maxsize=16)
def _by_count(words: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """Words by their number of syllables; without those that can be spoken with fewer or more."""
    found: dict[int, list[str]] = {}
    for word in words:
        counts = {len(pattern) for pattern in lookup(word).listed_stresses}
        if len(counts) == 1 and (count := counts.pop()) <= LONGEST_WORD:
            found.setdefault(count, []).append(word)
    return {count: tuple(group) for count, group in sorted(found.items())}


# -- lines of a metre ------------------------------------------------------------------------


def can_end(metre: str, words: Iterable[str]) -> bool:
    """Whether a line of the metre, as it is written here, can end on one of the words: an iambic one not on
    "station"."""
    lifts, patterns = _patterns(metre)
    return any(
        len(marks) <= len(pattern)
        and _strong_end(pattern[-len(marks) :], marks)
        and _place(f"{pattern[-len(marks) :]}:{lifts}1n", marks) != ""
        for marks in _by_marks(tuple(words))
        for pattern in patterns
    )


def _metrical_steps(metre: str, ends: tuple[str, ...]) -> tuple[list[str], Callable[[str], list[Step]]]:
    """The first states and the steps. A state: places left, promotions left, demotions left, debt."""
    lifts, patterns = _patterns(metre)
    lasts = _by_marks(ends)
    return [f"{pattern}:{lifts}1n" for pattern in patterns], lambda state: _steps(state, lasts)


def _patterns(metre: str) -> tuple[int, list[str]]:
    """Promotions of a line, and the places that it may have."""
    wanted = METRES[metre]
    if wanted.kind == "dactylic":
        raise ValueError("No form is written in dactyls.")
    lifts = 0 if wanted.triple else 1 if wanted.beats < 5 else 2
    if wanted.triple:
        body = "/" + "xx/" * (wanted.beats - 1)
        patterns = [start + body + end for start in ("x", "xx") for end in ("", "x")]
    elif wanted.kind == "trochaic":
        patterns = ["/x" * (wanted.beats - 1) + "/", "/x" * wanted.beats]
    else:
        patterns = ["x/" * wanted.beats, "/x" + "x/" * (wanted.beats - 1)]
    return lifts, patterns


def _steps(state: str, lasts: Mapping[str, tuple[str, ...]]) -> list[Step]:
    places = state.partition(":")[0]
    grouped: dict[str, list[str]] = {}
    body = _on_beat() if places[0] == "/" else _pool()
    for marks, words in _by_marks(body).items():
        if len(marks) < len(places) and (to := _place(state, marks)):
            grouped.setdefault(to, []).extend(words)
    steps = [Step(tuple(words), to) for to, words in grouped.items()]
    last = [
        word
        for marks, words in lasts.items()
        if len(marks) == len(places) and _strong_end(places, marks) and _place(state, marks)
        for word in words
    ]
    return [*steps, *([Step(tuple(last), None)] if last else [])]


def _strong_end(places: str, marks: str) -> bool:
    """The last beat of a line is on a full stress of its last word, since the rhyme is there."""
    return "/" in places and marks[places.rindex("/")] in STRONG


def _place(state: str, marks: str) -> str:
    """The state after a word of these marks; "" where it does not fit.

    A full word in a weak place (once a line) owes a strong beat right after it; a small word, or
    the last syllable of a word such as "memory", may carry a beat where no debt stands.
    """
    places, _, rest = state.partition(":")
    lifts, drops, owes = int(rest[0]), int(rest[1]), rest[2] == "o"
    for at, mark in enumerate(marks):
        if places[at] == "/":
            if mark in STRONG or (mark == "m" and not owes):
                owes = False
            elif not owes and lifts and (mark == "f" or (mark == "u" and marks[at - 1 : at] == "u")):
                lifts -= 1
            else:
                return ""
        elif mark == "s" and drops and places[at + 1 : at + 2] == "/":
            drops, owes = drops - 1, True
        elif mark not in "ufxm":
            return ""
    return f"{places[len(marks) :]}:{lifts}{drops}{'o' if owes else 'n'}"


@lru_cache(maxsize=64)
def _by_marks(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Words by the marks of their first pronunciation (see `metre`)."""
    found: dict[str, list[str]] = {}
    for word in words:
        marks = readings(word, metrical=False)[0].marks
        if 0 < len(marks) <= LONGEST_WORD:
            found.setdefault(marks, []).append(word)
    return {marks: tuple(group) for marks, group in found.items()}


# -- lines without a measure -----------------------------------------------------------------


def _free_steps(state: str, ends: tuple[str, ...]) -> list[Step]:
    count = int(state[1:])
    fewest, most = FREE_WORDS
    steps = [Step(_pool(), f"w{count + 1}")] if count + 1 < most else []
    return [*steps, Step(ends, None)] if count + 1 >= fewest else steps


def _letters(starts_with: str) -> str:
    """A line of any words that begins with a letter or a word."""
    fewest, most = FREE_LETTERS
    return f'root ::= {_first(starts_with)} [a-zA-Z\' ,-]{{{fewest},{most}}} [a-z] [.,;!?]? "\\n"'


def _first(starts_with: str) -> str:
    """A letter or a word, in either case."""
    return "".join(f"[{c.upper()}{c.lower()}]" if c.isalpha() else json.dumps(c) for c in starts_with) or '""'


# -- writing ---------------------------------------------------------------------------------


def write(states: Automaton) -> str:
    """The automaton as GBNF. There is no comma before the last word, where it would be hung on."""
    tries = _Tries()
    names = {state: f"l{number}" for number, state in enumerate(states)}
    rules = [f'{_SEPARATOR} ::= " " | ", "']
    for state, steps in states.items():
        name, trie = names[state], tries.first if state == "line" else tries.of
        inner = [f"{trie(step.words)} {names[step.to]}n" for step in steps if step.to is not None]
        last = [trie(step.words) for step in steps if step.to is None]
        onward = [*([f"{_SEPARATOR} {name}"] if inner else []), *([f'" " {name}e'] if last else [])]
        rules += [f"{name} ::= {' | '.join(inner)}"] if inner else []
        rules += [f"{name}e ::= {' | '.join(last)}"] if last else []
        rules.append(f"{name}n ::= {' | '.join(onward)}")
    whole = [
        name for name in (names["line"], f"{names['line']}e") if any(r.startswith(f"{name} ") for r in rules)
    ]
    return "\n".join(["root ::= line", f"line ::= {' | '.join(whole)}", *rules, *tries.rules])


class _Tries:
    """Sets of words as rules; what is the same at their ends is written once."""

    def __init__(self) -> None:
        self.rules: list[str] = []
        self._names: dict[str, str] = {}
        self._sets: dict[tuple[str, ...], str] = {}

    def of(self, words: tuple[str, ...]) -> str:
        """The rule for one of `words`."""
        if words not in self._sets:
            self._sets[words] = self._rule(self._ways(sorted(map(printed, words))))
        return self._sets[words]

    def first(self, words: tuple[str, ...]) -> str:
        """The rule for one of `words` at the line's start, where a capital may stand."""
        shown = {printed(word) for word in words}
        capitals = {word[0].upper() + word[1:] for word in shown if word[0].isalpha()}
        return self._rule(self._ways(sorted(shown | capitals)))

    def _rule(self, ways: str) -> str:
        if ways not in self._names:
            self._names[ways] = f"t{len(self._names)}"
            self.rules.append(f"{self._names[ways]} ::= {ways}")
        return self._names[ways]

    def _ways(self, words: list[str]) -> str:
        """What may stand here: a letter and what follows it. `words` are sorted."""
        ways, at = [], 0
        while at < len(words):
            first = words[at][:1]
            end = at
            while end < len(words) and words[end][:1] == first:
                end += 1
            if not first:
                ways.append('""')
            elif end == at + 1:
                ways.append(f'"{words[at]}"')
            else:
                ways.append(f'"{first}" {self._rule(self._ways([word[1:] for word in words[at:end]]))}')
            at = end
        return " | ".join(ways)
