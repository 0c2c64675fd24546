"""Which questions of a chat are about all documents, and how they can be told document by document.

Owns these recognitions, in English and Chinese. Must not ask a model. A question that is not recognised
is answered from passages, and the user can have everything read for any question.
"""

from __future__ import annotations

import re
from typing import Literal

from llmdesk.tools.ask.criterion import criterion
from llmdesk.tools.ask.each.wanted import asks_each, can_be_valued

_LONGEST = 300  # characters: a longer one is a text about which something is asked
_THINGS = (
    r"(?:documents?|files?|letters?|e-?mails?|mails?|messages?|reviews?|comments?|complaints?|reports?|contracts?|"
    r"invoices?|minutes|notes?|articles?|papers?|posts?|tickets?|applications?|entries|texts?|replies|answers|"
    r"surveys?|questionnaires?|records?|memos?|transcripts?|chapters|books|stories|pages|pdfs|them|these|those)"
)
_COUNTED = re.compile(
    rf"\b(?:how many|what number|which|list|find|show|name|count)\b(?: me)?(?: of)?"
    rf"(?: (?:all|every|each|the|these|those|my|our|of|other|attached))* {_THINGS}\b",
    re.IGNORECASE,
)
_HAN_THINGS = (
    r"(?:信件|来信|信|邮件|电邮|评论|点评|评价|记录|纪要|文件|文档|报告|报修单|单子|留言|投诉|申请|通知|短信|消息|文章|稿件|"
    r"合同|发票|日志|笔记|资料|帖子|回复|问卷|反馈)"
)
_HAN_COUNTED = re.compile(
    rf"(?:多少|几|哪些|哪几)[份封个篇条张件本]?(?:的)?{_HAN_THINGS}|{_HAN_THINGS}(?:里面?|中|当中)?[，,]?(?:一共|总共|共)?有?"
    rf"(?:多少|几|哪些|哪几)[份封个篇条张件本]?|(?:列出|列举|找出|统计).{{0,4}}(?:所有|全部|每一?[份封个篇条张]).{{0,60}}{_HAN_THINGS}"
)
# What asks for a value, a reason or a text of its own is not to be told by yes or no.
_NO_JUDGEMENT = re.compile(
    r"\s*(?:please )?(?:(?:what|why|how|when|where|who|whose|whom)\b(?! number)|(?:compare|summari[sz]e|"
    r"explain|describe|translate|write|rewrite|add up|sum up|calculate)\b)",
    re.IGNORECASE,
)
_HAN_NO_JUDGEMENT = re.compile(
    r"什么|为何|为啥|怎么|怎样|如何|比较|对比|总结|概括|归纳|解释|翻译|平均|合计|总额|多少钱|多久|多长|谁|何时|哪里|哪儿|哪年|哪天"
)


def is_about_all(question: str) -> bool:
    """Whether its words ask how many or which of the documents, so that a few passages cannot tell, and each
    document can be judged for it; or for a value of each."""
    asked = " ".join(question.split())
    if asks_each(asked):
        return True
    if not asked or len(asked) > _LONGEST or not criterion(asked):
        return False
    return _COUNTED.search(asked) is not None or _HAN_COUNTED.search(asked) is not None


def can_be_judged(question: str) -> bool:
    """Whether yes or no for each document answers it."""
    asked = " ".join(question.split())[:_LONGEST]
    if criterion(asked):
        return True
    return _NO_JUDGEMENT.match(asked) is None and _HAN_NO_JUDGEMENT.search(asked) is None


def way_of(question: str) -> Literal["judged", "valued", ""]:
    """How each document is asked: whether it says something, or for a value; "" where neither answers."""
    if asks_each(question):
        return "valued"
    if can_be_judged(question):
        return "judged"
    return "valued" if can_be_valued(question) else ""
