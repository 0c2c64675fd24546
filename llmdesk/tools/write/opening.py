"""A plain text file as it is: of it every character stays that is not written anew.

Owns which files are read so. A reader of documents would leave out signs of Markdown and join lines.
"""

from __future__ import annotations

from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, shown
from llmdesk.tools.documents import decode

PLAIN = (".txt", ".md", ".markdown", "")
"""The ends of the names of such files."""
_MOST_BYTES = 20 << 20


def read_plain(path: Path) -> str:
    """The text, whatever its encoding. Raises `UsageError`."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The file cannot be read."),
            QT_TRANSLATE_NOOP("core", "{name}: {reason}"),
            name=shown(path.name),
            reason=error.strerror or str(error),
        ) from error
    if len(data) > _MOST_BYTES:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "This file is too large to be written anew."),
            "{name}",
            name=shown(path.name),
        )
    return decode(data)[0]
