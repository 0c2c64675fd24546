"""The values that go into and come out of poetry. All frozen; they cross threads.

Owns the vocabulary of the tool: forms, options, checks, poems, scanned syllables. Must not import
anything slow.

The interface between the languages: `chinese` and `english` know sounds and grammars, `check` and
`compose` know forms. What they ask of `english`:

    scan(line: str) -> tuple[Word, ...]
    syllables_of(line: str) -> tuple[Syllable, ...]              # for showing: stresses
    check_syllables(line: str, expected: int) -> Verdict
    check_rhyme(line: str, other: str) -> Verdict                # do the last words rhyme
    check_metre(line: str, metre: str) -> Verdict                # a name of METRES
    last_word(line: str) -> str                                  # lower case, "" without one
    rhyme_set(words: Sequence[str]) -> RhymeSet                  # words that rhyme with all of them
    rhymes_richly(word: str) -> bool                             # enough common rhymes to go on with
    line_grammar(*, syllables: int | None, metre: str, rhyme: RhymeSet | None, starts_with: str,
                 must_not_end: Collection[str], needs_rhyme: bool) -> str     # GBNF, root `root`
    polish(line: str) -> str                                     # "i am" -> "I am", capital at the start
    METRES: Mapping[str, …]  with "iambic-4", "iambic-5", "limerick-3" (lines 1, 2, 5), "limerick-2" (3, 4)

`line_grammar` gives exactly one line of lower-case dictionary words with single spaces and perhaps
commas, without a line break. Exactly one of `syllables` and `metre` is set, or neither (`starts_with` and
`rhyme` alone). `starts_with` is a letter (or a word) that the line begins with. `rhyme` is the set
the last word comes out of; with `needs_rhyme` the last word is one that later lines can rhyme with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from llmdesk.errors import fill

Language = Literal["en", "zh"]
Book = Literal["zhonghua", "pingshui", "cilin"]  # whose tones and rhymes count: see classical.books
Stage = Literal["trial", "plan", "title", "lines", "rewrite", "draft", "done"]
Mark = Literal["level", "oblique", "stressed", "weak", "either", "unknown"]


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of poem, as `resources/poetry/forms.toml` defines it.

    `title` and `explanation` are English; `title_zh` and `explanation_zh` say the same in Chinese.
    `example` is a poem of our own that keeps the form, `example_title` its title.

    `lines` are the fewest and the most lines. Of a Chinese form: `characters` a line (0: free
    within `width`; with both, what is written unless asked otherwise) and `sequences`, the tone
    patterns (平仄) as line types, a letter a line; rhymes follow from them. `couplets` are pairs of lines
    (from 0) that must be parallel in tone. `tune` is the 词牌 of a song (词), whose lines are in `ci.tunes`;
    "" for another form.

    Of an English form: `syllables` for each line (empty: free). `measures`: the metres of its lines,
    again from the start after the last; a poem keeps one of them, and is written in the first. `rhyme`:
    the scheme of the poem or, where the number of lines is open, of a stanza, a letter a line; `rhymes`
    are others that it may have, and the last `tail` lines may rhyme among themselves in any order. `chain`:
    a stanza hands a rhyme on to the next, or whole lines (pantoum). `refrain`: a letter for each line that
    comes again, a small one where only its first words do (rondeau), "." for the rest. `echo`: the last
    line may, or must, come back to an earlier end word (Lear). `unrhymed`: the lines must not rhyme.
    `written`: how many lines are written (0: as few as may be).
    """

    name: str
    language: Language
    title: str
    title_zh: str
    explanation: str
    explanation_zh: str
    example: tuple[str, ...]
    example_title: str
    lines: tuple[int, int]
    characters: int = 0
    width: tuple[int, int] = (0, 0)
    sequences: tuple[str, ...] = ()
    couplets: tuple[tuple[int, int], ...] = ()
    syllables: tuple[int, ...] = ()
    measures: tuple[tuple[str, ...], ...] = ()
    rhyme: str = ""
    rhymes: tuple[str, ...] = ()
    tail: int = 0
    chain: Literal["", "terza", "rubai", "pantoum"] = ""
    refrain: str = ""
    echo: Literal["", "may", "must"] = ""
    unrhymed: bool = False
    written: int = 0
    tune: str = ""
    acrostic: Literal["optional", "required"] = "optional"

    @property
    def regulated(self) -> bool:
        """Whether patterns of level and oblique tones hold."""
        return bool(self.sequences)

    @property
    def by_rhyme_book(self) -> bool:
        """Whether a rhyme book says what its tones and rhymes are."""
        return self.regulated or bool(self.tune)


