"""A short answer and its question as one statement, so that it can be held against the documents.

Owns how the two are put together. Must not judge. "Fifty euros." is no sentence that a document could say or
not say; "the ticket is fifty euros" is. The statement is only checked, never shown, so that it need not be
good English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from llmdesk.tools.evidence import figures
from llmdesk.tools.evidence.terms import is_cjk, terms

_SHORT, _SHORT_CJK = 12, 30  # words, characters: what is longer is a sentence of its own
_LONGEST_QUESTION = 300  # characters
_ENDS = " .。!！?？;；,，:："
_BE = frozenset(("is", "are", "was", "were"))
_HELPS = frozenset(("do", "does", "did", "has", "have", "had", "can", "could", "will", "would"))
_HELPS |= {"shall", "should", "may", "might", "must", *_BE}
_FOR_WHOM = frozenset(("who", "what", "which", "whose", "how"))
_WH_WORDS = _FOR_WHOM | {"when", "where", "why", "whom", "by", "in", "on", "at", "from", "for", "to"}
# What stands in a Chinese question where the answer stands in the statement; the longer ones first.
_ASKED_FOR = re.compile(
    r"多少钱|什么时候|什么时间|什么地方|几月几[日号]|(?:星期|礼拜|周)几|哪一?[年天月日家国位个座所种本部届]|哪里|哪儿|哪些|何时|何处|何地|"
    r"多少|多[大高长久远深宽重]|几[个位名人年天次]|谁|什么|哪"
)
_ASKING = re.compile(r"(?:请问|[吗呢啊]$)")


def is_short(text: str) -> bool:
    """Whether an answer may be a fragment."""
    return len(text) <= _SHORT_CJK if is_cjk(text) else len(text.split()) <= _SHORT


def stands_among(answer: str, passages: Iterable[str]) -> bool:
    """Whether the words of a fragment are in the passages: those of its question alone do not support it. Its
    figures are compared as values, by whoever judges the statement."""
    if any(True for _figure in figures(answer)):
        return True
    wanted = set(terms(answer))
    return wanted <= {term for passage in passages for term in terms(passage)}


def statement(question: str, answer: str) -> str:
    """What `answer` says as an answer to `question`; "" where that cannot be told."""
    asked, said = " ".join(question.split()).strip(_ENDS), answer.strip(_ENDS)
    if not asked or not said or len(asked) > _LONGEST_QUESTION:
        return ""
    return _chinese(asked, said) if is_cjk(asked) else _english(asked, said)


def _chinese(asked: str, said: str) -> str:
    asked = _ASKING.sub("", asked)
    place = _ASKED_FOR.search(asked)
    if place is None:
        return ""
    return f"{asked[: place.start()]}{said}{asked[place.end() :]}。"


def _english(asked: str, said: str) -> str:
    words = asked.split()
    if words[0].casefold() not in _WH_WORDS:
        return ""
    at = next((place for place, word in enumerate(words) if word.casefold() in _HELPS), None)
    if at is None:  # who built it: the answer takes the place of the word that asks
        return f"{said} {' '.join(words[1:])}."
    rest, help_word = " ".join(words[at + 1 :]), words[at].casefold()
    wanted = " ".join(words[1:at]) if words[0].casefold() in ("what", "which") else ""
    joint = f" {help_word} " if help_word in _BE and words[0].casefold() in _FOR_WHOM else " "
    return f"{wanted} {rest}{joint}{said}.".strip()
