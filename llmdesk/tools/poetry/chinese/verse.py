"""Regulated Chinese verse as grammars: a character class for every place of a line.

Owns what each line of a Chinese form may be made of (tones, the rhyme, the acrostic, no character
twice) and what counts against a line. Checks of finished poems are in `check`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Sequence

from llmdesk.tools.poetry import forms
from llmdesk.tools.poetry.chinese import classics, hanzi, kinds, scenes, verse_model
from llmdesk.tools.poetry.chinese.classical import pauses, writing
from llmdesk.tools.poetry.chinese.classical.books import Book, readings_in
from llmdesk.tools.poetry.chinese.line_search import LAST_RESORT, Draft, LineAsk
from llmdesk.tools.poetry.chinese.proposals import proposed
from llmdesk.tools.poetry.chinese.tones import fit, sequence_of
from llmdesk.tools.poetry.desk import Ask
from llmdesk.tools.poetry.types import Form

_SEQUENCES_AT_ONCE = 2
# Natural-log units, for a line whose words are all of the kinds of its partner's; of a couplet that is all.
_ANSWERING, _ANSWERING_ALONE = 5.0, 10.0
_COPIED = 3  # characters in a row that the examples have too
_ACROSS = 4.0  # natural-log units, against a word that stands across a pause of the line
# The weight of what a line costs in old verse beside the writing model's likelihood, and what the worn line
# costs too: else every poem ends where all poems end, whatever its topic is.
_OLD, _WORN = 0.6, -1.0
_SHOWN = 1.5  # natural-log units, against each measure of two characters that the examples have too
_LIKE = 2  # lines of old verse that are weighed for a draft and have the same start or end
_USUAL_PAIR = 1.0  # what a pair in the topic may cost that lines are sought around: 钟声, not 师退
_CHOICE = 8  # characters of a kind that are enough for a place


class RegulatedVerse:
    """A poem in a form with tone patterns. `heading`: all that stands before the first line."""

    temperature = 0.9

    def __init__(
        self,
        wanted: Form,
        heading: str,
        words: Sequence[str],
        acrostic: str,
        seed: int,
        book: Book = "zhonghua",
        proposals: int = 8,
    ) -> None:
        """`words`: the topic and the images, which the lines had better speak of. `book`: whose tones and
        rhymes it keeps. `proposals`: lines of old verse that are weighed for a draft."""
        self._book = book
        self._form, self._heading, self._acrostic = wanted, heading, acrostic
        self._words = tuple(words)
        self._given = " ".join(words)
        self._examples = heading[: max(0, heading.rfind("主题："))]
        self._topical = set(hanzi.characters("".join(words)))
        self._seed, self._proposals = seed, proposals
        self._sequences = _usual_sequences(wanted, seed)
        self._row, self._kept = -1, False  # the line that is being written, and whether one could stand
        self._misread: set[str] = set()  # characters for which its candidates could not
        self.count = wanted.lines[1]
        self.max_tokens = 3 * wanted.characters + 4

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        self._begin(len(draft.lines))
        sequences = [draft.sequence] if draft.sequence else self._sequences
        prompt = self._heading + _joined(draft.lines)
        index = len(draft.lines)
        return [
            LineAsk(ask, sequence)
            for sequence in sequences
            for ask in self._asks(prompt, draft.lines, draft.lines, index, sequence)
        ]

    def _begin(self, row: int) -> None:
        """A line is asked for: anew, or again because none of its candidates could stand."""
        if row != self._row:
            self._row, self._kept, self._misread = row, False, set()

    def asks_beside(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        self._begin(index)
        sequence = sequence_of(
            [readings_in(line, self._book) for line in lines], self._form.sequences, self._form.characters
        )
        if index >= len(sequence):
            return []
        others = ["" if row == index else line for row, line in enumerate(lines)]
        return self._asks(self._heading + _joined(lines[:index]), lines, others, index, sequence)

    def _asks(
        self, prompt: str, lines: Sequence[str], others: Sequence[str], index: int, sequence: str
    ) -> list[Ask]:
        """For line `index` beside the `others`: to be written freely and as an answer to its partner, and the
        lines that old verse would have there."""
        ways = [""] if (partner := self._partner(lines, index)) is None else ["", partner]
        written = [Ask(prompt, self.grammar(others, index, sequence, way)) for way in ways]
        of_old = self._of_old(lines, others, index, sequence, ways[-1]) if self._proposals else []
        mark = self.mark(index)
        return [*written, *(Ask(prompt, f'root ::= "{line}{mark}"', given=True) for line in of_old)]

    def _of_old(
        self, lines: Sequence[str], others: Sequence[str], index: int, sequence: str, answered: str
    ) -> list[str]:
        """The best of the lines that old verse would have, unlike each other."""
        used = set("".join(others))
        topic, *images = self._words
        pairs = (topic[at : at + 2] for at in range(len(topic) - 1))
        words = (*images, topic, *(pair for pair in pairs if classics.pair_cost(pair) < _USUAL_PAIR))
        around = [word for word in dict.fromkeys(words) if not set(word) & used]
        places = self._places(others, index, sequence, answered)
        found = proposed(topic, lines[:index], places, around, self._seed + 31 * index)
        worths = {line: flaws for line in found if (flaws := self._against(lines, line, index)) is not None}
        alike: Counter[str] = Counter()
        best: list[str] = []
        for line in sorted(worths, key=lambda line: worths[line]):
            ends = (f"{line[:2]}-", f"-{line[-2:]}")
            if worths[line] < LAST_RESORT / 2 and all(alike[end] < _LIKE for end in ends):
                alike.update(ends)
                best.append(line)
        return best[: self._proposals]

    def _copied(self, line: str) -> bool:
        """Whether it says what the examples say; what the topic likes best is what was said before it."""
        pieces = (line[at : at + _COPIED] for at in range(len(line) - _COPIED + 1))
        return any(piece in self._examples and piece not in self._given for piece in pieces)

    def _partner(self, lines: Sequence[str], index: int) -> str | None:
        """The line of a parallel couplet that line `index` has to answer; None where there is none yet."""
        partner = next(
            (one + other - index for one, other in self._form.couplets if index in (one, other)), -1
        )
        found = lines[partner] if 0 <= partner < len(lines) else ""
        return found if len(found) == self._form.characters else None

    def bare(self, above: str) -> str:
        return f"{self._form.title_zh}\n\n{above}{'，' if above else ''}"

    def mark(self, index: int) -> str:
        return "，" if index % 2 == 0 else "。"

    def read(self, text: str) -> str:
        return hanzi.characters(text)

    def worth(self, likelihood: float, line: str) -> float:
        return likelihood

    def grammar(self, lines: Sequence[str], index: int, sequence: str, answered: str = "") -> str:
        """GBNF of line `index` beside the other `lines`: the pattern of its type, no character twice;
        with `answered`, words of the kinds that this line has in the same places."""
        return line_grammar(self._places(lines, index, sequence, answered), self.mark(index))

    def _places(
        self, lines: Sequence[str], index: int, sequence: str, answered: str
    ) -> list[Collection[str]]:
        line_type = sequence[index]
        head = self._acrostic[index : index + 1]
        used = set("".join(lines)) | set(self._acrostic) | (set() if self._kept else self._misread)
        ends = self._ends(lines, sequence, used) - used if line_type in "Bb" else None
        pattern = pattern_for(self._form.characters, line_type, head, self._book)
        return line_places(pattern, used, head, ends, answered, self._book)

    def _ends(self, lines: Sequence[str], sequence: str, used: set[str]) -> frozenset[str]:
        """The rhyme words: of the rhyme that the poem has, or at first of any rich one."""
        rows = [row for row in forms.rhyming_lines(sequence) if row < len(lines)]
        words = "".join(lines[row][-1:] for row in rows)
        if rhymes := writing.rhyming_with(words, self._book, used):
            return rhymes
        rich = writing.rich_groups(self._book)
        return frozenset().union(*(writing.rhyme_characters(group, self._book) for group in rich))

    def flaws(self, draft: Draft, line: str) -> float | None:
        return self.faults(draft.lines, line, len(draft.lines))

    def faults(self, others: Sequence[str], line: str, index: int) -> float | None:
        if len(line) != self._form.characters:
            return None
        flaws = self._against(others, line, index)
        if flaws is None:
            self._misread |= writing.misread(line, self._book, self._acrostic[index : index + 1])
        else:
            self._kept = True
        return flaws

    def _against(self, others: Sequence[str], line: str, index: int) -> float | None:
        """What counts against a line of the form's length; None where a word in it changes a tone."""
        head = self._acrostic[index : index + 1]
        before = [other for row, other in enumerate(others) if row != index]
        flaws = line_flaws(line, self._topical, self._words, before, head, self._book)
        if flaws is None:
            return None
        partner = self._partner(others, index)
        flaws += LAST_RESORT * self._copied(line)
        measures = (line[at : at + 2] for at in range(0, len(line) - 2, 2))
        flaws += _SHOWN * sum(pair in self._examples and pair not in self._given for pair in measures)
        strange = verse_model.cost(self._words[0], others[:index], line, self._given)
        flaws += _OLD * max(_WORN, strange)
        weight = _ANSWERING_ALONE if self.count == 2 else _ANSWERING
        return flaws if partner is None else flaws - weight * kinds.answering(partner, line)


