"""Whether a sentence says only what one sentence of the document says, and loses nothing that holds it back.

Owns the comparison by order: the sentence must be the other one with pieces left out. Whole segments may be
left out (between commas, behind a semicolon), and single words within one; not what turns the meaning: a
denial, a condition, a hedge, an amount, who says it; and never so that what is said of one is said of
another. Must not ask a model.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from llmdesk.tools.evidence.comparing import contrast
from llmdesk.tools.evidence.terms import is_cjk, word_list
from llmdesk.tools.summarize import quoting
from llmdesk.tools.summarize.close.tokens import Token, tokens

LONGEST = 500  # characters; a longer sentence is a list
_ADDED = word_list("close_added")
_ADDED_HAN = frozenset("的了也又则就已")
_IDLE = word_list("close_idle")  # may be left out, one at a time
_GAP, _GAP_HAN = 1, 0  # words within a segment that may be left out
_SCOPE, _SCOPE_HAN = 3, 6
_MOST_PAIRS = 3_000  # of the same word in both: more has only a row of the same words
_CONDITION_KEPT = 0.6
_JOINING = ("and", "but", "or", "so", "because", "while", "whereas")
_LEANING = ("who", "whom", "which", "where", "that")
# What a segment begins with that may be left out in front of what is kept; others may be when it holds.
_LEAD = word_list("close_lead")
# And behind it, where others may say for whom it holds, or that it is not true.
_TAIL = word_list("close_tail")
# Between what is kept: what is not left out there, since it may be where it holds.
_SETTING = word_list("close_setting")
_RELATIVE = frozenset({"which", "who", "whose"})
_LISTING = frozenset({"including", "such", "包括", "例如", "比如", "其中"})
_CLAUSE = 3  # words of a clause at least
_MAY = ("may", "might", "could", "would", "should", "must", "can", "will", "shall")
_QUESTION = frozenset("?？")


def is_close(line: str, source: str) -> bool:
    """Whether `line` is `source` with pieces left out that may be left out."""
    if len(line) > LONGEST or len(source) > LONGEST or not line.strip():
        return False
    han = is_cjk(source)
    if han != is_cjk(line) or (_QUESTION & set(source) and not _QUESTION & set(line)):
        return False
    own, other = tokens(line), tokens(source)
    kept = _aligned(own, other, _ADDED_HAN if han else _ADDED)
    if kept is None or not kept:
        return False
    joined = _joins(kept, other, _GAP_HAN if han else _GAP, han=han)
    if not joined or not _holds(kept, other, _SCOPE_HAN if han else _SCOPE, han=han):
        return False
    return not quoting.loses_speaker(line, source) and contrast(line, [source]) is None


def same_pairs(own: Sequence[Token], other: Sequence[Token]) -> list[tuple[int, int]]:
    """The places of the same token in both; none where there are too many to go through."""
    counts = Counter(token.key for token in other)
    if sum(counts[token.key] for token in own) > _MOST_PAIRS:
        return []
    return [(i, j) for i, one in enumerate(own) for j, two in enumerate(other) if one.key == two.key]


def _aligned(own: Sequence[Token], other: Sequence[Token], added: frozenset[str]) -> frozenset[int] | None:
    """The tokens of the source that stand in the line, in order; None where the line has more."""
    pairs = same_pairs(own, other)
    best: list[tuple[float, int]] = []
    for number, (i, j) in enumerate(pairs):
        value, before = 0.0, -1
        for at in range(number):
            k, m = pairs[at]
            if k < i and m < j:
                score = best[at][0] + (0.5 if m == j - 1 else 0.2 if k == i - 1 else 0.0)
                if score > value:
                    value, before = score, at
        best.append((value + (1.0 if other[j].content else 0.3), before))
    found: dict[int, int] = {}
    at = max(range(len(best)), key=lambda each: best[each][0], default=-1)
    while at >= 0:
        found[pairs[at][0]] = pairs[at][1]
        at = best[at][1]
    for number, token in enumerate(own):
        if number not in found and token.key not in added:
            return None
    return frozenset(found.values())


def _joins(kept: frozenset[int], other: Sequence[Token], gap: int, *, han: bool) -> bool:
    """Whether what is left stands together as it did: of a segment all but a few words, and no doer with the
    doings of another."""
    added = _ADDED_HAN if han else _ADDED
    said = [at for at, token in enumerate(other) if token.key not in added]
    taken = [at for at in said if at in kept]
    if not taken:
        return False
    first, last = taken[0], taken[-1]
    before = [at for at in said if at < first and other[at].segment == other[first].segment]
    if not _can_go(before, other, gap) or (other[first].head in _LEANING and other[first].segment):
        return False
    if any(at > last and other[at].segment == other[last].segment for at in said):
        return False
    if not _front_can_go(said, first, other, han=han) or not _end_can_go(said, last, other):
        return False
    return all(_joins_there(said, pair, other, gap, han=han) for pair in itertools.pairwise(taken))


def _front_can_go(said: Sequence[int], first: int, other: Sequence[Token], *, han: bool) -> bool:
    """Whether what stands in front of what is kept says nothing of when, where, or for whom it holds."""
    front = [at for at in said if at < first and other[at].segment != other[first].segment]
    near = [at for at in front if other[at].part == other[first].part]
    if any(other[at].head not in _LEAD for at in near):
        return False
    far = [at for at in front if other[at].part != other[first].part]  # before a semicolon
    if any(other[at].holding in ("condition", "speech") or other[at].head in _SETTING for at in far):
        return False
    return not han or len({other[at].segment for at in far}) <= 1


def _end_can_go(said: Sequence[int], last: int, other: Sequence[Token]) -> bool:
    """Whether what stands behind what is kept is a clause or a list of its own."""
    tail = [at for at in said if at > last and other[at].part == other[last].part]
    if not tail:
        return True
    own = [token for token in other if token.segment == other[last].segment]
    begin = other[tail[0]].head
    if begin != "because" and any(other[at].holding == "denial" for at in tail):  # "which is not true"
        return False
    if begin not in _TAIL or (begin not in _RELATIVE and any(each.holding == "denial" for each in own)):
        return False
    if begin in ("and", "so"):  # not the last of a list: "owned by Berg and Lind"
        # A comma and the joining word behind it both end a segment.
        has_comma = other[tail[0]].segment - other[last].segment > 1
        if not has_comma or len(own) < _CLAUSE or len(tail) < _CLAUSE:
            return False
    if begin in _LISTING:
        return all(other[at].head not in _SETTING for at in tail)
    return all(other[at].head in _TAIL for at in tail)


def _joins_there(
    said: Sequence[int], pair: tuple[int, int], other: Sequence[Token], gap: int, *, han: bool
) -> bool:
    """Whether two tokens that follow each other in the line may do so."""
    one, two = pair
    between = [at for at in said if one < at < two]
    if not between:
        return True
    if other[one].segment == other[two].segment:
        return _can_go(between, other, gap)
    if any(other[at].segment in (other[one].segment, other[two].segment) for at in between):
        return False
    if han:  # in Chinese the next doing may be the doing of whoever is left out
        return False
    heads = {other[at].head for at in between}
    if other[two].head in _JOINING:
        return heads <= _RELATIVE
    return heads.isdisjoint(_JOINING) and heads.isdisjoint(_SETTING)


def _can_go(left_out: Sequence[int], other: Sequence[Token], gap: int) -> bool:
    """Whether words may go from within a segment: "very", but not that of "not very"."""
    if not left_out:
        return True
    denied = any(
        each.holding == "denial" and each.segment == other[at].segment for at in left_out for each in other
    )
    return len(left_out) <= gap and not denied and all(other[at].key in _IDLE for at in left_out)


def _holds(kept: frozenset[int], other: Sequence[Token], scope: int, *, han: bool) -> bool:
    """Whether nothing is lost that holds back what is left."""
    parts = {other[at].part for at in kept if other[at].content}
    for at, token in enumerate(other):
        if not token.holding or token.part not in parts or at in kept:
            continue
        if token.holding in ("condition", "speech"):
            return False
        if token.holding == "hedge" and token.key not in _MAY:
            return False
        if token.holding == "turn" and any(
            each.holding in ("denial", "hedge", "condition", "amount")
            for each in other[at + 1 :]
            if each.segment == token.segment
        ):
            return False
        if _is_within_reach(kept, at, other, scope):
            return False
    return _keeps_conditions(kept, other, han=han)


def _is_within_reach(kept: frozenset[int], at: int, other: Sequence[Token], scope: int) -> bool:
    """Whether the line has what the word at `at` holds back."""
    own = other[at]
    same = [n for n, token in enumerate(other) if token.segment == own.segment and token.content and n != at]
    if own.holding in ("denial", "hedge"):
        return any(n in kept for n in same)
    near = [n for n in same if n > at][:scope] + [n for n in same if n < at][-2:]
    return any(n in kept for n in near)


def _keeps_conditions(kept: frozenset[int], other: Sequence[Token], *, han: bool) -> bool:
    """Whether of each condition that is kept most is."""
    for at in kept:
        if other[at].holding == "condition":
            own = [n for n, each in enumerate(other) if each.segment == other[at].segment and each.content]
            if sum(n in kept for n in own) < _CONDITION_KEPT * len(own):
                return False
    return True
