"""Songs as grammars: a character class for every place of a line, the rhyme where the tune has one.

Owns what each line of a song may be made of and what counts against it. Checks of finished songs are in
`rules`.
"""

from __future__ import annotations

from collections.abc import Sequence

from llmdesk.tools.poetry.chinese import classics, hanzi, kinds, scenes
from llmdesk.tools.poetry.chinese.ci import sounds
from llmdesk.tools.poetry.chinese.ci.tunes import SungLine, Tune
from llmdesk.tools.poetry.chinese.classical.books import Book
from llmdesk.tools.poetry.chinese.classical.writing import misread, writing_characters
from llmdesk.tools.poetry.chinese.hanzi import Tone
from llmdesk.tools.poetry.chinese.line_search import LAST_RESORT, Draft, LineAsk
from llmdesk.tools.poetry.desk import Ask

_ANSWERING = 5.0  # natural-log units, for a line whose words are all of the kinds of its partner's
_COPIED = 4  # characters in a row that the examples have too
_SHORT = 62  # characters of a song in which none comes twice
_RECENT = 6  # lines of a longer one in which none does


class SongVerse:
    """A song to the tune, in its standard form. `heading`: all that stands before the first line."""

    temperature = 0.9

    def __init__(self, tune: Tune, heading: str, words: Sequence[str], book: Book) -> None:
        """`words`: the topic and the images, which the lines had better speak of."""
        self._shape, self._heading, self._book = tune.shapes[0], heading, book
        self._words, self._given = tuple(words), " ".join(words)
        self._examples = heading[: max(0, heading.rfind("主题："))]
        self._topical = set(hanzi.characters("".join(words)))
        self._row, self._kept = -1, False  # the line that is being written, and whether one could stand
        self._misread: set[str] = set()  # characters for which its candidates could not
        self.count = len(self._shape.lines)
        self.max_tokens = 3 * max(len(line.pattern) for line in self._shape.lines) + 4

    def asks(self, draft: Draft) -> Sequence[LineAsk]:
        return [LineAsk(ask) for ask in self._asks(draft.lines, len(draft.lines))]

    def asks_beside(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        """None for a line that another one says again, or that says another again: it cannot change alone."""
        if index >= self.count or self._line(index).again or self._tail(lines, index) == lines[index]:
            return []
        return self._asks([*lines[:index], "", *lines[index + 1 :]], index)

    def _asks(self, lines: Sequence[str], index: int) -> Sequence[Ask]:
        if index != self._row:
            self._row, self._kept, self._misread = index, False, set()
        prompt = self._heading + self._joined(lines[:index])
        partner = self._partner(lines, index)
        ways = [""] if partner is None else ["", partner]
        return [Ask(prompt, self.grammar(lines, index, way)) for way in ways]

    def bare(self, above: str) -> str:
        return f"{self._shape.tune}\n\n{above}{'，' if above else ''}"

    def mark(self, index: int) -> str:
        line = self._line(index)
        rhymes = line.rhyme and not line.may_rhyme
        return "。" if rhymes or index in self._shape.ends else "，"

    def read(self, text: str) -> str:
        """With the marks where the line pauses."""
        return text.strip("，。\n ")

    def worth(self, likelihood: float, line: str) -> float:
        return likelihood

    def grammar(self, lines: Sequence[str], index: int, answered: str = "") -> str:
        """GBNF of line `index` beside the other `lines`, "" for one that is not there yet; with `answered`,
        words of the kinds that the partner has in the same places."""
        line = self._line(index)
        if line.again:
            return f'root ::= "{lines[index - 1][-len(line.pattern) :]}{self.mark(index)}"'
        tail = self._tail(lines, index)
        free = line.pattern[: len(line.pattern) - len(tail)]
        places = [self._place(tone) - self._used(lines, index) for tone in free]
        if not tail and line.rhyme and not line.may_rhyme:
            places[-1] = self._ends(lines, index)
        for at, character in enumerate(answered[: len(free) - 1]):
            kin = places[at] & kinds.answers_to(character)
            places[at] = kin if len(kin) > 7 else places[at]
        names = [hanzi.character_class(place) for place in places]
        rules = {text: f"c{number}" for number, text in enumerate(dict.fromkeys(names))}
        parts = [rules[text] for text in names]
        for at in reversed([pause for pause in line.pauses if pause < len(free)]):
            parts.insert(at, f'"{pause_mark(line, at)}"')
        root = f'root ::= {" ".join(parts)} "{tail}{self.mark(index)}"'
        return "\n".join((root, *(f"{name} ::= {text}" for text, name in rules.items())))

    def flaws(self, draft: Draft, line: str) -> float | None:
        return self.faults(draft.lines, line, len(draft.lines))

    def faults(self, others: Sequence[str], line: str, index: int) -> float | None:
        sung, line = self._line(index), hanzi.characters(line)
        if len(line) != len(sung.pattern):
            return None
        if sung.again:
            return 0.0
        if odd := misread(line, self._book):
            self._misread |= odd
            return None
        self._kept = True
        before = "".join(hanzi.characters(other) for row, other in enumerate(others) if row != index)
        quoted = classics.quotation(line)
        flaws = LAST_RESORT * bool(quoted and not any(quoted in word for word in self._words))
        flaws += LAST_RESORT * self._copied(line)
        flaws += 1.2 * sum(
            classics.strangeness(line[start:end], self._words)
            for start, end in sung.pieces
            if end - start > 1
        )
        apart = [character for at, character in enumerate(line) if character != line[at - 1 : at]]
        flaws += 6.0 * (len(apart) - len(set(apart)))
        flaws -= 0.8 * min(2, len(self._topical & set(line) - set(before)))
        flaws += scenes.AGAINST * scenes.contradictions(line, scenes.scene_of((*self._words, before)))
        partner = self._partner(others, index)
        return flaws if partner is None else flaws - _ANSWERING * kinds.answering(partner, line)

    def _line(self, index: int) -> SungLine:
        return self._shape.lines[index]

    def _place(self, tone: str) -> frozenset[str]:
        either: tuple[Tone, ...] = ("level", "oblique")
        wanted = (sounds.TONES[tone],) if tone in sounds.TONES else either
        return frozenset().union(*(writing_characters(each, self._book) for each in wanted))

    def _tail(self, lines: Sequence[str], index: int) -> str:
        """What the line must end with, since the line below it that is there says it again."""
        below = index + 1
        again = below < len(lines) and below < self.count and self._line(below).again
        return lines[below] if again else ""

    def _used(self, lines: Sequence[str], index: int) -> frozenset[str]:
        """The characters that the line does without: those of other lines near it, and of all rhymes."""
        long = self._shape.characters > _SHORT
        near = [line for row, line in enumerate(lines) if not long or abs(row - index) <= _RECENT]
        rhymes = [line[-1:] for row, line in enumerate(lines[: self.count]) if self._line(row).rhyme]
        return frozenset("".join((*near, *rhymes))) | (frozenset() if self._kept else self._misread)

    def _ends(self, lines: Sequence[str], index: int) -> frozenset[str]:
        """The rhyme words: of the rhyme that the song has there, or at first of any rich one."""
        line = self._line(index)
        tone = sounds.TONES[line.pattern[-1]]
        used = frozenset(other[-1:] for other in lines) | self._used(lines, index)
        for row, other in enumerate(lines[: self.count]):
            sung = self._line(row)
            if row != index and other and sung.rhyme == line.rhyme and not sung.may_rhyme:
                rhyme = sounds.rhyme_of(other[-1], sung, self._book)
                known = sounds.ends(tone, rhyme, self._book)
                return known - used or known
        several = [each for each in self._shape.lines if each.rhyme == line.rhyme]
        tones = frozenset(sounds.TONES[each.pattern[-1]] for each in several)
        rich = sounds.rhymes_for(tones, self._book)
        return frozenset().union(*(sounds.ends(tone, rhyme, self._book) for rhyme in rich)) - used

    def _partner(self, lines: Sequence[str], index: int) -> str | None:
        """The line of a parallel couplet that line `index` has to answer; None where there is none yet."""
        pairs = [pair for pair in self._shape.couplets if index in pair]
        partner = sum(pairs[0]) - index if pairs else -1
        found = hanzi.characters(lines[partner]) if 0 <= partner < len(lines) else ""
        led = self._line(partner).led if found else 0
        return found[led:] if found and len(found) - led == len(self._line(index).pattern) else None

    def _copied(self, line: str) -> bool:
        """Whether it says what the examples say."""
        pieces = (line[at : at + _COPIED] for at in range(len(line) - _COPIED + 1))
        return any(piece in self._examples and piece not in self._given for piece in pieces)

    def _joined(self, lines: Sequence[str]) -> str:
        """Lines as they are printed, a stanza to a row."""
        ends = self._shape.ends
        return "".join(
            line + self.mark(row) + ("\n" if row in ends else "") for row, line in enumerate(lines)
        )


def pause_mark(line: SungLine, at: int) -> str:
    """What stands where the line pauses: 、 between a few characters and the rest, ， between two clauses."""
    before = at - max((pause for pause in line.pauses if pause < at), default=0)
    return "，" if before > 3 and len(line.pattern) - at > 3 else "、"