def line_flaws(
    line: str,
    topical: set[str],
    words: Sequence[str],
    before: Sequence[str],
    head: str = "",
    book: Book = "zhonghua",
) -> float | None:
    """What counts against a line: strange words, a character twice, a quotation, nothing of the
    topic, another season or sky. None where a word in it changes the tone that was counted on, or nearly all
    of it is quoted."""
    if writing.misread(line, book, head):
        return None
    quoted = classics.quotation(line)
    flaws = LAST_RESORT * bool(quoted and not any(quoted in word for word in words))
    flaws += 1.2 * classics.strangeness(line, words)
    flaws += _ACROSS * pauses.across(line)
    apart = [character for at, character in enumerate(line) if character != line[at - 1 : at]]
    flaws += 6.0 * (len(apart) - len(set(apart)))
    flaws -= 0.8 * min(2, len(topical & set(line) - set("".join(before))))
    return flaws + scenes.AGAINST * scenes.contradictions(line, scenes.scene_of((*words, *before)))


def pattern_for(characters: int, line_type: str, head: str, book: Book) -> str:
    """The plain pattern, or the accepted one that the acrostic's character fits."""
    patterns = forms.patterns(characters, line_type)
    if head:
        return min(patterns, key=lambda pattern: len(fit(readings_in(head, book), [pattern[0]]).breaks))
    return patterns[0]


