"""Whether a line of English syllables keeps a metre, and where its beats fall.

Owns the metres and the rules by which a line may depart from them. Works on stress marks; must not
look up words.

The rules are those of the classical foot prosody that Charles O. Hartman's Scandroid applies
(https://oak.conncoll.edu/cohar/Programs.htm): a line is cut into feet, iambs where it can be, with
the usual substitutions; and two rules of generative metrics that keep absurd cuts out: the main
stress of a longer word stands in a weak place only in an inverted foot (Kiparsky, "The Rhythmic
Structure of English Verse", 1977), and a weak syllable carries a beat only between weak syllables
(promotion; Attridge, "The Rhythms of English Poetry", 1982).

The mark of a syllable is one of
    S  main stress of a word of several syllables      s  a full word of one syllable
    m  either: second stress, stress of a longer preposition, this, not, a small word before a pause
    f  a small word of one syllable (of, my, is)       u  no stress, in a longer word
    x  an article: hardly ever a beat
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP

STRONG = frozenset("Ss")
_HALVES = 6  # beats of a line that is made of two halves

MOST_ANAPAESTS = 1
MOST_INVERSIONS = 2
Kind = Literal["iambic", "trochaic", "triple", "dactylic"]


@dataclass(frozen=True, slots=True)
class Metre:
    """A pattern of beats. `title` is English, marked for translation. `cost`: of the licences in a line, at
    the most. `headless`: a line may begin on its first beat. `loose`: any foot may have a weak syllable more
    (ballads)."""

    name: str
    title: str
    beats: int
    cost: float
    kind: Kind = "iambic"
    headless: bool = False
    loose: bool = False

    @property
    def triple(self) -> bool:
        """Two weak syllables between beats."""
        return self.kind in ("triple", "dactylic")

    @property
    def anapaests(self) -> int:
        """Feet that may have a weak syllable more, at the most."""
        return self.beats if self.loose else MOST_ANAPAESTS

    @property
    def halved(self) -> bool:
        """Whether a line is two halves with a pause between, the first of which may have a feminine ending (I
        will arise and go now, and go to Innisfree)."""
        return self.kind == "iambic" and self.beats == _HALVES

    @property
    def lengths(self) -> range:
        """The numbers of syllables that a line of this metre can have."""
        if self.kind == "dactylic":
            return range(2 * self.beats, 3 * self.beats + 1)
        if self.triple:
            return range(2 * self.beats - 1, 3 * self.beats + 3)
        if self.kind == "trochaic":
            return range(2 * self.beats - 1, 2 * self.beats + 2)
        most = 2 * self.beats + 1 + self.anapaests + self.halved
        return range(2 * self.beats - self.headless, most + 1)


METRES: Mapping[str, Metre] = {
    metre.name: metre
    for metre in (
        Metre("iambic-1", QT_TRANSLATE_NOOP("core", "iambic monometer"), 1, 1.5),
        Metre("iambic-2", QT_TRANSLATE_NOOP("core", "iambic dimeter"), 2, 2.0, headless=True),
        Metre("iambic-3", QT_TRANSLATE_NOOP("core", "iambic trimeter"), 3, 2.5, headless=True),
        Metre("iambic-4", QT_TRANSLATE_NOOP("core", "iambic tetrameter"), 4, 3.25, headless=True),
        Metre("iambic-5", QT_TRANSLATE_NOOP("core", "iambic pentameter"), 5, 4.0),
        Metre("iambic-6", QT_TRANSLATE_NOOP("core", "iambic hexameter"), 6, 4.5),
        Metre("iambic-7", QT_TRANSLATE_NOOP("core", "iambic heptameter"), 7, 5.0),
        Metre("iambic-8", QT_TRANSLATE_NOOP("core", "iambic octameter"), 8, 5.5),
        Metre(
            "ballad-4", QT_TRANSLATE_NOOP("core", "four beats of a ballad"), 4, 4.0, headless=True, loose=True
        ),
        Metre(
            "ballad-3",
            QT_TRANSLATE_NOOP("core", "three beats of a ballad"),
            3,
            3.5,
            headless=True,
            loose=True,
        ),
        Metre(
            "ballad-2", QT_TRANSLATE_NOOP("core", "two beats of a ballad"), 2, 2.5, headless=True, loose=True
        ),
        Metre(
            "ballad-7",
            QT_TRANSLATE_NOOP("core", "seven beats of a ballad"),
            7,
            6.0,
            headless=True,
            loose=True,
        ),
        Metre("trochaic-2", QT_TRANSLATE_NOOP("core", "trochaic dimeter"), 2, 2.0, "trochaic"),
        Metre("trochaic-3", QT_TRANSLATE_NOOP("core", "trochaic trimeter"), 3, 2.5, "trochaic"),
        Metre("trochaic-4", QT_TRANSLATE_NOOP("core", "trochaic tetrameter"), 4, 3.0, "trochaic"),
        Metre("trochaic-5", QT_TRANSLATE_NOOP("core", "trochaic pentameter"), 5, 3.75, "trochaic"),
        Metre("trochaic-6", QT_TRANSLATE_NOOP("core", "trochaic hexameter"), 6, 4.5, "trochaic"),
        Metre("trochaic-7", QT_TRANSLATE_NOOP("core", "trochaic heptameter"), 7, 4.75, "trochaic"),
        Metre("trochaic-8", QT_TRANSLATE_NOOP("core", "trochaic octameter"), 8, 5.0, "trochaic"),
        Metre("anapaestic-3", QT_TRANSLATE_NOOP("core", "anapaestic trimeter"), 3, 2.5, "triple"),
        Metre("anapaestic-4", QT_TRANSLATE_NOOP("core", "anapaestic tetrameter"), 4, 3.5, "triple"),
        Metre("anapaestic-2", QT_TRANSLATE_NOOP("core", "anapaestic dimeter"), 2, 2.5, "triple"),
        Metre("anapaestic-5", QT_TRANSLATE_NOOP("core", "anapaestic pentameter"), 5, 4.0, "triple"),
        Metre("anapaestic-6", QT_TRANSLATE_NOOP("core", "anapaestic hexameter"), 6, 4.5, "triple"),
        Metre("dactylic-2", QT_TRANSLATE_NOOP("core", "dactylic dimeter"), 2, 2.0, "dactylic"),
        Metre("dactylic-3", QT_TRANSLATE_NOOP("core", "dactylic trimeter"), 3, 2.5, "dactylic"),
        Metre("dactylic-4", QT_TRANSLATE_NOOP("core", "dactylic tetrameter"), 4, 3.0, "dactylic"),
        Metre("dactylic-6", QT_TRANSLATE_NOOP("core", "dactylic hexameter"), 6, 4.0, "dactylic"),
        Metre("limerick-3", QT_TRANSLATE_NOOP("core", "three beats of a limerick"), 3, 2.5, "triple"),
        Metre("limerick-2", QT_TRANSLATE_NOOP("core", "two beats of a limerick"), 2, 2.5, "triple"),
    )
}
# Lines of one kind of metre and of many lengths, as odes have them: no metre of a line.
UNEQUAL: Mapping[str, str] = {"iambic-any": QT_TRANSLATE_NOOP("core", "iambic lines of unequal length")}
_HEADLESS = 1.5
_TROCHEES = 0.5  # among iambs: Ay, the horses trample
_HELD = 1.0  # Sing, Heavenly Muse
_UPBEAT = 1.0  # Could frame thy fearful symmetry: an iambic line among trochaic ones
_DACTYL = 1.0  # among trochees: Glad did I live and gladly die is iambic
_FEMININE_HALF = 0.5
_GIVEN_UP = 1.0  # this new ship of mine
_GIVING_WAY = 1.0


@dataclass(frozen=True, slots=True)
class Beats:
    """A way to speak a line: `/` a beat, `x` none, a character a syllable; `cost` grows with licence."""

    pattern: str
    cost: float

    def anapaests(self, beats: int) -> int:
        """The weak syllables of an iambic line that are one too many; not the one at its end."""
        return max(0, len(self.pattern.rstrip("x")) - 2 * beats)


@cache
def fit(marks: str, breaks: str, name: str) -> Beats | None:
    """The most regular way to speak the syllables in the metre, or None if there is none.

    `breaks` has a character a syllable, for what stands after it: "," a pause in the punctuation,
    " " the end of a word, "-" nothing.
    """
    metre = METRES[name]
    if len(marks) not in metre.lengths:
        return None
    if metre.kind == "dactylic":
        found = _dactylic(marks, metre.beats)
    elif metre.triple:
        found = _triple(marks, metre.beats)
    elif metre.kind == "trochaic":
        found = _trochaic(marks, breaks, metre)
    else:
        found = _iambic(marks, breaks, metre)
    allowed = (way for way in found if way.cost <= metre.cost)
    return min(allowed, key=lambda way: way.cost, default=None)


# -- iambic lines ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _State:
    """What was used up before a foot."""

    at: int = 0
    feet: int = 0
    inversions: int = 0
    anapaests: int = 0
    strong: float = 0.0  # beats on full words; those on either kind count half
    inverted: bool = False  # the foot before
    owes_spondee: bool = False  # the foot before was two weak syllables without a beat of their own
    paused: bool = False  # a weak syllable stands behind the first half of the line
    cost: float = 0.0
    pattern: str = ""


def _iambic(marks: str, breaks: str, metre: Metre) -> Iterator[Beats]:
    waiting = [_State()]
    if metre.headless and marks[0] in "Ssm":  # the line begins on its first beat
        waiting.append(_next(_State(), "/", _HEADLESS, strong=_weight(marks[0])))
    while waiting:
        state = waiting.pop()
        if state.cost > metre.cost:
            continue
        if state.feet == metre.beats:
            cost = _ending(marks, breaks, state, metre.beats)
            if cost is not None:
                both = bool(cost) and state.pattern[0] == "/" and not state.inversions  # a line of trochees
                yield Beats(
                    state.pattern + "x" * (len(marks) - state.at), state.cost + cost + _TROCHEES * both
                )
            continue
        waiting += _feet(marks, breaks, state, metre)
        if metre.halved and (over := _over_the_pause(marks, breaks, state, metre)):
            waiting.append(over)


def _over_the_pause(marks: str, breaks: str, state: _State, metre: Metre) -> _State | None:
    """The state behind a feminine ending of the line's first half, before a pause; None without one."""
    at = state.at
    if state.paused or 2 * state.feet != metre.beats or state.owes_spondee:
        return None
    if marks[at : at + 1] not in ("u", "f", "m") or breaks[at] != ",":
        return None
    return replace(
        state,
        at=at + 1,
        inverted=False,
        paused=True,
        cost=state.cost + _FEMININE_HALF,
        pattern=f"{state.pattern}x",
    )


