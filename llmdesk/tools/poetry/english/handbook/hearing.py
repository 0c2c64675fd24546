"""What metre is heard in lines of English that come without a form.

Owns the measure that fits the lines best, weighed over all of them. Must not know of forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.handbook import rhyming
from llmdesk.tools.poetry.english.metre import METRES, UNEQUAL

MOST_LINES = 60  # of a poem that is listened to; more say no more about it
SHARE = 2 / 3  # of the lines that keep a measure, for the poem to have it
# Without rhyme a metre has to be heard in most lines, and easily, since prose has some, too: the mean cost of
# a line, at the most. Lines as long as blank verse has are more surely meant, those of a ballad may be any.
_SHARE_WITHOUT_RHYME, _MOST_WITHOUT_RHYME, _MOST_OF_BLANK_VERSE, _MOST_OF_LOOSE = 0.75, 4.0, 4.3, 3.0
_BETTER = 2.2  # of the cost of a line, in the mean
_SURE = 0.75  # of the lines, for a poem to have its measure without a doubt
_SHARE_OF_UNEQUAL = 0.85
_RHYMED = 0.5  # how much more rhyme a line has than in verse without
_FEW, _FEWEST = 8, 5  # lines, below which unequal ones have to keep a metre each, or say nothing of one
_SHORT = 4  # lines of a stanza, or of a part of one
_STANZA = 3  # metres of a measure, from which on it fits whole stanzas alone
_BROKEN = 5.0  # what a line costs that does not keep the measure
_BALLAD = {"ballad-4", "ballad-3"}  # which has its name from its lines of four and three
_LIMERICK = 5  # lines, which are none without their rhymes
_NAMED = 2  # lengths of lines that do not come again, which are named each
_ALEXANDRINE = "iambic-6"  # which closes stanzas of trochees, too
_SEVEN = "ballad-7"  # whose lines are all alike
_FAR = 2.0  # and for each syllable that it has too many or too few
# Measures as handbooks name them: the metres of lines, again from the start after the last; what it costs
# a poem to be called so, since a freer measure fits more lines.
MEASURES: tuple[tuple[tuple[str, ...], float], ...] = (
    (("iambic-5",), 0.0),
    (("iambic-4",), 0.0),
    (("iambic-4", "iambic-3"), 0.0),
    (("iambic-3",), 0.0),
    (("iambic-2",), 0.1),
    (("iambic-3", "iambic-3", "iambic-4", "iambic-3"), 0.1),
    (("iambic-7",), 0.1),
    (("iambic-6",), 0.1),
    (("iambic-5",) * 8 + ("iambic-6",), 0.1),
    (("trochaic-4",), 0.2),
    (("trochaic-4", "trochaic-3"), 0.2),
    (("trochaic-6",), 0.2),
    (("trochaic-8",), 0.2),
    (("anapaestic-4",), 0.5),
    (("anapaestic-3",), 0.3),
    (("anapaestic-4", "anapaestic-3"), 0.3),
    (("anapaestic-2",), 0.5),
    (("dactylic-2",), 0.5),
    (("dactylic-3",), 0.5),
    (("dactylic-4",), 0.5),
    (("dactylic-6",), 0.5),
    (("limerick-3", "limerick-3", "limerick-2", "limerick-2", "limerick-3"), 0.2),
    (("ballad-4", "ballad-3"), 0.6),
    (("ballad-4",), 0.7),
    (("ballad-7",), 0.8),
)
# Kinds of metre whose lines may be of several lengths, and what it costs a poem to be called so.
_KINDS: Mapping[str, float] = {"iambic": 0.1, "trochaic": 0.3, "anapaestic": 0.5, "ballad": 0.95}
_PERIODS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14)
# What a pattern of lengths costs a poem: for each place of another length than most, where it comes again and
# where it does not, and for each length.
_REPEATED, _ONCE, _LENGTH = 2.0, 6.0, 1.0


@dataclass(frozen=True, slots=True)
class _Fit:
    measure: tuple[str, ...]
    cost: float


@lru_cache(maxsize=64)
def measure_of(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The metres of the measure that fits the lines best; () where none is kept by most of them. One name of
    `UNEQUAL` where the lines keep a kind of metre, and are of many lengths."""
    heard = lines[:MOST_LINES]
    if len(heard) < 2:
        return ()
    patterns = _patterns(heard) if has_rhymes(lines) else ()
    best = min((*_known(lines), *patterns), key=lambda fit: fit.cost).measure
    if len(best) == len(heard) and len(set(best)) > _NAMED:
        return _unequal(heard)
    kept = sum(keeping(line, metre) for line, metre in _pairs(heard, best))
    if len(heard) % len(best) and kept < len(heard) and (unequal := _unequal(heard)):
        return unequal  # no whole stanzas
    surely = sum(prosody.check_metre(line, metre).passed for line, metre in _pairs(heard, best))
    if _is_heard(lines, best, kept / len(heard)) and 2 * surely >= len(heard):
        return by_its_feet(heard, best)
    return _unequal(heard)