def line_grammar(places: Sequence[Collection[str]], mark: str) -> str:
    """One line with a character of each of the places, and the mark behind it."""
    names = [hanzi.character_class(place) for place in places]
    rules = {text: f"c{number}" for number, text in enumerate(dict.fromkeys(names))}
    root = f'root ::= {" ".join(rules[text] for text in names)} "{mark}"'
    return "\n".join((root, *(f"{name} ::= {text}" for text, name in rules.items())))


def line_places(
    pattern: str,
    used: set[str],
    head: str,
    ends: frozenset[str] | None,
    answered: str,
    book: Book,
) -> list[Collection[str]]:
    """The characters that each place of a tone pattern may have. `head` is the first one where it
    is asked for, `ends` what the line may end with (None: whatever fits the pattern), `answered` a line
    whose kinds of words it has where there is a choice of them."""
    level, oblique = writing.writing_characters("level", book), writing.writing_characters("oblique", book)
    tones = {"平": level, "仄": oblique}
    tones["中"] = tones["平"] | tones["仄"]
    places = [tones[tone] - used for tone in pattern]
    places[-1] -= pauses.never_last()
    if ends is not None:
        places[-1] = ends - used - pauses.never_last()
    for place, character in enumerate(answered):
        kin = places[place] & kinds.answers_to(character)
        places[place] = kin if len(kin) >= _CHOICE else places[place]
    return [head, *places[1:]] if head else [*places]


def read_tables(book: Book = "zhonghua") -> None:
    """Make ready what the first line needs: half a second, once."""
    writing.rich_groups(book)
    classics.quotation("春眠不觉")
    classics.pair_cost("春眠")
    pauses.never_last()
    pauses.across("春眠不觉晓")
    verse_model.cost("春晓", (), "春眠不觉晓")


def _joined(lines: Sequence[str]) -> str:
    """Lines as they are printed, a couplet to a row."""
    return "".join(line + ("，" if row % 2 == 0 else "。\n") for row, line in enumerate(lines))


def _usual_sequences(wanted: Form, seed: int) -> list[str]:
    """Two sequences to try: five characters usually begin without a rhyme, seven with one."""
    rhymed = [sequence for sequence in wanted.sequences if sequence[0] in "Bb"]
    plain = [sequence for sequence in wanted.sequences if sequence[0] in "Aa"]
    pool = (rhymed if wanted.characters == 7 else plain) or plain
    return random.Random(seed).sample(pool, k=min(_SEQUENCES_AT_ONCE, len(pool)))
