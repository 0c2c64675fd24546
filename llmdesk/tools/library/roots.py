"""The folders and files that a library is made of, as somebody names them.

Owns what can be one. Must not go through them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError


def checked_roots(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Where they really lie, each once, without those that lie in another. Raises `UsageError` for none, and
    for one that is not there."""
    found = list(dict.fromkeys(map(_checked, paths)))
    if not found:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The library has no folder."),
            hint=QT_TRANSLATE_NOOP("core", "Choose folders with documents, or single documents."),
        )
    return tuple(path for path in found if not any(path != one and path.is_relative_to(one) for one in found))


def _checked(path: Path) -> Path:
    """Links are followed here, once, and in a library never."""
    try:
        real = path.expanduser().resolve(strict=True)
        usable = real.is_dir() or real.is_file()
    except (OSError, RuntimeError):  # a circle of links; a home that nobody knows
        usable = False
    if not usable:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "There is no such folder or file."),
            "{path}",
            QT_TRANSLATE_NOOP("core", "Check the name. A drive that was taken off has to be put back first."),
            path=path,
        )
    return real
