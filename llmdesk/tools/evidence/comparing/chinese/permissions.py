"""What a Chinese passage forbids of a thing and a sentence allows, or the other way round: 不能用钢丝球.

Owns the comparing by the thing alone, since what may be done with another stands in the clause beside it and
fits better. Must not know other denials.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence

_FORBIDS = re.compile("不(?:可以|可|能|得|要|许|准)(?!不)|禁止|严禁|请勿|切勿|谢绝")
_ALLOWS = re.compile("(?<!不)(?:可以|可(?=[用以作做在凭])|能够|能(?![力源量否])|允许|准许)(?!不)")
_DENIED_AT_THE_END = re.compile("(?:不能|不可以|不行|没有|不是|不会|除外)$")
_DENIES = re.compile("[不没无未非]")
_THINGS = frozenset(("n", "nr", "ns", "nt", "nz", "x", "vn"))


def turned(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(word of the claim, word of the passage), the one that denies; else None."""
    clauses = [clause for sentence in sentences for clause in sentence.clauses]
    for own in claim.clauses:
        for mine, theirs in ((_ALLOWS, _FORBIDS), (_FORBIDS, _ALLOWS)):
            mark = mine.search(own.text)
            if mark is None or theirs.search(own.text):
                continue
            word = _turned(_behind(own, mark.end()), clauses, mine, theirs)
            if word:
                return (mark[0], "") if mine is _FORBIDS else ("", word)
        word = _left_out(own, clauses)
        if word:
            return "", word
    return None


def _turned(
    things: frozenset[str], clauses: Sequence[Clause], mine: re.Pattern[str], theirs: re.Pattern[str]
) -> str:
    """The word of the other kind before one of the things, where all the passage says of it is that."""
    for thing in sorted(things):
        having = [clause for clause in clauses if thing in clause.text]
        found = [(clause, theirs.search(clause.text)) for clause in having]
        if not having or any(mine.search(clause.text) for clause in having):
            continue
        words = [mark[0] for clause, mark in found if mark and thing in _behind(clause, mark.end())]
        if len(words) == len(having):
            return words[0]
    return ""


def _behind(clause: Clause, at: int) -> frozenset[str]:
    """The last thing behind a place of a clause: what is done or not is done with it."""
    found = ""
    for word in (word for word in clause.words if word.start >= at):
        found = found + word.text if word.kind in _THINGS else "" if word.kind in ("v", "p", "c") else found
    return frozenset((found,)) if len(found) > 1 else frozenset()


def _left_out(own: Clause, clauses: Sequence[Clause]) -> str:
    """S5不能, behind S7可以预约, where the claim says that S5 can."""
    if _FORBIDS.search(own.text) or _DENIES.search(own.text):
        return ""
    for before, clause in pairwise(clauses):
        mark = _DENIED_AT_THE_END.search(clause.text)
        named = clause.text[: mark.start()] if mark else ""
        if not named or len(named) > 8 or named not in own.text or named in before.text:
            continue
        told = {word.text for word in before.content if len(word.text) > 1 and word.text in own.text}
        if told and clause.number == before.number:
            return clause.text[len(named) :]
    return ""
