"""What the pages of a table say alike: of a small model, and of a row's status.

Owns these words. No widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import QT_TRANSLATE_NOOP, fill

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


def words(text: str) -> str:
    return QCoreApplication.translate("OwnTableWords", text)


def status_word(status: str) -> str:
    """The first word of a status, in the language of the window; what others wrote there as it stands."""
    kind = status.partition(":")[0].strip()
    return words(_STATUSES[kind]) if kind in _STATUSES else kind


def small_words(model: str) -> str:
    return fill(words(_SMALL), {"model": model})
