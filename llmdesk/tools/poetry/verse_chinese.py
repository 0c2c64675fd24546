"""Regulated Chinese verse as grammars: a character class for every place of a line.

Owns what each line of a Chinese form may be made of (tones, the rhyme, the acrostic, no character
twice) and what counts against a line. Checks of finished poems are in `check_chinese`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

from llmdesk.tools.poetry import chinese, forms
from llmdesk.tools.poetry.desk import Ask
from llmdesk.tools.poetry.tones import fit, sounds_of
from llmdesk.tools.poetry.types import Form
from llmdesk.tools.poetry.verse import Draft, LineAsk

_RICH = 60  # common characters of level tone that make a group one to rhyme in
_COPIED = -0.55  # mean log-likelihood of a character above which a line is one learnt by heart
_SEQUENCES_AT_ONCE = 2


class RegulatedVerse:
    """A poem in a form with tone patterns. `heading`: all that stands before the first line."""

    temperature = 0.9

    def __init__(
        self, wanted: Form, heading: str, topic: str, images: Sequence[str], acrostic: str, seed: int
    ) -> None:
        self._form, self._heading, self._acrostic = wanted, heading, acrostic
        self._topical = set(chinese.characters(topic + "".join(images)))
        self._sequences = _usual_sequences(wanted, seed)
        self.count = wanted.lines[1]
        self.max_tokens = 3 * wanted.characters + 4

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        sequences = [draft.sequence] if draft.sequence else self._sequences
        prompt = self._heading + _joined(draft.lines)
        return [LineAsk(Ask(prompt, self.grammar(draft, sequence)), sequence) for sequence in sequences]

    def read(self, text: str) -> str:
        return chinese.characters(text)

    def grammar(self, draft: Draft, sequence: str) -> str:
        """GBNF of the line that comes next: the pattern of its type, no character used before."""
        index = len(draft.lines)
        line_type = sequence[index]
        head = self._acrostic[index : index + 1]
        used = set("".join(draft.lines)) | set(self._acrostic)
        ends = self._ends(draft, sequence) - used if line_type in "Bb" else None
        return line_grammar(
            pattern_for(self._form.characters, line_type, head),
            used,
            head,
            ends,
            "，" if index % 2 == 0 else "。",
        )

    def _ends(self, draft: Draft, sequence: str) -> frozenset[str]:
        """The rhyme words: of the group that the first rhyming line chose, or of any rich one."""
        rhyming = [row for row in forms.rhyming_lines(sequence) if row < len(draft.lines)]
        if rhyming:
            return chinese.rhyme_characters(rhyme_group(draft.lines[rhyming[0]]))
        return frozenset().union(*(chinese.rhyme_characters(group) for group in rich_groups()))

    def flaws(self, draft: Draft, line: str) -> float | None:
        index = len(draft.lines)
        if len(line) != self._form.characters:
            return None
        return line_flaws(line, self._topical, draft.lines, head=self._acrostic[index : index + 1])


def line_flaws(line: str, topical: set[str], before: Sequence[str], head: str = "") -> float | None:
    """What counts against a line; None where a word in it changes the tone that was counted on."""
    for character, readings in zip(line, chinese.readings_in(line), strict=True):
        usual = chinese.tone_of(character)
        if character != head and (not readings or readings[0].tone != usual):
            return None
    flaws = 0.0
    apart = [character for at, character in enumerate(line) if character != line[at - 1 : at]]
    flaws += 2.5 * (len(apart) - len(set(apart)))
    if not topical & set("".join((*before, line))):
        flaws += 1.5
    return flaws


def copied(likelihood: float, line: str) -> bool:
    """Whether a line is so likely that the model must have learnt it by heart."""
    return likelihood / max(1, len(line)) > _COPIED


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
