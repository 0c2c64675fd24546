"""What form a poem has that comes without its name, in either language, and the verdict on it.

Owns the choice among the forms. A form that nobody asked for sets no rules: of old verse, and of lines that
have none of the forms, only what they are is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.documents.language import detect_language, surely_not
from llmdesk.tools.poetry.check import check_lines, split_poem
from llmdesk.tools.poetry.chinese.ci import tunes
from llmdesk.tools.poetry.chinese.ci.pasted import is_song, read_song, recognized
from llmdesk.tools.poetry.chinese.classical.books import BOOKS, Book
from llmdesk.tools.poetry.chinese.classical.judgement import Judgement
from llmdesk.tools.poetry.chinese.classical.verdict import judge
from llmdesk.tools.poetry.chinese.hanzi import characters, is_character
from llmdesk.tools.poetry.chinese.other_verse import is_other_verse, judge_other
from llmdesk.tools.poetry.english.dictionary import ranks
from llmdesk.tools.poetry.english.handbook.recognize import recognize_text
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.pasted import rows_of, without_tags
from llmdesk.tools.poetry.types import Check, Form

_QUATRAINS, _LONGER = ("jueju-5", "jueju-7"), ("lushi-5", "lushi-7")
_COUPLET, _MODERN = "couplet-zh", "modern-zh"
_SCRIPTS = frozenset(("ja", "ko", "ru", "uk", "ar", "he", "el", "th", "hi"))  # told by their letters
_ENGLISH = 0.7  # of the words
_WHOLE_POEMS = (20, 28, 40, 56)  # characters of four and eight lines
_ROWS_OF_EACH = 2  # at least, of a poem and its translation
_ABOVE_A_COUPLET = 4  # characters of 横批
_OTHER = "verse-zh"  # the name of what has no form
_WIDTHS = (5, 7)
_MOST_ABOVE = 3  # rows of a title and an author
_MARKS = re.compile("[，。！？；、,.!?;]+")
_FOREIGN = Check(
    "kind",
    None,
    True,
    QT_TRANSLATE_NOOP("core", "Only English and Chinese verse can be checked; this is in another language."),
    {},
)
_NONE_OF_OURS = Check(
    "kind",
    None,
    True,
    QT_TRANSLATE_NOOP(
        "core",
        "None of the Chinese forms here: these are not four or more lines, an even number, of five or seven "
        "characters each, and no song to a tune (词) that llmdesk knows. Choose the form that it is to have.",
    ),
    {},
)


@dataclass(frozen=True, slots=True)
class Heard:
    """`form` is what the poem is held against; `named` is False where it has none of the forms, `foreign`
    True where it is in a language whose verse nothing here knows."""

    form: Form
    named: bool = True
    foreign: bool = False


def hear(text: str) -> Heard | None:
    """The form of a pasted poem, whatever stands around it; None for Chinese lines of none of the forms."""
    text = without_tags(text)
    if _is_foreign(text):
        return Heard(form("free"), named=False, foreign=True)
    if is_song(text) and not _is_run_together(text):
        return Heard(recognized(text, form(tunes.ANY)))
    letters = sum(character.isascii() and character.isalpha() for character in text)
    if sum(map(is_character, text)) <= letters and not _stands_translated(text):
        found = recognize_text(text)
        return Heard(found) if found else Heard(form("free"), named=False)
    for wanted in map(form, (*_QUATRAINS, *_LONGER)):
        if _is_of(text, wanted):
            return Heard(wanted)
    if _is_couplet(text):
        return Heard(form(_COUPLET))
    if (nearly := _nearly(text)) is not None:
        return Heard(nearly)
    if (other := _other(text)) is not None:
        return Heard(other, named=False)
    modern = form(_MODERN)
    lines = split_poem(text, modern)[1]
    return Heard(modern) if lines and all(check.passed for check in check_lines(lines, modern)) else None


def _stands_translated(text: str) -> bool:
    """Whether it is old Chinese verse with rows of a translation, which has more letters than the verse has
    characters: a translation into Chinese would not have its form."""
    rows = [row for row in text.splitlines() if row.strip()]
    chinese = sum(any(map(is_character, row)) for row in rows)
    if chinese < _ROWS_OF_EACH or len(rows) - chinese < _ROWS_OF_EACH:
        return False
    return any(_is_of(text, form(name)) for name in (*_QUATRAINS, *_LONGER))


def _is_run_together(text: str) -> bool:
    """Whether rows without marks are as long as a poem of four or eight lines, and no tune is kept: any row
    of 28 characters has the length of 南乡子."""
    rows = ["".join(row.split()) for row in rows_of(text, "zh")]
    if not any(len(characters(row)) == len(row) in _WHOLE_POEMS for row in rows):
        return False
    wanted = recognized(text, form(tunes.ANY))
    song = read_song(text, wanted)
    return not song.title and not judge(song.lines, wanted).regular_by


def _is_foreign(text: str) -> bool:
    """Whether most of it is in another script, or surely in another language of Latin letters."""
    guess = detect_language(text)
    if not guess or guess in ("en", "zh"):
        return False
    return guess in _SCRIPTS or (bool(surely_not(text, "en")) and not _has_english_words(text))


def _has_english_words(text: str) -> bool:
    """Whether most words are common ones of English: what is told from letters errs on short rhymes."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in ranks() for word in words) >= _ENGLISH * len(words) > 0


