"""Does a change correct a mistake, or does it say something else? What "correct mistakes only" lets through.

Owns the judgement. A change passes where the words stay the same words: another spelling, form, case or
sign, small words (articles, prepositions, particles), a word written twice, two run together. Numbers, names,
what is quoted, code and addresses are never touched. All else is refused, with its reason; so a model that
writes freely cannot change what a text says. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.documents.types import Span
from llmdesk.tools.evidence.comparing.chinese.words import kind_of
from llmdesk.tools.evidence.names import names
from llmdesk.tools.fidelity.marks import marks
from llmdesk.tools.write.english_words import is_other_word, is_usual
from llmdesk.tools.write.sounds import sound_alike
from llmdesk.tools.write.types import Change

NUMBER = QT_TRANSLATE_NOOP("core", "This would change a number.")
NAME = QT_TRANSLATE_NOOP("core", "This would change a name.")
QUOTED = QT_TRANSLATE_NOOP("core", "This would change words that are quoted.")
KEPT = QT_TRANSLATE_NOOP("core", "This would change code, an address or a placeholder.")
OTHER_WORDS = QT_TRANSLATE_NOOP("core", "This says it in other words.")
MORE = QT_TRANSLATE_NOOP("core", "This adds something.")
LESS = QT_TRANSLATE_NOOP("core", "This leaves something out.")

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[^\W\d_{_HAN}]+(?:['’][^\W\d_{_HAN}]+)?|[{_HAN}]")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_MINUS = re.compile(r"(?<=\d) ?[-–—](?= ?\d)|(?<!\w)-(?=\d)")  # before a number, and between two
_SIGNS = re.compile("[%‰<>=≤≥≠+±×÷*/^$€£¥°−]")  # what a number is worth with them is said by them
_QUOTED = re.compile(r"“[^“”\n]{3,400}”|「[^「」\n]{2,400}」|『[^『』\n]{2,400}』|\"[^\"\n]{3,400}\"")
# Words that say little by themselves: which of them stands where is grammar.
_SMALL_WORDS = """
a an the this that these those of to too in on at for with into onto as than then is are was were be
been being am do does did done doing has have had having will would it its it's there their they're your
you're much many some any who whom which that's there's
的 地 得 了 着 过 在 再 是 把 被 给 吗 呢 吧 啊 呀 嘛 们 个 之 于 以 已
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_NUMBERS = frozenset(("one", "two", "four", "six", "eight", "ten", "half"))  # that sound like other words
# Forms of one pronoun: another form is grammar, another person is not.
_PRONOUNS = ("i me my mine", "we us our ours", "he him his", "she her hers", "they them theirs", "you yours")
_PERSON = {form: forms.split()[0] for forms in _PRONOUNS for form in forms.split()}
_NEGATIONS = frozenset(("not", "no", "never", "nor", "without", "不", "没", "无", "未", "非", "别"))
# Words of which another one would be like enough by its letters, and says something else.
_WEIGHTY = frozenset(
    ("most", "must", "least", "less", "last", "all", "may", "might", "before", "never", "ever")
)
# Usual words that are an acronym in capitals: the US, the IT department.
_ACRONYMS = frozenset(["us", "it", "who", "am", "aids", "sat", "act", "pin", "ram", "led"])
# Denials that are written apart and together; all else that joins one is another word (not able, notable).
_JOINED = {
    "can not": "cannot", "no one": "noone", "no body": "nobody", "no thing": "nothing", "no where": "nowhere",
    "never the less": "nevertheless", "with out": "without",
}  # fmt: skip
_NEAR = 30  # characters beside a change
_ALIKE = 0.55  # of the letters of two words: "recieve" and "receive" 0.86, "big" and "large" 0.25


_SURELY = 0.8  # where the first letters differ ("alot", "lot"), and for "Febuary"
_CALENDAR_WORDS = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())


