"""Regulated Chinese verse as grammars: a character class for every place of a line.

Owns what each line of a Chinese form may be made of (tones, the rhyme, the acrostic, no character
twice) and what counts against a line. Checks of finished poems are in `check_chinese`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

from llmdesk.tools.poetry import chinese, classics, forms
from llmdesk.tools.poetry.desk import Ask
from llmdesk.tools.poetry.tones import fit, sequence_of, sounds_of
from llmdesk.tools.poetry.types import Form
from llmdesk.tools.poetry.verse import Draft, LineAsk

_RICH = 60  # common characters of level tone that make a group one to rhyme in
_SEQUENCES_AT_ONCE = 2


class RegulatedVerse:
    """A poem in a form with tone patterns. `heading`: all that stands before the first line."""

    temperature = 0.9

    def __init__(self, wanted: Form, heading: str, words: Sequence[str], acrostic: str, seed: int) -> None:
        """`words`: the topic and the images, which the lines had better speak of."""
        self._form, self._heading, self._acrostic = wanted, heading, acrostic
        self._words = tuple(words)
        self._topical = set(chinese.characters("".join(words)))
        self._sequences = _usual_sequences(wanted, seed)
        self.count = wanted.lines[1]
        self.max_tokens = 3 * wanted.characters + 4

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        sequences = [draft.sequence] if draft.sequence else self._sequences
        prompt = self._heading + _joined(draft.lines)
        index = len(draft.lines)
        return [
            LineAsk(Ask(prompt, self.grammar(draft.lines, index, sequence)), sequence)
            for sequence in sequences
        ]

    def asks_beside(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        sequence = sequence_of(
            [sounds_of(line) for line in lines], self._form.sequences, self._form.characters
        )
        if index >= len(sequence):
            return []
        others = ["" if row == index else line for row, line in enumerate(lines)]
        return [Ask(self._heading + _joined(lines[:index]), self.grammar(others, index, sequence))]

    def read(self, text: str) -> str:
        return chinese.characters(text)

    def worth(self, likelihood: float, line: str) -> float:
        return likelihood

    def grammar(self, lines: Sequence[str], index: int, sequence: str) -> str:
        """GBNF of line `index` beside the other `lines`: the pattern of its type, no character twice."""
        line_type = sequence[index]
        head = self._acrostic[index : index + 1]
        used = set("".join(lines)) | set(self._acrostic)
        ends = self._ends(lines, sequence) - used if line_type in "Bb" else None
        mark = "，" if index % 2 == 0 else "。"
        return line_grammar(pattern_for(self._form.characters, line_type, head), used, head, ends, mark)

    def _ends(self, lines: Sequence[str], sequence: str) -> frozenset[str]:
        """The rhyme words: of the group that the poem rhymes in, or at first of any rich one."""
        for row in forms.rhyming_lines(sequence):
            if group := rhyme_group("".join(lines[row : row + 1])):
                return chinese.rhyme_characters(group)
        return frozenset().union(*(chinese.rhyme_characters(group) for group in rich_groups()))

    def flaws(self, draft: Draft, line: str) -> float | None:
        return self.faults(draft.lines, line, len(draft.lines))

    def faults(self, others: Sequence[str], line: str, index: int) -> float | None:
        if len(line) != self._form.characters:
            return None
        head = self._acrostic[index : index + 1]
        before = [other for row, other in enumerate(others) if row != index]
        return line_flaws(line, self._topical, self._words, before, head)


def line_flaws(
    line: str, topical: set[str], words: Sequence[str], before: Sequence[str], head: str = ""
) -> float | None:
    """What counts against a line: strange words, a character twice, a quotation, nothing of the
    topic. None where a word in it changes the tone that was counted on, or nearly all of it is quoted."""
    for character, readings in zip(line, chinese.readings_in(line), strict=True):
        if character != head and (not readings or readings[0].tone != chinese.tone_of(character)):
            return None
    quoted = classics.quotation(line)
    if len(quoted) >= len(line) - 1 - (len(line) > 5):
        return None
    flaws = 1.0 * classics.strangeness(line, words) + (3.0 + len(quoted) if quoted else 0.0)
    apart = [character for at, character in enumerate(line) if character != line[at - 1 : at]]
    flaws += 2.5 * (len(apart) - len(set(apart)))
    flaws -= 0.8 * min(2, len(topical & set(line) - set("".join(before))))
    return flaws


def pattern_for(characters: int, line_type: str, head: str = "") -> str:
    """The plain pattern, or the accepted one that the acrostic's character fits."""
    patterns = forms.patterns(characters, line_type)
    if head:
        return min(patterns, key=lambda pattern: len(fit(sounds_of(head), [pattern[0]]).breaks))
    return patterns[0]


def line_grammar(pattern: str, used: set[str], head: str, ends: frozenset[str] | None, mark: str) -> str:
    """One line of a tone pattern and the mark behind it. `head` is its first character where one
    is asked for, `ends` what it may end with (None: whatever fits the pattern)."""
    level, oblique = chinese.writing_characters("level"), chinese.writing_characters("oblique")
    rules = {"平": "p", "仄": "z", "中": "a"}
    places = [rules[tone] for tone in pattern]
    if head:
        places[0] = f'"{head}"'
    text = []
    if ends is not None:
        places[-1] = "r"
        text.append(f"r ::= {chinese.character_class(ends)}")
    text.append(f"p ::= {chinese.character_class(level - used)}")
    text.append(f"z ::= {chinese.character_class(oblique - used)}")
    text.append(f"a ::= {chinese.character_class((level | oblique) - used)}")
    return "\n".join((f'root ::= {" ".join(places)} "{mark}"', *text))


def rhyme_group(line: str) -> str:
    """The group that a line's last character rhymes in, by its usual reading."""
    groups = chinese.rhyme_groups(line[-1:])
    return groups[0] if groups else ""


@cache
def rich_groups() -> tuple[str, ...]:
    return tuple(group for group in chinese.GROUPS if len(chinese.rhyme_characters(group)) >= _RICH)


def _joined(lines: Sequence[str]) -> str:
    """Lines as they are printed, a couplet to a row."""
    return "".join(line + ("，" if row % 2 == 0 else "。\n") for row, line in enumerate(lines))


def _usual_sequences(wanted: Form, seed: int) -> list[str]:
    """Two sequences to try: five characters usually begin without a rhyme, seven with one."""
    rhymed = [sequence for sequence in wanted.sequences if sequence[0] in "Bb"]
    plain = [sequence for sequence in wanted.sequences if sequence[0] in "Aa"]
    pool = (rhymed if wanted.characters == 7 else plain) or plain
    return random.Random(seed).sample(pool, k=min(_SEQUENCES_AT_ONCE, len(pool)))
