"""A sentence without what stands before it in a document: list marks, datelines, labels, its heading.

Owns cutting those off, and telling what is left of no use: questions, answers without their question, ends of
sentences. Must not look at what a sentence means.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from llmdesk.tools.evidence.terms import STOP_WORDS, is_cjk, words

_NUMERAL = "\\d零〇一二两三四五六七八九十百千万半几"
# "3.5 万名学生": a figure, with what it counts.
_COUNTED = (
    r"(?![%％℃°万亿千百十个名位元年月日天周倍度米吨克升分秒岁次里斤厘毫寸亩折成级辆台套件户家号线]|人(?![员民])|公[里斤顷分吨升]|平方|立方|小时|"
    r"英[里尺寸镑亩]|美元|欧元|(?:US|USD|EUR|GBP|CNY|RMB|[KMGT]?(?:Wh?|Hz|B|V|J|Pa)|[CFK])\b)"
)
# Where more of the same follow, they are what the sentence speaks of: "(a) and (b) apply", "①、②号线停运".
_ALONE = r"(?!\s*(?:[、/–—~～①-⑳-]|[,，]\s?[(（①-⑳\d]|[和与及至到或班项款条号]|(?:and|or|to|through)\b))"
_MARK = re.compile(
    r"(?:[-–—](?!\s*[$€£¥+±]?\s?\.?\d)\s*|[•*·]\s*|\(?\d{1,2}[)）]" + _ALONE + r"\s*|"
    rf"(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})、(?!\s*[{_NUMERAL}])\s*|"
    r"[（(](?:[一二三四五六七八九十]{1,3}[）)]" + _ALONE + r"\s*|[a-z]{1,3}[)）]" + _ALONE + r"\s+)|"
    r"[①-⑳]" + _ALONE + r"\s*)"
)
# They are marks only in a document that has a row of them; else versions, dates and figures look the same.
_NUMBER = re.compile(
    r"(?:(?P<single>\d{1,2})\.\s+|(?P<parts>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]\s*|\s+|(?=[\u4e00-\u9fff]))"
    + _COUNTED
    + r"(?=[^\W\d_a-z]))"
)
_NUMBER_OF_LINE = re.compile(r"^[ \t\u3000]{0,20}" + _NUMBER.pattern, re.MULTILINE)
_LABEL = re.compile(r"(?:[答问]|Question|Answer)\s?[:：]\s*")
# "Q3: Revenue rose." is no label, unless the document has questions and answers.
_LABEL_OF_ROW = re.compile(r"(?:[答问QA]|Question|Answer)\s?\d{0,2}\s?[:：]\s*")
_QUESTION_LINE = re.compile(r"^[ \t\u3000]{0,20}(?:[问Q]|Question)\s?\d{0,2}\s?[:：]", re.MULTILINE)
_ANSWER_LINE = re.compile(r"^[ \t\u3000]{0,20}(?:[答A]|Answer)\s?\d{0,2}\s?[:：]", re.MULTILINE)
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
    r"(?:(?:yes|no|not|never|only|sometimes|usually|perhaps|absolutely|certainly|definitely)\s*[,.;:!—–]|"
    r"because\b[^,;]*$|因为[^，；]*$|"
    r"(?:是的?|不|不是的?|对的?|不对|可以的?|不可以|不可|能|不能|会的?|不会的?|有的?|没有|需要的?|不需要|无需|不必|应该|不应|建议|"
    r"不建议|不一定|通常|一般|当然|目前没有)[，。；：！,;:!])",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?:present|in attendance|attending|attended by|apologies(?: for absence)?|absent|minutes by|chair|"
    r"place|venue|date|time|next meeting|(?:会议)?(?:时间|地点)|(?:出席|列席|参会|与会)(?:人员)?|缺席|请假|"
    r"(?:主持|记录)人?|下次会议)\s?[:：]",
    re.IGNORECASE,
)
# What an item of a list begins with that is no sentence of its own.
_JOINS = frozenset(
    ("if", "when", "unless", "who", "whose", "which", "that", "where", "while", "because", "and", "or")
)
_CLOSING = '"”’」』)） '
_QUOTES = {"“": "”", '"': '"', "「": "」", "『": "』"}
_SHORT, _SHORT_CJK = 6, 10  # words, characters: an answer that leans on its question
_LEAST_OF_HEADING = 4  # characters of a Chinese heading


@dataclass(frozen=True, slots=True)
class Marks:
    """Which marks before its sentences a document has a row of."""

    single: bool = False  # 1. 2. 3.
    parts: frozenset[str] = frozenset()  # "1.1", "1.2", "2.1.1", "2.1.2"
    questions: bool = False  # Q: A:


@lru_cache(maxsize=2)
def marks_of(text: str) -> Marks:
    """The marks that a document has at the beginning of its lines."""
    rows: set[str] = set()
    last: dict[int, str] = {}
    for found in _NUMBER_OF_LINE.finditer(text):
        number = found["single"] or found["parts"]
        parts = number.count(".")
        if parts in last and _numeral(number) == _following(_numeral(last[parts])):
            rows.update((last[parts], number))
        last[parts] = number
    questions = bool(_QUESTION_LINE.search(text) and _ANSWER_LINE.search(text))
    parted = frozenset(number for number in rows if "." in number)
    return Marks(len(rows) > len(parted), parted, questions)


def _numeral(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _following(number: tuple[int, ...]) -> tuple[int, ...]:
    return *number[:-1], number[-1] + 1


def cleaned(text: str, headings: Collection[str] = (), marks: Marks | None = None) -> str:
    """The sentence without what is no part of it at its beginning; `headings`, `marks`: the document's."""
    original, before = text, ""
    while text != before:
        before = text
        found = _mark(text, marks or Marks())
        if found and words(text[found.end() :]) >= 2:
            text = text[found.end() :]
        text = _without_heading(text, headings)
    return text if text == original else text[:1].upper() + text[1:]


