"""What of all documents is called, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.chat.everything.found import Judged, Unread
from llmdesk.ui.notify import translate_core

_CONTEXT = "AllDocuments"
_ANSWERS = {
    "yes": QT_TRANSLATE_NOOP("AllDocuments", "Yes"),
    "no": QT_TRANSLATE_NOOP("AllDocuments", "No"),
    "unsure": QT_TRANSLATE_NOOP("AllDocuments", "Unsure"),
}


_BY_HAND = {
    "yes": QT_TRANSLATE_NOOP("AllDocuments", "Yes, by you"),
    "no": QT_TRANSLATE_NOOP("AllDocuments", "No, by you"),
}
_VALUED = {
    "no": QT_TRANSLATE_NOOP("AllDocuments", "Nothing found"),
    "unsure": QT_TRANSLATE_NOOP("AllDocuments", "{value} (not checked)"),
}
_UNREAD = QT_TRANSLATE_NOOP("AllDocuments", "Not read to its end")
_SHOWN = 120  # characters of a value
# Why a value is to be looked at, as of `tools/fields` and `tools/ask/each`.
_PROBLEMS = {
    "nowhere": QT_TRANSLATE_NOOP("AllDocuments", "These words stand nowhere in the document."),
    "no number": QT_TRANSLATE_NOOP("AllDocuments", "This is no number."),
    "several numbers": QT_TRANSLATE_NOOP("AllDocuments", "These are several numbers."),
    "no date": QT_TRANSLATE_NOOP("AllDocuments", "This is no date."),
    "no money": QT_TRANSLATE_NOOP("AllDocuments", "This is no amount of money."),
    "several": QT_TRANSLATE_NOOP("AllDocuments", "The document states another value that may be meant."),
    "weak model": QT_TRANSLATE_NOOP("AllDocuments", "This model did badly in a short trial."),
    "unread": QT_TRANSLATE_NOOP("AllDocuments", "A part of the document could not be read."),
}


def answer_words(row: Judged, *, valued: bool = False) -> str:
    """Yes or no; `valued`: the value that the document was asked for."""
    translate = QCoreApplication.translate
    if not valued:
        by_hand = _BY_HAND.get(row.answer) if row.by_hand else None
        return translate(_CONTEXT, by_hand or _ANSWERS[row.answer])
    value = " ".join(row.value[:_SHOWN].split())
    if row.answer == "yes":
        return value
    if row.answer == "unsure" and not value:
        return translate(_CONTEXT, _UNREAD)
    return fill(translate(_CONTEXT, _VALUED[row.answer]), {"value": value})


def problem_words(row: Judged) -> str:
    """Why its value is to be looked at; "" for none."""
    known = _PROBLEMS.get(row.problem)
    return QCoreApplication.translate(_CONTEXT, known) if known else ""


def place_words(row: Judged) -> str:
    """The name of the document, and the page."""
    return ", ".join(filter(None, (row.document.name, row.page if row.quote else "")))


def unread_words(unread: Unread) -> str:
    reason = fill(translate_core(unread.reason), dict(unread.params), translate_core) if unread.reason else ""
    return f"{unread.document.name}: {reason}" if reason else unread.document.name
