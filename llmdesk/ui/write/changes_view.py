"""The source with its changes: what goes struck through, what comes underlined, each tinted.

Owns how changes look, which one is current, and how it is chosen and turned by mouse and keys. Must not
change the text: it tells which change is to be taken or left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget

from llmdesk.tools.documents.types import Span
from llmdesk.tools.write import Piece, Revision
from llmdesk.ui.theme import ColorName, Theme
from llmdesk.ui.widgets.source_view import Mark, SourceView, wavy
from llmdesk.ui.widgets.text_places import TextPlaces

_TINT, _STRONG = 40, 105  # alpha behind a change, and behind the current one


class ChangesView(SourceView):
    """`turn_asked(number)`: take or leave this change, a number of a piece; `current_changed(number)`, -1 for
    none."""

    turn_asked = Signal(int)
    current_changed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._colors = theme
        self._revision = Revision((Piece("", "", ""),))
        self._starts: tuple[int, ...] = (0, 0)  # where each piece begins in the text that shows
        self._places = TextPlaces("")
        self._current = -1
        self._lost: Sequence[Span] = ()
        self.set_editable(False)
        self.clicked.connect(self._on_clicked)
        self.cursorPositionChanged.connect(self._on_cursor)

    # -- what shows ---------------------------------------------------------------------------------
    @property
    def revision(self) -> Revision:
        return self._revision

    @property
    def current(self) -> int:
        return self._current

    def show_revision(self, revision: Revision, *, anew: bool = False) -> None:
        """The changes as they stand now; `anew`: of another text."""
        before = self._places
        others = len(revision.pieces) != len(self._revision.pieces)  # the numbers are of others, too
        self._revision = revision
        self._starts = revision.starts_with_changes
        if anew or others or not self._is_change(self._current):
            self._current = -1
        text = revision.with_changes
        if anew or text != before.text:
            self._places = TextPlaces(text)
            if anew or not self.complete:
                self.show_text(self._places.shown, editable=False)
            else:
                self.patch_text(before.shown, self._places.shown)
        self.viewport().update()
        self._repaint.start()

    def show_lost(self, spans: Sequence[Span]) -> None:
        """Mark what is lost of the source."""
        self._lost = spans
        self._repaint.start()

    def _is_change(self, number: int) -> bool:
        return 0 <= number < len(self._revision.pieces) and self._revision.pieces[number].is_change

    # -- going from change to change ----------------------------------------------------------------
    def choose(self, number: int) -> None:
        """Make this change the current one and show it; -1: none."""
        self._set_current(number)
        if number >= 0:
            self._go_to(self._starts[number])

    def step(self, way: int) -> None:
        """To the next change (1) or the one before (-1); behind the last one comes the first."""
        changes = self._revision.changes
        if not changes:
            return
        if self._current >= 0:
            at = bisect_left(changes, self._current) + way
        else:
            here = self._piece_at(self.textCursor().position())
            at = bisect_left(changes, here) if way > 0 else bisect_left(changes, here) - 1
        self.choose(changes[at % len(changes)])

    def go_to_source(self, place: int) -> None:
        """Show a place of the source."""
        revision = self._revision
        number = max(0, min(bisect_right(revision.source_starts, place) - 1, len(revision.pieces) - 1))
        self._go_to(self._starts[number] + place - revision.source_starts[number])

    def _go_to(self, place: int) -> None:
        position = self._places.position(place)
        self._scroll_to = position
        self._repaint.start()

    def _set_current(self, number: int) -> None:
        if number != self._current:
            self._current = number
            self.current_changed.emit(number)
        self._repaint.start()

    def _piece_at(self, position: int) -> int:
        """The piece that a position of the view stands in; of two at a border, the change, and of two changes
        the one that is current."""
        place = self._places.offset(position)
        last = min(bisect_right(self._starts, place) - 1, len(self._revision.pieces) - 1)
        first = max(0, bisect_left(self._starts, place) - 1)
        if first <= self._current <= last:
            return self._current
        return next((at for at in range(first, last + 1) if self._is_change(at)), max(0, last))

    def _on_cursor(self) -> None:
        """The arrow keys lead into changes."""
        if self._showing or self._scroll_to is not None or not self.hasFocus():
            return
        number = self._piece_at(self.textCursor().position())
        self._set_current(number if self._is_change(number) else -1)

    def _on_clicked(self, position: int) -> None:
        number = self._piece_at(position)
        if self._is_change(number):
            self._set_current(number)
            self.turn_asked.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter take or leave the current change."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if self._current >= 0:
                self.turn_asked.emit(self._current)
            return
        super().keyPressEvent(event)

    # -- how it looks -------------------------------------------------------------------------------
    def marks(self, first: int, last: int) -> Iterator[Mark]:
        begin, end = self._places.offset(first), self._places.offset(last) + 1
        pieces, changes = self._revision.pieces, self._revision.changes
        low, high = max(0, bisect_right(self._starts, begin) - 2), bisect_left(self._starts, end)
        for number in changes[bisect_left(changes, low) : bisect_right(changes, high)]:
            piece, start = pieces[number], self._starts[number]
            middle, stop = start + len(piece.old), self._starts[number + 1]
            chosen = number == self._current
            if start < middle:
                yield *self._places.span(start, middle), self._old_form(piece, chosen)
            if middle < stop:
                yield *self._places.span(middle, stop), self._new_form(piece, chosen)
        form = wavy(self._colors)
        starts = self._revision.source_starts
        for span in self._lost:
            number = max(0, min(bisect_right(starts, span.start) - 1, len(pieces) - 1))
            start = self._starts[number] + span.start - starts[number]
            stop = start + min(span.end, starts[number + 1]) - span.start
            if start < end and stop > begin:
                yield *self._places.span(start, stop), form

    def _old_form(self, piece: Piece, chosen: bool) -> QTextCharFormat:
        """What goes is struck through; what stays, since the change is left, is not."""
        form = self._tint("orange" if piece.is_taken else "muted", chosen)
        form.setFontStrikeOut(piece.is_taken)
        return form

    def _new_form(self, piece: Piece, chosen: bool) -> QTextCharFormat:
        form = self._tint("blue" if piece.is_taken else "muted", chosen)
        if piece.is_taken:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(self._colors.color("blue"))
        else:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setForeground(self._colors.color("muted"))
            form.setFontStrikeOut(True)
        return form

    def _tint(self, name: ColorName, chosen: bool) -> QTextCharFormat:
        return self._tinted(name, _STRONG if chosen else _TINT)
