"""The rhyme schemes and metres that a form allows a poem of so many lines.

Owns how the data of a form (`resources/poetry/forms.toml`) grows with the poem: stanzas that come again,
rhymes that are handed on, sestets in any order. Must not know how a rhyme sounds.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Sequence
from functools import lru_cache

from llmdesk.tools.poetry.types import Form

# The letters of a scheme, one for each rhyme: a long poem has more than the alphabet.
LETTERS = string.ascii_uppercase + string.ascii_lowercase + "".join(map(chr, range(0x391, 0x3A2)))
LETTERS += "".join(map(chr, range(0x410, 0x450))) + "".join(map(chr, range(0x4E00, 0x4F00)))

_RING = 7  # lines of a terza rima that can come back to its first rhyme


def repeats(form: Form) -> bool:
    """Whether a poem of the form may have several of its stanzas."""
    return bool(form.rhyme) and form.lines[0] < form.lines[1] > len(form.rhyme) and not form.chain


def written_lines(form: Form) -> int:
    """How many lines a poem of the form is written with where nothing else asks for a number."""
    return form.written or (len(form.rhyme) if form.rhyme else form.lines[0])


def metres(form: Form, count: int) -> tuple[tuple[str, ...], ...]:
    """The metres of `count` lines, one tuple for each measure that the form allows; () without any."""
    return tuple(tuple(measure[index % len(measure)] for index in range(count)) for measure in form.measures)


@lru_cache(maxsize=256)
def schemes(form: Form, count: int) -> tuple[str, ...]:
    """The rhyme schemes of `count` lines, a letter a line, the one poems are written in first."""
    if not form.rhyme:
        return ()
    if form.chain == "terza":
        return (_terza(count), *([_ring(_terza(count))] if count >= _RING else []))
    bases = (form.rhyme, *form.rhymes)
    if form.tail:
        heads = dict.fromkeys(base[: -form.tail] for base in bases)
        bases = (*bases, *(head + tail for head in heads for tail in _tails(head, form.tail)))
    if form.chain == "pantoum":
        return tuple(dict.fromkeys((_interlaced(count, ring=True), _interlaced(count, ring=False))))
    if not repeats(form) and not form.chain:
        return tuple(dict.fromkeys(base[:count] for base in bases))
    grown = [again(base, count) for base in bases]
    if form.chain == "rubai":
        grown.append(_handed_on(count))
    return tuple(dict.fromkeys(grown))


def is_listed(form: Form, scheme: str) -> bool:
    """Whether the last lines, which may rhyme in any order, do so in one that the form lists."""
    if not form.tail:
        return False
    listed = {from_a(base[-form.tail :]) for base in (form.rhyme, *form.rhymes)}
    return from_a(scheme[-form.tail :]) in listed


def from_a(scheme: str) -> str:
    """The scheme with the letters that it would have by itself."""
    order = {letter: LETTERS[n] for n, letter in enumerate(dict.fromkeys(scheme))}
    return "".join(map(order.__getitem__, scheme))


def whole_stanzas(form: Form, count: int) -> bool:
    """Whether `count` lines make whole stanzas."""
    return not (repeats(form) or form.chain in ("rubai", "pantoum")) or count % len(form.rhyme) == 0


def again(base: str, count: int) -> str:
    """The scheme of a stanza over and over, each time with new letters."""
    return joined([base] * -(-count // len(base)))[:count]


def joined(stanzas: Sequence[str]) -> str:
    """The schemes of stanzas as one, each with letters of its own."""
    found, used = "", 0
    for stanza in stanzas:
        order = {letter: LETTERS[used + n] for n, letter in enumerate(dict.fromkeys(stanza))}
        found += "".join(map(order.__getitem__, stanza))
        used += len(order)
    return found


def _terza(count: int) -> str:
    """ABA BCB CDC …: the middle line of each three rhymes with the outer lines of the next. A last single
    line answers the middle one before it, and so does a last couplet, as Shelley closes."""
    found = "".join(LETTERS[index // 3 + (index % 3 == 1)] for index in range(count))
    return found[:-1] + found[-2] if count % 3 == 2 and count > 2 else found


def _ring(scheme: str) -> str:
    """The scheme with its last rhyme that of its first line (Frost, Acquainted with the Night)."""
    return scheme.replace(scheme[-1], scheme[0])


def refrain(form: Form, count: int, *, ring: bool = False) -> str:
    """A letter for each of `count` lines that comes again, "." for the rest; the small one where only its
    first words do. `ring`: a pantoum comes back to its third line and its first."""
    if form.chain != "pantoum":
        return form.refrain[:count]
    found = "".join(
        LETTERS[index // 4 * 2 + index // 2 % 2 + 1]
        if index % 2
        else LETTERS[index // 4 * 2 - 1 + index % 4 // 2]
        for index in range(count)
    )
    if ring:
        return f"{found[: count - 3]}Z{found[count - 2]}Y".replace(found[0], "Y", 1).replace(found[2], "Z", 1)
    return "".join(letter if found.count(letter) > 1 else "." for letter in found)


def _interlaced(count: int, *, ring: bool) -> str:
    """ABAB BCBC CDCD …: the even lines give the odd ones of the next stanza their rhyme; with the ring, those
    of the last one come back to the first rhyme."""
    found = "".join(LETTERS[index // 4 + index % 2] for index in range(count))
    return found.replace(found[-1], "A") if ring else found


def _handed_on(count: int) -> str:
    """AABA BBCB CCDC DDDD: the third line gives the next stanza its rhyme, the last one gives none."""
    stanzas = max(1, count // 4)
    return "".join(
        LETTERS[index // 4 + (index % 4 == 2 and index // 4 < stanzas - 1)] for index in range(count)
    )


@lru_cache(maxsize=16)
def _tails(head: str, length: int) -> tuple[str, ...]:
    """Every order of `length` lines in which each rhymes with another one, with letters new after `head`."""
    return tuple(_orders("", len(set(head)), length))


def _orders(begun: str, used: int, length: int) -> Iterator[str]:
    if len(begun) == length:
        if all(begun.count(letter) > 1 for letter in begun):
            yield begun
        return
    new = used + len(set(begun))
    for letter in (*sorted(set(begun)), LETTERS[new]):
        yield from _orders(begun + letter, used, length)
