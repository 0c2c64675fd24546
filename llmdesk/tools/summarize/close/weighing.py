"""How likely a sentence of the document carries one of its main points, as far as the program can tell.

Owns what speaks for it: where it stands in its paragraph and in the document, how long it is, what others
speak of, numbers, what was found or decided rather than proposed, what must or must not be. The weights are
those of a logistic regression over the sentences of forty documents of many kinds in both languages, with ten
main points each that were written down by people (the half of tests/benchmarks/checked that is for looking
at). Left out one by one, 4.5 and 4.8 of ten points were found with them (220 words, 400 characters), 3.9 and
4.6 by what others speak of and length alone. Decisions were set apart later, by hand.
Must not ask a model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.terms import is_cjk, word_list, words
from llmdesk.tools.summarize import rank
from llmdesk.tools.summarize.rank import Point

_CENTRAL, _PLACE, _FIRST, _LAST = 0.56, -0.63, 0.44, -0.59
_LENGTH, _NUMBER, _LIMIT, _RESULT, _TURN, _PROPOSAL = 1.07, 0.3, 0.32, 0.45, -0.29, -0.6
_LONGEST, _MOST_NUMBERS = 2.5, 3  # times the usual length, numbers: more says no more
_SCALE = 0.5
# Who meets decides: half of such sentences carry a main point, of all a third, of proposals a quarter.
_DECISION = 1.0
_DECIDED = re.compile(
    r"\b(?:agreed (?:to|that|on)|decided|resolved|voted|votes? (?:to|against|for)|motion|unanimous(?:ly)?|"
    r"in favour|adopted|decision|ruled|sentenced|ordered)\b|"
    r"表决|票赞成|票反对|定为|决定|一致|判决|裁定|会议(?:通过|同意|推荐|要求|请)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]{2,14}(?:['’]t)?")


def weigh(document: Document, points: Sequence[Point]) -> list[float]:
    """A value for each point, about -1.5 to 1.5: half of the log-odds, but for a constant. A point that is
    shorter than its sentence of the document counts as that sentence."""
    if not points:
        return []
    texts = [" ".join(document.text[point.start : point.end].split()) for point in points]
    lengths = [words(text) for text in texts]
    usual = max(1.0, median(lengths))
    central = rank.central([rank.point(text, p.start, p.end) for text, p in zip(texts, points, strict=True)])
    found = []
    for at, (point, text) in enumerate(zip(points, texts, strict=True)):
        value = _LENGTH * min(_LONGEST, lengths[at] / usual) + _CENTRAL * central[at]
        value += _PLACE * point.start / max(1, len(document.text)) + _in_paragraph(document, point)
        value += _NUMBER * min(_MOST_NUMBERS, len(point.values)) + _of_words(text)
        found.append(_SCALE * value)
    return found


def _in_paragraph(document: Document, point: Point) -> float:
    """The first sentence of a paragraph says what it is about, the last one what is left to say; neither
    where there is no other."""
    number = bisect_right(document.paragraphs, point.start, key=lambda span: span.start) - 1
    if number < 0:
        return 0.0
    paragraph = document.paragraphs[number]
    is_first = not document.text[paragraph.start : point.start].strip()
    is_last = not document.text[point.end : paragraph.end].strip()
    return 0.0 if is_first and is_last else _FIRST * is_first + _LAST * is_last


def _of_words(text: str) -> float:
    found = {
        "weigh_limit": _LIMIT,
        "weigh_result": _RESULT,
        "weigh_turn": _TURN,
        "weigh_proposal": _PROPOSAL,  # what came of it matters more
    }
    decided = _DECISION * (_DECIDED.search(text) is not None)
    return decided + sum(weight for name, weight in found.items() if _has(text, name))


def _has(text: str, name: str) -> bool:
    """Whether one of the list's words stands in the text."""
    listed = word_list(name)
    if is_cjk(text):
        return any(word in text for word in listed if is_cjk(word))
    found = _WORD.findall(text.lower())
    denied = name == "weigh_limit" and any(word.endswith(("n't", "n’t")) for word in found)
    return denied or any(word in listed for word in found)
