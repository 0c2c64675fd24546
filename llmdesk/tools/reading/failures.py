"""What is said when a reader process did not come to its end.

Owns the sentences. Must not know how a process is watched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, UserError

Reason = Literal["memory", "time", "stalled", "ended", "unforeseen"]

_SAVE_AGAIN = QT_TRANSLATE_NOOP(
    "core", "It may be damaged. Save it again in the program it comes from, or copy its text from there."
)
_WORDS: dict[Reason, tuple[str, str]] = {
    "memory": (
        QT_TRANSLATE_NOOP("core", "Reading it takes more memory than a file of its size should ({most} MB)."),
        _SAVE_AGAIN,
    ),
    "time": (
        QT_TRANSLATE_NOOP("core", "Reading it takes longer than a file of its size should ({most} s)."),
        _SAVE_AGAIN,
    ),
    "stalled": (
        QT_TRANSLATE_NOOP("core", "No data came from it for {most} s."),
        QT_TRANSLATE_NOOP("core", "Check that its drive or network is connected, and try again."),
    ),
    "ended": (
        QT_TRANSLATE_NOOP(
            "core", "The process that was reading it ended unexpectedly ({most}); nothing else was affected."
        ),
        _SAVE_AGAIN,
    ),
    "unforeseen": (
        QT_TRANSLATE_NOOP("core", "Something in it was not expected ({most})."),
        _SAVE_AGAIN,
    ),
}


def not_read(kind: type[UserError], reason: Reason, path: Path, most: object) -> UserError:
    """An error of the `kind` that the caller tells of; `most`: the limit, or what happened instead."""
    detail, hint = _WORDS[reason]
    title = QT_TRANSLATE_NOOP("core", "The file “{file}” could not be read.")
    return kind(title, detail, hint, file=path.name or str(path), path=path, most=most, why=reason)
