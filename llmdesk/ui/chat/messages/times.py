"""When a message was written, in the words of the reader: the time beside it, the day above.

Owns the words and the line with the day. Must not know the conversation.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt
from PySide6.QtWidgets import QLabel, QWidget

from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import set_kind


def written_at(created: float) -> QDateTime | None:
    """On this computer's clock; None where nobody knows it (a chat that came from elsewhere)."""
    if not 0 < created < 1e11:
        return None
    return QDateTime.fromSecsSinceEpoch(int(created))


def time_of(created: float, locale: QLocale) -> str:
    """Like "14:05"; "" where it is not known."""
    at = written_at(created)
    return locale.toString(at.time(), QLocale.FormatType.ShortFormat) if at is not None else ""


def moment_of(created: float, locale: QLocale) -> str:
    """With the day."""
    at = written_at(created)
    return locale.toString(at, QLocale.FormatType.ShortFormat) if at is not None else ""


def day_of(created: float) -> QDate | None:
    at = written_at(created)
    return at.date() if at is not None else None


def day_words(day: QDate, locale: QLocale) -> str:
    """Like "Yesterday" or "Friday, 28 November 2026"."""
    ago = day.daysTo(QDate.currentDate())
    if ago == 0:
        return QCoreApplication.translate("DayLine", "Today")
    if ago == 1:
        return QCoreApplication.translate("DayLine", "Yesterday")
    return locale.toString(day, QLocale.FormatType.LongFormat)


class DayLine(Retranslating, QLabel):
    """The day on which what follows was written."""

    def __init__(self, day: QDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_kind(self, "small")
        self._day = day
        self.show_day(day)

    def show_day(self, day: QDate) -> None:
        self._day = day
        self.setText(day_words(day, self.locale()))

    def _retranslate(self) -> None:
        self.show_day(self._day)