def _trochaic(marks: str, breaks: str, metre: Metre) -> Iterator[Beats]:
    """Trochees are iambs without the first weak syllable; the last one may be wanting as well."""
    for way in _iambic("u" + marks, " " + breaks, metre):
        ending = 0.5 if way.pattern.endswith("/x") else 0.0  # of an iambic line, usual here
        begins_early = way.pattern.startswith("xx")
        dactyls = max(0, way.anapaests(metre.beats) - begins_early)
        cost = way.cost - ending + _UPBEAT * begins_early + _DACTYL * dactyls
        yield Beats(way.pattern[1:], cost)


def _ending(marks: str, breaks: str, state: _State, beats: int) -> float | None:
    """The cost of what follows the last foot: nothing, or one weak syllable (feminine ending), which may have
    the second stress of its word."""
    rest = marks[state.at :]
    if rest == "m" and breaks[state.at - 1] == "-":
        rest = "u"
    if state.strong < beats / 2 - 0.5 or state.owes_spondee or rest not in ("", "u", "f"):
        return None
    return 0.5 if rest else 0.0


def _feet(marks: str, breaks: str, state: _State, metre: Metre) -> Iterator[_State]:
    at, last = state.at, state.feet == metre.beats - 1
    one, two, three = (marks[at + n : at + n + 1] for n in range(3))
    if not two:
        return
    after = marks[at + 2 : at + 3]
    if state.owes_spondee and not (one == "s" and two in STRONG):
        return
    held = one == "s" and breaks[at] == ","  # a full word before a pause gives way, best at the line's start
    if (cost := _iamb(one, two, marks[at - 1 : at], after)) is not None:
        yield _next(state, "x/", cost + _HELD * held * (1.5 if at else 1), strong=_weight(two))
    elif one in "ufx" and two in "ufx" and not last:
        yield _next(state, "xx", 1.0, owes_spondee=True)
    if (cost := _inversion(marks, breaks, state)) is not None and not last:
        yield _next(state, "/x", cost, strong=_weight(one), inverted=True)
    if three and state.anapaests < metre.anapaests and _weak_pair(one, two, metre) and three in STRONG:
        yield _next(state, "xx/", 0.5 if metre.loose else 1.5, strong=1.0, anapaest=True)
    if metre.loose and one in "ufxm" and two == "s" and three in STRONG:
        yield _next(state, "xx/", _GIVEN_UP, strong=1.0, anapaest=True)


