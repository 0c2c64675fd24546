"""Who does what to whom in Chinese, as far as the order of characters and 把, 被, 比 tell.

Owns the comparison of the sides of a verb. Must not know what a difference means for a claim.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from llmdesk.tools.evidence.comparing.chinese.than import is_turned_twice

_HAN_CLAUSE = re.compile(r"[^，。；：！？,;!?]+")
_DONE = re.compile("(.)[了过着]")
_SHORTEST_VERB, _LONGEST_VERB, _LONGEST_SIDE = 2, 4, 20
_PARTICLES = frozenset("没不未无是的在了被把将会和与有着过也都就比")  # no part of a verb


def turned(claim: str, source: str, symmetric: Collection[str]) -> tuple[str, str] | None:
    """(words of the claim, words of the source) where the one turns the sides of the other; else None."""
    for own in _HAN_CLAUSE.findall(claim):
        for other in _HAN_CLAUSE.findall(source):
            found = _turned_clause(own.strip(), other.strip(), symmetric)
            if found:
                return found
    return None


def _turned_clause(own: str, other: str, symmetric: Collection[str]) -> tuple[str, str] | None:
    """A shared verb whose sides are the other's sides turned: what sets the doers apart stands on the far
    side of the verb in the other clause. 被 turns them back: A被B打败 is B打败A. A比B长 counts, too."""
    if max(len(own), len(other)) > 3 * _LONGEST_SIDE:
        return None
    for verb in _shared_pieces(own, other):
        if any(word in verb for word in symmetric):
            continue
        left, right = _sides(own, verb)
        left2, right2 = _sides(other, verb)
        if not (left and right and left2 and right2) or max(map(len, (left, left2))) > _LONGEST_SIDE:
            continue
        if verb == "比" and is_turned_twice(right, right2):
            continue
        one, two = set(left) - set(left2) - _PARTICLES, set(left2) - set(left) - _PARTICLES
        if one and two and one <= set(right2) - set(right) and two <= set(right) - set(right2):
            return left, left2
    return None


def _shared_pieces(own: str, other: str) -> list[str]:
    """Pieces of two to four characters that stand once in both and at neither end."""
    found = []
    for length in range(_LONGEST_VERB, _SHORTEST_VERB - 1, -1):
        for at in range(1, len(own) - length + 1):
            piece = own[at : at + length]
            if _PARTICLES.isdisjoint(piece) and own.count(piece) == other.count(piece) == 1:
                found.append(piece)
    single = [verb for verb in _DONE.findall(own) if verb not in _PARTICLES and own.count(verb) == 1]
    found += [verb for verb in single if other.count(verb) == 1]
    return [*found, *(mark for mark in "比" if own.count(mark) == other.count(mark) == 1)]


def _sides(clause: str, verb: str) -> tuple[str, str]:
    """(doer's side, other side) of a verb in a clause."""
    before, _, behind = clause.partition(verb)
    behind = behind.lstrip("了过着")
    for word in ("被", "遭"):
        if word in before:
            one, _, two = before.partition(word)
            return two, one
    if "把" in before:
        one, _, two = before.partition("把")
        return one, two + behind
    return before, behind
