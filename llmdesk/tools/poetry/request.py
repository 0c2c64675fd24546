"""What the user asked for, made sense of before anything is written.

Owns the limits on topic, mood and acrostic and the mistakes they can be. Must not know how a poem
is written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError
from llmdesk.tools.poetry.chinese import hanzi
from llmdesk.tools.poetry.chinese.ci import tunes
from llmdesk.tools.poetry.english.handbook.schemes import whole_stanzas
from llmdesk.tools.poetry.forms import form as form_of
from llmdesk.tools.poetry.forms import forms
from llmdesk.tools.poetry.types import Book, Form, PoemOptions

LONGEST_TOPIC = 2_000  # characters; a longer topic is a document
LONGEST_MOOD = 60
MOST_DRAFTS = 8
_LONGEST_WORD = 12  # letters of a topic that an acrostic may spell
_ACROSTIC_MARKS = "，。！？、,.!?·-'’"


@dataclass(frozen=True, slots=True)
class Request:
    """Options that make sense. `acrostic`: its letters or characters alone; `seed` is drawn."""

    form: Form
    topic: str
    mood: str
    acrostic: str
    drafts: int
    seed: int
    seconds: float | None
    rhymes: Book


def understand(options: PoemOptions) -> Request:
    """Check the options; raises `UsageError` with what is wrong and what to do."""
    wanted = form_of(options.form)
    topic = " ".join(options.topic.split())
    if not any(character.isalnum() for character in topic):
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The poem has no topic."),
            "",
            QT_TRANSLATE_NOOP("core", "Say in a few words what it should be about."),
        )
    if len(topic) > LONGEST_TOPIC:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The topic is too long."),
            QT_TRANSLATE_NOOP("core", "It has {count} characters; a topic may have {most}."),
            QT_TRANSLATE_NOOP("core", "Say in a few words what the poem should be about."),
            count=len(topic),
            most=LONGEST_TOPIC,
        )
    if options.language not in (None, wanted.language):
        raise _other_language(wanted)
    seed = options.seed if options.seed is not None else random.SystemRandom().getrandbits(31)
    if wanted.name == tunes.ANY:
        wanted = form_of(tunes.drawn(seed))
    return Request(
        wanted,
        topic,
        " ".join(options.mood.split())[:LONGEST_MOOD],
        acrostic_of(wanted, options.acrostic, topic),
        min(max(1, options.drafts), MOST_DRAFTS),
        seed,
        options.seconds,
        _book(options, wanted),
    )


def _book(options: PoemOptions, wanted: Form) -> Book:
    """The rhyme book; songs have the tones of 平水韵 and rhyme by 词林正韵."""
    return "cilin" if wanted.tune and options.rhymes == "pingshui" else options.rhymes or "zhonghua"


def acrostic_of(wanted: Form, text: str, topic: str = "") -> str:
    """The characters or letters that the lines begin with; raises `UsageError`."""
    letters = "".join(
        character for character in text if not character.isspace() and character not in _ACROSTIC_MARKS
    )
    if not letters and wanted.acrostic == "required":
        letters = _acrostic_in(topic, wanted)
    if not letters:
        return ""
    if wanted.tune:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "A song to a tune cannot be an acrostic."),
            QT_TRANSLATE_NOOP("core", "The tune sets the tone of each first character."),
            QT_TRANSLATE_NOOP("core", "Leave the first characters empty, or choose another form."),
        )
    _refuse_odd(letters, wanted)
    _refuse_number(len(letters), wanted)
    return letters


def _acrostic_in(topic: str, wanted: Form) -> str:
    """The word that the topic is, for a form that cannot do without one."""
    letters = "".join(filter(str.isalpha, topic))
    if letters.isascii() and wanted.lines[0] <= len(letters) <= _LONGEST_WORD:
        return letters
    raise UsageError(
        QT_TRANSLATE_NOOP("core", "An acrostic needs the word that its lines should spell."),
        "",
        QT_TRANSLATE_NOOP("core", "Give a word of {few} to {most} letters."),
        few=wanted.lines[0],
        most=wanted.lines[1],
    )


def _refuse_odd(letters: str, wanted: Form) -> None:
    """Raise `UsageError` for what no line of the form can begin with."""
    if wanted.language == "zh":
        odd = [character for character in letters if not hanzi.is_character(character)]
        odd = odd or [character for character in letters if not _known(character)]
        message = QT_TRANSLATE_NOOP("core", "“{odd}” cannot begin a line of a Chinese poem.")
        hint = QT_TRANSLATE_NOOP("core", "Use Chinese characters only.")
    else:
        odd = [character for character in letters if not _is_letter(character)]
        message = QT_TRANSLATE_NOOP("core", "“{odd}” cannot begin a line of an English poem.")
        hint = QT_TRANSLATE_NOOP("core", "Use the letters A to Z only.")
    if odd:
        raise UsageError(message, "", hint, odd="".join(dict.fromkeys(odd))[:12])


def _refuse_number(count: int, wanted: Form) -> None:
    """Raise `UsageError` where there is not one letter for each line, and where stanzas are not whole."""
    few, most = wanted.lines
    message = QT_TRANSLATE_NOOP("core", "The acrostic does not have one character for each line.")
    if not few <= count <= most:
        raise UsageError(
            message,
            QT_TRANSLATE_NOOP("core", "It has {count}; the form has {few} to {most} lines.")
            if few < most
            else QT_TRANSLATE_NOOP("core", "It has {count}; the form has {most} lines."),
            count=count,
            few=few,
            most=most,
        )
    if not whole_stanzas(wanted, count):
        raise UsageError(
            message,
            QT_TRANSLATE_NOOP("core", "It has {count}; the form has stanzas of {few} lines."),
            count=count,
            few=len(wanted.rhyme),
        )


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _known(character: str) -> bool:
    return any(reading.tone for reading in hanzi.readings(character))


def _other_language(wanted: Form) -> UsageError:
    others = Listing(tuple(form.name for form in forms() if form.language != wanted.language))
    if wanted.language == "en":
        return UsageError(
            QT_TRANSLATE_NOOP("core", "“{form}” is a form of English verse."),
            "",
            QT_TRANSLATE_NOOP("core", "Choose one of the Chinese forms: {others}."),
            form=wanted.name,
            others=others,
        )
    return UsageError(
        QT_TRANSLATE_NOOP("core", "“{form}” is a form of Chinese verse."),
        "",
        QT_TRANSLATE_NOOP("core", "Choose one of the English forms: {others}."),
        form=wanted.name,
        others=others,
    )