def _weak_pair(one: str, two: str, metre: Metre) -> bool:
    """Whether both go before one beat; one that is as often strong gives way in a ballad, and after a small
    word (there is)."""
    if one in "ufx" and two in "ufxm":
        return two != "m" or metre.loose or metre.beats < 5
    return metre.loose and one == "m" and two in "ufx"


def _next(
    state: _State,
    foot: str,
    cost: float,
    *,
    strong: float = 0.0,
    inverted: bool = False,
    anapaest: bool = False,
    owes_spondee: bool = False,
) -> _State:
    return _State(
        state.at + len(foot),
        state.feet + 1,
        state.inversions + inverted,
        state.anapaests + anapaest,
        state.strong + strong,
        inverted,
        owes_spondee,
        state.paused,
        state.cost + cost,
        state.pattern + foot,
    )


def _weight(mark: str) -> float:
    return 1.0 if mark in STRONG else 0.5 if mark == "m" else 0.0


def _iamb(weak: str, beat: str, before: str, after: str) -> float | None:
    """The cost of a weak place and a beat; None where the syllables refuse them."""
    off = {"u": 0.0, "f": 0.0, "x": 0.0, "m": 0.25}.get(weak)
    if off is None:
        if weak == "s" and (beat in STRONG or (before in STRONG and beat == "m")):
            return 0.5  # a spondee: two full words, the second with the beat
        return _GIVING_WAY if weak == "s" and beat == "m" else None  # walked out, stood still
    if (on := promoted(beat, weak, after)) is None:
        return None
    return off + on


