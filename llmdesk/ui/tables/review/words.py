"""What the pages of a table say of a row's status.

Owns these words. No widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import QT_TRANSLATE_NOOP

_STATUSES = {
    "ok": QT_TRANSLATE_NOOP("RowStatus", "passed"),
    "check failed": QT_TRANSLATE_NOOP("RowStatus", "check failed"),
    "edited": QT_TRANSLATE_NOOP("RowStatus", "edited"),
    "empty": QT_TRANSLATE_NOOP("RowStatus", "no text"),
    "too long": QT_TRANSLATE_NOOP("RowStatus", "too long"),
    "failed": QT_TRANSLATE_NOOP("RowStatus", "no answer"),
    "cannot be read": QT_TRANSLATE_NOOP("RowStatus", "cannot be read"),
}


def status_word(status: str) -> str:
    """The first word of a status, in the language of the window; what others wrote there as it stands."""
    kind = status.partition(":")[0].strip()
    return QCoreApplication.translate("RowStatus", _STATUSES[kind]) if kind in _STATUSES else kind
