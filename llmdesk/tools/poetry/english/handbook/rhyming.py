"""The rhyme scheme of lines of English, weighed over all of them.

Owns how much each kind of rhyme says for a scheme, which units of verse schemes are made of, and the
likeliest scheme. An old rhyme that is none today is made up for by the scheme that the others show; a chance
rhyme is outweighed by it. Must not know of forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import inf

from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.handbook.schemes import LETTERS
from llmdesk.tools.poetry.english.rhyme import Kind

REACH = 12  # lines back to which a rhyme is heard
NONE_LEFT = "·"  # for a line that rhymes with none, once the letters have run out
# The logarithm of how much likelier a kind is between lines that are meant to rhyme than between others, as
# counted, about, in poems whose schemes are known: of twenty old rhymes one is none today.
_SAYS: Mapping[Kind, float] = {
    "perfect": 5.0,
    "rich": 4.0,
    "light": 3.5,
    "eye": 3.5,
    "same": 3.0,
    "near": 2.0,
    "slant": 0.5,
    "none": -3.0,
}
_ASSONANT = -1.5  # of no rhyme whose vowels are the same, as nursery rhymes have it (eater, keep her)
_SOUNDING: tuple[Kind, ...] = ("perfect", "light", "eye", "rich")
# The units of schemes as handbooks list them, each with the negative logarithm of about how often it is met.
_UNITS: Mapping[str, float] = {
    "A": 2.0,
    "AA": 1.2,
    "AAA": 2.5,
    "ABA": 3.5,
    "ABAB": 1.2,
    "ABCB": 1.5,
    "ABBA": 1.8,
    "AABA": 2.5,
    "AAAA": 3.0,
    "AAAB": 3.8,
    "AABB": 1.2,
    "AABBA": 2.5,
    "ABABB": 2.5,
    "ABAAB": 2.5,
    "AABAB": 3.5,
    "ABBAB": 3.5,
    "ABABCC": 1.8,
    "AABCCB": 2.0,
    "ABABCB": 3.5,
    "AAABAB": 2.5,
    "ABABAB": 2.5,
    "ABCABC": 2.5,
    "ABCACB": 3.0,
    "ABCBAC": 3.0,
    "ABCBCA": 3.0,
    "ABCCAB": 3.0,
    "ABBABA": 3.5,
    "ABABBA": 3.5,
    "ABAABCC": 3.0,
    "AAAABCCCB": 2.5,
    "ABCBB": 3.0,
    "ABCBDB": 2.5,
    "ABBACC": 3.0,
    "ABCCBA": 3.5,
    "ABCBBB": 3.5,
    "AABBCC": 1.8,
    "ABABBCC": 2.0,
    "ABABCCC": 3.0,
    "ABABABCC": 2.5,
    "ABABCCDD": 3.0,
    "ABABCDCD": 2.0,
    "ABAAABAB": 2.5,
    "ABBAABBA": 2.0,
    "ABBAACCA": 2.5,
    "AAABCCCB": 2.5,
    "ABABBCBCC": 2.5,
    "ABABCDECDE": 2.5,
    "ABABCDEDCCE": 2.5,
}
_ALONE = 0.1  # what a line costs that rhymes with none, behind another such line
_AGAIN = 0.3  # what a unit costs that is that of the stanza before
_CHANGED = 1.0  # what another one costs beside its own
_AS_HEARD = 0.9  # a line, of a scheme that is made of none of these units
_FREELY = 1.5
_LONGEST = 600  # lines whose scheme is put together of units


def rhyme_together(line: str, other: str) -> bool:
    """Whether two lines rhyme perfectly."""
    return kind(line, other) == "perfect"


@lru_cache(maxsize=8_000)
def kind(line: str, other: str) -> Kind:
    return prosody.rhyme_kind(line, other)


def likelihood(lines: Sequence[str], scheme: str) -> float:
    """How much the lines say for the scheme: 0 for one in which none of them rhymes."""
    last: dict[str, list[int]] = {}
    total = 0.0
    for index, letter in enumerate(scheme[: len(lines)]):
        total += _gain(lines, index, last.setdefault(letter, []))
        last[letter].append(index)
    return total


def _gain(lines: Sequence[str], index: int, before: Sequence[int]) -> float:
    """What a line says for rhyming with lines before it: the nearest two, and with the best of them."""
    said = [_says(lines[index], lines[place]) for place in before[-2:] if index - place <= REACH]
    return (max(said) + sum(said) / len(said)) / 2 if said else 0.0


@lru_cache(maxsize=8_000)
def _says(line: str, other: str) -> float:
    found = kind(line, other)
    return _ASSONANT if found == "none" and prosody.assonant(line, other) else _SAYS[found]


@lru_cache(maxsize=64)
def scheme_of(lines: tuple[str, ...]) -> str:
    """A letter for each line, the same one where lines rhyme: the likeliest scheme."""
    heard, (value, built) = _as_heard(lines), _built(lines)
    return _joined(lines, built) if value > _worth_as_heard(lines, heard) else heard


def _joined(lines: Sequence[str], scheme: str) -> str:
    """The scheme with the letters of rhymes that were heard before."""
    found = scheme
    for index, letter in enumerate(scheme):
        if letter == NONE_LEFT or letter in scheme[:index]:
            continue
        alone = scheme.count(letter) == 1
        wanted = "same" if alone else "perfect"
        earlier = [n for n in range(max(0, index - REACH), index) if (scheme.count(scheme[n]) == 1) == alone]
        line = lines[index]
        same = next(
            (n for n in reversed(earlier) if line == lines[n] or kind(line, lines[n]) == wanted), None
        )
        if same is not None and found[same] not in found[index:]:
            found = found.replace(letter, found[same])
    order = {letter: LETTERS[n] for n, letter in enumerate(dict.fromkeys(found.replace(NONE_LEFT, "")))}
    return "".join(order.get(letter, NONE_LEFT) for letter in found)


@lru_cache(maxsize=64)
def worth(lines: tuple[str, ...]) -> float:
    """The likelihood of the likeliest scheme, less what the scheme itself costs."""
    return max(_built(lines)[0], _worth_as_heard(lines, _as_heard(lines)))


def _worth_as_heard(lines: Sequence[str], scheme: str) -> float:
    return likelihood(lines, scheme) - _AS_HEARD * len(lines) - _FREELY


@lru_cache(maxsize=64)
def _built(lines: tuple[str, ...]) -> tuple[float, str]:
    """The likeliest row of units, by Viterbi's algorithm: what it is worth, and its letters. A very long poem
    has the scheme that is heard."""
    if len(lines) > _LONGEST:
        return -inf, ""
    best: list[dict[str, tuple[float, int]]] = [
        {"": (0.0, 0)}
    ]  # for each place: unit → worth, where it begins
    for end in range(1, len(lines) + 1):
        found = {}
        for unit, cost in _UNITS.items():
            start = end - len(unit)
            if start < 0 or not best[start]:
                continue
            before = max(
                value - (_cost_after(last, unit) if last else cost)
                for last, (value, _) in best[start].items()
            )
            found[unit] = before + likelihood(lines[start:end], unit), start
        best.append(found)
    return _traced(best)


def _traced(best: Sequence[Mapping[str, tuple[float, int]]]) -> tuple[float, str]:
    units: list[str] = []
    end, following = len(best) - 1, ""
    while end:

        def value(unit: str, at: int = end, after: str = following) -> float:
            return best[at][unit][0] - (_cost_after(unit, after) if after else 0.0)

        unit = max(best[end], key=value)
        units.insert(0, unit)
        end, following = best[end][unit][1], unit
    scheme, used = "", 0
    for unit in units:
        order = {letter: used + n for n, letter in enumerate(dict.fromkeys(unit))}
        scheme += "".join((LETTERS[order[letter] : order[letter] + 1] or NONE_LEFT) for letter in unit)
        used += len(order)
    return max((value for value, _ in best[-1].values()), default=0.0), scheme


def _cost_after(unit: str, after: str) -> float:
    if unit == after:
        return _ALONE if len(unit) == 1 else _AGAIN
    return _UNITS[after] + _CHANGED


def rhymed(lines: Sequence[str]) -> float:
    """How much likelier a line is by the likeliest scheme than by none, in the mean (a logarithm)."""
    without = -_UNITS["A"] - _ALONE * (len(lines) - 1)
    return (worth(tuple(lines)) - without) / len(lines) if lines else 0.0


def _as_heard(lines: Sequence[str]) -> str:
    """Each line held against those of each rhyme that was heard last."""
    last: dict[str, list[int]] = {}
    letters = ""
    for index in range(len(lines)):
        letter = _letter(lines, index, last) or LETTERS[len(last) : len(last) + 1]
        letters += letter or NONE_LEFT
        if letter:
            last.setdefault(letter, []).append(index)
    return letters


def _letter(lines: Sequence[str], index: int, heard: dict[str, list[int]]) -> str:
    """The letter of the lines that line `index` rhymes with: the best kind of rhyme, then the nearest."""
    near = [
        (letter, place) for letter, places in heard.items() for place in places[-2:] if index - place <= REACH
    ]
    near.sort(key=lambda pair: -pair[1])
    for kinds in (("perfect", "same"), _SOUNDING):
        for letter, place in near:
            if kind(lines[index], lines[place]) in kinds:
                return letter
    return ""
