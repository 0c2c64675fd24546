"""What of a poem is set on a page: title, author, stanzas of lines with their marks, and the sounds of each.

Owns which marks stand behind a line and who the author of a pasted poem is. Must not know fonts, papers or
where a character is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.poetry.check import split_poem
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci.tunes import tune_of
from llmdesk.tools.poetry.chinese.classical.attempt import order_of
from llmdesk.tools.poetry.chinese.classical.books import Book, readings_in
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.chinese.hanzi import Tone
from llmdesk.tools.poetry.chinese.tones import fits
from llmdesk.tools.poetry.pasted import author_of, is_credit, rows_of, spans_of
from llmdesk.tools.poetry.types import Form, Language

MOST_CHARACTERS = 2_400  # of a poem on one page
MOST_LINES = 240
_LONGEST_NAME = 4  # characters of a Chinese name
_MARKS = "，。！？；：、,.!?;:…—"
_CLOSING = "”’」』）)》〉\"'"


@dataclass(frozen=True, slots=True)
class Sound:
    """Of one Chinese character: its pinyin in this place, "" where none is known, and whether its tone by the
    rhyme book is level (平); None where it may be either or has none."""

    pinyin: str
    level: bool | None


@dataclass(frozen=True, slots=True)
class PageLine:
    """`text` with its marks; `sounds` are those of its Chinese characters, in order."""

    text: str
    sounds: tuple[Sound, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A poem as it is set. `title` and `author` may be empty."""

    language: Language
    title: str
    author: str
    stanzas: tuple[tuple[PageLine, ...], ...]

    @property
    def lines(self) -> tuple[PageLine, ...]:
        return tuple(line for stanza in self.stanzas for line in stanza)


def page_of_text(text: str, wanted: Form, book: Book) -> Page:
    """A poem as it was pasted. Raises `UsageError` where there is none, or one too long for a page."""
    _refuse_long(text)
    title, lines = split_poem(text, wanted) if text.strip() else ("", ())
    if not lines:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no poem in the text."),
            "",
            QT_TRANSLATE_NOOP("core", "Enter the poem with one line of verse per line."),
        )
    rows = [row for row in rows_of(text, wanted.language) if row]
    stanzas = _stanzas_in(text, lines, wanted)
    if not title and len(stanzas) > 1 and _is_head(stanzas[0], rows):
        title, stanzas = stanzas[0][0], stanzas[1:]
    author = author_of(rows, title) or _bare_name(rows, title, lines[0])
    return page_of_lines(title, author, stanzas, wanted, book)


def _is_head(stanza: Sequence[str], rows: Sequence[str]) -> bool:
    """Whether a first stanza is a title with its author below, who may be left out of it."""
    credit = rows[1:2] if len(stanza) == 1 else stanza[1:]
    return len(credit) == 1 and is_credit(credit[0])


def _bare_name(rows: Sequence[str], title: str, first: str) -> str:
    """A Chinese name alone in a row between the title and the verse."""
    head = list(takewhile(lambda row: first not in row, rows))[1:] if title else []
    names = [row for row in head if row == hanzi.characters(row) and 1 < len(row) <= _LONGEST_NAME]
    return names[0] if names else ""


def page_of_verse(title: str, rows: Sequence[str], wanted: Form, book: Book) -> Page:
    """A poem of ours, a line to a row; an empty row divides stanzas."""
    _refuse_long("\n".join(rows))
    stanzas: list[list[str]] = [[]]
    for row in rows:
        if row.strip():
            stanzas[-1].append(row.strip())
        elif stanzas[-1]:
            stanzas.append([])
    return page_of_lines(title, "", [stanza for stanza in stanzas if stanza], wanted, book)


def page_of_lines(
    title: str, author: str, stanzas: Sequence[Sequence[str]], wanted: Form, book: Book
) -> Page:
    """Stanzas of lines with their marks; those of Chinese verse that have none get the usual ones."""
    if wanted.language == "zh":
        stanzas = _with_marks(_as_sung(stanzas, wanted), wanted)
        held = iter(_patterns([line for stanza in stanzas for line in stanza], wanted, book))
        set_lines = [
            [PageLine(line, _sounds(line, book, next(held))) for line in stanza] for stanza in stanzas
        ]
    else:
        set_lines = [[PageLine(line) for line in stanza] for stanza in stanzas]
    return Page(wanted.language, title, author, tuple(map(tuple, set_lines)))


def _refuse_long(text: str) -> None:
    lines = text.count("\n") + 1
    if len(text) > MOST_CHARACTERS or lines > MOST_LINES:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The poem is too long for one page."),
            QT_TRANSLATE_NOOP(
                "core",
                "It has {count} characters in {lines} lines; a page may have {most} in {most_lines} lines.",
            ),
            QT_TRANSLATE_NOOP("core", "Set a part of it."),
            count=len(text),
            lines=lines,
            most=MOST_CHARACTERS,
            most_lines=MOST_LINES,
        )