class Mistakes:
    """Judges the changes to one text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._marks = [Span(mark.start, mark.end) for mark in marks(source)]
        self._quoted = [Span(*found.span()) for found in _QUOTED.finditer(source)]
        self._names = [Span(name.start, name.end) for name in names(source)]

    def refusal(self, change: Change) -> str:
        """Why a change is no correction, as a sentence marked for translation; "" where it is one. The places
        of `change` are those of the source."""
        if _touches(change, self._marks):
            return KEPT
        old, new = _words(change.old), _words(change.new)
        signs = any(_others(pattern, change) for pattern in (_DIGITS, _SIGNS))
        if signs or self._changes_minus(change) or _loses_number(old, new):
            return NUMBER
        if _touches(change, self._quoted) and old != new:
            return QUOTED
        if self._changes_name(change, new):
            return NAME
        if self._changes_acronym(change, old, new):
            return NAME
        return OTHER_WORDS if self._makes_other_word(change) else _other_words(old, new)

    def _changes_acronym(self, change: Change, old: list[str], new: list[str]) -> bool:
        """Whether an acronym becomes a word (US, us), or a word one; beside words in capitals, these are
        not what makes it one."""
        near = _words("".join(self._around(change, _NEAR))) + (old if len(old) > 1 else [])
        if near and all(map(str.isupper, near)):
            return False
        was, becomes = ([word.replace("’", "'").removesuffix("'s") for word in words] for words in (old, new))
        lost = {word.casefold() for word in was if _is_in_capitals(word) and word not in becomes}
        come = {word.casefold() for word in becomes if _is_in_capitals(word) and word not in was}
        lost &= set(map(str.casefold, becomes))
        is_lost = any(word in _ACRONYMS or not is_usual(word) for word in lost)
        return is_lost or bool(come & _ACRONYMS & set(was))

    def _around(self, change: Change, count: int) -> tuple[str, str]:
        """So many characters before and behind it."""
        source, start, end = self._source, change.start, change.end
        return source[max(0, start - count) : start], source[end : end + count]

    def _changes_minus(self, change: Change) -> bool:
        """Whether a number becomes negative or positive, or two become a span or two."""
        before, after = self._around(change, 2)
        was, becomes = (f"{before}{words}{after}" for words in (change.old, change.new))
        return len(_MINUS.findall(was)) != len(_MINUS.findall(becomes))

    def _makes_other_word(self, change: Change) -> bool:
        """Whether one Chinese word becomes another (权利, 权力): both wordings are words of the list."""
        if len(change.old) != len(change.new) or len(change.old) > 2 or change.old in _SMALL:
            return False
        before, after = self._around(change, 1)
        around = ((before, ""), ("", after))
        return any(
            kind_of(left + change.old + right) and kind_of(left + change.new + right)
            for left, right in around
            if left or right
        )

    def _changes_name(self, change: Change, new: list[str]) -> bool:
        inside = [span for span in self._names if span.start < change.end and change.start < span.end]
        low = [word.casefold() for word in new]
        calendar = [word for word in low if word in _CALENDAR]
        touched = (
            word.casefold()
            for span in inside
            for word in _words(self._source[max(span.start, change.start) : min(span.end, change.end)])
        )
        return any(
            word not in low and not any(_likeness(word, day) >= _SURELY for day in calendar)
            for word in touched
        )


def _others(pattern: re.Pattern[str], change: Change) -> bool:
    """Whether it has others of these than before, or in another order."""
    return pattern.findall(change.old) != pattern.findall(change.new)


def _loses_number(old: list[str], new: list[str]) -> bool:
    """Whether a number in words becomes another word (four, for)."""
    before, after = ([word.casefold() for word in words] for words in (old, new))
    lost = _less([word for word in before if word in _NUMBERS], Counter(after))
    return bool(lost) and _letters(before) != _letters(after)


def _touches(change: Change, spans: list[Span]) -> bool:
    """Whether it changes something within one of these; what is put before or behind it does not."""
    if change.start == change.end:
        return any(span.start < change.start < span.end for span in spans)
    return any(span.start < change.end and change.start < span.end for span in spans)


def _words(text: str) -> list[str]:
    return [found[0] for found in _WORD.finditer(text)]


def _other_words(old: list[str], new: list[str]) -> str:
    before, after = [word.casefold() for word in old], [word.casefold() for word in new]
    if _letters(before) == _letters(after):
        return OTHER_WORDS if _denials(before) != _denials(after) else ""
    if _negations(before) != _negations(after):
        return OTHER_WORDS
    left, there = _without_pairs(*_without_same(before, after))
    left = [word for word in _large(left) if word not in after]  # it stood there twice
    there = _large(there)
    if not left and not there:
        return ""
    if not left:
        return MORE
    if not there:
        return LESS
    if "".join(left) == "".join(there):
        return ""
    return OTHER_WORDS


def _letters(words: list[str]) -> str:
    """Without the apostrophes: who writes "dont" means "don't"."""
    return "".join(words).replace("'", "").replace("’", "")


def _denials(words: list[str]) -> list[str]:
    """The words that deny by themselves; an apostrophe more or less makes none ("dont")."""
    text = " ".join(words)
    for apart, together in _JOINED.items():
        text = text.replace(apart, together)
    return [word for word in text.split() if word in _NEGATIONS]


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _negations(words: list[str]) -> int:
    return sum(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in words)


def _large(words: list[str]) -> list[str]:
    return [word for word in words if word not in _SMALL]


def _without_same(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    same = Counter(old) & Counter(new)
    return _less(old, same), _less(new, same)


def _less(words: list[str], gone: Counter[str]) -> list[str]:
    rest = Counter(gone)
    left = []
    for word in words:
        if rest[word]:
            rest[word] -= 1
        else:
            left.append(word)
    return left


def _without_pairs(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """What remains of both when words that are alike are taken out, each with its pair, in order."""
    rest = list(new)
    left = []
    for word in old:
        best = max(rest, key=lambda other: _likeness(word, other), default=None)
        if best is not None and _likeness(word, best) >= _ALIKE:
            rest.remove(best)
        else:
            left.append(word)
    return left, rest


def _likeness(one: str, other: str) -> float:
    """1 for the same word; of Han characters, for those that sound or look alike."""
    if _PERSON.get(one, one) == _PERSON.get(other, other):
        return 1.0
    if len(one) == 1 and len(other) == 1:
        return 1.0 if sound_alike(one, other) else 0.0
    if one in _PERSON or other in _PERSON or one in _WEIGHTY or other in _WEIGHTY:
        return 0.0
    if is_other_word(one, other):
        return 0.0
    likeness = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return likeness if one[0] == other[0] or likeness >= _SURELY else 0.0
