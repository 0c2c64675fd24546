"""What a text shows of having gone wrong without a look at its meaning: length, loops, remarks, list marks.

Owns these measures. Must not compare words of two languages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from llmdesk.errors import shown
from llmdesk.tools.documents.types import Span
from llmdesk.tools.fidelity import wording
from llmdesk.tools.fidelity.types import Finding

_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]"
    r"|[^\W_\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]+(?:['’][^\W\d_]+)?|[^\w\s]"
)
_MOST = 3_000  # tokens that are looked at for loops
_LONGEST_PERIOD = 60
# -- length -----------------------------------------------------------------------------------------
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_KANA_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]")
_WORD = re.compile(r"[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3]+")
_PER_WORD = 1.7  # Chinese characters that say as much as a word
_LETTERS = 4.7  # of a word; what is longer says more (German, Finnish)
_LEAST, _MOST_TIMES = 0.4, 2.3
_LOOSE_LEAST, _LOOSE_MOST = 2.5, 6.0  # words' worth by which short texts may differ


def weight(text: str) -> float:
    """How much a text says, in English words, about."""
    letters = sum(map(len, _WORD.findall(text)))
    return len(_HAN.findall(text)) / _PER_WORD + len(_KANA_HANGUL.findall(text)) / 2.4 + letters / _LETTERS


def length(source: str, target: str) -> Iterator[Finding]:
    says, said = weight(source), weight(target)
    if (said < _LEAST * says - _LOOSE_LEAST and says > _LOOSE_LEAST) or (says > 4 and said < 0.2 * says):
        yield Finding("length", wording.SHORT)
    elif _ends(source) and not _ends(target) and says > 4 and said < 0.6 * says:
        yield Finding("length", wording.SHORT)  # cut off
    elif said > _MOST_TIMES * says + _LOOSE_MOST:
        yield Finding("length", wording.LONG)


_FULL_STOPS = tuple(".!?。！？…:：;；")


def _ends(text: str) -> bool:
    return text.rstrip(" \t\n\"'”’」』)）*_").endswith(_FULL_STOPS)


# -- loops ------------------------------------------------------------------------------------------
def repetition(source: str, target: str) -> Iterator[Finding]:
    """Something that is said three times in a row or more, or a long clause twice, where the source does not
    repeat itself as much."""
    found = _loop(target)
    if found is not None and not _as_often(source, found[1]):
        yield Finding("repetition", wording.REPEATED, (("text", shown(found[0], 40)),), target=found[2])
        return
    twice = _twice(target)
    if twice is not None and _twice(source) is None:
        at = target.find(twice)
        place = Span(at, at + len(twice))
        yield Finding("repetition", wording.REPEATED, (("text", shown(twice, 40)),), target=place)


def _loop(text: str) -> tuple[str, int, Span] | None:
    """The words that come again at once, how often, and where; by periods, each in one pass."""
    tokens = list(_TOKEN.finditer(text))[:_MOST]
    words = [token[0].lower() for token in tokens]
    for period in range(1, min(_LONGEST_PERIOD, len(words) // 2) + 1):
        run = 0
        for at in range(period, len(words)):
            run = run + 1 if words[at] == words[at - period] else 0
            times = run // period + 1
            if times >= 3 and run >= _least(words[at - period + 1 : at + 1]):
                first = at - run - period + 1
                piece = text[tokens[first].start() : tokens[first + period - 1].end()]
                return piece, times, Span(tokens[first].start(), tokens[at].end())
    return None


def _least(words: list[str]) -> int:
    """How many tokens of a run are no accident: marks (……, ***) may come often, “very, very” three times."""
    if not any(word[0].isalnum() for word in words):
        return 12
    return 3 if len(words) == 1 else 2 * len(words)


def _as_often(source: str, times: int) -> bool:
    found = _loop(source)
    return found is not None and found[1] >= times - 1


_CLAUSE = re.compile(r"[^,.;:!?，。；：！？、\n]+")


def _twice(text: str) -> str | None:
    """A clause of some length that stands there again."""
    clauses = [clause for piece in _CLAUSE.findall(text) if weight(clause := piece.strip()) >= 4.0]
    again = [clause for clause, count in Counter(clauses).items() if count > 1]
    return again[0] if again else None


# -- words about the text ---------------------------------------------------------------------------
_OF_MODELS = re.compile(
    r"(?:(?:sure|certainly|of course|okay|ok)\b[,.!:—-]\s{0,2}(?:here|i|the|this)\b"
    r"|here(?:['’]s| is| are)\b[^\n:]{0,60}\b(?:translat\w{1,6}|version|text|rewrit\w{1,6})\b"
    r"|(?:the |an? )?(?:english |chinese )?translat(?:ion|ed text)\b[^\n:：]{0,40}[:：]"
    r"|(?:this|the) (?:text|sentence|passage|source) (?:translates|can be translated|is translated|means)\b"
    r"|as an ai\b|i(?:['’]m| am) (?:sorry|an ai)\b|i (?:cannot|can['’]t) (?:translate|help)\b"
    r"|(?:note|translator['’]s note|explanation)\s?[:：]"
    r"|(?:source|target|input|output)(?: text)?\s?[:：]"
    r"|(?:当然|好的|没问题)[，,！!。：:]\s?(?:以下|下面|这|我|翻译|译)"
    r"|(?:(?:以下|下面)是?|这是)[^\n。]{0,20}(?:翻译|译文|版本)[^\n。]{0,12}[：:]?"
    r"|(?:中文|英文|英语|汉语|简体中文)?(?:翻译|译文|译)(?:如下|结果)?[：:]"
    r"|(?:作为(?:一个|一名)?(?:AI|人工智能)|抱歉|对不起)[，,]?(?:我|作为)"
    r"|(?:注|注意|说明|解释|译注|译者注|原文|源文)[：:])",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(
    r"[(（]\s?(?:note|translator['’]s note|translated (?:from|by|into)|注|译注|译者注|注释|翻译)"
    r"[^()（）\n]{0,200}[)）]\s{0,3}$"
    r"|\n\s{0,3}(?:note|explanation|translation|注意?|说明|解释|译注)\s?[：:]",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:let me know|i hope this|feel free to|please note that this (?:is a )?translation|"
    r"the (?:original|source) text)\b"
    r"|希望(?:这|以上)(?:个|段)?(?:翻译|译文|能)|如(?:果你|您|有)[^。\n]{0,12}(?:翻译|疑问)|(?:这段|上述|以上)(?:翻译|译文)|原文(?:的意思|中)",
    re.IGNORECASE,
)


def remarks(source: str, target: str) -> Iterator[Finding]:
    """What somebody says who answers, where the source says nothing of the kind."""
    for pattern, once in ((_OF_MODELS, "match"), (_AT_THE_END, "search"), (_TALK, "search")):
        found = (
            pattern.match(target, len(target) - len(target.lstrip()))
            if once == "match"
            else pattern.search(target)
        )
        there = pattern.match(source.lstrip()) if once == "match" else pattern.search(source)
        if pattern is _AT_THE_END and source.rstrip()[-1:] in (")", "）"):
            continue
        if found is not None and there is None and not _speaks_so(source, pattern is _TALK):
            text = shown(found[0].strip(), 60)
            yield Finding("remarks", wording.REMARK, (("text", text),), target=Span(*found.span()))
            return


_SPEAKS = re.compile(
    r"\btranslat|\bnote\b|\bexplanation\b|\bsource\b|\b(?:out|in)put\b|\btarget\b|翻译|译文|译|注[：:]|注意|说明|解释|原文|"
    r"\bsorry\b|抱歉|对不起|以下|下面|\bhere(?:['’]s)?\b",
    re.IGNORECASE,
)
_SPEAKS_LOOSELY = re.compile(r"\bhope\b|希望|疑问|let me know|feel free|如有|如果", re.IGNORECASE)


def _speaks_so(source: str, loosely: bool) -> bool:
    return bool(_SPEAKS.search(source) or (loosely and _SPEAKS_LOOSELY.search(source)))


# -- lists and quotations ---------------------------------------------------------------------------
_LIST_MARK = re.compile(
    r"^[ \t]{0,12}(?:(?P<bullet>[-*+•·▪‣◦])[ \t]{1,4}(?=\S)|(?P<number>\d{1,3}[.)）、](?!\d)|[a-zA-Z][)）]"
    r"|[ivx]{1,4}[)）])[ \t]{0,4}(?=\S)"
    r"|[(（](?P<round>\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[)）]|(?P<han>[一二三四五六七八九十]{1,3})、"
    r"|(?P<box>[☐☑☒✓✔✗])|(?P<heading>\#{1,6})[ \t]|(?P<quote>>)[ \t])",
    re.MULTILINE,
)


def list_marks(source: str, target: str) -> Iterator[Finding]:
    """The marks at the beginnings of lines, in order; numbers may be written in another way."""
    wanted, there = _list_marks(source), _list_marks(target)
    if len(wanted) != len(there):
        counts = (("source", str(len(wanted))), ("target", str(len(there))))
        yield Finding("list marks", wording.MARKS, counts)
        return
    for one, other in zip(wanted, there, strict=True):
        if one[0] != other[0]:
            yield Finding("list marks", wording.CHANGED, (("source", one[1]), ("target", other[1])))


def _list_marks(text: str) -> list[tuple[str, str]]:
    return [(_same_mark(found), shown(found[0].strip())) for found in _LIST_MARK.finditer(text)]


def _same_mark(found: re.Match[str]) -> str:
    if found["bullet"]:
        return "bullet"
    number = found["number"] or found["round"] or found["han"]
    if number is None:
        return found[0].strip()
    number, han = number.rstrip(".)）、"), "一二三四五六七八九十"
    if len(number) == 1 and number in han:
        return str(han.index(number) + 1)
    return number.lower()


_OPEN = re.compile(r"[“「『«„]")
_SINGLE = re.compile(r"(?<!\w)‘(?=\w)")
_TITLES = re.compile("[《〈]")


def quotes(source: str, target: str) -> Iterator[Finding]:
    """Quotations that all went, or that came from nowhere; how many is a matter of the language."""
    wanted, there = _quotations(source), _quotations(target)
    loose_wanted, loose_there = wanted + _like_quotations(source), there + _like_quotations(target)
    if (
        (wanted and not loose_there)
        or (there > 1 and not loose_wanted)
        or (wanted > 2 and loose_there < wanted / 2)
    ):
        yield Finding("quotes", wording.QUOTES, (("source", str(wanted)), ("target", str(there))))


def _quotations(text: str) -> int:
    return len(_OPEN.findall(text)) + text.count('"') // 2


def _like_quotations(text: str) -> int:
    """Titles and what is set apart by other marks."""
    return (
        len(_SINGLE.findall(text)) + len(_TITLES.findall(text)) + text.count("*") // 2 + text.count("'") // 2
    )
