"""Words that mean a label, in English and Chinese: how far up or down, and which labels a set has for it.

Owns the vocabulary and how two writings of one word are told to be the same. Must not know columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

# From -2 (very negative) over 0 (neutral) to 2 (very positive).
_LEVELS: dict[int, str] = {
    2: (
        "very positive|strongly positive|extremely positive|highly positive|most positive|very good|"
        "excellent|great|awesome|amazing|outstanding|superb|very satisfied|extremely satisfied|"
        "highly recommended|very happy|love|loved|非常正面|很正面|非常积极|非常好|很好|极好|优秀|"
        "非常满意|很满意|十分满意|强烈推荐|力荐|超赞|非常喜欢"
    ),
    1: (
        "positive|pos|p|good|nice|like|liked|likes|recommend|recommended|satisfied|happy|favorable|"
        "favourable|fresh|thumbs up|thumb up|upvote|up|praise|slightly positive|somewhat positive|"
        "somewhat satisfied|+|👍|😀|😊|🙂|😃|😄|❤|正面|积极|正向|正类|正|好评|好|推荐|满意|较满意|"
        "比较满意|喜欢|赞|较好|褒义|支持|肯定|高兴|开心"
    ),
    0: (
        "neutral|neu|mixed|average|so so|soso|ok|okay|fair|neither|neutral/mixed|"
        "neither positive nor negative|medium|mediocre|😐|中性|中立|中评|中等|一般|还行|普通|凑合|中|无感"
    ),
    -1: (
        "negative|neg|bad|poor|dislike|disliked|dislikes|not recommended|do not recommend|unsatisfied|"
        "dissatisfied|unhappy|sad|unfavorable|unfavourable|rotten|thumbs down|thumb down|downvote|down|"
        "complaint|slightly negative|somewhat negative|somewhat dissatisfied|-|👎|😞|☹|🙁|😠|😡|负面|"
        "消极|负向|负类|负|差评|差|坏|不推荐|不满意|不满|不喜欢|踩|较差|贬义|反对|否定|不好|难过|生气"
    ),
    -2: (
        "very negative|strongly negative|extremely negative|highly negative|most negative|very bad|"
        "very poor|terrible|awful|horrible|worst|very dissatisfied|extremely dissatisfied|very unhappy|"
        "hate|hated|非常负面|很负面|非常消极|非常差|很差|极差|非常不满意|很不满意|十分不满意|强烈不推荐|"
        "非常不好|很不好"
    ),
}
# What says whether something is so: of a sentiment, or of a set like "spam" and "not spam".
_YES = "yes|y|true|t|是|对|真|有|√|✓|✔|✅"
_NO = "no|n|false|f|否|不|不是|错|假|无|×|✗|✘|❌"
# Names of two labels of which one says that nothing is the matter.
_FLAGS = (
    (
        "spam|junk|scam|phishing|垃圾|垃圾邮件|垃圾短信|垃圾信息|垃圾评论",
        "ham|not spam|no spam|non spam|legit|legitimate|normal|ok|正常|正常邮件|正常短信|非垃圾|非垃圾邮件",
    ),
    (
        "urgent|紧急|急|high|high priority|加急",
        "not urgent|non urgent|不急|不紧急|low|low priority|normal|普通",
    ),
    (
        "toxic|toxicity|hate|hateful|offensive|abusive|有毒|辱骂|攻击性",
        "non toxic|not toxic|clean|not hateful|not offensive|normal|正常|文明",
    ),
)
_NEGATIONS = ("not", "no", "non", "un", "非", "不", "无", "没")
_DROPPED = re.compile(r"[\s\-_‐-―−]+")
_QUOTES = "\"'`“”‘’«»「」『』《》()[]（）【】<>.。,，;；:：!！"


@cache
def key(word: str) -> str:
    """The same for two writings of one word: case, width, white space, hyphens and quotation marks apart."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    folded = "".join(c for c in folded if unicodedata.category(c) not in ("Cf", "Mn", "Cc") or c.isspace())
    plain = _DROPPED.sub("", folded).strip(_QUOTES)
    return plain or _DROPPED.sub("-", folded.strip())


def level_of(word: str) -> int | None:
    """-2 to 2, None for a word that says nothing of the kind."""
    return _levels().get(key(word))


def answer_of(word: str) -> bool | None:
    """Whether a word says yes or no; None for neither."""
    return _answers().get(key(word))


def levels_of(labels: tuple[str, ...]) -> Mapping[int, int]:
    """Which label stands for which level, by their names; empty where they are no levels.

    level → the label's number. Two labels of one level, or a label of none, make it no scale.
    """
    found: dict[int, int] = {}
    for number, label in enumerate(labels):
        level = level_of(label)
        if level is None or level in found:
            return {}
        found[level] = number
    return found if min(found) < 0 < max(found) else {}


def flags_of(labels: tuple[str, ...]) -> tuple[int, int] | None:
    """(number of the label that says yes, number of that which says no) for a set like "spam, not spam"."""
    if len(labels) != 2:
        return None
    names = [key(label) for label in labels]
    for yes, no in ((0, 1), (1, 0)):
        if answer_of(labels[yes]) is True and answer_of(labels[no]) is False:
            return yes, no
        if any(names[no] == prefix + names[yes] for prefix in _NEGATIONS):
            return yes, no
        if any(names[yes] in ones and names[no] in others for ones, others in _flags()):
            return yes, no
    return None


def flag_of(word: str, labels: tuple[str, ...]) -> bool | None:
    """What a word means for a set that `flags_of` knows: "ham" is a no to "spam, normal"."""
    flags = flags_of(labels)
    if flags is None:
        return None
    names = {key(label) for label in labels}
    for ones, others in _flags():
        if names & ones and names & others:
            word_key = key(word)
            return True if word_key in ones else False if word_key in others else None
    return None


def nearest(level: int, levels: Mapping[int, int]) -> int | None:
    """The label for a level: its own, or that of the other degree; None where the set has none."""
    other = {2: 1, 1: 2, -1: -2, -2: -1}.get(level, level)
    return levels.get(level, levels.get(other))


@cache
def _levels() -> dict[str, int]:
    return {key(word): level for level, words in _LEVELS.items() for word in _split(words)}


@cache
def _answers() -> dict[str, bool]:
    return {key(word): says for words, says in ((_YES, True), (_NO, False)) for word in _split(words)}


@cache
def _flags() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(map(key, _split(ones))), frozenset(map(key, _split(others)))) for ones, others in _FLAGS
    )


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split("|")]
