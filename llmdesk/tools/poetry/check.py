"""The rules of a form, held one by one against a poem, whoever wrote it.

Owns the names of the rules, how pasted text becomes lines, and which checks a form asks for. The
rules themselves are in `chinese.check` and `english.check`. A rule that does not hold is always a
failed check, never left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError
from llmdesk.tools.poetry.chinese import check as check_chinese
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci.pasted import read_song
from llmdesk.tools.poetry.chinese.ci.verdict import judge_song
from llmdesk.tools.poetry.chinese.classical.books import Book, syllables_of
from llmdesk.tools.poetry.english import check as check_english
from llmdesk.tools.poetry.english.handbook.schemes import whole_stanzas
from llmdesk.tools.poetry.forms import form as form_of
from llmdesk.tools.poetry.pasted import (
    is_credit,
    is_name,
    labelled_lines,
    plain_title,
    rows_of,
    title_of,
    unquoted,
    without_banner,
)
from llmdesk.tools.poetry.types import Check, Form, Syllable

# Every rule by its name in `Check.rule` and in the JSON, with a title for showing.
RULES: dict[str, str] = {
    "lines": QT_TRANSLATE_NOOP("core", "Number of lines"),
    "characters": QT_TRANSLATE_NOOP("core", "Characters in the line"),
    "tones": QT_TRANSLATE_NOOP("core", "Tone pattern"),
    "opposition": QT_TRANSLATE_NOOP("core", "Lines of a couplet oppose"),
    "adhesion": QT_TRANSLATE_NOOP("core", "Couplets stick together"),
    "parallel": QT_TRANSLATE_NOOP("core", "Parallel couplet"),
    "ending": QT_TRANSLATE_NOOP("core", "Tone at the end"),
    "rhyme": QT_TRANSLATE_NOOP("core", "Rhyme"),
    "repetition": QT_TRANSLATE_NOOP("core", "No rhyme word twice"),
    "again": QT_TRANSLATE_NOOP("core", "Said again"),
    "syllables": QT_TRANSLATE_NOOP("core", "Syllables"),
    "metre": QT_TRANSLATE_NOOP("core", "Metre"),
    "refrain": QT_TRANSLATE_NOOP("core", "Refrain"),
    "acrostic": QT_TRANSLATE_NOOP("core", "Acrostic"),
    "kind": QT_TRANSLATE_NOOP("core", "Kind of poem"),
    "named": QT_TRANSLATE_NOOP("core", "What teachers name"),
}
LONGEST = 20_000  # characters of a pasted poem
_STANZAS = QT_TRANSLATE_NOOP("core", "{count} lines; the form has stanzas of {few}.")
_SEPARATORS = re.compile(r"[，。！？；：、,.!?;:\n\r…]+")
_MOST_ABOVE, _LEAST_BELOW = 3, 4  # rows above verse, and lines of it
_ENDS_OF_LINES = (",", ";", ":", ".")  # which no title has
_LONGER_WORD = 4  # letters, from which on every word of a title has a capital
_TITLE_MARKS = "《》〈〉#*_ \t\u3000"


def check_poem(text: str, form_name: str, acrostic: str = "", book: Book = "zhonghua") -> tuple[Check, ...]:
    """Every rule of the form, by the rhyme book, for a poem as it was pasted: with or without a title, its
    lines divided by line breaks or, in Chinese verse, by marks. Raises `UsageError`."""
    wanted = form_of(form_name)
    if len(text) > LONGEST:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The text is too long for a poem."),
            QT_TRANSLATE_NOOP("core", "It has {count} characters; a poem may have {most}."),
            count=len(text),
            most=LONGEST,
        )
    lines = split_poem(text, wanted)[1] if text.strip() else ()
    if not lines:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no poem in the text."),
            "",
            QT_TRANSLATE_NOOP("core", "Enter the poem with one line of verse per line."),
        )
    return check_lines(lines, wanted, acrostic, book)


def check_lines(
    lines: Sequence[str], wanted: Form, acrostic: str = "", book: Book = "zhonghua"
) -> tuple[Check, ...]:
    """Every rule of the form, for lines of verse; Chinese ones by the rhyme book."""
    if wanted.tune:
        return judge_song(lines, wanted, book).checks
    checks = [_count(lines, wanted)]
    if wanted.language == "zh":
        checks += check_chinese.checks(lines, wanted, book)
    else:
        checks += check_english.checks(lines, wanted)
    if acrostic:
        checks += _acrostic(lines, acrostic)
    return tuple(checks)


def scan_line(line: str, language: str, book: Book = "zhonghua") -> tuple[Syllable, ...]:
    """The tones, by the rhyme book, or stresses of a line, for showing."""
    if language == "zh":
        return syllables_of(line, book)
    return check_english.syllables_of(line)


@lru_cache(maxsize=16)  # a long text takes a tenth of a second, and is asked for again
def split_poem(text: str, wanted: Form) -> tuple[str, tuple[str, ...]]:
    """(title, lines) of a pasted poem; the title is "" where there is none.

    What is layout is left out (see `pasted`), and so is the author, at either end. A title, and an author
    below it, stand before an empty line, in 《》, after a #, or are the one row too many at the beginning.
    A form with a fixed number of lines decides; in another one a single row before the first empty line is
    the title. The lines of a song are those of its tune.
    """
    if wanted.tune:
        song = read_song(text, wanted)
        return song.title, song.lines
    rows = rows_of(text, wanted.language)
    if labelled := labelled_lines(rows):
        first = rows[0] if not labelled_lines([rows[0], rows[0]]) else ""
        return (title_of(first) or "").strip(_TITLE_MARKS), labelled
    marked, rows = _without_credits(without_banner(rows), wanted)
    rows = _without_name(unquoted(rows), wanted)
    if wanted.regulated and (above := _above_verse(rows, wanted)):
        named = plain_title(rows[0].strip(_TITLE_MARKS))
        return marked or named, _lines(rows[above:], wanted)
    few, most = wanted.lines
    start = 0
    if not marked and few < most and rows[1:2] == [""] and not _all_apart(rows, wanted):
        least = min(few, _LEAST_BELOW) if is_name(rows[0]) or _heads(rows) else few
        start = 1 if len(_lines(rows[1:], wanted)) >= least else 0
    elif not marked and few < most and rows[2:3] == [""] and rows[0] and is_name(rows[1]):
        start = 2 if len(_lines(rows[2:], wanted)) >= min(few, _LEAST_BELOW) else 0
    elif few < most and _one_too_many(rows, wanted) and rows[0][-1:] not in ",;:.!?":
        start = 1
    elif len(_lines(rows, wanted)) > most:
        fitting = (
            begin
            for begin in range(1, min(len(rows), 5))
            if len(_lines(rows[begin:], wanted)) == most and not _is_couplet(rows[begin - 1], wanted)
        )
        start = next(fitting, _first_couplet(rows, wanted))
    while start and len(_lines(rows[start:], wanted)) > most and "" in rows[start : start + 2]:
        start = rows.index("", start) + 1  # the author's name
    if start and few < most and rows[start : start + 1] == [""] == rows[start + 2 : start + 3]:
        start += 2 if is_name(rows[start + 1]) else 0  # the author between the title and the verse
    title = rows[0].strip(_TITLE_MARKS) if start and not marked else marked
    return plain_title(title), _lines(rows[start:], wanted)


def _all_apart(rows: Sequence[str], wanted: Form) -> bool:
    """Whether every row stands apart, and the first one ends like a line, or makes whole stanzas of the form
    with the others: so it is no title."""
    count = len(_lines(rows, wanted))
    whole = whole_stanzas(wanted, count) and not whole_stanzas(wanted, count - 1)
    return (whole or rows[0][-1:] in _ENDS_OF_LINES) and not any(
        above and below for above, below in pairwise(rows)
    )


def _heads(rows: Sequence[str]) -> bool:
    """Whether the first row, which stands apart, ends like a title above lines that begin like old verse, or
    has capitals like one."""
    below = [row for row in rows[1:] if row]
    ended = rows[0][-1:].isalnum() or (rows[0][-1:] in "?!" and _is_title_case(rows[0]))
    return ended and all(row.lstrip(" \"'“‘")[:1].isupper() for row in below)


def _is_title_case(row: str) -> bool:
    """Whether several words have capitals, and all of the longer ones (Where Go the Boats?)."""
    words = re.findall(r"[^\W\d_]+", row)
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) > 1 and all(word[0].isupper() for word in words if len(word) >= _LONGER_WORD)


def _above_verse(rows: Sequence[str], wanted: Form) -> int:
    """How many rows stand above verse whose lines all have the width of the form: its title and author. A
    poem may have more lines than the form, or fewer: their number says nothing."""
    if not wanted.characters or wanted.name == "couplet-zh" or not rows:
        return 0
    widths = [[len(hanzi.characters(line)) for line in _lines([row], wanted)] for row in rows]
    for width in (wanted.characters, *widths[-1][-1:]):  # another form may have been chosen than it has
        fitting = [set(row) <= {width} for row in widths]
        above = len(rows) - next((n for n, fits in enumerate(reversed(fitting)) if not fits), len(rows))
        if above <= _MOST_ABOVE and len(_lines(rows[above:], wanted)) >= _LEAST_BELOW:
            return above
    return 0


def _without_credits(rows: list[str], wanted: Form) -> tuple[str, list[str]]:
    """A title that is marked as one, and the rows without it and without the author at either end."""
    title = ""
    if rows and (title := title_of(rows[0])):
        rows = rows[1:]
    few = wanted.lines[0]
    for end in (-1, 0):
        # The second row may be the author, below a title that nothing marks.
        for _ in range(2):
            second = next((n for n, row in enumerate(rows) if n and row), 1)
            places = [end] if end or title else [0, second]
            at = next(
                (n for n in places if len(rows) > 1 and n < len(rows) and _is_beside(rows, n, few, wanted)),
                None,
            )
            if at is None:
                break
            del rows[at]
            while rows and not rows[end]:
                del rows[end]
    if rows and not title and (title := title_of(rows[0])):
        rows = rows[1:]
    while rows and not rows[0]:
        rows = rows[1:]
    return title.strip(_TITLE_MARKS), rows


def _without_name(rows: list[str], wanted: Form) -> list[str]:
    """The rows without an introduction ("Here is a haiku:") and a bare name below a poem that is too long."""
    few = wanted.lines[0]
    if rows[1:2] == [""] and rows[0][-1:] in (":", "：") and len(_lines(rows[2:], wanted)) >= few:
        rows = rows[2:]
    apart = rows[-2:-1] == [""] or "" not in rows[:3]
    if apart and _one_too_many(rows, wanted) and is_name(rows[-1]):
        rows = rows[:-1]
    return rows


def _one_too_many(rows: Sequence[str], wanted: Form) -> bool:
    """Whether there is a line more than the form, or its whole stanzas, have."""
    count = len(_lines(rows, wanted))
    if wanted.lines[0] == wanted.lines[1]:
        return count == wanted.lines[1] + 1
    return count > wanted.lines[0] and not whole_stanzas(wanted, count) and whole_stanzas(wanted, count - 1)


def _first_couplet(rows: Sequence[str], wanted: Form) -> int:
    """Where a poem of more lines than the form has begins, two to a row, below its title and author."""
    couplets = [_is_couplet(row, wanted) for row in rows if row]
    before = couplets.index(True) if True in couplets else 0
    return rows.index([row for row in rows if row][before]) if all(couplets[before:]) else 0


def _is_couplet(row: str, wanted: Form) -> bool:
    """Whether a row has two lines of the form: a poem that is too long begins so, and no title does."""
    lines = _lines([row], wanted)
    return len(lines) > 1 and all(len(hanzi.characters(line)) == wanted.characters for line in lines)


def _is_beside(rows: list[str], at: int, few: int, wanted: Form) -> bool:
    """Whether a row names an author, and verse enough is left without it."""
    if not is_credit(rows[at]):
        return False
    rest = [row for n, row in enumerate(rows) if n != at % len(rows)]
    return len(_lines(rest, wanted)) >= few


def _lines(rows: Sequence[str], wanted: Form) -> tuple[str, ...]:
    if wanted.language == "zh" and wanted.characters:
        pieces = [piece.strip() for piece in _SEPARATORS.split("\n".join(rows)) if hanzi.characters(piece)]
        width = wanted.characters if wanted.regulated and wanted.name != "couplet-zh" else 0
        return tuple(part for piece in pieces for part in _parts(piece, width))
    return tuple(row for row in rows if row)


def _parts(piece: str, width: int) -> list[str]:
    """The lines of a piece without marks: divided by spaces, or by the `width` of the form (0: any)."""
    parts = [part for part in piece.split() if hanzi.characters(part)]
    if len(parts) > 1 and all(len(hanzi.characters(part)) > 3 for part in parts):
        return parts
    if all(len(part) == 1 for part in parts):
        return ["".join(parts)]  # set with spaces
    text = hanzi.characters(piece)
    if width and len(text) > width and len(text) % width == 0 and text == "".join(piece.split()):
        return [text[at : at + width] for at in range(0, len(text), width)]
    return [piece]


def _count(lines: Sequence[str], wanted: Form) -> Check:
    few, most = wanted.lines
    passed = few <= len(lines) <= most
    if passed and not whole_stanzas(wanted, len(lines)):
        passed = False
        few, message = len(wanted.rhyme), _STANZAS
    elif passed and wanted.rhyme and few < most:
        message = QT_TRANSLATE_NOOP("core", "{count} lines.")
    elif few == most:
        message = QT_TRANSLATE_NOOP("core", "{count} lines; the form has {most}.")
    else:
        message = QT_TRANSLATE_NOOP("core", "{count} lines; the form has {few} to {most}.")
    return Check("lines", None, passed, message, {"count": len(lines), "few": few, "most": most})


def _acrostic(lines: Sequence[str], acrostic: str) -> list[Check]:
    """The first characters or letters, in order; capitals do not count."""
    found = []
    for index, wanted in enumerate(acrostic):
        line = lines[index] if index < len(lines) else ""
        first = next((character for character in line if character.isalnum()), "")
        found.append(
            Check(
                "acrostic",
                index,
                first.casefold() == wanted.casefold(),
                QT_TRANSLATE_NOOP("core", "It begins with “{first}”; the acrostic needs “{wanted}”."),
                {"first": first, "wanted": wanted},
            )
        )
    return found
