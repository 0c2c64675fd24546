"""Sentences of a document that state nothing: what somebody asks, and what somebody is to say.

Owns telling them apart, and what the first words of an answer make of the question before. A word that stands
there is no evidence that it is so. Must not compare sentences.
"""

from __future__ import annotations

import re
from typing import Literal

from llmdesk.tools.documents import Document
from llmdesk.tools.evidence.comparing.opposites import han_negation, negations
from llmdesk.tools.evidence.terms import is_cjk

_LONGEST = 400  # characters of a sentence that are looked at, from each end
_CLOSED = "\"'”’」』)）*_ \t\n"
_ENDS_ASKING = ("?", "？")
_ASKED_WITHIN = re.compile(r"[?？][”\"’」』]")
_SPOKEN_TOO = re.compile(r"[.!。！,，][”\"’」』]")
_ASKING_WORDS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|whether|question(?:s|ed)?|wonder(?:s|ed)?|unclear|doubt(?:s|ed)?)\b|"
    r"是否|询问|问道|提问|问题|追问|质疑|疑问|不清楚|想知道",
    re.IGNORECASE,
)
# Where a doing begins that somebody is told to do: at the beginning, behind a colon, "please", "you must".
_TOLD_TO_SAY = re.compile(
    r"(?:^|[:;.!—–-]\s{0,2}|\b(?:please|always|must|should|and|then|to the (?:assistant|model|reader))[,:]? )"
    r"(?:say|state|write|claim|answer|reply|respond|report|mention|declare)"
    r"(?: in the (?:summary|answer|text))? that\b",
    re.IGNORECASE,
)
_TOLD_TO_SAY_HAN = re.compile(
    r"(?:请|务必|必须|应当|要求你|你要)[^，。；：]{0,12}(?:写明|写上|写成|说明|说成|声称|回答说|注明|写道|告诉(?:读者|用户))"
)
_SAYING_WORDS = re.compile(
    r"\b(?:say|says|said|state[sd]?|writ(?:e|es|ten)|wrote|claim(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied)|"
    r"respond(?:s|ed)?|report(?:s|ed)?|mention(?:s|ed)?|declare[sd]?|told?|tells?|instruct(?:s|ed|ions?)?|note)\b|"
    r"说|写|声称|回答|注明|告诉|要求|指示",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\W{0,3}(?:yes|certainly|of course|absolutely|是的?|对的?|可以|能|会|有|需要|应该|当然)(?=[\W]|$)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W{0,3}(?:no|not|never|nothing|nobody|none|不是?|不可以?|不能|不会|不用|不需要|没有|无需|不必|不应该?|否)(?=[\W]|$)",
    re.IGNORECASE,
)

_WORDS = re.compile(r"[a-z']{2,14}")

Kind = Literal["", "asked", "told"]


def kind_of(text: str) -> Kind:
    """Whether a sentence of a document states nothing, and why."""
    begin, end = text[:_LONGEST], text[-_LONGEST:].rstrip(_CLOSED)
    if end.endswith((*_ENDS_ASKING, "吗", "吗。")):
        return "asked"
    if _ASKED_WITHIN.search(begin) and not _SPOKEN_TOO.search(begin):  # “Did it rain?” asked Ann.
        return "asked"
    told = _TOLD_TO_SAY_HAN if is_cjk(begin) else _TOLD_TO_SAY
    return "told" if told.search(begin) else ""


def speaks_of_it(claim: str, kind: Kind) -> bool:
    """Whether a claim says itself that this was asked, or is to be said."""
    claim = claim[:_LONGEST]
    if kind == "asked":
        return claim.rstrip(_CLOSED).endswith(_ENDS_ASKING) or bool(_ASKING_WORDS.search(claim))
    return bool(_SAYING_WORDS.search(claim))


def is_answered(document: Document, number: int, claim: str) -> bool:
    """Whether the question of this number is answered yes and the claim denies nothing, or no and it does."""
    if number + 1 >= len(document.sentences):
        return False
    span = document.sentences[number + 1]
    answer = document.text[span.start : min(span.end, span.start + _LONGEST)]
    label = answer.find(":") + 1 or answer.find("：") + 1  # Ms Lind: No.
    if 0 < label < 40:
        answer = answer[label:]
    denies = _denies(claim)
    return bool(_NO.match(answer)) if denies else bool(_YES.match(answer)) and not _NO.match(answer)


def _denies(text: str) -> bool:
    if is_cjk(text):
        return any(found["word"] for found in han_negation().finditer(text))
    words = _WORDS.findall(text[:_LONGEST].lower().replace("’", "'"))
    return any(word in negations() or word.endswith("n't") for word in words)