def _stanzas_in(text: str, lines: Sequence[str], wanted: Form) -> list[list[str]]:
    """The lines with the marks that stand behind them in the text, parted where it has an empty row; a song
    wherever it has a new row between whole stanzas (see `_as_sung`)."""
    spans = spans_of(text, lines)
    if not spans:  # marks inside a line were left out
        return [list(lines)]
    stanzas: list[list[str]] = [[]]
    for number, (start, end) in enumerate(spans):
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        behind = text[end:following]
        marks = ""
        for character in behind:
            if character not in _MARKS + _CLOSING:
                break
            marks += character
        stanzas[-1].append(text[start:end] + (marks if wanted.language == "zh" else ""))
        gap = [row.strip() for row in behind.split("\n")[1:-1]]
        if "" in gap and number + 1 < len(spans):
            stanzas.append([])
    return stanzas


def _as_sung(stanzas: Sequence[Sequence[str]], wanted: Form) -> Sequence[Sequence[str]]:
    """A song in the stanzas of its tune, where it has as many lines."""
    tune = tune_of(wanted)
    lines = [line for stanza in stanzas for line in stanza]
    for shape in tune.shapes if tune is not None else ():
        if len(shape.lines) == len(lines):
            rest = iter(lines)
            return [list(islice(rest, count)) for count in shape.stanzas]
    return stanzas


def _with_marks(stanzas: Sequence[Sequence[str]], wanted: Form) -> Sequence[Sequence[str]]:
    """Verse without any mark as it is printed: a comma, and a full stop where a couplet or a rhyme ends."""
    lines = [line for stanza in stanzas for line in stanza]
    if any(line[-1] in _MARKS + _CLOSING for line in lines) or not wanted.by_rhyme_book:
        return stanzas
    full = _full_stops(len(lines), wanted)
    marked = iter([line + ("。" if number in full else "，") for number, line in enumerate(lines)])
    return [[next(marked) for _ in stanza] for stanza in stanzas]


def _full_stops(count: int, wanted: Form) -> frozenset[int]:
    tune = tune_of(wanted)
    shape = next((each for each in tune.shapes if len(each.lines) == count), None) if tune else None
    if shape is None:
        return frozenset((*range(1, count, 2), count - 1))
    rhymes = {number for number, line in enumerate(shape.lines) if line.rhyme and not line.may_rhyme}
    return frozenset(rhymes) | shape.ends


def _patterns(lines: Sequence[str], wanted: Form, book: Book) -> list[str]:
    """The tone pattern that each line keeps, "" where it keeps none."""
    sounds, old = [readings_in(line, book) for line in lines], book != "zhonghua"
    if not wanted.regulated or not wanted.characters or wanted.name == "couplet-zh":
        return ["" for _ in lines]
    order = order_of(sounds, wanted.sequences, wanted.characters, old=old)
    held = fits(sounds, order, wanted.characters, old=old)
    return [each.pattern if each is not None and not each.breaks else "" for each in held]


def _sounds(line: str, book: Book, pattern: str) -> tuple[Sound, ...]:
    """`pattern` says on which tone a character of both tones counts in this place."""
    spoken, read, counted = hanzi.spoken_in(line), hanzi.readings_in(line), readings_in(line, book)
    found = []
    tones_of: dict[str, Tone] = {"平": "level", "仄": "oblique"}
    for place, (pinyin, known, by_book) in enumerate(zip(spoken, read, counted, strict=True)):
        tones = {reading.tone for reading in by_book}
        # Of those that count, the one that is read out here.
        here = next((reading.tone for reading in known if reading.pinyin == pinyin), None)
        spoken_tone = here or (known[0].tone if known else None)
        # Of a character on both tones the one that is spoken here: 更 gèng is oblique in the old books, too.
        tone = spoken_tone if spoken_tone in tones else next(iter(tones), None)
        if (counts := tones_of.get(pattern[place : place + 1])) in tones:
            tone = counts
        found.append(Sound(pinyin, None if tone is None else tone == "level"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ToSet:
    """A poem that is to be set. `title` None: the text was pasted, with whatever stands around the verse;
    else `text` has a line of verse in each row. `author` "": the one that the text names. `book` None: the
    one that the poem fits best."""

    text: str
    wanted: Form
    title: str | None = None
    author: str = ""
    book: Book | None = None

    def page(self) -> Page:
        """Any thread; loads what is known of the sounds. Raises `UsageError`."""
        if self.title is None:
            page = page_of_text(self.text, self.wanted, self._by())
        else:
            page = page_of_verse(self.title, self.text.split("\n"), self.wanted, self._by())
        return replace(page, author=self.author.strip() or page.author)

    def _by(self) -> Book:
        if self.book is not None or self.wanted.language != "zh" or not self.text.strip():
            return self.book or "zhonghua"
        _refuse_long(self.text)
        lines = split_poem(self.text, self.wanted)[1]
        return judge(lines, self.wanted).book if lines else "zhonghua"
