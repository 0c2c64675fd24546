"""The rules of English forms: syllables, metre, rhymes, refrains.

Owns which lines are held against which rule, and which of the schemes and metres of a form a poem is
held against: those that it breaks least. The sounds are those of `prosody`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.handbook import rhyming, schemes
from llmdesk.tools.poetry.types import Check, Form, Syllable, Verdict

NEAR_RHYMES = prosody.RHYMES["near"], prosody.RHYMES["slant"]
_RHYMING = ("perfect", "light")
_FAILED, _LOOSE = 7.0, 0.7  # what a line costs that breaks a measure, or that a loose one has
_LINK = (
    1.8  # what a rhyme of a stanza has to be worth for the scheme with it to be meant, not the one without
)
_LISTED = 4.0  # what a sestet that handbooks list is worth more than one in another order
_USUAL = 3.0  # what the scheme of most stanzas is worth more than another one of the form
_NEAR = 3  # lines back to which a line may rhyme by design
_ECHO = QT_TRANSLATE_NOOP("core", "The last line comes back to “{word}”, as in Lear's limericks.")
_NO_ECHO = QT_TRANSLATE_NOOP(
    "core", "It ends on “{word}”; the last line of Lear's limericks comes back to “{first}” or “{second}”."
)
_UNRHYMED = QT_TRANSLATE_NOOP("core", "The lines do not rhyme, as is right for blank verse.")
_RHYMED = QT_TRANSLATE_NOOP(
    "core", "These lines rhyme with lines before them: {lines}. Blank verse does not."
)
HALF_LINE = QT_TRANSLATE_NOOP("core", "A half line, as passages of blank verse begin and end with.")
_NO_NEW_RHYME = QT_TRANSLATE_NOOP("core", "“{word}” should bring a new rhyme, which the next lines answer.")
_REPEATED = QT_TRANSLATE_NOOP("core", "It repeats line {first}.")
_VARIED = QT_TRANSLATE_NOOP("core", "It repeats line {first} with other words, and comes back to “{word}”.")
_BEGINNING = QT_TRANSLATE_NOOP("core", "It repeats the first words of line {first}.")
_NOT_BEGINNING = QT_TRANSLATE_NOOP("core", "It should repeat the first words of line {first}.")
_NOT_REPEATED = QT_TRANSLATE_NOOP("core", "It should repeat line {first}, the refrain.")


def syllables_of(line: str) -> tuple[Syllable, ...]:
    return prosody.syllables_of(line)


def checks(lines: Sequence[str], wanted: Form) -> list[Check]:
    found = []
    for index, line in enumerate(lines[: len(wanted.syllables)]):
        found.append(_check("syllables", index, prosody.check_syllables(line, wanted.syllables[index])))
    found += _metres(lines, wanted)
    found += _refrains(lines, schemes.refrain(wanted, len(lines)))
    found += _rhymes(lines, wanted)
    return [*found, *([_no_rhymes(lines)] if wanted.unrhymed else [])]


# -- metre -----------------------------------------------------------------------------------


def _metres(lines: Sequence[str], wanted: Form) -> list[Check]:
    pairs = enumerate(zip(lines, _metres_held(lines, wanted), strict=False))
    halves = _half_lines(wanted.refrain)
    found = [
        _check("metre", n, prosody.check_metre(line, metre)) for n, (line, metre) in pairs if n not in halves
    ]
    if wanted.unrhymed and len(found) > wanted.lines[0]:
        for end in (0, -1):  # a passage begins and ends where a speaker does
            if found[end].message == prosody.TOO_FEW:
                found[end] = replace(found[end], passed=True, message=HALF_LINE)
    return found


def _half_lines(refrain: str) -> set[int]:
    """The lines that are no more than the first words of another one: they have no metre of their own."""
    return {index for index, letter in enumerate(refrain) if letter.islower()}


def measure_held(lines: Sequence[str], wanted: Form) -> tuple[str, ...]:
    """The measure of the form that the lines break least; () where it has none."""
    metres = _metres_held(lines, wanted)
    fitting = (m for m in wanted.measures if all(m[n % len(m)] == each for n, each in enumerate(metres)))
    return next(fitting, ())


def _metres_held(lines: Sequence[str], wanted: Form) -> tuple[str, ...]:
    """By the measure of the form that the lines break and bend least; a loose one keeps any line."""

    def cost(measure: Sequence[str]) -> float:
        pairs = list(zip(lines, measure, strict=False))
        failed = sum(not prosody.check_metre(line, metre).passed for line, metre in pairs)
        loose = sum(prosody.METRES[metre].loose for _, metre in pairs)
        return _FAILED * failed + _LOOSE * loose + sum(prosody.strain(line, metre) for line, metre in pairs)

    return min(schemes.metres(wanted, _counted(lines, wanted)), key=cost, default=())


def _counted(lines: Sequence[str], wanted: Form) -> int:
    """Lines that the rules are about: what is too many for a form of fixed length is told once."""
    return min(len(lines), wanted.lines[1])


# -- rhyme -----------------------------------------------------------------------------------


def _rhymes(lines: Sequence[str], wanted: Form) -> list[Check]:
    scheme = scheme_held(lines, wanted)
    if not scheme:
        return []
    stray = _strays(lines, scheme) if wanted.chain == "terza" else []
    return [*_by_scheme(lines[: len(scheme)], scheme, wanted), *stray]


def _strays(lines: Sequence[str], scheme: str) -> list[Check]:
    """Lines that should bring a new rhyme and have one of those just before."""
    alone = [n for n, letter in enumerate(scheme) if scheme.count(letter) == 1]
    return [
        Check("rhyme", n, False, _NO_NEW_RHYME, {"word": prosody.last_word(lines[n])})
        for n in alone
        if any(prosody.rhyme_kind(lines[n], other) == "perfect" for other in lines[max(0, n - _NEAR) : n])
    ]


def scheme_held(lines: Sequence[str], wanted: Form) -> str:
    """The scheme of the form that the lines say most for; "" where it has none."""

    def worth(scheme: str) -> tuple[int, float]:
        if schemes.repeats(wanted):
            return 0, _worth(lines, scheme)
        broken = _by_scheme(lines[: len(scheme)], scheme, wanted)
        said = rhyming.likelihood(lines, scheme) + _LISTED * schemes.is_listed(wanted, scheme)
        return -sum(not check.passed for check in broken), said

    count = _counted(lines, wanted)
    found = schemes.schemes(wanted, count)
    if schemes.repeats(wanted) and len(found) > 1 and count > len(wanted.rhyme):
        return _stanza_by_stanza(lines[:count], wanted)
    return max(found, key=worth, default="")


def _stanza_by_stanza(lines: Sequence[str], wanted: Form) -> str:
    """The scheme of stanzas each of which has the one of the form that it says most for: a ballad may rhyme
    ABAB now and then."""
    size = len(wanted.rhyme)
    bases = (wanted.rhyme, *wanted.rhymes)
    usual = max(bases, key=lambda base: _worth(lines, schemes.again(base, len(lines))))
    stanzas = [lines[start : start + size] for start in range(0, len(lines), size)]
    chosen = [
        max(bases, key=lambda base: _worth(stanza, base) + _USUAL * (base == usual)) for stanza in stanzas
    ]
    return schemes.joined(chosen)[: len(lines)]


def _worth(lines: Sequence[str], scheme: str) -> float:
    return rhyming.likelihood(lines, scheme) - _LINK * (len(scheme) - len(set(scheme)))


def _by_scheme(lines: Sequence[str], scheme: str, wanted: Form) -> list[Check]:
    """Each line against those of its letter before it; and no end word twice within a letter."""
    again = repeated_lines(lines, wanted)
    before: dict[str, list[int]] = {}
    found = []
    for index, letter in enumerate(scheme[: len(lines)]):
        models = before.setdefault(letter, [])
        if wanted.echo and index == len(wanted.rhyme) - 1 and (echo := _echo(lines, wanted)):
            found.append(echo)
            again |= {index}
        elif models and index not in again:
            found.append(_check("rhyme", index, _rhyme(lines[index], [lines[model] for model in models])))
        models.append(index)
    return [*found, _no_word_twice(lines, scheme, again)]


def _rhyme(line: str, others: Sequence[str]) -> Verdict:
    """Against the first of the lines that it rhymes with, or the first one."""
    verdicts = [_verdict(line, other) for other in others]
    return next((verdict for verdict in verdicts if verdict.passed), verdicts[0])


@lru_cache(maxsize=4_000)
def _verdict(line: str, other: str) -> Verdict:
    return prosody.check_rhyme(line, other)


def _echo(lines: Sequence[str], wanted: Form) -> Check | None:
    """What the last line of a limerick comes back to; None where a rhyme of its own is as good."""
    words = [prosody.last_word(line) for line in (*lines[:2], lines[-1])]
    if words[2] and words[2] in words[:2]:
        return Check("rhyme", len(lines) - 1, True, _ECHO, {"word": words[2]})
    if wanted.echo == "may":
        return None
    params = {"word": words[2], "first": words[0], "second": words[1]}
    return Check("rhyme", len(lines) - 1, False, _NO_ECHO, params)


def repeated_lines(lines: Sequence[str], wanted: Form) -> set[int]:
    """The lines (from 0) that say an earlier one again: refrains by the form, and in a poem of several
    stanzas those of the poet's own."""
    first: dict[str, int] = {}
    by_form = {
        index
        for index, letter in enumerate(schemes.refrain(wanted, len(lines)).upper())
        if letter != "." and first.setdefault(letter, index) != index
    }
    seen: dict[str, int] = {}
    alike = {n for n, line in enumerate(lines) if seen.setdefault(_said(line), n) != n}
    return by_form | (alike if wanted.rhyme and len(lines) > len(wanted.rhyme) else set())