def hear_beside(text: str, chosen: Form) -> Heard | None:
    """The same, where a form was chosen for another poem: lines of none of the forms that are as many as its
    own are held against it."""
    heard = hear(text)
    language = heard.form.language if heard is not None else "zh"
    if (
        (heard is not None and (heard.named or heard.foreign))
        or language != chosen.language
        or not text.strip()
    ):
        return heard
    lines = split_poem(text, chosen)[1]
    of_width = sum(len(characters(line)) == chosen.characters for line in lines)
    alike = chosen.lines[0] == len(lines) == chosen.lines[1] and 2 * of_width > len(lines) * (
        language == "zh"
    )
    return Heard(chosen) if alike else heard


def _is_of(text: str, wanted: Form) -> bool:
    """Whether all lines have the width of the form, and are as many; a 律诗 may be longer, or a 古风."""
    lines = split_poem(text, wanted)[1]
    count = len(lines)
    fitting = count == 4 if wanted.name in _QUATRAINS else count > 4 and count % 2 == 0
    return (
        fitting
        and all(len(characters(line)) == wanted.characters for line in lines)
        and _lines_of(text, wanted.characters) <= count + 1  # a title may be as wide
        and not _leaves_verse_out(text, lines)
    )


def _leaves_verse_out(text: str, lines: Sequence[str]) -> bool:
    """Whether a row that is none of the lines is verse: a title has one piece, and a preface pieces of all
    lengths. Above a couplet stands no preface."""
    found = {characters(line) for line in lines}
    return any(
        len(row) > 1
        and (len(lines) == 2 or _is_nearly_couplet([len(piece) for piece in row]))
        and not found.issuperset(row)
        for row in _pieces_of(text)
    )


def _pieces_of(text: str) -> Iterator[list[str]]:
    """The pieces between marks of each row, their characters alone."""
    for row in rows_of(text, "zh"):
        if pieces := [found for piece in _MARKS.split(row) if (found := characters(piece))]:
            yield pieces


def _is_nearly_couplet(sizes: Sequence[int]) -> bool:
    return len(sizes) % 2 == 0 and max(sizes) - min(sizes) <= 1 and any(size in _WIDTHS for size in sizes)


def _nearly(text: str) -> Form | None:
    """The form of four or eight lines, a quarter of which at the most have a character too many or too few,
    where they rhyme: verse with a slip in it, or with a character lost on the way."""
    rows = list(_pieces_of(text))
    for above in range(min(_MOST_ABOVE, len(rows))):
        if above and len(rows[above - 1]) > 1:
            return None  # what has marks inside is no title
        lines = [piece for row in rows[above:] for piece in row]
        for wanted in map(form, (*_QUATRAINS, *_LONGER)):
            if _is_nearly_of(lines, wanted) and _rhymes(lines, wanted):
                kept = split_poem(text, wanted)[1]
                return wanted if [characters(line) for line in kept] == lines else None
    return None


def _other(text: str) -> Form | None:
    """A form for the lines of old verse that has none, so that they are divided; None where it is none."""
    rows = list(_pieces_of(text))
    if not any(len(row) > 1 for row in rows):
        return None  # lines that no marks divide may begin with a title
    above = next(n for n, row in enumerate(rows) if len(row) > 1)
    lines = [piece for row in rows[above:] for piece in row]
    if above > _MOST_ABOVE or not is_other_verse(lines):
        return None
    count = len(lines)
    wanted = replace(form(_MODERN), name=_OTHER, lines=(count, count), characters=len(lines[-1]))
    return wanted if [characters(line) for line in split_poem(text, wanted)[1]] == lines else None


def _is_nearly_of(lines: Sequence[str], wanted: Form) -> bool:
    off = [abs(len(line) - wanted.characters) for line in lines]
    return len(lines) == wanted.lines[0] and max(off) == 1 and 4 * sum(off) <= len(off)


def _rhymes(lines: Sequence[str], wanted: Form) -> bool:
    return any(
        all(check.passed for check in check_lines(lines, wanted, "", book) if check.rule == "rhyme")
        for book in BOOKS
    )


def _is_couplet(text: str) -> bool:
    """Whether two lines are alike, and none is left out: 《关雎》 is no couplet below a title."""
    couplet = form(_COUPLET)
    lines = split_poem(text, couplet)[1]
    width = len(characters(lines[0])) if lines else 0
    alike = len(lines) == 2 and len(characters(lines[1])) == width >= couplet.width[0]
    alone = _lines_of(text, width) <= len(lines) + (width == _ABOVE_A_COUPLET)
    return alike and alone and not _leaves_verse_out(text, lines)


def _lines_of(text: str, width: int) -> int:
    """How many lines there are in rows that have lines of this width alone."""
    rows = (
        "".join(each if is_character(each) else " " for each in row).split() for row in rows_of(text, "zh")
    )
    return sum(len(row) for row in rows if all(len(line) == width for line in row))


def judge_heard(
    lines: Sequence[str], heard: Heard, acrostic: str = "", book: Book | None = None
) -> Judgement:
    """The verdict of `judge`, without the rules of a form that nobody asked for."""
    if heard.foreign:
        return Judgement("", (), "zhonghua", "", (), (_FOREIGN,))
    if heard.form.name == _OTHER:
        return judge_other(lines)
    judged = judge(lines, heard.form, acrostic, book)
    if not heard.named or judged.is_old:
        told = [check for check in judged.shown if check.rule in ("kind", "named")]
        told = [replace(check, passed=True) if check.rule == "kind" else check for check in told]
        return replace(judged, checks=(), shown=tuple(told) or (_NONE_OF_OURS,))
    return judged
