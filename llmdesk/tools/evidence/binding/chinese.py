"""Chinese: the characters of an answer stand in one clause of the source, in its order.

Owns the comparison. Must not know what is asked of whom.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from llmdesk.tools.evidence.figures import figures
from llmdesk.tools.evidence.names import persons
from llmdesk.tools.evidence.values import Date, Figure, same_figure

_LONGEST = 1_000  # characters of a sentence, as documents are cut into
_MOST = 120  # characters and numbers of a clause; one with more is a list
_MOST_CLAUSES = 12
_SHORT = 30  # characters: a longer answer is a sentence of its own
_HALF = 0.5
_TOPIC_SHARE = 0.5  # of its characters that only the topic has
_CLAUSE = re.compile(r"[，；：。！？,;:!?\n（）()]+")
_STOP = frozenset(
    "的了是在为有和与及也就都而所之其这那个着过又还将要会能可或并等因以由于则且呢吗吧啊您你我们他她它约共"
)
_NEGATION = re.compile(r"不|没有?|未|无|非(?=[^常])|禁止|别")
_OTHER = frozenset("副前原代非不未无总")  # before a word it names another thing
_ASKED_FOR = re.compile(
    r"请问|多少钱?|什么(?:时候|时间|地方)?|哪[里儿些年天个位种]?|何[时处]|几|谁|怎么样?|为什么|如何|是否|多[大高长久远深宽重]"
)
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|[^\W_]")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    figure: Figure | None = None

    def is_like(self, other: _Token) -> bool:
        if self.figure is not None and other.figure is not None:
            return same_figure(self.figure, other.figure) or same_figure(other.figure, self.figure)
        return self.figure is None and other.figure is None and self.text == other.text


def _tokens(text: str) -> list[_Token]:
    counted = [_Token(each.start, max(each.end, each.span[1]), each.text, each) for each in figures(text)]
    found = list(counted)
    for piece in _TOKEN.finditer(text):
        if piece[0] in _STOP or any(each.start <= piece.start() < each.end for each in counted):
            continue
        found.append(_Token(piece.start(), piece.end(), piece[0].casefold()))
    return sorted(found, key=lambda token: token.start)


def is_bound(said: str, passages: Sequence[str], topic: str, question: str) -> bool:
    """As of `binding.is_bound`."""
    said, sources = said[:_LONGEST].strip(), [each[:_LONGEST] for each in passages]
    short = question if len(said) <= _SHORT else ""
    known = "\n".join(_CLAUSE.split(line)[0] for line in topic[:_LONGEST].splitlines())
    clauses = [each for each in _CLAUSE.split(said) if each.strip()]
    if not 0 < len(clauses) <= _MOST_CLAUSES:
        return False
    if _begins_with_yes_or_no(clauses):
        clauses = clauses[1:]
    return any(_says(clauses, source, known, short[:_LONGEST]) for source in sources)


def _begins_with_yes_or_no(clauses: Sequence[str]) -> bool:
    return len(clauses) > 1 and clauses[0].strip() in (
        "是",
        "是的",
        "不",
        "不是",
        "对",
        "没有",
        "可以",
        "不可以",
    )


def _says(clauses: Sequence[str], source: str, topic: str, question: str) -> bool:
    pieces = _pieces(source)
    places = []
    for number, clause in enumerate(clauses):
        known = "\n".join((topic, *clauses[:number]))
        place = next((each for each in pieces if _is_in(clause, source, each, known)), None)
        if place is None:
            return False
        places.append(place)
    if not question or _says_itself(clauses, question):
        return True
    return all(
        _is_asked_for(clause, source, pieces, place, topic, question)
        for clause, place in zip(clauses, places, strict=True)
    )


def _says_itself(clauses: Sequence[str], question: str) -> bool:
    """What it is an answer to, and something more."""
    asked = _pairs(_ASKED_FOR.sub(" ", question))
    said = {pair for clause in clauses for pair in _pairs(clause)}
    return bool(asked & said) and bool(said - asked)


def _pieces(source: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for sign in [*_CLAUSE.finditer(source), None]:
        end = len(source) if sign is None else sign.start()
        if source[at:end].strip():
            found.append((at, end))
        at = end if sign is None else sign.end()
    return found


def _is_in(clause: str, source: str, place: tuple[int, int], topic: str) -> bool:
    """Whether the clause is said there: in its order, with nothing else counted or denied in between."""
    mine = _tokens(clause)
    if not 0 < len(mine) <= _MOST:
        return False
    stated = [_moved(each, place[0]) for each in _tokens(source[place[0] : place[1]])]
    chosen = _in_order(mine, stated, topic, source)
    if chosen is None:
        return False
    first, last = chosen[0], chosen[-1]
    if source[first.start - 1 : first.start] in _OTHER and not _has_before(clause, source[first.start - 1]):
        return False
    if source[last.end : last.end + 1] == "的" and not clause.rstrip().endswith("的"):
        return False  # it only says of what kind something else is
    between = [each for each in stated if first.start <= each.start <= last.start]
    if any(each.figure is not None and not any(m.is_like(each) for m in mine) for each in between):
        return False
    return _denies(clause) == _denies(source[place[0] : place[1]])


def _moved(token: _Token, by: int) -> _Token:
    return _Token(token.start + by, token.end + by, token.text, token.figure)


def _has_before(clause: str, character: str) -> bool:
    return character in clause


def _in_order(
    mine: Sequence[_Token], stated: Sequence[_Token], topic: str, source: str
) -> list[_Token] | None:
    """The tokens of the source that say it, in order; what the topic has may be missing at its beginning."""
    for skipped in range(len(mine)):
        before = mine[:skipped]
        if before and (before[-1].figure is not None or "".join(each.text for each in before) not in topic):
            return None
        if skipped > _TOPIC_SHARE * len(mine):
            return None
        found: list[_Token] = []
        at = 0
        for token in mine[skipped:]:
            place = next((n for n in range(at, len(stated)) if token.is_like(stated[n])), None)
            if place is None:
                break
            if found and place > at and source[found[-1].end : found[-1].end + 1] == "的":
                break  # "the doctor of the hospital" is no hospital
            found.append(stated[place])
            at = place + 1
        else:
            return found or None
    return None


def _denies(text: str) -> bool:
    return _NEGATION.search(text) is not None


# -- what is asked for ----------------------------------------------------------------------------------
def _is_asked_for(
    clause: str,
    source: str,
    pieces: Sequence[tuple[int, int]],
    place: tuple[int, int],
    topic: str,
    question: str,
) -> bool:
    """The answer stands in the clause that speaks most of what is asked."""
    asked = _pairs(_ASKED_FOR.sub(" ", question))
    own = _found(asked, source, place)
    around = frozenset(pair for pair in asked if pair in topic)
    if not own or len(own | around) < _HALF * len(asked):
        return False
    if _in_order_with(question, clause, source, place, topic):
        return True
    if _found(asked, source, (0, len(source))) - own:
        return False  # another clause says more of it
    others = [each for each in pieces if each[1] <= place[0] or each[0] >= place[1]]
    said = source[place[0] : place[1]]
    if _counts_others(clause, said) or _names_others(clause, said):
        return False
    return all(
        len(_found(asked, source, each)) < len(own)
        if _compete(clause, source[each[0] : each[1]])
        else len(_found(asked, source, each)) <= len(own)
        for each in others
    )


def _in_order_with(question: str, clause: str, source: str, place: tuple[int, int], topic: str) -> bool:
    """Question and answer as one statement."""
    found = _ASKED_FOR.search(question)
    if found is None:
        return False
    stated = f"{question[: found.start()]}{clause}{question[found.end() :].rstrip('？?吗呢 ')}"
    return _is_in(stated, source, place, topic)


def _pairs(text: str) -> frozenset[str]:
    found: set[str] = set()
    for run in re.findall(r"[^\W_]+", text):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(pair for pair in found if not set(pair) <= _STOP)


def _found(pairs: frozenset[str], source: str, place: tuple[int, int]) -> frozenset[str]:
    inside = source[place[0] : place[1]]
    found: set[str] = set()
    for pair in pairs:
        at = inside.find(pair)
        while at >= 0 and inside[at - 1 : at] in _OTHER and at > 0:
            at = inside.find(pair, at + 1)
        if at >= 0:
            found.add(pair)
    return frozenset(found)


def _compete(clause: str, other: str) -> bool:
    """Whether the other clause has a number or a person, as the answer has."""
    if any(True for _each in figures(clause)):
        return _counts_others(clause, other)
    return bool(set(persons(other))) or not any(True for _each in figures(other))


def _counts_others(clause: str, text: str) -> bool:
    mine = list(figures(clause))
    kinds = {kind for each in mine for kind in _kinds(each)}
    return any(
        kinds & _kinds(each) and not any(same_figure(m, each) or same_figure(each, m) for m in mine)
        for each in figures(text)
    )


def _names_others(clause: str, text: str) -> bool:
    mine = set(persons(clause))
    others = {each for each in persons(text) if each not in clause}
    return bool(others) and (bool(mine) or any(each in text for each in (clause.strip("。 "),)))


def _kinds(figure: Figure) -> set[str]:
    kinds = {"date" if isinstance(each, Date) else each.kind for each in figure.readings}
    return kinds | ({"number", "count"} if kinds & {"number", "count"} else set())