def promoted(beat: str, before: str, after: str) -> float | None:
    """The cost of giving a beat to a syllable; None where it cannot carry one."""
    if beat in STRONG or beat == "m":
        return 0.0
    beside_stress = before in STRONG or after == "S"
    if beat == "f":
        return None if before in STRONG else 1.0
    if beat == "u":
        return None if beside_stress else 1.0
    return 1.5 if before in ("u", "f") and after == "u" else None  # bends with the remover


def _inversion(marks: str, breaks: str, state: _State) -> float | None:
    """The cost of a trochee here: at the line's start, after a pause, or after a word with a beat."""
    at = state.at
    beat, weak = marks[at], marks[at + 1]
    if state.inverted or state.inversions == MOST_INVERSIONS or beat not in "Ssm" or weak not in "ufxm":
        return None
    if beat == "m" and weak == "m":
        return None
    if at == 0:
        return 1.0
    if breaks[at - 1] == ",":
        return 1.0
    before = {"s": 2.0, "S": 2.0, "m": 2.25}.get(marks[at - 1])  # one man in his time
    return before if breaks[at - 1] == " " else None


# -- lines of limericks ----------------------------------------------------------------------


def _triple(marks: str, beats: int) -> Iterator[Beats]:
    """Beats with two weak syllables between them, one or two before the first, none or one after the
    last. One irregularity is allowed, of four beats and more two: no syllable before, two after, or only one
    between."""
    for start in range(3):
        for end in range(3):
            for gaps in _gaps(len(marks) - beats - start - end, beats - 1):
                odd = (start == 0) + (end == 2) + gaps.count(1)
                if odd > (1 if beats < 4 else 2):
                    continue
                pattern = "x" * start + "/" + "".join("x" * gap + "/" for gap in gaps) + "x" * end
                if (cost := _cost(marks, pattern, most_weak=not odd)) is not None:
                    yield Beats(pattern, cost + 0.5 * odd + (odd > 1))


