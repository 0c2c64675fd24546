"""Which form an English poem has, as a handbook would name it.

Owns the choice among the forms: the one whose rules a poem breaks least, if it breaks few of them. The rules
themselves are in `english.check`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.english import check as check_english
from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.handbook import hearing, rhyming, schemes
from llmdesk.tools.poetry.english.metre import METRES, UNEQUAL, Metre
from llmdesk.tools.poetry.forms import form as form_of
from llmdesk.tools.poetry.forms import forms
from llmdesk.tools.poetry.pasted import rows_of
from llmdesk.tools.poetry.types import Check, Form

_MOST_ROUGH = 1 / 3  # of the lines that may break the metre: ballads and great poets do
# Of the rhymes that may be wanting: rhymes of old are none today (young and long), and two lines in a hundred
# rhyme by chance.
_MOST_UNRHYMED, _MOST_UNCHAINED = 1 / 3, 1 / 4  # a chain begins as other schemes do (ABAB)
_MOST_STRAY = 1 / 10  # of the lines that may rhyme where the scheme has no rhyme
_MOST_ROUGH_OF_LONG, _LONG = 1 / 2, 8  # the same where a scheme of so many lines is kept
_MUCH_TOO_MANY = 3  # syllables with which a lone line is a fault, and not a line of another metre
_BENT = 0.2  # what a line's licences count beside a rhyme that wants
_HEARD = 0.015  # what a rhyme's likelihood counts beside a broken rule
_MUCH_LIKELIER = 3.0  # what another scheme may be worth more
_CHAIN = 6  # lines from which on a chain is one
_MORE = 2  # lines that keep another measure
_NEAR = 1 / 3  # what a near rhyme counts beside none: Dickinson has hardly others
_RIGHT_LENGTH = 0.5  # and one of as many syllables
_OTHER_LENGTH = 2.0  # what a line of too many or too few feet counts beside a rough one
_QUATRAIN = 4  # lines
_FREE = "free"
# Of the lines the letters that a scheme has, from which on it is none: where rhymes are heard, and where none
# are but a word may come again.
_LETTERS_OF_RHYMED, _LETTERS_OF_FREE = 0.8, 0.7
ANY = (_FREE, "acrostic")  # forms that any lines have


@dataclass(frozen=True, slots=True)
class Heard:
    """`form` is None where the poem has none of the forms here. `measure`: the metres of its lines, again
    from the start after the last, () without any; `scheme`: a letter a line, the form's own where it has
    one. `mostly`: a good part of the lines does not keep the measure."""

    form: Form | None
    measure: tuple[str, ...]
    scheme: str
    mostly: bool = False

    @property
    def metre_titles(self) -> tuple[str, ...]:
        """The names of the metres, English, marked for translation; each once."""
        return tuple(dict.fromkeys(UNEQUAL.get(name) or METRES[name].title for name in self.measure))

    @property
    def rhymes(self) -> bool:
        if self.form is not None and self.form.name == _FREE:
            return False
        return bool(self.scheme) and len(set(self.scheme)) <= len(self.scheme) * 0.8


def recognize(lines: Sequence[str], wanted: Form | None = None) -> Heard:
    """The form, metre and rhyme scheme of lines of verse. `wanted` is the form where another one has the very
    same lines: AABB is a quatrain or two couplets."""
    return _recognize(tuple(lines), wanted)


@lru_cache(maxsize=64)
def _recognize(lines: tuple[str, ...], wanted: Form | None) -> Heard:
    found = [
        (
            each.unrhymed,
            cost - _heard(lines, each),
            -_strict(each, lines),
            _strain(lines, each),
            each != wanted,
            n,
            each,
        )
        for n, each in enumerate(_forms())
        if (cost := cost_of(lines, each)) >= 0
    ]
    measure, scheme = hearing.measure_of(lines), rhyming.scheme_of(lines)
    if not found:
        apart = _LETTERS_OF_RHYMED if hearing.has_rhymes(lines) else _LETTERS_OF_FREE
        free = not measure and len(set(scheme)) > apart * len(scheme)
        return Heard(
            form_of(_FREE) if free and len(lines) >= form_of(_FREE).lines[0] else None,
            measure,
            scheme,
            hearing.is_mixed(lines, measure),
        )
    best = min(found)[-1]
    if best.syllables:  # syllables are counted, and nothing else is asked
        return Heard(best, (), "")
    own = check_english.measure_held(lines, best), check_english.scheme_held(lines, best)
    own_measure = hearing.by_its_feet(lines, own[0]) if own[0] else measure
    mixed = hearing.is_mixed(lines, own[0] or measure)
    shown = _joined(lines, own[1], best) or scheme
    return Heard(best, own_measure, scheme if _all_alike(scheme) else shown, mixed)


def _all_alike(scheme: str) -> bool:
    """Whether the lines of a quatrain all rhyme, of which AABB and ABAB hold as well."""
    return len(scheme) == _QUATRAIN and len(set(scheme)) == 1


def _joined(lines: Sequence[str], scheme: str, form: Form) -> str:
    """The scheme of stanzas with the letters of the one before where the rhymes go on in the same places."""
    if not schemes.repeats(form):
        return scheme
    found, width = list(scheme), len(form.rhyme)
    for index in range(width, len(scheme)):
        before = index - width
        if scheme[index] not in scheme[:index] and rhyming.rhyme_together(lines[index], lines[before]):
            found = [found[before] if letter == scheme[index] else letter for letter in found]
    return "".join(found)


def recognize_text(text: str) -> Form | None:
    """The form of a pasted poem, whatever stands around it; None for none of the forms."""
    found = []
    for number, each in enumerate(_forms()):
        lines = split_poem(text, each)[1]
        if _leaves_verse_out(text, lines):
            continue
        if lines and (cost := cost_of(lines, each)) >= 0:
            strict, strain = _strict(each, lines), _strain(lines, each)
            divided = _divided_otherwise(text, each, len(lines))
            cost -= _heard(lines, each)
            found.append((each.unrhymed, cost, -len(lines), -strict, strain, divided, number, each))
    if found:
        return min(found)[-1]
    lines = split_poem(text, form_of(_FREE))[1]
    return recognize(lines).form if lines else None


def _leaves_verse_out(text: str, lines: Sequence[str]) -> bool:
    """Whether rows of verse stand above the lines that would be the whole poem: five lines in the middle of
    others may have the syllables of a tanka."""
    rows = [row for row in rows_of(text, "en") if row]
    above = rows.index(lines[0]) if lines and lines[0] in rows else 0
    return any(row[-1] in ",;:" for row in rows[:above])


def _divided_otherwise(text: str, form: Form, count: int) -> bool:
    """Whether stanzas speak against the form: AABB is quatrains in stanzas of four lines, and couplets
    in others or in none. Four lines alone may be both."""
    if count <= _QUATRAIN or form.rhyme not in ("AA", "AABB"):
        return False
    stanzas = [len(list(rows)) for filled, rows in itertools.groupby(rows_of(text, "en"), bool) if filled]
    in_quatrains = 2 * _QUATRAIN * stanzas.count(_QUATRAIN) >= sum(stanzas)
    return in_quatrains != (len(form.rhyme) == _QUATRAIN)


def _forms() -> list[Form]:
    """English forms that have rules."""
    return [each for each in forms() if each.language == "en" and each.name not in ANY]


def _strict(form: Form, lines: Sequence[str]) -> int:
    """Of two forms that fit, the one that asks for more is meant: a word or a line that comes again, fewer
    rhymes for as many lines (a Spenserian sonnet has five, a Shakespearean one seven)."""
    rhymes = len(set(check_english.scheme_held(lines, form))) or len(lines)
    return len(lines) * ((form.echo == "must") + bool(schemes.refrain(form, len(lines)).strip("."))) - rhymes


def _heard(lines: Sequence[str], form: Form) -> float:
    """What the rhymes that are heard say for the form, beside what it breaks."""
    return _HEARD * rhyming.likelihood(lines, check_english.scheme_held(lines, form))


def _strain(lines: Sequence[str], form: Form) -> float:
    """What the lines ask of a speaker who keeps the form's measure: of a hymn and a ballad that are kept as
    well, spare weak syllables say that it is a ballad."""
    metres = check_english.measure_held(lines, form)
    pairs = zip(lines[: hearing.MOST_LINES], itertools.cycle(metres or ("",)), strict=False)
    return sum(prosody.strain(line, metre) for line, metre in pairs if metre)


def cost_of(lines: Sequence[str], form: Form) -> float:
    """How much of the form the lines break or bend, 0 for nothing; -1 where they do not have it."""
    heard = lines[: hearing.MOST_LINES] if form.lines[1] > hearing.MOST_LINES else lines
    heard = heard[: len(heard) // len(form.rhyme) * len(form.rhyme)] if schemes.repeats(form) else heard
    if not form.lines[0] <= len(lines) <= form.lines[1] or not schemes.whole_stanzas(form, len(lines)):
        return -1
    found = check_english.checks(heard, form)
    apart = _share(check for check in found if check.rule == "rhyme")
    broken = any(not check.passed for check in found if check.rule == "refrain")
    missing = [check.line for check in found if check.rule == "rhyme" and not check.passed]
    rough = _share((check for check in found if check.rule in ("metre", "syllables")), heard, missing)
    stray = _stray(heard, check_english.scheme_held(heard, form), missing) / len(heard)
    if rough and _keeps_another(heard, form):
        return -1
    if rough > _limit(form, heard) or stray > _MOST_STRAY or broken or not _rhymes_so(heard, form, apart):
        return -1
    measure = check_english.measure_held(heard, form)
    bent = _BENT * hearing.cost_of(heard, measure) if measure else rough
    return bent + stray + 2 * apart + 0.1 * any(not c.passed for c in found if c.rule == "repetition")


def _rhymes_so(lines: Sequence[str], form: Form, apart: float) -> bool:
    """Whether the lines rhyme by the form: no other scheme is much likelier, and few rhymes are wanting or
    its scheme is the likeliest. `apart` is the share of those that want."""
    if schemes.refrain(form, len(lines)).strip("."):
        return apart <= _MOST_UNRHYMED
    if form.unrhymed:
        return apart == 0 and not hearing.has_rhymes(lines)
    if not form.rhyme:
        return True
    if form.chain == "terza" and len(lines) < _CHAIN:
        return False
    scheme = _joined(lines, check_english.scheme_held(lines, form), form)
    if scheme == rhyming.scheme_of(tuple(lines)):
        return True
    other = rhyming.worth(tuple(lines)) - rhyming.likelihood(lines, scheme)
    return apart <= (_MOST_UNCHAINED if form.chain else _MOST_UNRHYMED) and other <= _MUCH_LIKELIER


def _keeps_another(lines: Sequence[str], form: Form) -> bool:
    """Whether every line keeps a measure that the form does not have, as short metre (6.6.8.6) is not common
    metre with a rough line; or they keep another one much better."""
    measure = hearing.measure_of(tuple(lines)) if form.measures else ()
    held = check_english.measure_held(lines, form)
    if hearing.much_better(lines, measure, held) or _more_keep(lines, measure, held):
        return True
    pairs = zip(lines, itertools.cycle(measure), strict=False)
    return (
        bool(measure)
        and not set(measure) & set(UNEQUAL)
        and (len(measure) < len(lines) or any(measure == known for known, _ in hearing.MEASURES))
        and measure not in form.measures
        and all(prosody.check_metre(line, metre).passed for line, metre in pairs)
    )


def _more_keep(lines: Sequence[str], measure: tuple[str, ...], held: tuple[str, ...]) -> bool:
    """Whether several lines break what the form asks for and keep the other measure, and hardly any the other
    way about: "Sing a song of sixpence" has three beats a line, and is no ballad."""
    if not measure or not held or set(measure) & set(UNEQUAL):
        return False
    loose = tuple(name.replace("iambic", "ballad") for name in measure)
    other = loose if all(name in METRES for name in loose) else measure
    gained = hearing.kept(lines, other) - hearing.kept(lines, held)
    return gained >= max(_MORE, len(lines) / _QUATRAIN)


def _stray(lines: Sequence[str], scheme: str, missing: Sequence[int | None]) -> int:
    """Lines that should rhyme with none and do with one near them; and of those whose rhyme is `missing` what
    rhymes with a line of another letter (AAABBB is no AABBCC)."""
    alone = [n for n, letter in enumerate(scheme) if scheme.count(letter) == 1]
    with_none = sum(
        any(rhyming.rhyme_together(lines[n], other) for other in lines[max(0, n - 3) : n]) for n in alone
    )
    near = ((n, m) for n in missing if n is not None for m in range(max(0, n - 3), min(len(scheme), n + 4)))
    crossed = {n for n, m in near if scheme[m] != scheme[n] and rhyming.rhyme_together(lines[n], lines[m])}
    return with_none + len(crossed)


def _limit(form: Form, lines: Sequence[str]) -> float:
    """Of syllables every line counts: haiku are nothing else. A long scheme that is kept to the end says more
    than rough lines do, where they have its metre all the same."""
    if form.syllables:
        return 0.0
    scheme = check_english.scheme_held(lines, form)
    kept = len(form.rhyme) >= _LONG and scheme == rhyming.scheme_of(tuple(lines))
    return _MOST_ROUGH_OF_LONG if kept and hearing.measure_of(tuple(lines)) in form.measures else _MOST_ROUGH


def _share(checks: Iterable[Check], lines: Sequence[str] = (), missing: Sequence[int | None] = ()) -> float:
    """Of the checks those that failed. `lines` of another length than the metre's count for more; `missing`
    are those without their rhyme."""
    found = list(checks)
    failed = sum(_weight(check, lines) for check in found if not check.passed)
    longer = sum(_is_another(lines, check) for check in found if check.rule == "metre" and not check.passed)
    longer += bool(longer) * sum(check.message == check_english.HALF_LINE for check in found)
    if longer == 1 and any(_is_lone(lines, check, missing) for check in found if not check.passed):
        longer = 0
    return (failed + longer * (_OTHER_LENGTH - 1)) / len(found) if found else 0.0


def _is_lone(lines: Sequence[str], check: Check, missing: Sequence[int | None]) -> bool:
    """Whether a lone line of another length is a fault or a licence: it has no rhyme, is much too long, or is
    too short and does not close the stanza, as a line does that is meant to be so."""
    if check.line in missing or _is_too_long(lines, check):
        return True
    metre = _metre_of(check)
    if metre is None or check.line is None or check.line + 1 >= len(lines):
        return False
    return prosody.too_few(lines[check.line], metre.name)


def _is_too_long(lines: Sequence[str], check: Check) -> bool:
    metre = _metre_of(check)
    if metre is None or check.line is None or check.line >= len(lines):
        return False
    return prosody.syllables_too_many(lines[check.line], metre.name) >= _MUCH_TOO_MANY


def _is_another(lines: Sequence[str], check: Check) -> bool:
    """Whether a line that breaks an iambic metre keeps one of more feet, or of fewer."""
    own = _metre_of(check)
    if own is None or check.line is None or own.kind != "iambic" or own.loose or check.line >= len(lines):
        return False
    if prosody.has_length(lines[check.line], own.name):
        return False
    return any(
        prosody.check_metre(lines[check.line], each.name).passed
        for each in METRES.values()
        if each.kind == "iambic" and not each.loose and each.beats != own.beats
    )


def _weight(check: Check, lines: Sequence[str]) -> float:
    if check.message in check_english.NEAR_RHYMES:
        return _NEAR
    metre = _metre_of(check)
    if metre is None or metre.loose or metre.triple or check.line is None or check.line >= len(lines):
        return 1.0
    return _RIGHT_LENGTH if prosody.has_length(lines[check.line], metre.name) else 1.0


def _metre_of(check: Check) -> Metre | None:
    return next((each for each in METRES.values() if each.title == check.params.get("metre")), None)
