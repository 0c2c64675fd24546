"""Which questions ask each document for a value, and for what: "What is the rent in each contract?" asks each
for its rent, an amount of money.

Owns that recognition and that rewording, by rule, in English and Chinese. Must not ask a model.
"""

from __future__ import annotations

import re

from llmdesk.tools.evidence.terms import is_cjk
from llmdesk.tools.fields import Field, FieldType
from llmdesk.tools.fields.types import COLUMN, ITEM, LONGEST_NAME

_LONGEST = 300  # characters: a longer one is a text about which something is asked


def _one_of(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


# -- English ------------------------------------------------------------------------------------------
_THINGS = _one_of(
    "documents? files? letters? e-?mails? mails? messages? reviews? comments? complaints? reports? "
    "contracts? leases? agreements? policy policies offers? quotes? quotations? bids? orders? "
    "invoices? bills? receipts? minutes notes? articles? papers? study studies posts? tickets? "
    "applications? applicants? candidates? cvs? resumes? suppliers? tenancy tenancies texts? replies "
    "answers surveys? questionnaires? records? memos? transcripts? chapters? books? story stories "
    "pdfs?"
)
_QUANTITY = (
    r"(?:each|every|all(?: of)?(?: (?:the|these|those|my|our))?|these|those|the various|the different) "
    r"(?:of (?:the|these|those|my|our) )?"
)
_ALL = (
    rf"(?:{_QUANTITY}(?:\w{{1,20}} )?{_THINGS}\b|(?:each|every) one(?: of them)?\b|all of them\b|"
    rf"per {_THINGS}\b)"
)
_EVERY = re.compile(rf"\b{_ALL}", re.IGNORECASE)
_FIRST = re.compile(rf"(?:for|in|of|from) {_ALL}[,:]? ", re.IGNORECASE)
_IN_EVERY = re.compile(
    rf"(?: (?:in|of|for|from|by|across|under|on|at|with|according to|between|among))? {_ALL}", re.IGNORECASE
)
_POLITE = re.compile(r"(?:please |tell me |say )*", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:in |on |by |from |to |with )?(?:what|when|who|whose|whom|where|which|"
    r"how (?:much|long|old|high|large|far|often|big|soon|fast))\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"how many (?!of\b)\w+(?: \w+){0,3}? (?:does|do|did|is|are|was|were|has|have|had|in|per|for)"
    r"(?: \w+){0,3}? ?\b(?:each|every|per)\b",
    re.IGNORECASE,
)
_LISTS = re.compile(r"(?:compare|list|show|give|name|extract|find)(?: me)?\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"compare (?:the|their|all|how)\b(?!.{0,300}\b(?:and|with|to|versus|vs)\b)", re.IGNORECASE
)
# These documents themselves are asked for, which yes or no for each tells.
_COUNTED = re.compile(
    r"(?:which|list|find|show|name|count|how many)(?: me)?(?: of)?"
    rf"(?: (?:all|every|each|the|these|those|my|our|of|other|attached)){{0,4}} {_THINGS}\b",
    re.IGNORECASE,
)
# The documents themselves are compared, or what is in them is to be told in words of one's own.
_THEMSELVES = re.compile(
    rf"compare (?:the|all|these|those|their|both)(?: \w+){{0,2}} {_THINGS}", re.IGNORECASE
)
_IN_WORDS = re.compile(
    r"\babout$|\b(?:say|says|tell|tells|mention|cover|describe|discuss|deal|talk|speak|differ|in common)\b",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"(?:why|explain|describe|summari[sz]e|translate|write|rewrite|add up|sum up|calculate)\b", re.IGNORECASE
)
_NOUN = re.compile(
    r"(?:(?:what|which)(?: is| are| was| were|['’]s)|compare|list|show(?: me)?|give(?: me)?|name|extract|"
    r"find)"
    r" (?:(?:the|all|their) )?(?P<what>.{2,})",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:each|every) (?=\w)", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:in|of|for|from|by|across|under|on|at|with|according|between|among|per)\b", re.IGNORECASE
)
_PAID = _one_of(
    "costs? pays? paid charges? charged owes? owed asks? demands? claims? earns? worth spends? spent "
    "refund refunds refunded money"
)
_SUMS = _one_of(
    "prices? costs? rents? fees? salary salaries wages? refunds? deposits? budgets? fines? premiums? "
    "payments? amounts? revenues? compensation"
)
_MONEY = re.compile(rf"\bhow much\b.{{0,60}}\b{_PAID}\b|\b{_SUMS}\b", re.IGNORECASE)
_DATE = re.compile(
    r"^(?:please |tell me )?when\b|\b(?:what|which) (?:date|day)\b|\b(?:dates?|deadlines?)\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\bhow many\b|\b(?:number|count) of\b", re.IGNORECASE)