def _dactylic(marks: str, beats: int) -> Iterator[Beats]:
    """Beats with two weak syllables behind them, the first at the line's start; all but two of the feet may
    have one instead, and the last one may have any (Evangeline)."""
    gaps = beats - 1
    for end in range(3):
        single = 2 * gaps - (len(marks) - beats - end)
        if not 0 <= single <= beats - 2:
            continue
        for places in combinations(range(gaps), single):
            between = "".join(("x" if n in places else "xx") + "/" for n in range(gaps))
            pattern = f"/{between}{'x' * end}"
            closed = end == 2 and marks[-1] == "s"  # Half a league: a full word may close the last dactyl
            opened = marks[0] == "f" and set(marks[1:3]) <= set("ufx")  # Just for a handful of silver
            spoken = ("m" if opened else marks[0]) + marks[1:-1] + ("m" if closed else marks[-1])
            if (cost := _cost(spoken, pattern, most_weak=1)) is not None:
                yield Beats(pattern, cost + 0.25 * single + 0.5 * closed + 0.5 * opened)


def _gaps(syllables: int, count: int) -> Iterator[tuple[int, ...]]:
    """One weak syllable instead of two between beats once, in a line of four beats or more twice, and never
    in one of two."""
    single = 2 * count - syllables
    if 0 <= single <= min(2, count - 1) and not (single == 2 and count < 3):
        for places in combinations(range(count), single):
            yield tuple(1 if n in places else 2 for n in range(count))


def _cost(marks: str, pattern: str, most_weak: int) -> float | None:
    """`most_weak` beats may fall on small words."""
    total, weak_beats = 0.0, 0
    for at, (mark, place) in enumerate(zip(marks, pattern, strict=True)):
        before, after = marks[at - 1 : at] if at else "", marks[at + 1 : at + 2]
        cost = promoted(mark, before, after) if place == "/" else _off_beat(marks, pattern, at)
        if cost is None or (
            place == "/" and mark in "fu" and (not before or after == "m" or (before == "m" and after == "u"))
        ):
            return None
        weak_beats += place == "/" and mark in "fu"
        total += cost
    return None if weak_beats > most_weak else total


def _off_beat(marks: str, pattern: str, at: int) -> float | None:
    """A full word gives way only beside a stronger beat, and never two of them in a row."""
    mark = marks[at]
    if mark == "S":
        return None
    if mark == "m":
        return 0.25
    if mark != "s":
        return 0.0
    beside = [n for n in (at - 1, at + 1) if 0 <= n < len(marks)]
    if any(pattern[n] != "/" and marks[n] == "s" for n in beside):
        return None
    if any(pattern[n] == "/" and marks[n] in STRONG for n in beside) or at == 0:
        return 1.0
    if pattern[at + 1 : at + 2] == "/" and marks[at + 1] == "m":  # came down
        return 1.25
    return None
