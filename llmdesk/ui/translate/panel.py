"""One segment: its translation to be edited, and what the user translated before that is like it.

Owns the view and what is typed into it. What becomes of that, its owner knows.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.tools.translate import Segment
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_height
from llmdesk.ui.theme import HALF, SPACE, set_kind
from llmdesk.ui.translate.segment_words import near_words
from llmdesk.ui.widgets.message_edit import MessageEdit
from llmdesk.ui.widgets.plain_label import plain_label

_HEIGHT = 56  # pixels of the field: two lines
_LONGEST = 20_000  # characters of a translation of one's own


class SegmentPanel(Retranslating, QWidget):
    """`kept(place, text)`, `again_asked(place)` and `accept_asked(place)` for the segment that shows; `typed`
    for every change. `set_busy`: a translation is under way, nothing can be changed."""

    kept = Signal(int, str)
    again_asked = Signal(int)
    accept_asked = Signal(int)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segment: Segment | None = None
        self.place = -1
        self._busy = self._loading = False
        self._hint, self._near = plain_label("muted", wrap=True), plain_label("small", wrap=True)
        self._use = QPushButton()
        self.edit = MessageEdit()
        self._keep, self._back = QPushButton(), QPushButton()
        self._again, self._accept = QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self.edit, "framed")
        self.edit.document().setDocumentMargin(6)
        fix_height(self.edit, _HEIGHT)
        near = QHBoxLayout()
        near.setSpacing(SPACE)
        near.addWidget(self._near, 1)
        near.addWidget(self._use, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self._keep, self._back, self._again, self._accept):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._hint)
        column.addLayout(near)
        column.addWidget(self.edit)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._on_typed)
        self.edit.submitted.connect(self.keep)
        self._keep.clicked.connect(self.keep)
        self._back.clicked.connect(self._take_back)
        self._again.clicked.connect(lambda: self.again_asked.emit(self.place))
        self._accept.clicked.connect(lambda: self.accept_asked.emit(self.place))
        self._use.clicked.connect(self._use_near)

    # -- what shows ---------------------------------------------------------------------------------
    def show_segment(self, place: int, segment: Segment | None) -> None:
        """Another one, or the same with another translation; None for none. What was typed for the one before
        is kept."""
        typed = self.changed
        if place != self.place:
            self.keep()
        self.place, self._segment, same = place, segment, place == self.place
        if not (same and typed and self.changed):  # more was typed while what was kept was checked
            self._set_text("" if segment is None else segment.target)
        self._refresh()

    def set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._refresh()

    def type(self, text: str) -> None:
        """Put a text into the field as if it was typed."""
        self.edit.selectAll()
        self.edit.insertPlainText(text)

    @property
    def changed(self) -> str:
        """What was typed and is not kept; "" for nothing."""
        text = " ".join(self.edit.toPlainText().split())
        return text if self._segment is not None and text != " ".join(self._segment.target.split()) else ""

    def keep(self) -> None:
        """Keep what was typed, if something was."""
        if self.changed and not self._busy:
            self.kept.emit(self.place, self.changed[:_LONGEST])

    def _take_back(self) -> None:
        if self._segment is not None:
            self.type(self._segment.target)
            self.edit.setFocus()

    def _use_near(self) -> None:
        if self._segment is not None and self._segment.near is not None:
            self.type(self._segment.near.target)
            self.edit.setFocus()

    def _set_text(self, text: str) -> None:
        self._loading = True
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)
        self._loading = False

    def _on_typed(self) -> None:
        if not self._loading:
            self._refresh_buttons()
            self.typed.emit()

    def _refresh(self) -> None:
        segment = self._segment
        near = "" if segment is None else near_words(segment)
        self._hint.setVisible(segment is None)
        self._near.setText(near)
        for part in (self._near, self._use):
            part.setVisible(bool(near))
        self.edit.setVisible(segment is not None)
        for button in (self._keep, self._again):
            button.setVisible(segment is not None)
        self.edit.setReadOnly(self._busy or segment is None)
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        there, changed = self._segment is not None and not self._busy, bool(self.changed)
        self._keep.setEnabled(there and changed)
        self._back.setVisible(there and changed)
        self._again.setEnabled(there and not changed)  # it would be lost
        self._use.setEnabled(there)
        self._accept.setVisible(self._segment is not None and not self._segment.passed)
        self._accept.setEnabled(there and not changed)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._hint.setText(self.tr("Choose a segment to edit it, or to have it translated again."))
        self.edit.setAccessibleName(self.tr("Translation of the segment"))
        for button, name, tip in (
            (
                self._keep,
                self.tr("Keep my version"),
                self.tr("Checked again, and remembered for the next time (Enter)"),
            ),
            (self._back, self.tr("Undo my changes"), ""),
            (
                self._again,
                self.tr("Try again"),
                self.tr("Ask the model for another translation of this segment"),
            ),
            (
                self._accept,
                self.tr("It is right"),
                self.tr("Take the mark away; the translation stays as it is"),
            ),
            (self._use, self.tr("Use it"), self.tr("Put this translation into the field to edit it")),
        ):
            button.setText(name)
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self._refresh()
