"""Free Chinese verse: lines of any length, without tones and rhymes.

Owns what a line of a 现代诗 may be and what counts against it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from llmdesk.tools.poetry import chinese
from llmdesk.tools.poetry.desk import Ask
from llmdesk.tools.poetry.verse import Draft, LineAsk

_LINES = (7, 9)  # of a poem that nobody asked a length of
_USUAL = 8  # characters of a usual line


class ModernVerse:
    """`heading`: all that stands before the first line; `words`: the topic and the images."""

    temperature = 0.95
    max_tokens = 24

    def __init__(self, heading: str, words: Sequence[str], acrostic: str, seed: int, count: int = 0) -> None:
        self._heading, self._acrostic = heading, acrostic
        self._topical = set(chinese.characters("".join(words)))
        self.count = count or len(acrostic) or random.Random(seed).randint(*_LINES)

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        return [LineAsk(ask) for ask in self.asks_beside(draft.lines, len(draft.lines))]

    def asks_beside(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        prompt = self._heading + "".join(f"{line}\n" for line in lines[:index])
        return [Ask(prompt, line_grammar(self._acrostic[index : index + 1]))]

    def read(self, text: str) -> str:
        return text.strip("\n ，")

    def worth(self, likelihood: float, line: str) -> float:
        return likelihood / (len(line) + 1) * _USUAL

    def flaws(self, draft: Draft, line: str) -> float | None:
        return self.faults(draft.lines, line, len(draft.lines))

    def faults(self, others: Sequence[str], line: str, index: int) -> float | None:
        """Pairs of characters that come again, the same beginning, nothing of the topic."""
        before = [other for row, other in enumerate(others) if row != index]
        if not line or line in before:
            return None
        pairs = [line[at : at + 2] for at in range(len(line) - 1)]
        known = {other[at : at + 2] for other in before for at in range(len(other) - 1)}
        flaws = 1.2 * (sum(pair in known for pair in pairs) + len(pairs) - len(set(pairs)))
        flaws += 2.0 * any(line[:2] == other[:2] for other in before)
        return flaws - 0.8 * min(2, len(self._topical & set(line) - set("".join(before))))


def line_grammar(head: str) -> str:
    """GBNF of one line of common characters, with a pause inside or none."""
    common = chinese.character_class(chinese.common_characters())
    first = f'"{head}" ' if head else ""
    return f'root ::= {first}c{{3,11}} ("，" c{{2,7}})? "\\n"\nc ::= {common}'
