"""The composer's field, which knows files and very long texts from what is typed.

Owns what of a paste or a drop is no text to type. Must not read files.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal

from llmdesk.ui.chat.long_line_edit import LongLineEdit

LONG_PASTE = 8_000  # characters: three pages
_LONG_WIDE = 3_000  # and of Chinese, where a character is most of a token


class AttachingEdit(LongLineEdit):
    """`files_given(list of Path)`, `long_pasted(text)`; both only while it `attaches`."""

    files_given = Signal(list)
    long_pasted = Signal(str)

    attaches = True

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(files_of(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = files_of(source)
        if files and self.attaches:
            self.files_given.emit(files)
        elif self.attaches and source.hasText() and is_long_paste(source.text()):
            self.long_pasted.emit(source.text())
        else:
            super().insertFromMimeData(source)


def files_of(mime: QMimeData) -> list[Path]:
    """The files of this computer in what is pasted or dropped."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def is_long_paste(text: str) -> bool:
    """Whether a pasted text is something to ask about rather than a question."""
    if len(text) > LONG_PASTE:
        return True
    return len(text) > _LONG_WIDE and sum(character > "\u2e7f" for character in text) > _LONG_WIDE