# -- Chinese ------------------------------------------------------------------------------------------
_HAN_MEASURE = "份封个篇条张件本家位名则"
_HAN_THINGS = _one_of(
    "信件 来信 信 邮件 电邮 评论 点评 评价 记录 纪要 文件 文档 报告 报修单 单子 留言 投诉 申请 通知 "
    "短信 消息 文章 稿件 合同 协议 租约 发票 账单 收据 订单 报价单 报价 简历 保单 日志 笔记 资料 帖子 "
    "回复 问卷 反馈 论文"
)
_HAN_EVERY = re.compile(
    rf"[在从]?(?:每一?[{_HAN_MEASURE}]?|各[{_HAN_MEASURE}]?|哪一?[{_HAN_MEASURE}]|这些|所有的?|全部的?|"
    rf"这几[{_HAN_MEASURE}])"
    rf"{_HAN_THINGS}(?:里面?|中|上|当中)?(?:的|各自|分别|都){{0,2}}"
)
_HAN_ASKS = re.compile(
    "多少|什么|几|何时|何地|哪天|哪一天|哪年|哪里|哪儿|哪家|谁|多久|多长|多大|多高|怎么|怎样|如何|哪个|哪种"
)
_HAN_COMPARES = re.compile("(?:请)?(?:比较|对比|比一比|列出|列一下|找出|提取)(?:一下)?")
_HAN_COMPARED = re.compile("(?:请)?(?:比较|对比|比一比)(?:一下)?[^和与跟同、，,。]{2,24}")
_HAN_THEMSELVES = re.compile(rf"(?:[^的]{{0,8}}){_HAN_THINGS}")
_HAN_IN_WORDS = re.compile(
    "(?:讲|说|写|谈|提)(?:了|到|到了|的是|的都是)?(?:些)?什么|关于什么|(?:区别|不同|异同|共同点|内容)"
)
_HAN_NO_VALUE = re.compile("为什么|为何|总结|概括|归纳|解释|翻译|改写|平均|合计|总额")
_HAN_TAIL = re.compile("(?:分别|各|都)?(?:是|为|有)?(?:多少[钱元]?|什么|几)呢?$|分别$")
_HAN_MONEY = re.compile(
    "多少[钱元]|金额|价格|价钱|租金|房租|费用|工资|薪水|退款|退多少|押金|定金|赔偿|赔多少|货款|总价|单价|保费|"
    "月薪|预算"
)
_HAN_DATE = re.compile("哪天|哪一天|何时|什么时候|日期|几号|几月|截止")
_HAN_NUMBER = re.compile(f"(?:多少|几)[{_HAN_MEASURE}人次台辆只]|数量|人数")

_TYPES: tuple[tuple[FieldType, tuple[re.Pattern[str], ...]], ...] = (
    ("money", (_MONEY, _HAN_MONEY)),
    ("date", (_DATE, _HAN_DATE)),
    ("number", (_NUMBER, _HAN_NUMBER)),
)


def asks_each(question: str) -> bool:
    """Whether its words ask for a value of each document."""
    asked = _asked(question)
    if not asked or len(" ".join(question.split())) > _LONGEST:
        return False
    if is_cjk(asked):
        return _asks_each_in_chinese(asked)
    asked, first = _without_first(asked)
    if _HOW_MANY.match(asked):
        return True
    if _COUNTED.match(asked) or _NO_VALUE.match(asked) or _IN_WORDS.search(asked):
        return False
    if _THEMSELVES.fullmatch(asked):
        return False
    if _COMPARES.match(asked):
        return True
    every = first or _EVERY.search(asked) is not None
    return every and bool(_ASKS.match(asked) or _LISTS.match(asked))


def _asks_each_in_chinese(asked: str) -> bool:
    if _HAN_NO_VALUE.search(asked) or _HAN_IN_WORDS.search(asked):
        return False
    if _HAN_THEMSELVES.fullmatch(_HAN_COMPARES.sub("", asked, count=1)):
        return False
    asks = _HAN_ASKS.search(_HAN_EVERY.sub("", asked)) or _HAN_COMPARES.match(asked)
    return bool(asks and _HAN_EVERY.search(asked)) or _HAN_COMPARED.fullmatch(asked) is not None


def can_be_valued(question: str) -> bool:
    """Whether words copied from a document can be what it answers: no text of one's own is asked for."""
    asked = _asked(question)
    return not _HAN_NO_VALUE.search(asked) if is_cjk(asked) else not _NO_VALUE.match(asked)


def field_of(question: str) -> Field:
    """What one document is asked for."""
    asked = _asked(question)
    kind: FieldType = "text"
    for each, patterns in reversed(_TYPES):
        kind = each if any(pattern.search(asked) for pattern in patterns) else kind
    name = _chinese(asked) if is_cjk(asked) else _english(_without_first(asked)[0])
    return Field(_as_name(name or asked), type=kind)


def _asked(question: str) -> str:
    """In one line, without courtesies and the mark at its end."""
    asked = " ".join(question[: 4 * _LONGEST].split())[:_LONGEST].strip(" .?!。？！")
    courtesy = _POLITE.match(asked)
    return asked[courtesy.end() :] if courtesy is not None else asked


def _without_first(asked: str) -> tuple[str, bool]:
    """Without "for each contract, " before it, and whether there was that."""
    first = _FIRST.match(asked)
    return (asked[first.end() :], True) if first is not None else (asked, False)


def _english(asked: str) -> str:
    def without(found: re.Match[str]) -> str:
        return "" if _LEADS.match(found[0].strip()) else " it"

    short = _SUBJECT.sub("the ", _IN_EVERY.sub(without, asked))
    noun = _NOUN.fullmatch(short)
    return noun["what"] if noun is not None else short


def _chinese(asked: str) -> str:
    short = _HAN_EVERY.sub("", _HAN_COMPARES.sub("", asked, count=1)).lstrip("，, 的")
    return _HAN_TAIL.sub("", short) or short


def _as_name(words: str) -> str:
    """As a field may be called: short, and without what parts the values of an answer."""
    return " ".join(words.replace(COLUMN, " ").replace(ITEM, " ").split())[:LONGEST_NAME].strip()
