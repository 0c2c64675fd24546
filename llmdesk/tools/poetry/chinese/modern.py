"""Free Chinese verse: lines of any length, without tones and rhymes.

Owns what a line of a 现代诗 may be and what counts against it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.line_search import Draft, LineAsk
from llmdesk.tools.poetry.desk import Ask

_LINES = (7, 9)  # of a poem that nobody asked a length of
_USUAL = 8  # characters of a usual line
_LIKELY = 0.6  # the weight of a line's likelihood beside its flaws
# Natural-log units, for each pair of characters that comes again, and for each worn word.
_AGAIN, _TOLD = 3.0, 2.0
_COPIED = 4  # characters in a row that the examples have too
_PLAIN = frozenset("的了是在它们我你他她这那和很就")  # of prose; a line has room for two

# What is told where something should be seen: it counts against a line, unless the topic has the word.
_WORN = (
    *("美好", "美丽", "幸福", "快乐", "温馨", "希望", "梦想", "人生", "生活", "心灵", "世界", "永远", "思念"),
    *("回忆", "感受", "感觉", "情感", "充满", "仿佛", "宁静", "平静", "孤独", "寂寞", "无尽", "无限", "深深"),
    *("因为", "所以", "这让", "让我", "使我", "但是", "然而", "而且", "整个", "一种", "每一个"),
    *("过程", "表达", "意义", "方式", "也是", "这就是", "象征"),
)
_UNDONE = (
    "明白",
    "知道",
    "觉得",
    "因为",
    "如果",
    "但是",
    "时候",
    "好像",
    "仿佛",
    "告诉",
    "听到",
    "看到",
    "开始",
)
_NOWHERE = re.compile(r"(?:^|[我你他她它们])在[^，]+[中里上下旁边前后时]$")  # a place where nothing happens
_STUBS = frozenset("的得地和与跟像把被对从向在让使变给为比是我")  # a line is not done after these


class ModernVerse:
    """`heading`: all that stands before the first line; `words`: the topic and the images."""

    temperature = 1.0
    max_tokens = 24

    def __init__(self, heading: str, words: Sequence[str], acrostic: str, seed: int, count: int = 0) -> None:
        self._heading, self._acrostic = heading, acrostic
        self._examples = heading[: heading.rindex("主题：")]
        self._given = " ".join(words)
        self._topical = set(hanzi.characters(self._given))
        self.count = count or len(acrostic) or random.Random(seed).randint(*_LINES)

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        return [LineAsk(ask) for ask in self.asks_beside(draft.lines, len(draft.lines))]

    def asks_beside(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        prompt = self._heading + "".join(f"{line}\n" for line in lines[:index])
        return [Ask(prompt, line_grammar(self._acrostic[index : index + 1]))]

    def bare(self, above: str) -> str:
        return "现代诗\n\n" + (above + "\n" if above else "")

    def mark(self, index: int) -> str:
        return ""

    def read(self, text: str) -> str:
        return text.strip("\n ，")

    def worth(self, likelihood: float, line: str) -> float:
        """Of a usual line's length; the likeliest line of free verse is the dullest, so it counts less
        than what is new."""
        return _LIKELY * likelihood / (len(line) + 1) * _USUAL

    def flaws(self, draft: Draft, line: str) -> float | None:
        return self.faults(draft.lines, line, len(draft.lines))

    def faults(self, others: Sequence[str], line: str, index: int) -> float | None:
        """Words that come again, lines that begin alike or are as long; less for something of the topic."""
        before = [other for row, other in enumerate(others) if row != index]
        if not line or line in before:
            return None
        known = [pair for other in before for pair in _pairs(other)]
        last = index == self.count - 1
        if last and (line[-1] in _STUBS or line.endswith(_UNDONE) or _NOWHERE.search(line)):
            return None
        pairs = _pairs(line)
        if any(line[at : at + _COPIED] in self._examples for at in range(len(line) - _COPIED + 1)):
            return None
        again = [pair for pair in pairs if pair in known]
        if len(again) > 3 or any(known.count(pair) > 1 for pair in again):
            return None
        flaws = _AGAIN * (len(again) + len(pairs) - len(set(pairs)))
        flaws += 3.0 * (line[-1] in _STUBS)
        flaws += 2.0 * any(line[0] == other[0] for other in before[-3:])
        flaws += 1.0 * any(len(line) == len(other) for other in before[-1:])
        flaws += 0.7 * max(0, sum(character in _PLAIN for character in line) - 2)
        flaws += _TOLD * sum(word in line and word not in self._given for word in _WORN)
        return flaws - 0.8 * min(2, len(self._topical & set(line) - set("".join(before))))


def _pairs(line: str) -> list[str]:
    return [line[at : at + 2] for at in range(len(line) - 1)]


def line_grammar(head: str) -> str:
    """GBNF of one line of common characters, with a pause inside or none."""
    common = hanzi.character_class(hanzi.common_characters())
    first = f'"{head}" ' if head else ""
    return f'root ::= {first}c{{3,11}} ("，" c{{2,7}})? "\\n"\nc ::= {common}'
