"""How wide a text is that is read or written: not as wide as a large screen.

Owns the room at the right of a text that has more. Must not know what the text is.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.theme import READING_WIDTH


def bound_reading_width(edit: QPlainTextEdit | QTextEdit) -> None:
    """Leave the rest of the field empty; to be called whenever its width or its font is another one."""
    rest = max(0, edit.width() - scaled(READING_WIDTH))
    if edit.viewportMargins().right() != rest:
        edit.setViewportMargins(0, 0, rest, 0)