def _no_word_twice(lines: Sequence[str], scheme: str, again: set[int]) -> Check:
    ends = Counter(
        (letter, prosody.last_word(line))
        for n, (letter, line) in enumerate(zip(scheme, lines, strict=False))
        if n not in again
    )
    twice = sorted({word for (_, word), count in ends.items() if word and count > 1})
    message = (
        QT_TRANSLATE_NOOP("core", "More than one line ends on “{words}”.")
        if twice
        else QT_TRANSLATE_NOOP("core", "No end word comes twice.")
    )
    return Check("repetition", None, not twice, message, {"words": ", ".join(twice)})


def _no_rhymes(lines: Sequence[str]) -> Check:
    """A rhyme now and then, or a couplet that closes a speech, is no scheme."""
    rhyming = [
        index + 1
        for index, line in enumerate(lines)
        if any(prosody.rhyme_kind(line, other) in _RHYMING for other in lines[max(0, index - _NEAR) : index])
    ]
    passed = len(rhyming) < 2 or 4 * len(rhyming) <= len(lines)
    return Check(
        "rhyme", None, passed, _UNRHYMED if passed else _RHYMED, {"lines": ", ".join(map(str, rhyming))}
    )


# -- refrains --------------------------------------------------------------------------------


def _refrains(lines: Sequence[str], refrain: str) -> list[Check]:
    """Each line that should come again against its first time; poets vary the words before the last one."""
    first: dict[str, int] = {}
    found = []
    for index, letter in enumerate(refrain[: len(lines)]):
        model = first.setdefault(letter.upper(), index) if letter != "." else index
        if model == index:
            continue
        if letter.islower():
            passed = _said(lines[model]).startswith(_said(lines[index]))
            message = _BEGINNING if passed else _NOT_BEGINNING
            found.append(Check("refrain", index, passed, message, {"first": model + 1}))
            continue
        word = prosody.last_word(lines[index])
        params = {"first": model + 1, "word": word}
        if _said(lines[index]) == _said(lines[model]):
            found.append(Check("refrain", index, True, _REPEATED, params))
        elif word == prosody.last_word(lines[model]):
            found.append(Check("refrain", index, True, _VARIED, params))
        else:
            found.append(Check("refrain", index, False, _NOT_REPEATED, params))
    return found


@lru_cache(maxsize=2_000)
def _said(line: str) -> str:
    return " ".join(word.text.lower() for word in prosody.scan(line))


def _check(rule: str, index: int, verdict: Verdict) -> Check:
    return Check(rule, index, verdict.passed, verdict.message, verdict.params)