def _mark(text: str, marks: Marks) -> re.Match[str] | None:
    number = _NUMBER.match(text)
    if number and (marks.single if number["single"] else number["parts"] in marks.parts):
        return number
    label = _LABEL_OF_ROW if marks.questions else _LABEL
    return _MARK.match(text) or label.match(text) or _DATELINE.match(text)


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


def is_answer(text: str, before: str, marks: Marks | None = None) -> bool:
    """Whether a sentence says yes or no to the question before it, and means nothing without that."""
    rest = cleaned(text, marks=marks)
    is_short = words(rest) < (_SHORT_CJK if is_cjk(rest) else _SHORT)
    return is_question(before) and (is_short or bool(_ANSWER.match(rest)))


def is_reply(text: str) -> bool:
    """Whether it says yes or no first: "Yes." is no head."""
    return _ANSWER.match(text) is not None


def is_frame(text: str) -> bool:
    """Whether it says when and where a meeting was, and who was there: the frame of its minutes."""
    return _FRAME.match(text) is not None


def is_end(text: str) -> bool:
    """Whether a text begins within a sentence: with a small letter, or with a mark that joins."""
    first = text.split()[:1]
    return text[:1] in "，。、；,;:)）" or (text[:1].islower() and text[:1].isascii() and first[0].islower())


def is_item_of_condition(text: str, whole: str) -> bool:
    """Whether a text is an item of a list that only says when or who ("- if you are pregnant."): what it
    holds for stands above the list. `whole`: the same with its mark, as the document writes it."""
    first = text.split(maxsplit=1)[0] if text else ""
    return (
        first.lower() in _JOINS and whole.endswith(text[:1].lower() + text[1:]) and not whole.endswith(text)
    )


def has_end(text: str) -> bool:
    """Whether it ends like a sentence; a heading may end with a bracket."""
    return text.rstrip(_CLOSING)[-1:] in (*".!?。！？…",)


def is_bare_quotation(text: str) -> bool:
    """Whether all of it is what somebody says, and nobody is said to say it."""
    opening = _QUOTES.get(text[:1])
    return opening is not None and text.rstrip(".。")[-1:] in opening and text[1:-1].count(text[0]) == 0
