"""The members of JSON objects that came from elsewhere: asked for by kind, refused with their path.

Owns the checks and the cleaning of foreign texts. Must not know a format.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.chat.importing.types import wrong_member

MOST_MESSAGES = 100_000
LONGEST_TITLE = 2_000
_LATEST = 32_503_680_000.0  # the year 3000: no calendar of a window shows more
_DEEPEST = 60

_OBJECT = Phrase(QT_TRANSLATE_NOOP("core", "an object was expected"))
_LIST = Phrase(QT_TRANSLATE_NOOP("core", "a list was expected"))
_TEXT = Phrase(QT_TRANSLATE_NOOP("core", "a text was expected"))
_FLAG = Phrase(QT_TRANSLATE_NOOP("core", "true or false was expected"))
_TIME = Phrase(QT_TRANSLATE_NOOP("core", "a time in seconds was expected"))
TOO_MANY = Phrase(QT_TRANSLATE_NOOP("core", "more than {most} messages"), {"most": f"{MOST_MESSAGES:,}"})

_CONTROLS: dict[int, str | None] = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
_CONTROLS[0x85] = _CONTROLS[0x2028] = _CONTROLS[0x2029] = "\n"
# They turn the direction of all that follows in a line: of a list, of a heading.
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def mapping(value: object, path: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise wrong_member(path, _OBJECT)
    return value


def sequence(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise wrong_member(path, _LIST)
    if len(value) > MOST_MESSAGES:
        raise wrong_member(path, TOO_MANY)
    return value


def text(value: object, path: str) -> str:
    if not isinstance(value, str):
        raise wrong_member(path, _TEXT)
    return value


def flag(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise wrong_member(path, _FLAG)
    return value


def time(value: object, path: str) -> float:
    """Seconds since the epoch, within what calendars show."""
    if not _is_time(value):
        raise wrong_member(path, _TIME)
    return float(value)  # type: ignore[arg-type]  # a number, as _is_time found


def time_or(value: object, default: float) -> float:
    """A foreign time, of seconds or of milliseconds; `default` for none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 1e11 and value < 1e14:
        value = value / 1000
    return float(value) if _is_time(value) else default  # type: ignore[arg-type]  # a number, then


def _is_time(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= _LATEST


def foreign(value: object) -> str:
    """A text of another program without control characters; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    return value.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def foreign_line(value: object) -> str:
    """A title or a name: one line, of bounded length, that does not turn what stands behind it."""
    return " ".join(foreign(value)[: LONGEST_TITLE * 2].translate(_TURNS).split())[:LONGEST_TITLE]


def is_shallow(value: object) -> bool:
    """Whether a value is nested so little that it can be read again anywhere."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
        ]
        if not level:
            return True
    return False
