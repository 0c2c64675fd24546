"""Names in a sentence: people, places, organizations, months, and whether a text has them.

Owns how a name is told from other words: capital letters in languages that have them; in Chinese a
surname before something that people do or after a title, and the endings of places and organizations.
Must not judge a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from llmdesk.tools.evidence.terms import CJK, STOP_WORDS, fold, stem, word_list
from llmdesk.tools.evidence.times import MONTHS

_WORD = re.compile(rf"[^\W\d_{CJK}](?:[^\W_{CJK}]|[.&-](?=[^\W\d_{CJK}])|['’](?!s\b)(?=[^\W\d_]))*")
_STARTERS = word_list("starters")
_NO_NAME_ENDINGS = (
    "tion", "sion", "ment", "ments", "tions", "ness", "ity", "ities", "ing", "ings", "ers", "ors", "ies",
    "ance", "ence", "ship", "ists", "ed", "ly", "als", "ous", "ive", "ful", "less", "able",
    "ible", "ures", "ages",
)  # fmt: skip
_VERBS = re.compile(
    r"\s+(?:said|says|told|led|won|became|was|is|has|had|will|would|can|could|may|might|spoke|bought|sold|built|began|"
    r"found|took|gave|made|wrote|saw|held|kept|left|paid|fell|rose|grew|lost|chose|sees|and\s+[A-Z]\w+|\w{3,}ed|"
    r"(?!\w*(?:ness|ss|us|is)\b)[a-z]{3,}s)\b"
)
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦马苗"
    "凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余顾孟黄穆萧尹姚邵汪祁毛狄贝臧伏成"
    "戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房解应宗丁宣"
    "邓洪包诸左石崔吉龚程邢裴陆荣翁甄曲封储靳段焦侯宓蓬全班仰秋仲伊宫宁仇甘武符刘景詹龙叶白赖卓池乔阎聂关"
    "温庄晏柴瞿阳习艾容向古易廖终耿辛简饶曾沙丰游肖欧阳司马上官诸葛"
)
_AFTER_PERSON = (
    "说|称|表示|指出|认为|介绍|强调|回忆|提醒|建议|透露|担心|解释|主张|宣布|批评|警告|反对|赞成|教授|先生|女士|博士|"
    "主任|局长|校长|市长|县长|镇长|村长|经理|老师|医生|院士|科长|部长|主席|总裁|创办|创立|成立|带领|领导|"
    "负责|获得|当选|出生|毕业|和他|和她|与他|估计|预计|希望|决定|发现|提出|率领|打算|答应|批准"
)
TITLES = (
    "教授|工程师|专家|研究员|局长|校长|市长|县长|镇长|村长|主任|经理|老师|教师|茶农|农民|护士|医生|记者|作家|作者|"
    "科长|部长|主席|总裁|理事长|负责人|博士|先生|女士|总统|总理|董事长|院长|司机|居民|律师|画家|演员|导演|创始人"
)
_AFTER_NAME = "的给在和与把被用对让向从将已也还则曾"
_PERSON_BEFORE = re.compile(f"(?=(?P<name>[{SURNAMES}][{CJK}]{{1,2}})(?:{_AFTER_PERSON}))")
_PERSON_AFTER = re.compile(
    f"(?:{TITLES})[ \u3000]?(?P<name>[{SURNAMES}][{CJK}]{{1,2}}?)"
    f"(?=[{_AFTER_NAME}，。、：“说称）)]|{_AFTER_PERSON})"
)
# A person named without a title; only where the document has nothing of the name.
_PERSON_LOOSE = re.compile(
    f"(?:(?<![{CJK}])|(?<=[在和与给由请让把被对]))(?P<name>[{SURNAMES}][{CJK}]{{1,2}})(?=[{_AFTER_NAME}])"
)
_QUOTED = re.compile(f"[“「『《](?P<name>[{CJK}]{{2,8}})[”」』》]")
_PLACE_ENDINGS = (
    "公司|集团|大学|学院|银行|医院|研究院|研究所|出版社|合作社|市|省|县|区|镇|乡|村|州|国|岛|湖|河|江|山|港|大桥|湿地|公园|机场|"
    "中学|小学|科学院|委员会|协会|基金会|保护区|自然保护区"
)
_PLACE = re.compile(
    f"(?:(?<=[在从到往自由与和向于，。、：；“])|^)(?P<name>(?:(?![在从到往由与和向于的是了被把将对])[{CJK}]){{2,6}}?(?:{_PLACE_ENDINGS}))(?=[的在和与，。、：“{CJK}]|$)"
)
ENDING = re.compile(f"(?:{_PLACE_ENDINGS})$")
_PLACES = "|".join(sorted(word_list("places"), key=len, reverse=True))
# 河南 is no province in 清河南北, 海南 none in 东海南部.
_KNOWN_PLACE = re.compile(f"(?<![清黄江大小新老沿东西])(?:{_PLACES})(?![岸边面侧北部方])")
# What looks like a surname and one or two characters, and is a word.
NO_PERSON = re.compile(
    "方[面法案式便向]|高[度于达速低]|安[全排装]|成[为立功本果绩都]|任[务何]|常[见常用]|金[额融]|温[度暖]|项目|应[该当]|程[序度]|"
    "计划|关[于系注键闭]|包[括含装]|石油|路[程上]|平[均衡]|于[是此]|文[化章]|连[续接]|全[部国县市体面球]|解[决释]|严[重格]|"
    "费用|余下|习惯|季[节度]|顾客|宁愿|游[客人]|容易|左右|万[元人]|管[理道]|支持|相关|许[多可]|段|华[丽南北东]|"
    "马[上路]|江[水边]|山[上]|田[地间]|毛[病利]|章|符合|向[前后]|古[代老]|终[于]|简[单化]|白[天色]|沙[滩子]|丰[富收]|"
    "施工|何时|时候|经过|史上|雷[达]|项|景[色区]|封闭|储[能存]|盛[行产]|梅花|宣[布传]|谈[到判]|纪[录念]|熊猫|成[员人]|"
    "班[长级]|童[年话]|林[业地区]|梁|杜绝|贝类|武[器术]|宫|甘[愿]|路[灯口]|水[平分]|曲|阳[光台]|向[他她]|余"
)

_NO_NAME = frozenset("的了是都在也就这那")  # no part of one


# Endings of what is of a country, and of the country.
_NATION_ENDINGS = (
    *(("people", ending) for ending in ("ians", "ian", "eans", "ean", "ish", "ese", "ans", "an")),
    *(("land", ending) for ending in ("ain", "ia", "y", "e", "a")),
)
_ROOT = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name at text[start:end]."""

    start: int
    end: int
    text: str


