"""F1: all keys of the window on one sheet.

Owns the words and the list; a test holds it against the shortcuts that there are. Must not set any.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.tabs import TOOLS
from llmdesk.ui.theme import GAP, HALF, MARGIN, SPACE
from llmdesk.ui.widgets.plain_label import plain_label

_CONTEXT = "ShortcutSheet"
#: (heading, ((keys, what they do), …)); keys as Qt writes them in every language.
SHEET: tuple[tuple[str, tuple[tuple[tuple[str, ...], str], ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("ShortcutSheet", "Everywhere"),
        (
            (("Ctrl+1", f"Ctrl+{len(TOOLS) + 2}"), QT_TRANSLATE_NOOP("ShortcutSheet", "First to last tab")),
            (("F6", "Shift+F6"), QT_TRANSLATE_NOOP("ShortcutSheet", "Next or previous part of the window")),
            (("Ctrl+,",), QT_TRANSLATE_NOOP("ShortcutSheet", "Settings")),
            (
                ("Ctrl++", "Ctrl+-", "Ctrl+0"),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Larger text, smaller text, normal size"),
            ),
            (("Ctrl+Z",), QT_TRANSLATE_NOOP("ShortcutSheet", "Undo what a notice says, such as a deletion")),
            (("F1", "Ctrl+/"), QT_TRANSLATE_NOOP("ShortcutSheet", "This list")),
            (("Ctrl+Q", "Ctrl+W"), QT_TRANSLATE_NOOP("ShortcutSheet", "Close the window")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ShortcutSheet", "Chat"),
        (
            (("Return",), QT_TRANSLATE_NOOP("ShortcutSheet", "Send")),
            (("Shift+Return",), QT_TRANSLATE_NOOP("ShortcutSheet", "New line")),
            (("Ctrl+Shift+O",), QT_TRANSLATE_NOOP("ShortcutSheet", "Attach files")),
            (("Ctrl+Shift+E",), QT_TRANSLATE_NOOP("ShortcutSheet", "Read everything for the next question")),
            (("Ctrl+N",), QT_TRANSLATE_NOOP("ShortcutSheet", "New chat")),
            (
                ("Ctrl+Shift+Return",),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Continue an answer that was cut off"),
            ),
            (("Up",), QT_TRANSLATE_NOOP("ShortcutSheet", "In an empty field: the last message again")),
            (("Up", "Down"), QT_TRANSLATE_NOOP("ShortcutSheet", "In the conversation: message by message")),
            (("Ctrl+F",), QT_TRANSLATE_NOOP("ShortcutSheet", "Find in this chat")),
            (("Ctrl+Shift+F",), QT_TRANSLATE_NOOP("ShortcutSheet", "Search all chats")),
            (
                ("Alt+Up", "Alt+Down"),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Previous or next passage, in the source beside the chat"),
            ),
            (
                ("F3", "Shift+F3"),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Next or previous place found in a source"),
            ),
            (("Esc",), QT_TRANSLATE_NOOP("ShortcutSheet", "Stop the answer, or leave what is open")),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("ShortcutSheet", "Tools"),
        (
            (
                ("Ctrl+O",),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Open what the tool works on: a document, files, a table"),
            ),
            (
                ("F8", "Shift+F8"),
                QT_TRANSLATE_NOOP(
                    "ShortcutSheet",
                    "Next or previous place to look at: a sentence, a translation, a value, a change",
                ),
            ),
            (("Space",), QT_TRANSLATE_NOOP("ShortcutSheet", "Take or leave the current change")),
            (
                ("1", "9"),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Give the first to ninth label, while labelling a sample"),
            ),
            (("Backspace",), QT_TRANSLATE_NOOP("ShortcutSheet", "Back to the row before, while labelling")),
            (
                ("F2", "Delete"),
                QT_TRANSLATE_NOOP("ShortcutSheet", "Edit, or delete, the chosen one of my tools"),
            ),
            (("Ctrl+S",), QT_TRANSLATE_NOOP("ShortcutSheet", "Save the tool that is being edited")),
        ),
    ),
)


class ShortcutSheet(Retranslating, QDialog):
    """Beside the window, not over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(HALF)
        self._grid.setColumnStretch(1, 1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        self._close = QPushButton()
        self._close.clicked.connect(self.close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, SPACE)
        whole.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN, 0, MARGIN, 0)
        foot.addStretch(1)
        foot.addWidget(self._close)
        whole.addLayout(foot)
        self._retranslate()
        self.resize(scaled(560), scaled(560))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._close.setText(self.tr("Close"))
        self._scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        row = 0
        for heading, lines in SHEET:
            title = plain_label("strong")
            title.setText(QCoreApplication.translate(_CONTEXT, heading))
            self._grid.addWidget(title, row, 0, 1, 2)
            self._grid.setRowMinimumHeight(row, GAP + SPACE)
            row += 1
            for keys, words in lines:
                shown = plain_label("muted")
                shown.setText("  ".join(_native(key) for key in keys))
                what = plain_label("", wrap=True)
                what.setText(QCoreApplication.translate(_CONTEXT, words))
                what.setAccessibleName(f"{what.text()}: {shown.text()}")
                self._grid.addWidget(shown, row, 0)
                self._grid.addWidget(what, row, 1)
                row += 1


def _native(keys: str) -> str:
    """As this system writes them: ⌘ for Ctrl on a Mac."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
