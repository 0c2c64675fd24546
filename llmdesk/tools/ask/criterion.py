"""What a question about all documents asks of each: "How many of these letters complain about delivery?" asks
of a sentence whether it complains about delivery.

Owns that rewording, by rule. Must not ask a model. A question that is worded in another way is taken as it
is.
"""

from __future__ import annotations

import re

from llmdesk.tools.evidence.terms import is_cjk

_LONGEST = 300  # characters of a question; a longer one is taken as it is, and cut
_OPENING = re.compile(
    r"(?:please )?(?:tell me )?(?:in )?(?:how many|what number|which|list|count|name|find|show)(?: me)?"
    r"(?: of)?(?: (?:the|these|those|all|every|each|my|our))*(?: of (?:the|these|them))?\b",
    re.IGNORECASE,
)
_JOINED = frozenset(("that", "which", "who"))
_PRONOUNS = frozenset(("of", "them", "these", "those", "documents"))
_SINGULAR = {"are": "is", "were": "was", "have": "has", "do": "does", "don't": "doesn't", "don’t": "doesn’t"}
_UNCHANGED = frozenset(
    ("had", "did", "can", "could", "will", "would", "shall", "should", "may", "might", "must")
)
_UNCHANGED |= {"said", "told", "wrote", "gave", "got", "made", "came", "went", "took", "saw", "found", "paid"}
_UNCHANGED |= {
    "sent",
    "sold",
    "bought",
    "left",
    "lost",
    "won",
    "met",
    "felt",
    "kept",
    "held",
    "spoke",
    "brought",
}
_MOST_NOUN = 4  # words between "how many" and the verb
_HAN_NOUN = (
    r"(?:信件|来信|信|邮件|电邮|评论|点评|评价|记录|纪要|文件|文档|报告|报修单|单子|留言|意见|投诉|申请|通知|短信|消息|"
    r"文章|文字|稿件|合同|发票|日志|笔记|资料|帖子|回复|问卷|反馈|条目|顾客|客户|用户|读者|人)"
)
_HAN_COUNT = r"(?:多少|几|哪些|哪几|哪)[份封个篇条张名位家则件本]?"
# A noun of more characters ("值班报告") stands behind its counter, or behind 的 at the end.
_HAN_LONG = (
    r"(?<=[份封个篇条张名位家则件本])(?![说提抱要称投感请反询索取问表写])"
    rf"[^的，,]{{1,4}}?{_HAN_NOUN}(?!的)"
)
_HAN_ANY = rf"(?:{_HAN_NOUN}|[^的，,]{{1,6}}?)"
_HAN_FIRST = re.compile(
    rf"(?:请问?)?(?:在?(?:这些|其中|所有)(?:的)?)?{_HAN_NOUN}?(?:里面?|中|当中)?[，,]?(?:一共|总共|共)?有?"
    rf"{_HAN_COUNT}(?:的)?(?:{_HAN_NOUN}|{_HAN_LONG})?(?:是|都|在)?"
)
_HAN_LIST = re.compile(
    rf"(?:请)?(?:列出|列举|找出|数一数|统计)(?:一下)?(?:所有|全部|每一?[份封个篇条张])?(?P<what>[^的]{{2,60}}(?:的[^的]{{1,20}}){{0,2}})"
    rf"的{_HAN_ANY}"
)
_HAN_LAST = re.compile(
    rf"(?P<what>[^的，,]{{2,60}})的{_HAN_ANY}(?:一共|总共|共)?有?(?:多少|几|哪些|哪几)[份封个篇条张名位家则件本]?"
)


def criterion(question: str) -> str:
    """What is asked of one document, as the end of "it …"; "" where the question is worded otherwise."""
    asked = " ".join(question.split()).strip(" .?!。？！")
    if not asked or len(asked) > _LONGEST:
        return ""
    return _chinese(asked) if is_cjk(asked) else _english(asked)


def _english(asked: str) -> str:
    opening = _OPENING.match(asked)
    if opening is None:
        return ""
    words = asked[opening.end() :].split()
    at = _verb_in(words)
    if at is None:
        return ""
    verb = words[at]
    return " ".join((_singular(verb), *words[at + 1 :]))


def _verb_in(words: list[str]) -> int | None:
    """Where the verb stands: behind "that", or behind the noun, which is a plural."""
    for at, word in enumerate(words[: _MOST_NOUN + 1]):
        following = at + 1 if at + 1 < len(words) else None
        if word.casefold() in _JOINED:
            return following
        if word.casefold() in _SINGULAR:
            return at
        plural = word.casefold() in _PRONOUNS or word.casefold().endswith("s") or word.casefold() == "people"
        if plural and following is not None and words[following].casefold() not in (*_JOINED, "of", "from"):
            return following
    return None


def _singular(verb: str) -> str:
    folded = verb.casefold()
    if folded in _SINGULAR:
        return _SINGULAR[folded]
    if folded in _UNCHANGED or folded.endswith("ed") or (folded.endswith("s") and not folded.endswith("ss")):
        return verb
    if folded.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    if folded.endswith("y") and folded[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _chinese(asked: str) -> str:
    for pattern in (_HAN_LIST, _HAN_LAST):
        found = pattern.fullmatch(asked)
        if found is not None:
            return found["what"]
    found = _HAN_FIRST.match(asked)
    return asked[found.end() :] if found is not None else ""
