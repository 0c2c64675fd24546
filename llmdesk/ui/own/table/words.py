"""What the pages of a table say alike: of a small model, of a row's status, of the time for all.

Owns these words. No widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.own import Answer
from llmdesk.tools.tables.preview import Preview
from llmdesk.ui.words import counted, whole_time

_STATUSES = {
    "ok": QT_TRANSLATE_NOOP("OwnTableWords", "passed"),
    "check failed": QT_TRANSLATE_NOOP("OwnTableWords", "check failed"),
    "edited": QT_TRANSLATE_NOOP("OwnTableWords", "edited"),
    "empty": QT_TRANSLATE_NOOP("OwnTableWords", "no text"),
    "too long": QT_TRANSLATE_NOOP("OwnTableWords", "too long"),
    "failed": QT_TRANSLATE_NOOP("OwnTableWords", "no answer"),
    "cannot be read": QT_TRANSLATE_NOOP("OwnTableWords", "cannot be read"),
}
_SMALL = QT_TRANSLATE_NOOP(
    "OwnTableWords",
    "{model} is a small model and often does not do what a tool says. Look at a few rows first, or choose a "
    "larger model.",
)
_ONE = QT_TRANSLATE_NOOP("OwnTableWords", "At most about {time} for the one row.")
_EXACT = QT_TRANSLATE_NOOP("OwnTableWords", "At most about {time} for {count} rows.")
_ABOUT = QT_TRANSLATE_NOOP("OwnTableWords", "At most about {time} for about {count} rows.")
_EMPTY = QT_TRANSLATE_NOOP("OwnTableWords", "The first rows are all empty. Choose another column.")


def words(text: str) -> str:
    return QCoreApplication.translate("OwnTableWords", text)


def status_word(status: str) -> str:
    """The first word of a status, in the language of the window; what others wrote there as it stands."""
    kind = status.partition(":")[0].strip()
    return words(_STATUSES[kind]) if kind in _STATUSES else kind


def small_words(model: str) -> str:
    return fill(words(_SMALL), {"model": model})


def time_words(found: Preview[Answer]) -> str:
    """How long all rows take."""
    if not found.rows:
        return words(_EMPTY)
    time, several = whole_time(found.seconds_all), words(_EXACT if found.exact else _ABOUT)
    return counted(words(_ONE), several, found.total, time=time)
