"""The rules of English forms: syllables, metre, rhymes.

Owns which lines are held against which rule; the sounds are those of `english`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry import english
from llmdesk.tools.poetry.types import Check, Form, Syllable, Verdict


def syllables_of(line: str) -> tuple[Syllable, ...]:
    return english.syllables_of(line)


def checks(lines: Sequence[str], wanted: Form) -> list[Check]:
    found = []
    for index, line in enumerate(lines):
        if index < len(wanted.syllables):
            found.append(_check("syllables", index, english.check_syllables(line, wanted.syllables[index])))
        if index < len(wanted.metres):
            found.append(_check("metre", index, english.check_metre(line, wanted.metres[index])))
    return [*found, *_rhymes(lines, wanted.rhyme)]


def _rhymes(lines: Sequence[str], scheme: str) -> list[Check]:
    """Each line against the first one of its letter; and no end word twice within a letter."""
    first: dict[str, int] = {}
    found = []
    for index, letter in enumerate(scheme[: len(lines)]):
        model = first.setdefault(letter, index)
        if model != index:
            found.append(_check("rhyme", index, english.check_rhyme(lines[index], lines[model])))
    if scheme:
        ends = Counter(english.last_word(line) for line in lines[: len(scheme)])
        twice = sorted(word for word, count in ends.items() if word and count > 1)
        message = (
            QT_TRANSLATE_NOOP("core", "More than one line ends on “{words}”.")
            if twice
            else QT_TRANSLATE_NOOP("core", "No end word comes twice.")
        )
        found.append(Check("repetition", None, not twice, message, {"words": ", ".join(twice)}))
    return found


def _check(rule: str, index: int, verdict: Verdict) -> Check:
    return Check(rule, index, verdict.passed, verdict.message, verdict.params)