def keeping(line: str, metre: str) -> float:
    """1 for a line that keeps the metre, 0 for one that does not; half for one that has as many syllables as
    a metre that counts them."""
    if prosody.check_metre(line, metre).passed:
        return 1.0
    own = METRES[metre]
    return 0.5 * (not own.loose and not own.triple and prosody.has_length(line, metre))


def _is_heard(lines: tuple[str, ...], measure: tuple[str, ...], kept: float) -> bool:
    """Whether a measure is one of the poem, a share `kept` of whose lines keep it."""
    if has_rhymes(lines):
        return kept >= SHARE
    most = _MOST_OF_BLANK_VERSE if measure == ("iambic-5",) else _MOST_WITHOUT_RHYME
    most = _MOST_OF_LOOSE if any(METRES[metre].loose for metre in measure) else most
    return kept >= _SHARE_WITHOUT_RHYME and cost_of(lines[:MOST_LINES], measure) <= most


def has_rhymes(lines: Sequence[str]) -> bool:
    """Whether rhyme is heard in a good part of the lines."""
    return rhyming.rhymed(lines) >= _RHYMED


def _known(lines: Sequence[str]) -> Iterator[_Fit]:
    heard = lines[:MOST_LINES]
    rhymed = has_rhymes(lines)
    for measure, extra in MEASURES:
        if not rhymed and len(measure) == _LIMERICK:
            continue
        if len(heard) >= len(measure) and (len(measure) < _STANZA or len(lines) % len(measure) == 0):
            yield _Fit(measure, cost_of(heard, measure) + extra)


def _patterns(lines: Sequence[str]) -> Iterator[_Fit]:
    """Lines of several lengths that come again in the same places, by the likeliest length of each place."""
    for kind, extra in _KINDS.items():
        names = [name for name in METRES if name.startswith(kind) and name not in (*UNEQUAL, _SEVEN)]
        names += [_ALEXANDRINE] * (kind == "trochaic")
        costs = [{name: _line_cost(line, name) for name in names} for line in lines]
        for period in _PERIODS:
            if _may_repeat(lines, period) and (fit := _pattern(costs, names, period, extra)):
                yield fit


def _may_repeat(lines: Sequence[str], period: int) -> bool:
    """Whether so many lines may be a stanza, or a part of one: if it is long, the rhymes come again, too."""
    if len(lines) % period:
        return False
    scheme = rhyming.scheme_of(tuple(lines))
    stanzas = {_from_a(scheme[start : start + period]) for start in range(0, len(lines), period)}
    return period <= _SHORT or len(stanzas) == 1


def _from_a(scheme: str) -> tuple[int, ...]:
    return tuple(map(scheme.index, scheme))


