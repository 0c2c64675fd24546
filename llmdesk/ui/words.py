"""Sizes, times and counts as a person reads them, worded in one place for all of the window."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.ui.notify import translate_core

_SECONDS = QT_TRANSLATE_NOOP("core", "{count} s left")
_MINUTES = QT_TRANSLATE_NOOP("core", "{count} min left")
_HOURS = QT_TRANSLATE_NOOP("core", "{hours} h {minutes} min left")

_MINUTE, _WHOLE_MINUTES = QT_TRANSLATE_NOOP("core", "1 minute"), QT_TRANSLATE_NOOP("core", "{count} minutes")
_HOUR, _WHOLE_HOURS = QT_TRANSLATE_NOOP("core", "1 hour"), QT_TRANSLATE_NOOP("core", "{count} hours")
_DAYS = QT_TRANSLATE_NOOP("core", "{count} days")
_BOTH = QT_TRANSLATE_NOOP("core", "{hours} {minutes}")
_CHARACTERS = QT_TRANSLATE_NOOP("core", "1 character"), QT_TRANSLATE_NOOP("core", "{count} characters")
_COLUMNS = QT_TRANSLATE_NOOP("core", "1 column"), QT_TRANSLATE_NOOP("core", "{count} columns")
_DOCUMENTS = QT_TRANSLATE_NOOP("core", "1 document"), QT_TRANSLATE_NOOP("core", "{count} documents")
_PAGES = QT_TRANSLATE_NOOP("core", "1 page"), QT_TRANSLATE_NOOP("core", "{count} pages")
_ROWS = QT_TRANSLATE_NOOP("core", "1 row"), QT_TRANSLATE_NOOP("core", "{count} rows")
_OPTION = re.compile(r"(?<![\w-])--(?=\w)")


def format_bytes(size: int) -> str:
    """Bytes for a person: "0.4 GB", "98 MB"."""
    if size >= 100_000_000:
        return f"{QLocale().toString(size / 1e9, 'f', 1)} GB"
    return f"{max(1, round(size / 1e6))} MB"


def duration(seconds: float) -> str:
    """What was taken: `0:42`, `12:05`, `3:07:00`, minutes and seconds, with hours where there are any."""
    whole = max(0, round(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def time_left(seconds: float) -> str:
    """What a job takes yet, as exactly as one can know it: "40 s left", "3 min left", "2 h 5 min left"."""
    if seconds < 90:
        return fill(translate_core(_SECONDS), {"count": max(1, round(seconds))})
    minutes = round(seconds / 60)
    if minutes < 90:
        return fill(translate_core(_MINUTES), {"count": minutes})
    return fill(translate_core(_HOURS), {"hours": minutes // 60, "minutes": minutes % 60})


def whole_time(seconds: float) -> str:
    """What something will take, as roughly as one can know it: "2 hours 10 minutes", "3 days"."""
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return _counted(_MINUTE, _WHOLE_MINUTES, minutes)
    if minutes >= 48 * 60:
        return _counted(_DAYS, _DAYS, round(minutes / 60 / 24))
    hours, minutes = divmod(round(minutes / 10) * 10, 60)
    found = _counted(_HOUR, _WHOLE_HOURS, hours)
    if not minutes or hours >= 10:
        return found
    both = {"hours": found, "minutes": _counted(_MINUTE, _WHOLE_MINUTES, minutes)}
    return fill(translate_core(_BOTH), both)


def counted(one: str, several: str, count: int, **places: object) -> str:
    """`one` or, with its {count}, `several`, both in the language of the window."""
    return fill(one if count == 1 else several, {"count": QLocale().toString(count), **places})


def _counted(one: str, several: str, count: int) -> str:
    return counted(translate_core(one), translate_core(several), count)


def unbroken(text: str) -> str:
    """The same without an end of a line behind the hyphens of an option, such as --resume."""
    return _OPTION.sub("--\u2060", text)


def character_words(count: int) -> str:
    return _counted(*_CHARACTERS, count)


def column_words(count: int) -> str:
    return _counted(*_COLUMNS, count)


def document_words(count: int) -> str:
    return _counted(*_DOCUMENTS, count)


def page_words(count: int) -> str:
    return _counted(*_PAGES, count)


def row_words(count: int) -> str:
    return _counted(*_ROWS, count)


def percent(value: float, digits: int = 0) -> str:
    """A share of one as people of the window's language write it; never a false 0 % or 100 %."""
    locale = QLocale()
    if digits == 0 and (0 < value < 0.005 or 0.995 <= value < 1):
        digits = 1
    if digits == 1 and 0 < value < 0.0005:
        return "< " + locale.toString(0.1, "f", 1) + locale.percent()
    if digits == 1 and 0.9995 <= value < 1:
        return "> " + locale.toString(99.9, "f", 1) + locale.percent()
    return locale.toString(float(value * 100), "f", digits) + locale.percent()