def names(sentence: str) -> Iterator[Name]:
    """The names of one sentence, in no order; the same place may be named once only."""
    seen: set[tuple[int, int]] = set()
    for name in (*_capitalised(sentence), *_chinese(sentence)):
        if (name.start, name.end) not in seen:
            seen.add((name.start, name.end))
            yield name


def _capitalised(sentence: str) -> Iterator[Name]:
    first = True
    for found in _WORD.finditer(sentence):
        word = found[0]
        begins, first = first or _after_stop(sentence, found.start()), False
        if not word[0].isupper() or fold(word) in STOP_WORDS or (len(word) == 1):
            continue
        if begins and not _name_at_start(sentence, found):
            continue
        yield Name(found.start(), found.end(), word)


def _after_stop(sentence: str, at: int) -> bool:
    before = sentence[:at].rstrip(" \"'“‘«(")
    return not before or before[-1] in ".!?:;。！？：；\n-•"


def _name_at_start(sentence: str, found: re.Match[str]) -> bool:
    """Whether a sentence's first word is a name: others follow it, or it acts."""
    word, folded = found[0], fold(found[0])
    if folded in _STARTERS or word.isupper():
        return word.isupper() and len(word) > 1 and folded not in _STARTERS
    if re.match(r"['’]s\s|\s+[A-Z][a-z]", sentence[found.end() :]) and not folded.endswith(_NO_NAME_ENDINGS):
        return True
    return not folded.endswith(_NO_NAME_ENDINGS) and bool(_VERBS.match(sentence, found.end()))


def persons(sentence: str) -> Iterator[str]:
    """The Chinese names of people in a sentence, as far as what stands beside them tells."""
    for pattern in (_PERSON_BEFORE, _PERSON_AFTER):
        for found in pattern.finditer(sentence):
            if not NO_PERSON.match(found["name"]):
                yield found["name"]


def _chinese(sentence: str) -> Iterator[Name]:
    for pattern in (_PERSON_BEFORE, _PERSON_AFTER, _PERSON_LOOSE, _QUOTED, _PLACE):
        for found in pattern.finditer(sentence):
            if not NO_PERSON.match(found["name"]) and _NO_NAME.isdisjoint(found["name"][1:3]):
                yield Name(found.start("name"), found.end("name"), found["name"])
    for found in _KNOWN_PLACE.finditer(sentence):
        yield Name(found.start(), found.end(), found[0])


def forms(word: str) -> set[str]:
    """How the word of a name may stand in the source: as it is, folded, its stem, its parts."""
    folded = fold(word)
    parts = [part for part in re.split(r"[-&.'’]", folded) if len(part) > 1]
    return {folded, stem(folded), *(parts if len(parts) > 1 else ())}


def nation_of(word: str) -> frozenset[str]:
    """Keys by which Italian is found where Italy stands, and the other way round; none for other names.

    One way, so that two names with one beginning are no evidence for each other.
    """
    folded = fold(word)
    kind, ending = next(((k, e) for k, e in _NATION_ENDINGS if folded.endswith(e)), ("land", ""))
    root = folded.removesuffix(ending)
    return frozenset((f"{kind} {root}",)) if len(root) >= _ROOT else frozenset()


def wanted_nation(word: str) -> frozenset[str]:
    """The keys of the other kind for a name of a claim."""
    other = {"land": "people", "people": "land"}
    return frozenset(f"{other[kind]} {root}" for kind, root in map(str.split, nation_of(word)))


def month_of(name: str) -> int:
    """The number of the month that `name` is; 0 where it is none."""
    return MONTHS.get(name.casefold().rstrip("."), 0)
