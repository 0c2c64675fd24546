"""Where a line of verse pauses: 2-3 and 2-2-3; and what may stand before its end.

Owns both, from the word list that the evidence tools cut by and from the lines of the old poems. Of 6,000
lines of old verse two in a hundred have a word across a pause. Must not know tones.
"""

from __future__ import annotations

from functools import cache

from llmdesk.tools.evidence.comparing.chinese.words import cut
from llmdesk.tools.poetry.chinese import classics, hanzi
from llmdesk.tools.poetry.chinese.classical.answering import parts

_ONE_WORD = 4  # characters of a name that may fill the first two feet of a line
_RARELY, _OFTEN = 0.03, 25  # the share of its places at a line's end, of a character that has so many
_ENDING = frozenset(("noun", "number", "color", "quality"))  # they end a sense; 江 is rare for its rhyme


def across(line: str) -> int:
    """How many words of a line of five or seven characters stand across one of its pauses."""
    pauses = (2, len(line) - 3) if len(line) > 5 else (2,)
    return sum(
        any(word.start < pause < word.end for pause in pauses)
        for word in cut(line)
        if (word.start, word.end) != (0, _ONE_WORD)
    )


@cache
def never_last() -> frozenset[str]:
    """Characters after which a line goes on, in the old poems: 不, 欲, 与, 从, 犹."""
    return frozenset(
        character
        for character in hanzi.common_characters()
        if classics.share_at_end(character, _OFTEN) < _RARELY and not parts(character) & _ENDING
    )
