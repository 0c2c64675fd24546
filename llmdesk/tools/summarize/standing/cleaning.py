"""A sentence without what stands before it in a document: list marks, datelines, labels, its heading.

Owns cutting those off, and telling what is left of no use: questions, answers without their question, ends of
sentences. Must not look at what a sentence means.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from llmdesk.tools.evidence.terms import STOP_WORDS, is_cjk, words

_NUMBER = re.compile(
    r"(?:[-–—•*·]\s*|\(?\d{1,2}[)）、]\s*|\d{1,2}\.\s+|\d{1,2}(?:\.\d{1,2}){2,3}[.、]?\s*(?=[^\d\s.])|"
    r"\d{1,2}\.\d{1,2}\s+(?=[A-Z][a-z]|[\u4e00-\u9fff]{6})|[（(][一二三四五六七八九十]{1,3}[）)]\s*|"
    r"[一二三四五六七八九十]{1,3}、\s*|[①-⑳]\s*|[（(][a-z]{1,3}[)）]\s+)"
)
_LABEL = re.compile(r"(?:[答问]\s?\d{0,2}|(?:Q|A|Question|Answer)\s?\d{0,2})\s?[:：]\s*")
_MONTH = r"(?:Jan|Feb|March|April|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{1,20}){0,3},? (?:\d{1,2} "
    + _MONTH
    + "|"
    + _MONTH
    + r" \d{1,2})(?:,? \d{4})?"
    r" ?(?:\([^)]{2,30}\) ?)?[–—-]{1,2} ?(?=[A-Z\"“])|"
    r"[A-Z]{3,20}(?: [A-Z]{2,20}){0,3} ?(?:\([^)]{2,30}\) ?)?[–—-]{1,2} (?=[A-Z\"“])|"
    r"[^，。：]{0,14}\d{1,2}月\d{1,2}日[电讯](?:[（(][^）)]{1,30}[）)])?[，：:\s]{0,3}|"
    r"本[报台刊][^，。：]{0,6}讯(?:[（(][^）)]{1,30}[）)])?[，：:\s]{0,3}|【[^】]{1,20}】\s*)"
)
_QUESTION = ("?", "？")
_ANSWER = re.compile(
    r"(?:(?:yes|no|not|never|only|sometimes|usually|because|perhaps|absolutely|certainly|definitely)\b|"
    r"(?:是的?|不是|对|不对|可以|不可以|不可|能|不能|会|不会|有|没有|需要|不需要|无需|不必|应该|不应|建议|不建议|因为|"
    r"不一定|通常|一般|当然|目前没有)(?=[，。；：的]|[\u4e00-\u9fff]))",
    re.IGNORECASE,
)
_CLOSING = '"”’」』)） '
_SHORT, _SHORT_CJK = 6, 10  # words, characters: an answer that leans on its question
_LEAST_OF_HEADING = 4  # characters of a Chinese heading


def cleaned(text: str, headings: Collection[str] = ()) -> str:
    """The sentence without what is no part of it at its beginning; `headings`: those of the document."""
    original, before = text, ""
    while text != before:
        before = text
        for found in (_NUMBER.match(text), _LABEL.match(text), _DATELINE.match(text)):
            if found and words(text[found.end() :]) >= 2:
                text = text[found.end() :]
                break
        text = _without_heading(text, headings)
    return text if text == original else text[:1].upper() + text[1:]


def _without_heading(text: str, headings: Collection[str]) -> str:
    for heading in headings:
        rest = text[len(heading) :]
        if not text.startswith(heading) or words(rest) < 4:
            continue
        body = rest.lstrip(" :：—–-")
        is_apart = rest[:1] in (" ", ":", "：", "—", "–")
        if is_cjk(heading):
            if is_apart and len(heading) >= _LEAST_OF_HEADING:
                return body
        elif is_apart and body[:1].isupper() and body.split()[0].lower() in STOP_WORDS:
            return body
    return text


def is_question(text: str) -> bool:
    return text.rstrip(_CLOSING)[-1:] in _QUESTION


def is_answer(text: str, before: str) -> bool:
    """Whether a sentence says yes or no to the question before it, and means nothing without that."""
    rest = cleaned(text)
    is_short = words(rest) < (_SHORT_CJK if is_cjk(rest) else _SHORT)
    return is_question(before) and (is_short or bool(_ANSWER.match(rest)))


def is_end(text: str) -> bool:
    """Whether a text begins within a sentence: with a small letter, or with a mark that joins."""
    first = text.split()[:1]
    return text[:1] in "，。、；,;:)）" or (text[:1].islower() and text[:1].isascii() and first[0].islower())