@dataclass(frozen=True, slots=True)
class PoemOptions:
    """What the user chose. `language` None: the form's. `seconds` None: no limit on the time.

    `acrostic`: the first characters (Chinese) or letters (English) of the lines, in order.
    `drafts`: so many poems are written and the one with the best score is kept; with 1 and `seconds`, as
    many as there is time for. `seed` None draws one.
    `rhymes`: the rhyme book of Chinese verse; None: today's sounds.
    """

    form: str
    topic: str
    mood: str = ""
    language: Language | None = None
    acrostic: str = ""
    drafts: int = 1
    seed: int | None = None
    seconds: float | None = None
    rhymes: Book | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something holds, and why in a sentence with `{name}` places for `params`."""

    passed: bool
    message: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """One rule held against a poem or one of its lines (from 0).

    `rule` is one of `check.RULES`. `message` is an English sentence, marked for translation, with
    `{name}` places that `params` fill; `detail` is the filled sentence.
    """

    rule: str
    line: int | None
    passed: bool
    message: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def scope(self) -> str:
        return "poem" if self.line is None else f"line {self.line + 1}"

    @property
    def detail(self) -> str:
        return fill(self.message, self.params)


@dataclass(frozen=True, slots=True)
class Poem:
    """A poem and what the rules of its form say about it. `attempts` counts candidate lines.

    `score` is the mean log-likelihood of a token (of a character in Chinese) under the model without
    constraints, less penalties (natural log; nearer 0 is better), by which drafts are compared.
    `warning` is "" or a sentence about the model that was used. `rhymes`: the book whose tones it keeps.
    """

    form: str
    language: Language
    title: str
    lines: tuple[str, ...]
    checks: tuple[Check, ...]
    passed: bool
    attempts: int
    seconds: float
    model: str
    seed: int
    score: float = 0.0
    warning: str = ""
    rhymes: Book | None = None

    @property
    def text(self) -> str:
        return "\n".join((self.title, "", *self.lines) if self.title else self.lines)


@dataclass(frozen=True, slots=True)
class PoemProgress:
    """How far the writing is. `line` (from 0) is being written; `lines` are those kept so far, or at the
    stage "draft" a whole poem."""

    stage: Stage
    line: int
    lines: tuple[str, ...]
    attempts: int
    draft: int = 1


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable of a line, for showing. `text` is the character, or the letters of the syllable
    or of its word; `start`/`end` are character offsets in the line.

    `readings` are the sounds it may have ("kàn", "kān"; English: "stressed", "weak"), the used one first.
    """

    text: str
    mark: Mark
    readings: tuple[str, ...]
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """An English word of a line: where it stands, and every listed pronunciation.

    `stresses` has a string a pronunciation, a digit a syllable: 1 main, 2 second, 0 none.
    `known` is False where the pronunciations are a guess from the spelling.
    """

    text: str
    start: int
    end: int
    stresses: tuple[str, ...]
    known: bool

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers of syllables it may have."""
        return tuple(sorted({len(pattern) for pattern in self.stresses}))


@dataclass(frozen=True, slots=True)
class RhymeSet:
    """Words that rhyme with each other, the commonest first; `key` names the sound."""

    key: str
    words: tuple[str, ...]
