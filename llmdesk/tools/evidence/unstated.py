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
_LONGEST_LABEL = 40
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
# "We must say that" and "critics always say that" state something.
_TOLD_TO_SAY = re.compile(
    r"(?:(?:^|[:;.!]\s{0,2}|\b(?:assistant|model|ai|reader|note|instructions?|important)\s?[—–-]{1,2}\s?)"
    r"[\"'“‘(*]{0,3}(?:read (?:this|it)|now|then|and|just)?[,:]?\s?|"
    r"^\W{0,3}(?:read|ignore|forget|disregard|summari[sz]e|write|open|use)\b[^.?!]{0,80} (?:and|then),? |"
    r"\bplease,? |(?<!\bI )(?<!\bwe )(?<!\bone )\b(?:must|should) |"
    r"\bto the (?:assistant|model|ai|reader)[,:]? |\bthe (?:assistant|model|ai) (?:is to|has to|shall) )"
    r"(?:(?:please|always|also)[,:]? )?"
    r"(?:say|state|write|claim|answer|reply|respond|report|mention|declare)"
    r"(?: in (?:the|your) (?:summary|answer|text))? that\b",
    re.IGNORECASE,
)
# The same of Chinese: whoever writes the summary or answer is told, or a saying that is to be said follows.
# "合同应当写明租金" tells what a contract has, and states that.
_TOLD_THE_READER = re.compile(
    r"(?:(?:请|务必|必须|应当|应该|[你您]要|一定要)[^，。；：]{0,8}(?:摘要|总结|概要|概括|回答|回复|答案)[里中内时]|"
    r"(?:助手|模型|人工智能|AI)[^。；]{0,12}(?:请|务必|必须|应当|应该|要(?!求)))[^，。；：]{0,8}"
    r"(?:写明|写上|写成|写道|说明|说成|说|声称|注明|声明|指出|提到)(?P<said>[^。；]{0,60})"
)
_TOLD_WORDS = re.compile(
    r"(?:请|务必|必须|应当?|要求|[你您]要)[^，。；：“]{0,12}"
    r"(?:写明|写上|写成|写道|说明|说成|说|声称|注明|声明|回答)[：:，]?[：:“「『\"](?P<quoted>[^。；]{0,60})|"
    r"(?:(?:请|务必|必须|要求你|[你您]要)[^，。；：“]{0,12}(?:告诉(?:读者|用户|大家)|声称|回答说|说成|写道)|"
    r"(?:请|务必|必须|要求你|[你您]要)(?:[你您]|一定|直接|务必|必须|要|就){0,2}说(?![明法服出话说]))"
    r"(?P<said>[^。；]{0,60})"
)
_CLAUSE = re.compile(
    r"是(?!否)|已|了|将|会(?!议)|不|没|都|可以|能够|有(?!关|效)|含|等于|属于|超过|必须|正在|全部|[开关]门"
)
# What is to be stated rather than a statement: "the reason", "who".
_THING = re.compile(
    r"(?:原因|理由|目的|方法|结果|结论|情况|内容|[数金]额|数量|名称|姓名|名字|电话|号码?|地址|日期|时间|期限|天数|用途|"
    r"来源|标准|要求|条件|方式|程序|步骤|责任|义务|权利|事项|信息|身份|单位|部门|出处|作者|价格|费用|问题|依据|关系|过程|"
    r"计划|意见|标题|背景|意义|作用|租金|押金|人)等?[”」』\"]?$|谁|什么|哪|几|多少|是否|如何|怎|为何"
)
_SAYING_WORDS = re.compile(
    r"\b(?:say|says|said|state[sd]?|writ(?:e|es|ten)|wrote|claim(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied)|"
    r"respond(?:s|ed)?|report(?:s|ed)?|mention(?:s|ed)?|declare[sd]?|tells?|told|instruct(?:s|ed|ions?)?|"
    r"note|disclos(?:e[sd]?|ing)|inform(?:s|ed)?|explain(?:s|ed)?|confirm(?:s|ed)?|specif(?:y|ies|ied)|"
    r"make clear)\b|"
    r"说|写|声称|声明|回答|注明|标明|告诉|告知|要求|指示",
    re.IGNORECASE,
)
_THEY = "(?:it|he|she|they|we|i|you|this|that|there)"
_DO = "(?:can|may|must|do|does|did|is|are|was|were|has|have|had|will)"
_ENDED = r"(?=[^\w\s'’-]|\s{0,3}$|\s{1,2}[—–-])"
_HAN_NOT = "(?:不(?![仅但只光止])|没)"
_YES = re.compile(
    rf"\W{{0,3}}(?:yes(?! (?:and|or) no\b)|(?:certainly|of course|absolutely|definitely)"
    rf"(?:{_ENDED}| {_THEY} {_DO}\b(?!['’]| not\b))|"
    rf"(?:当然|绝对|完全|肯定)?(?:是的?|对的?|可以|能|会|有|需要|应该)的?|当然|肯定)"
    rf"(?!\w|,? (?:not|no|never)\b|[，,]? ?{_HAN_NOT})",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W{0,3}(?:(?:of course|certainly|absolutely|definitely|probably|sadly|unfortunately|sorry),? )?(?:"
    rf"(?:no|not|never|nothing|nobody|none)(?!\. ?\d)(?:{_ENDED}| {_THEY}\b)|"
    r"not (?:yet|at all|any ?more|any longer|now|so far|at (?:present|the moment))\b|"
    r"no (?:longer|way|chance)\b|by no means\b|under no circumstances\b|"
    rf"{_THEY} {_DO}(?:n['’]t|not| not){_ENDED}|{_THEY} can['’]t{_ENDED}|"
    r"(?:当然|绝对|完全|肯定|目前|暂时|还|并)?(?:不(?:是的?|可以?|行|能|会|用|需要|必|准|允许|得|应该?)?|"
    r"没有?|尚?未|无需|否)[了的哦呢]?(?=\W|$))",
    re.IGNORECASE,
)
# A question why, when, where or how something is so states that it is. "Why not", "how could it" and
# "when are dogs allowed" do not, nor does one whose answer denies it.
_STATES = re.compile(
    r"(?:[^:：?？]{0,40}[:：]\s{0,2})?\W{0,3}(?:(?:and|but|so|then|now|well|ok),? )?"
    r"(?:(?:why|how)(?: exactly)?(?: (?:come|did|do|does|is|are|was|were|has|have|had))|"
    r"(?:when|where)(?: exactly)? (?:did|was|were|has|have|had))\b(?!['’]| not\b)",
    re.IGNORECASE,
)
_STATES_HAN = re.compile(r"为什么|为何|(?:何时|什么时候|怎么|如何)[^？?]{0,40}(?:[了过]|的[？?])")
_OPEN = re.compile(
    r"\b(?:think|believe|suppose|know|say|claim|ever|if|whether|that|proof|evidence)\b|"
    r"\b(?:and|or|but) (?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|should)\b|"
    r"[吗不没能会要将该办样看想觉]|可能|应|是否|还是|认为|知道|如果|假如",
    re.IGNORECASE,
)
_DENIED = re.compile(
    rf"\W{{0,3}}{_THEY} {_DO}(?:n['’]t|not| not| never)\b|\W{{0,3}}{_THEY} never\b", re.IGNORECASE
)

_WORDS = re.compile(r"[a-z']{2,14}")

Kind = Literal["", "asked", "told"]


def kind_of(text: str, after: str = "") -> Kind:
    """Whether a sentence of a document states nothing, and why; `after`: the sentence behind it."""
    begin, end = text[:_LONGEST], text[-_LONGEST:].rstrip(_CLOSED)
    asks = end.endswith((*_ENDS_ASKING, "吗", "吗。"))
    # “Did it rain?” asked Ann.
    if asks or (_ASKED_WITHIN.search(begin) and not _SPOKEN_TOO.search(begin)):
        return "" if _states(begin) and not _is_denied(after) else "asked"
    told = _is_told_in_han(begin) if is_cjk(begin) else bool(_TOLD_TO_SAY.search(begin))
    return "told" if told else ""


def _states(question: str) -> bool:
    asks = _STATES_HAN.search(question) if is_cjk(question) else _STATES.match(question)
    return asks is not None and not _OPEN.search(question)


def _is_denied(after: str) -> bool:
    answer = _answer(after)
    return bool(_NO.match(answer) or _DENIED.match(answer))


def _is_told_in_han(text: str) -> bool:
    for found in _TOLD_THE_READER.finditer(text):
        if not _is_thing(found["said"]):
            return True
    for found in _TOLD_WORDS.finditer(text):
        said = found["quoted"] or found["said"] or ""
        if _CLAUSE.search(said) and not _is_thing(said):
            return True
    return False


def _is_thing(said: str) -> bool:
    return bool(_THING.search(said.rstrip("，。；！,.!")))


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
    answer = _answer(document.text[span.start : span.end])
    return bool(_NO.match(answer)) if _denies(claim) else bool(_YES.match(answer)) and not _NO.match(answer)


def _answer(text: str) -> str:
    """The beginning of a sentence without who says it: "Ms Lind: No."."""
    text = text[:_LONGEST]
    label = text.find(":") + 1 or text.find("：") + 1
    is_label = 0 < label < _LONGEST_LABEL and not _YES.match(text) and not _NO.match(text)
    return text[label:] if is_label else text


def _denies(text: str) -> bool:
    if is_cjk(text):
        return any(found["word"] for found in han_negation().finditer(text))
    words = _WORDS.findall(text[:_LONGEST].lower().replace("’", "'"))
    return any(word in negations() or word.endswith("n't") for word in words)
