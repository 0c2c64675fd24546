"""English verse line by line: what the model is shown, what a line must keep, what counts against it.

Owns the prompts of English forms and the wishes for each line. Some candidates are written freely and
kept only when they keep the form; others under a grammar, so that there is always a line. A line that
answers a rhyme is written under the grammar alone: hardly one in fifty free ones would end on it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from llmdesk.paths import resource
from llmdesk.tools.poetry.desk import Ask
from llmdesk.tools.poetry.english import prosody
from llmdesk.tools.poetry.english.dictionary import ranks
from llmdesk.tools.poetry.english.grammar import can_end, line_grammar
from llmdesk.tools.poetry.english.handbook import schemes
from llmdesk.tools.poetry.english.metre import METRES
from llmdesk.tools.poetry.english.rhyme import STUBS, plain_families
from llmdesk.tools.poetry.types import Form, RhymeSet

LONGEST_HEADING = 120  # characters of topic and mood that the model is shown
MOST_RHYMES = 150  # words of a rhyme set that are offered, the commonest
_LARGE = 8  # words of a family
_ENOUGH = 5  # common rhymes of a word outside the families
_FEW_RHYMES = 3  # plain rhymes below which all others are offered too
_RARE = 9_000  # rank of a word from which on it counts as rare
_COMMON = 6_000  # rank of a word up to which it may be a rhyme without being in a plain family
_COMMONEST = 700  # rank below which a word tells little
_WORN = 1.7  # mean log-likelihood of a syllable, negated, below which a line is a worn phrase
_POOR = -3.0  # worth of a syllable, below which another round may bring a better line
_LONGEST = 18  # syllables of a line without a measure
_USUAL_LENGTH = 8  # syllables of a line without a measure
_LABEL = "notes:"
_HALF = 4  # syllables of a refrain that is half a line
_APART = 3  # lines of blank verse within which none rhymes
_STRAIN = 0.7  # for a unit of `english.strain`
_WRONG_ARTICLE = re.compile(r"\b(?:a [aeio]|an [b-df-gj-np-tv-z])", re.IGNORECASE)
_CLICHES = frozenset(
    {
        *("beautiful", "beauty", "blanket", "blankets", "dance", "dances", "dancing", "embrace"),
        *("gentle", "gently", "harmony", "melody", "peace", "peaceful", "serene", "softly", "soul"),
        *("symphony", "tapestry", "tranquil", "whisper", "whispers", "whispering", "whispered"),
    }
)


class EnglishVerse:
    """A poem in an English form. `count`: its lines, within those of the form."""

    temperature = 0.85

    def __init__(self, wanted: Form, topic: str, mood: str = "", acrostic: str = "", count: int = 0) -> None:
        self._form, self._acrostic = wanted, acrostic
        self._heading = _heading(wanted, topic, mood)
        self._topical = _full_words(f"{topic} {mood}")
        self._examples = _example_lines(wanted)
        self._example_runs = {run for line in self._examples for run in _runs(line, 3)}
        self._shown_notes = " ".join(poem.get("notes", "") for poem in _poems(wanted))
        self.count = count or schemes.written_lines(wanted)
        self._scheme = next(iter(schemes.schemes(wanted, self.count)), "")
        self._metres = next(iter(schemes.metres(wanted, self.count)), ())
        self._refrain = schemes.refrain(wanted, self.count, ring=True)
        self.wants_notes = bool(self._shown_notes.strip())
        self.stops = wanted.name not in ("haiku", "tanka")

    # -- the notes -----------------------------------------------------------------------

    def notes_ask(self) -> Ask:
        """What the poem could have in it: a few plain things, separated by commas."""
        thing = "[a-z] [a-z' ]{2,24}"
        return Ask(f"{self._heading}Notes:", f'root ::= " " {thing} (", " {thing}){{2,4}} "\\n"')

    def note_value(self, notes: str) -> float:
        """How much notes have to offer: full words that the topic and the examples do not have."""
        words = _full_words(notes) - self._topical - _full_words(self._shown_notes)
        return float(
            sum(1 for word in words if ranks().get(word, 0) > _COMMONEST) - 2 * len(words & _CLICHES)
        )

    def take_notes(self, notes: str) -> None:
        if notes:
            self._heading += f"Notes: {notes.strip()}\n"
        self._topical |= _full_words(notes)

    # -- what the model is asked ---------------------------------------------------------

    def asks(self, before: Sequence[str], after: Sequence[str]) -> list[Ask]:
        """Ways to ask for the line between the lines `before` and `after` it; the latter count for
        the rhyme only. No asks where no line can be made."""
        return [Ask(self.prompt(before), grammar) for grammar in self._grammars(before, after)]

    def prompt(self, before: Sequence[str]) -> str:
        """What stands before the line that comes next."""
        return self._heading + "".join(f"{line}\n" for line in before)

    def max_tokens(self, index: int) -> int:
        """Of a line: one and a half for a syllable, and the end."""
        syllables, metre = self._measure(index)
        most = syllables or (METRES[metre].lengths.stop if metre else _LONGEST)
        return most * 3 // 2 + 4

    def _grammars(self, before: Sequence[str], after: Sequence[str]) -> list[str]:
        """Of the free asks, and of the one that keeps the form by grammar ("" where none is needed)."""
        index = len(before)
        syllables, metre = self._measure(index)
        letter = self._acrostic[index : index + 1]
        if not self._scheme:
            free = line_grammar(starts_with=letter) if letter else ""
            if syllables is None and not metre:
                return [free]
            return [free, line_grammar(syllables=syllables, metre=metre, starts_with=letter)]
        if self._scheme.count(self._scheme[index]) == 1:  # nothing rhymes with it
            return [
                line_grammar(starts_with=letter) if letter else "",
                line_grammar(syllables=syllables, metre=metre, starts_with=letter),
            ]
        words = self._rhymes(before, after)
        if not words:
            return []
        rhyme = RhymeSet("", words)
        try:
            kept = line_grammar(syllables=syllables, metre=metre, rhyme=rhyme, starts_with=letter)
        except ValueError:  # beside lines that somebody typed, or that begin with a letter like X
            return []
        if self._partners(before, after):
            return [kept]
        return [line_grammar(starts_with=letter) if letter else "", kept]

    def comes_again(self, before: Sequence[str]) -> str:
        """The refrain that the next line is; "" where a new line is wanted."""
        letter = self._refrain[len(before) : len(before) + 1].strip(".")
        first = self._refrain.find(letter.upper()) if letter else len(before)
        if first >= len(before):
            return ""
        return first_words(before[first]) if letter.islower() else before[first]

    def is_refrain(self, index: int) -> bool:
        """Whether a line cannot be another one while the rest of the poem stays."""
        return self._refrain[index : index + 1] not in ("", ".")

    def _echoes(self, index: int) -> bool:
        return self._form.echo == "must" and index == self.count - 1

    def _partners(self, before: Sequence[str], after: Sequence[str]) -> list[str]:
        """The last words of the lines that the line between them rhymes with."""
        index, scheme = len(before), self._scheme
        lines = dict(enumerate(before)) | {index + 1 + n: line for n, line in enumerate(after)}
        return [prosody.last_word(line) for n, line in lines.items() if scheme[n] == scheme[index]]

    def _measure(self, index: int) -> tuple[int | None, str]:
        syllables, metres = self._form.syllables, self._metres
        return (
            syllables[index] if index < len(syllables) else None,
            metres[index] if index < len(metres) else "",
        )

    def _rhymes(self, before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
        """The words that the line may end on: plain rhymes of its letter, or the start of a family."""
        scheme = self._scheme
        used = {prosody.last_word(line) for line in (*before, *after)}
        partners = self._partners(before, after)
        if self._echoes(len(before)):
            return tuple(dict.fromkeys(partners))
        if not partners:
            taken = [family for family in plain_families() if used & set(family)]
            fewest = self._new_lines(scheme[len(before)])
            free = [family for family in _large_families() if family not in taken and len(family) > fewest]
            return tuple(word for family in free for word in family)
        plain = {word for family in plain_families() if partners[0] in family for word in family}
        every = prosody.rhyme_set(partners).words
        fitting = [word for word in every if word in plain and word not in used]
        if len(fitting) < _FEW_RHYMES:
            fitting = [word for word in every if word not in used and ranks()[word] < _COMMON][:MOST_RHYMES]
        return tuple(fitting)

    def _new_lines(self, letter: str) -> int:
        """The lines of a rhyme, a refrain counted once."""
        places = [n for n, other in enumerate(self._scheme) if other == letter]
        again = self._refrain.upper()
        return sum(not (again[n : n + 1].strip(".") and again.index(again[n]) < n) for n in places)

    # -- what comes back -----------------------------------------------------------------

    def read(self, text: str) -> str:
        """The line in what the model wrote."""
        line = text.strip()
        return tidy(line, capital=self.stops and self._form.name != "free")

    def worth(self, likelihood: float, line: str, index: int) -> float:
        """How good a line is that keeps the form: how natural it is, but a worn phrase is no better
        than a natural one; and full words that are not the commonest."""
        syllables = max(1, sum(word.counts[0] for word in prosody.scan(line)))
        natural = min(likelihood, -_WORN * syllables)
        if self._measure(index) == (None, ""):  # else short lines would win
            natural *= _USUAL_LENGTH / max(syllables, _USUAL_LENGTH / 2)
        full = _full_words(line)
        telling = sum(_COMMONEST <= ranks().get(word, _RARE) < _RARE for word in full)
        worn = len(full & _CLICHES)
        return natural + 0.8 * min(telling, 3) - 1.5 * worn

    def will_do(self, value: float, index: int) -> bool:
        """Whether a line of such a worth need not be tried for once more. Only a line in a metre is
        hard enough to write for a second round to pay."""
        metre = METRES.get(self._measure(index)[1])
        return metre is None or value >= _POOR * (3 * metre.beats - 1 if metre.triple else 2 * metre.beats)

    def flaws(self, others: Sequence[str], line: str, index: int) -> float | None:
        """What counts against a line beside the `others` of its poem; None where it breaks a rule."""
        words = [word.text.lower() for word in prosody.scan(line)]
        if not words or not _plain(line) or line.rstrip(",.;") in self._examples:
            return None
        if line.lower().startswith(_LABEL):  # the examples have notes before their lines
            return None
        if not self._keeps(others, line, index):
            return None
        full = [word for word in words if word not in STUBS]
        before = _full_words(" ".join(others))
        flaws = 4.0 if words[-1] in STUBS else 0.0
        flaws += 4.0 * (len(full) - len(set(full)))
        flaws += 2.0 * len(set(full) & before)
        flaws += 3.0 * len(_runs(line, 2) & {run for other in others for run in _runs(other, 2)})
        flaws += 5.0 * len(_runs(line, 3) & self._example_runs)
        flaws += 1.0 * sum(ranks().get(word, _RARE) >= _RARE for word in full)
        starts = [other.split()[0].lower() for other in others if other.split()]
        flaws += 1.0 * starts.count(line.split()[0].lower())
        flaws += 2.0 * [_start(other) for other in others].count(_start(line))
        if re.search(r"[,;:] [\w'’]+\W*$", line):  # a word hung on for the rhyme
            flaws += 3.0
        if not self._topical & (set(full) | before):
            flaws += 1.5
        flaws += 2.0 * len(_WRONG_ARTICLE.findall(line))
        if metre := self._measure(index)[1]:
            flaws += _STRAIN * prosody.strain(line, metre)
        if self._scheme and not any(words[-1] in family for family in plain_families()):
            flaws += 1.0
        return flaws

    def _keeps(self, others: Sequence[str], line: str, index: int) -> bool:
        syllables, metre = self._measure(index)
        letter = self._acrostic[index : index + 1].lower()
        first = next((character for character in line if character.isalnum()), "")
        if letter and first.lower() != letter:
            return False
        if syllables is not None and not _exactly(line, syllables):
            return False
        if metre and not prosody.check_metre(line, metre).passed:
            return False
        last = prosody.last_word(line)
        if any(other.lower() == line.lower() for other in others):
            return False
        if self._form.unrhymed:
            return not any(prosody.rhyme_kind(line, other) == "perfect" for other in others[-_APART:])
        if not self._scheme:
            return True
        return self._rhymes_well(others, line, last, index)

    def _can_be_answered(self, word: str, letter: str) -> bool:
        """Whether lines of this rhyme can be written: no iambic one ends on what rhymes with "station"."""
        metres = {self._measure(n)[1] for n, other in enumerate(self._scheme) if other == letter}
        return all(_answered(metre, word) for metre in metres if metre)

    def _rhymes_well(self, others: Sequence[str], line: str, last: str, index: int) -> bool:
        """With the lines of its letter, and on a word that others can answer where it begins the letter."""
        scheme = self._scheme
        letters = [letter for n, letter in enumerate(scheme) if n != index]
        partners = [other for other, letter in zip(others, letters, strict=False) if letter == scheme[index]]
        if self._echoes(index):
            return last in {prosody.last_word(partner) for partner in partners}
        if last in {prosody.last_word(other) for other in others}:
            return False
        if not partners:
            if any(prosody.rhyme_kind(line, other) in ("perfect", "same") for other in others):
                return False  # two letters of the scheme would sound the same
            return letters.count(scheme[index]) == 0 or (
                _opens_well(last) and self._can_be_answered(last, scheme[index])
            )
        return all(prosody.rhyme_kind(line, partner) == "perfect" for partner in partners)


def first_words(line: str) -> str:
    """The words that a line begins with, some four syllables, as a refrain of half a line has them."""
    count = 0
    for word in prosody.scan(line):
        count += word.counts[0]
        if count >= _HALF:
            return line[: word.end]
    return line


def _full_words(text: str) -> set[str]:
    return {word.text.lower() for word in prosody.scan(text)} - STUBS


def tidy(line: str, *, capital: bool) -> str:
    """A line as it is printed: its quotation marks and dashes made typographic, spaces single."""
    line = re.sub(r"\s+", " ", line).strip(" -*_")
    line = line.replace(" - ", " — ").replace("--", "—")
    line = re.sub(r'"([^"]*)"', r"“\1”", line)
    return prosody.polish(line) if capital else re.sub(r"\bi\b", "I", line)


def _plain(line: str) -> bool:
    """Only letters and the marks of sentences, no bracket or quotation left open."""
    if re.search(r"[^A-Za-zÀ-ÿ ,.;:!?'’“”—-]", line):
        return False
    return line.count("“") == line.count("”")


def _exactly(line: str, syllables: int) -> bool:
    """So many by every listed pronunciation: nobody who counts them finds another number."""
    words = prosody.scan(line)
    single = all(word.known and len(word.counts) == 1 for word in words)
    return single and sum(word.counts[0] for word in words) == syllables


@cache
def _answered(metre: str, word: str) -> bool:
    return can_end(metre, prosody.rhyme_set([word]).words)


@cache
def _opens_well(word: str) -> bool:
    """Whether a rhyme that begins with the word can go on: many plain or common words rhyme with it."""
    if any(word in family for family in _large_families()):
        return True
    return sum(ranks()[rhyme] < _COMMON for rhyme in prosody.rhyme_set([word]).words) >= _ENOUGH


@cache
def _large_families() -> tuple[tuple[str, ...], ...]:
    """Families of rhymes that leave a choice for the lines to come."""
    return tuple(family for family in plain_families() if len(family) >= _LARGE)


def _start(line: str) -> list[str]:
    return line.lower().split()[:2]


def _runs(line: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    words = [word.text.lower() for word in prosody.scan(line)]
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@cache
def _prompts() -> Mapping[str, Any]:
    return tomllib.loads(resource("poetry", "english-prompts.toml").read_text("utf-8"))


def _poems(wanted: Form) -> list[Mapping[str, Any]]:
    """The poems that the model is shown."""
    prompts = _prompts()[wanted.name]
    own = {"title": wanted.example_title, "notes": prompts.get("notes", ""), "lines": wanted.example}
    return prompts.get("poems") or [own]


def _example_lines(wanted: Form) -> frozenset[str]:
    lines = [line for poem in _poems(wanted) for line in poem["lines"]]
    return frozenset(line.rstrip(",.;") for line in (*lines, *wanted.example))


def _heading(wanted: Form, topic: str, mood: str) -> str:
    """The sentence on the form, its examples, and the title of the poem to come."""
    text = f"{_prompts()[wanted.name]['intro']}\n\n"
    for poem in _poems(wanted):
        notes = [f"Notes: {poem['notes']}"] if poem.get("notes") else []
        text += "\n".join([poem["title"], *notes, *poem["lines"]]) + "\n\n"
    subject = re.sub(r"\s+", " ", topic).strip()[:LONGEST_HEADING]
    feeling = re.sub(r"\s+", " ", mood).strip()[:LONGEST_HEADING]
    title = subject[:1].upper() + subject[1:] + (f" ({feeling})" if feeling else "")
    return f"{text}{title}\n"
