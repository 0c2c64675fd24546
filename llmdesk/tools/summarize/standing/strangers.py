"""Somebody whom a sentence calls by what they are, without a name: "her mother", “他的妻子”.

Owns finding such people, by form: a pronoun behind them may mean them, and nobody knows their names. One who
has a name in the same sentence is none ("the engineer Paul Okafor"). Must not know the document.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence

from llmdesk.tools.evidence.names import NO_PERSON, SURNAMES
from llmdesk.tools.evidence.terms import CJK, STOP_WORDS, word_list
from llmdesk.tools.summarize.standing import chinese, english
from llmdesk.tools.summarize.standing.english import Token

_FEMALE, _MALE = word_list("standing_female"), word_list("standing_male")
_POSSESSIVES = ("'s", "’s", "s'", "s’")
_ARTICLES = ("a", "an", "the")
_ARE = ("is", "was", "became", "remained")
# "married the …", "wrote to a …": what follows is mostly a person, whatever it is called.
_DONE_TO_PEOPLE = word_list("standing_done_to_people")
_TOWARDS = ("to", "with", "for", "by", "against", "off", "out")
_SOMEBODY = ("a", "an", "the", "his", "her", "another", "one", "their", "someone", "somebody")
_MODIFIERS = 4  # words between an article and its noun
_NAME = r"[A-Z][\w.'’-]{0,40}"
# "the mayor of Delling, Anna Marsh, …"
_NAME_BEHIND = re.compile(rf"(?:\s+(?:of|at|for|the|{_NAME})){{0,6}},\s+{_NAME}(?:\s{_NAME}){{0,3}},")
# "Anna Marsh, a painter from Delling, …"
_ENDS = re.compile(r"\s{0,3}(?:[,.;:!)]|$)|\s{1,3}(?:of|who|from|at|in|and)\b")
_KIN = (
    r"夫妇|夫妻|丈夫|妻子|父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|孩子|家长|学生|徒弟|师傅|患者|病人|顾客|客户|游客|爷爷|奶奶|爸爸|妈妈|"
    r"[\u4e00-\u9fff](?:某|姓)"
)
_NO_TITLE = re.compile(rf"(?:{_KIN})$")
# “周明是县里的一名教师。”
_IS = re.compile(r"(?:曾?是|曾?为|成为|当上了?|担任)[^，。；]{0,12}$")
# “见到了李强。”: at the end of a clause, nothing tells a name from a word.
_AT_END = re.compile(rf"(?=(?P<name>[{SURNAMES}][{CJK}]{{1,2}})(?:[^{CJK}]|$))")
_NO_NAME = frozenset("的了是都在也就这那")  # no part of one
_STOPS = ("", "，", "。", "；", "！", "、")


def in_english(sentence: str, known: Collection[str], sex: str = "") -> bool:
    """Whether "he" or "she" may mean one without a name; `known` as for `english.reference`."""
    tokens = english.tokens(sentence)
    if any(_is_done_to_somebody(sentence, tokens, at) for at in range(len(tokens))):
        return True
    for at, token in enumerate(tokens):
        word = next(
            (token.low.removesuffix(end) for end in _POSSESSIVES if token.low.endswith(end)), token.low
        )
        if at and token.text[0].isupper():  # a name
            continue
        if not english.is_one(word) or _sex(word) not in ("", sex or _sex(word)):
            continue
        if word != token.low or not _has_name(sentence, tokens, at, known):
            return True
    return False


def _is_done_to_somebody(sentence: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb has an object that is mostly a person, and no name: "married a tycoon"."""
    if tokens[at].low not in _DONE_TO_PEOPLE:
        return False
    following = tokens[at + 1 : at + 4]
    if following and following[0].low in _TOWARDS:
        following = following[1:]
    if not following or following[0].low not in _SOMEBODY:
        return False
    if following[0].low != "her":
        return True
    # "taught her.", "taught her to draw" mean one who is known; "taught her niece" another.
    behind = following[1:2]
    return bool(behind) and _between(sentence, *following[:2]) and behind[0].low not in STOP_WORDS


def _sex(word: str) -> str:
    if word in _FEMALE or word.endswith("woman"):
        return "she"
    return "he" if word in _MALE or word.endswith("man") else ""


def _has_name(sentence: str, tokens: Sequence[Token], at: int, known: Collection[str]) -> bool:
    """Whether the sentence says the name of whom the noun at `at` means."""
    token, following = tokens[at], tokens[at + 1 : at + 2]
    if following and _between(sentence, token, following[0]):
        word = following[0].text
        if english.is_name(word, known) or english.is_title(word):
            return True
    if _NAME_BEHIND.match(sentence, token.end):
        return True
    if at > 1 and tokens[at - 1].low == "and" and english.is_one(tokens[at - 2].low):
        return _has_name(sentence, tokens, at - 2, known)
    return _is_what_somebody_is(sentence, tokens, at, known)


def _is_what_somebody_is(sentence: str, tokens: Sequence[Token], at: int, known: Collection[str]) -> bool:
    """ "Marsh was a painter", "Marsh, a painter, …"."""
    article = at - 1
    while article > max(0, at - 1 - _MODIFIERS) and tokens[article].low not in STOP_WORDS:
        article -= 1
    if article < 1 or tokens[article].low not in _ARTICLES:
        return False
    if not all(_between(sentence, *pair) for pair in itertools.pairwise(tokens[article : at + 1])):
        return False
    before = tokens[article - 1]
    if before.low in _ARE:
        who = tokens[article - 2] if article > 1 else before
        return who.low in ("he", "she", "who") or english.is_name(who.text, known, first=article == 2)
    is_apart = sentence[before.end : tokens[article].start].strip() == ","
    is_name = english.is_name(before.text, known, first=article == 1)
    return is_apart and is_name and bool(_ENDS.match(sentence, tokens[at].end))


def _between(sentence: str, one: Token, other: Token) -> bool:
    """Whether only space stands between two words."""
    return not sentence[one.end : other.start].strip()


def in_chinese(sentence: str, people: Collection[str], known: Collection[str]) -> bool:
    """Whether “他” or “她” may mean one of no name, or of a name that is not sure to be one.

    `people`: the names of people in the sentence; `known`: all that may be names.
    """
    places = [(at, at + len(name)) for name in people for at in chinese.places(sentence, name)]
    for start, end in chinese.called(sentence):
        if any(end == begin for begin, _ in places):  # “画家周明”
            continue
        is_title = any(start == stop for _, stop in places) and not _NO_TITLE.search(sentence[start:end])
        if not is_title and not _is_what_one_is(sentence, start, end, places):
            return True
    maybe = [*chinese.maybe_persons(sentence, known), *_at_end(sentence)]
    return any(not any(name in each for each in people) for name in maybe)


def _at_end(sentence: str) -> Iterator[str]:
    """What may be a name at the end of a clause."""
    for found in _AT_END.finditer(sentence):
        name = found["name"].rstrip("说称")  # “周明说，”
        if not NO_PERSON.match(name) and _NO_NAME.isdisjoint(name[1:]):
            yield name


def _is_what_one_is(sentence: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    if sentence[end : end + 1] not in _STOPS:
        return False
    return any(stop <= start and _IS.match(sentence[stop:start]) for _, stop in places)
