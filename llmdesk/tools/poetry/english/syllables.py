"""Where a written English word divides into as many pieces as it has syllables, for showing.

Owns that and nothing else. The number of syllables comes from the sounds; the places are found by
the letters: a consonant goes to the vowel after it, two are divided, common pairs stay together.
"""

from __future__ import annotations

import re
from itertools import pairwise

_PAIRS = "bl br ch cl cr ck dr fl fr gh gl gr ph pl pr qu sc sh sk sl sm sn sp st sw th tr tw wh wr"
_TOGETHER = frozenset(_PAIRS.split())
_VOWELS = re.compile(r"(?:(?<=q)u)?(?!^y)[aeiouyàâäèéêëîïôöùûü]+", re.I)


def split_word(word: str, count: int) -> list[str]:
    """`count` pieces (at least one, at most the letters) that join to the word."""
    count = max(1, min(count, len(word)))
    groups = [(match.start(), match.end()) for match in _VOWELS.finditer(word)]
    groups = _fewer(word, groups, count)
    groups = _more(groups, count)
    if len(groups) < count:
        return _evenly(word, count)
    cuts = [_cut(word, one[1], two[0]) for one, two in pairwise(groups)]
    edges = [0, *cuts, len(word)]
    return [word[a:b] for a, b in pairwise(edges)]


def _fewer(word: str, groups: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Silent vowels left out: the e at the end or before s and d first, else the last e, else the last."""
    groups = list(groups)
    while len(groups) > count:
        silent = [n for n, (a, b) in enumerate(groups) if n and re.fullmatch(r"e", word[a:b], re.I)]
        ending = [n for n in silent if re.fullmatch(r"e(?:['’]?[sd])?['’]?", word[groups[n][0] :], re.I)]
        groups.pop((ending or silent or [len(groups) - 1])[-1])
    return groups


def _more(groups: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Vowels side by side that are two syllables: the longest groups are divided (po-em)."""
    groups = list(groups)
    while len(groups) < count:
        longest = max(range(len(groups)), key=lambda n: (groups[n][1] - groups[n][0], n), default=None)
        if longest is None or groups[longest][1] - groups[longest][0] < 2:
            break
        a, b = groups[longest]
        middle = b - 1
        groups[longest : longest + 1] = [(a, middle), (middle, b)]
    return groups


def _cut(word: str, end: int, start: int) -> int:
    """Where to cut the consonants between two vowel groups."""
    between = word[end:start].lower()
    if len(between) <= 1:
        return end
    for mark in "'’-":
        if mark in between:
            return end + between.index(mark) + 1
    if len(between) == 2:
        return end if between in _TOGETHER and between not in ("ck", "st", "sp", "sk") else end + 1
    return end + (2 if between[:2] in _TOGETHER and between[1:3] not in _TOGETHER else 1)


def _evenly(word: str, count: int) -> list[str]:
    """Abbreviations and digits have no vowels to go by."""
    edges = [round(n * len(word) / count) for n in range(count + 1)]
    return [word[a:b] for a, b in pairwise(edges)]
