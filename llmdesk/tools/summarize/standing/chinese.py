"""What a Chinese sentence refers to outside itself: “他因此被罚款” says nothing to who reads it alone.

Owns finding the word whose meaning stands in an earlier sentence, by form. Must not know the document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from llmdesk.tools.evidence import names as evidence_names
from llmdesk.tools.evidence.names import names

_QUOTED = re.compile(r"“[^”]{0,200}”")
_LEADS_IN = (
    r"(?:但是?|然而|不过|而且|而|因此|所以|同时|另外|并且?|也|又|还|可是|只是|如果|即使|尽管|虽然|由于|当|对于|对|在|"
    r"根据|按照|按|为了?|从|据)?，?"
)
# At the beginning of a sentence: what is meant stands before it.
_STARTS = re.compile(
    _LEADS_IN + r"(?P<word>该(?!死)|此(?!外)|这|那(?!么)|其(?![他实次它])|上述|前述|前者|后者|双方|两者|二者|"
    r"两人|二人|三人|对方|"
    r"同[年月日](?!龄)|次[年月日]|翌[年日]|当[天日晚](?!地)|当时|随后|之后|此后|"
    r"另一(?:个|名|位|人|种|方)|后来)"
)
_PRONOUN = re.compile(r"(?<!其)(?<!吉)(?P<person>[他她]们?)(?![乡人日杀])|(?P<thing>它们?)")
_PEOPLE = re.compile(
    r"先生|女士|小姐|同志|夫妇|夫妻|丈夫|妻子|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|老人|孩子|男孩|女孩|学生|老师|教师|"
    r"医生|护士|患者|病人|司机|村民|居民|市民|员工|工人|农民|渔民|顾客|客户|游客|专家|教授|院士|作家|诗人|画家|歌手|演员|"
    r"导演|球员|队员|教练|队长|院长|校长|所长|局长|市长|县长|镇长|主任|经理|总裁|董事长|主席|部长|会长|馆长|船长|店主|老板|"
    r"原告|被告|被害人|证人|法官|律师|业主|租客|申请人|投保人|被保险人|家长|男子|女子|男人|女人|青年|少年|师傅|徒弟|"
    r"爷爷|奶奶|爸爸|妈妈|记者|会员|志愿者|代表|[\u4e00-\u9fff](?:某|姓)|人员|(?<![或再])者"
)
_AFTER_NAME = tuple("的给在和与把被用对让向从将已也还则曾又都就才")  # no last character of a name
_FIRST_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
_NO_NOUN = re.compile(
    r"(?:但是?|然而|不过|因此|所以|同时|另外|如果|只要|由于|为了|除非|虽然|即使|当|在|从|\d{1,4}年|\d{1,2}月|\d{1,2}日|[今去前明]年|，|,)+"
)
_OPENING = re.compile(r"(?:在|为|为了|当|由于|尽管|虽然|除了?|因为?|自从?|随着|作为|对于|关于)")


def reference(sentence: str, known: Collection[str] = ()) -> str:
    """The first word that refers to something outside the sentence; "" where each finds it inside.

    `known`: names of the document.
    """
    text = _QUOTED.sub(lambda found: "＿" * len(found[0]), sentence)
    started = _STARTS.match(text)
    if started:
        return started["word"]
    people = [at for at, _ in _persons(text, known)]
    people += [found.start() for found in _PEOPLE.finditer(text)]
    for found in _PRONOUN.finditer(text):
        if found.lastgroup == "thing":
            if not _FIRST_NOUN.search(_NO_NOUN.sub("", text[: found.start()], count=1)):
                return found[0]
        elif not any(at < found.start() for at in people) and not _is_behind(text, found.start(), people):
            return found[0]
    return ""


def _is_behind(text: str, at: int, people: list[int]) -> bool:
    """“为了他的女儿，老王……”: what is meant comes behind the comma."""
    comma = text.find("，", at)
    return bool(_OPENING.match(text)) and comma >= 0 and any(0 < start - comma <= 2 for start in people)


def _is_place(name: str) -> bool:
    """Whether a name is no person's."""
    return len(name) > 4 or name[-1] in "省市县区镇乡村山河湖江海岛路街港湾国州所校院馆会社厂店司部局志报"


def _persons(text: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """Who is named, and where."""
    for name in names(text):
        if not _is_place(name.text):
            yield name.start, name.text
    for each in known:
        at = -1 if _is_place(each) else text.find(each)
        if at >= 0:
            yield at, each


def surely_persons(sentence: str) -> list[str]:
    """Names that are people's by what stands beside them, the first one first."""
    found = {name[:2] if name[2:] in _AFTER_NAME else name for name in evidence_names.persons(sentence)}
    found = {name for name in found if not set(name[1:]) & {*_AFTER_NAME, *"的了是都在也就这那"}}
    return sorted(_longest(found), key=sentence.find)


def _longest(found: Collection[str]) -> list[str]:
    return [name for name in found if not any(name != each and name in each for each in found)]


def persons(sentence: str, known: Collection[str] = ()) -> list[frozenset[str]]:
    """The people that a sentence names, the first one first; `known`: people of the document that it has."""
    found = {*surely_persons(sentence), *known}
    return [frozenset((name,)) for name in sorted(_longest(found), key=sentence.find)]


def maybe_persons(sentence: str, known: Collection[str]) -> list[str]:
    """What may be the name of a person."""
    return [name for _, name in _persons(sentence, known)]


def places(sentence: str, name: str) -> Iterator[int]:
    """Where a name stands."""
    at = sentence.find(name)
    while at >= 0:
        yield at
        at = sentence.find(name, at + 1)


def called(sentence: str) -> Iterator[tuple[int, int]]:
    """Where somebody is called by what they are."""
    for found in _PEOPLE.finditer(sentence):
        yield found.span()


def singular(text: str) -> frozenset[str]:
    """Which of “他” and “她” a text has."""
    return frozenset(found["person"] for found in _PRONOUN.finditer(text) if found["person"] in ("他", "她"))


def with_name(sentence: str, word: str, name: str) -> str:
    """The sentence with a name in place of its first “他” or “她”."""
    masked = _QUOTED.sub(lambda found: "＿" * len(found[0]), sentence)
    found = next((each for each in _PRONOUN.finditer(masked) if each[0] == word), None)
    if found is None or word not in ("他", "她"):
        return sentence
    return sentence[: found.start()] + name + sentence[found.end() :]