def _pattern(
    costs: Sequence[Mapping[str, float]], names: Sequence[str], period: int, extra: float
) -> _Fit | None:
    """None for a lone line of another length, which is a fault or a licence, and for a length that the lines
    of its place do not have."""
    measure = tuple(
        min(names, key=lambda name: sum(line[name] for line in costs[place::period]))
        for place in range(period)
    )
    usual = max(set(measure), key=measure.count)
    others = sum(metre != usual for metre in measure)
    mean = sum(line[measure[n % period]] for n, line in enumerate(costs)) / len(costs)
    once = len(costs) < 2 * period
    if once and others == 1:
        return None
    if any(
        _kept(costs[place::period], metre) < SHARE for place, metre in enumerate(measure) if metre != usual
    ):
        return None
    each = _ONCE if once else _REPEATED
    return _Fit(measure, mean + extra + (each * others + _LENGTH * (len(set(measure)) - 1)) / len(costs))


def _kept(costs: Sequence[Mapping[str, float]], metre: str) -> float:
    """The share of the lines that keep the metre."""
    return sum(line[metre] < _BROKEN for line in costs) / len(costs)


def _unequal(lines: Sequence[str]) -> tuple[str, ...]:
    """The name for iambic lines of many lengths, as odes have them; () where the lines are none."""
    if len(lines) < _FEWEST or not has_rhymes(lines):
        return ()
    names = [name for name in METRES if name.startswith("iambic")]
    kept = sum(any(prosody.check_metre(line, name).passed for name in names) for line in lines)
    share = _SHARE_OF_UNEQUAL if len(lines) >= _FEW else 1
    return ("iambic-any",) if kept >= share * len(lines) else ()


def much_better(lines: Sequence[str], other: tuple[str, ...], measure: tuple[str, ...]) -> bool:
    """Whether the lines ask much less of a speaker who keeps the other measure."""
    heard = lines[:MOST_LINES]
    if not other or set(other) & set(UNEQUAL):
        return False
    return cost_of(heard, other) + _BETTER < cost_of(heard, measure)


def is_mixed(lines: Sequence[str], measure: tuple[str, ...]) -> bool:
    """Whether many lines have another metre than the poem's, so that a careful reader says "mostly"."""
    heard = lines[:MOST_LINES]
    if not measure or set(measure) & set(UNEQUAL):
        return False
    kept = sum(prosody.check_metre(line, metre).passed for line, metre in _pairs(heard, measure))
    return kept < _SURE * len(heard)


def kept(lines: Sequence[str], measure: Sequence[str]) -> int:
    """How many of the lines keep the measure."""
    return sum(prosody.check_metre(line, metre).passed for line, metre in _pairs(lines, measure))


def by_its_feet(lines: Sequence[str], measure: tuple[str, ...]) -> tuple[str, ...]:
    """Of lines that mix feet of two and of three syllables: named by those that are more, as handbooks do."""
    rising = tuple(name.replace("ballad", "anapaestic") for name in measure)
    if rising == measure:
        return measure
    feet = [foot for line, metre in _pairs(lines, measure) for foot in prosody.feet(line, metre)]
    if 2 * feet.count(3) >= len(feet) and all(name in METRES for name in rising):
        return rising
    iambic = tuple(name.replace("ballad", "iambic") for name in measure)
    return iambic if set(measure) != _BALLAD and 2 * kept(lines, iambic) >= len(lines) else measure


def _pairs(lines: Sequence[str], measure: Sequence[str]) -> Iterable[tuple[str, str]]:
    return ((line, measure[index % len(measure)]) for index, line in enumerate(lines))


def cost_of(lines: Sequence[str], measure: tuple[str, ...]) -> float:
    """What the lines ask of a speaker who keeps the measure, in the mean."""
    return sum(_line_cost(line, metre) for line, metre in _pairs(lines, measure)) / len(lines)


@lru_cache(maxsize=16_000)
def _line_cost(line: str, metre: str) -> float:
    if prosody.check_metre(line, metre).passed:
        return prosody.strain(line, metre)
    return _BROKEN + METRES[metre].cost + _FAR * prosody.too_far(line, metre)
