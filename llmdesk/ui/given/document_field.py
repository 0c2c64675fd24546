"""A text that is typed, or a document that is shown, with passages marked in it.

Owns which of both it is, and where passages stand. Must not read files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from llmdesk.ui.given.given import Given
from llmdesk.ui.given.opened import find_passage
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.source_view import SourceView
from llmdesk.ui.widgets.text_places import TextPlaces

Quoted = tuple[int, int, str]  # start, end, and what stands there


class DocumentField(SourceView):
    """`passage_clicked(offset)` in characters of the text; `changed` when the user changed what is given."""

    passage_clicked = Signal(int)
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._given = Given()
        self._places: TextPlaces | None = None  # of the text that shows; None after it was edited
        self._locked = False
        self.edited.connect(self._on_edited)
        self.clicked.connect(self._on_clicked)

    @property
    def given(self) -> Given:
        if self._given.opened is None and self._given.path is None:
            return replace(self._given, typed=self.toPlainText())
        return self._given

    @property
    def is_blank(self) -> bool:
        is_typed = self._given.opened is None and self._given.path is None
        return is_typed and self.document().isEmpty()

    def show_given(self, given: Given, *, undoable: bool = True) -> None:
        """Show another text. `undoable` False where the one before belongs to something else."""
        self._given = given
        self._places = given.opened.places if given.opened is not None else None
        if given.opened is not None:
            self.show_text(given.opened.places.shown, editable=False)
        else:
            self.show_text(given.typed if given.path is None else "", editable=given.path is None)
        if not undoable:
            self.document().clearUndoRedoStacks()
        if self._locked:
            self.set_editable(False)

    def set_locked(self, locked: bool) -> None:
        """Nothing can be typed while a check is under way, nor undone."""
        self._locked = locked
        self.set_editable(not locked and self._given.opened is None and self._given.path is None)

    def show_read(self, given: Given) -> None:
        """What the program works on instead of what was typed, where that differs (lines joined, and so on);
        it stays something to type into."""
        opened = given.opened
        if opened is not None and opened is self._given.opened:
            return
        if self._given.opened is not None or self._given.path is not None or opened is None:
            self.show_given(given)
        elif opened.document.text != self.toPlainText():
            self.show_given(Given(opened.document.text))

    def mark_passages(
        self,
        passages: Sequence[Quoted],
        chosen: Sequence[Quoted],
        deciding: Sequence[tuple[int, int]] = (),
        *,
        scroll: bool = True,
    ) -> None:
        """Mark passages, those that are `chosen` clearly and the `deciding` words in them; the first chosen
        one is scrolled to. Where the text has changed, a chosen passage is looked for."""
        if not passages and not chosen:
            self.mark((), ())
            return
        places = self._current_places()
        faint = [places.span(start, end) for start, end, quote in passages if self.holds(start, end, quote)]
        found = (find_passage(places.text, *each) for each in chosen)
        clear = [places.span(*place) for place in found if place is not None]
        unchanged = all(self.holds(*each) for each in chosen)
        words = [places.span(*each) for each in deciding] if unchanged else []
        self.mark(faint, clear, words, scroll=scroll)

    def group_passages(self, groups: Sequence[Sequence[Quoted]]) -> None:
        """Show groups of passages, each in a colour of its own, where their words still stand."""
        places = self._current_places()
        standing = ([each for each in some if self.holds(*each)] for some in groups)
        self.group([[places.span(start, end) for start, end, _ in some] for some in standing])

    def holds(self, start: int, end: int, quote: str) -> bool:
        """The passage stands in the text where it stood."""
        return self._current_places().text[start:end] == quote

    @property
    def source_text(self) -> str:
        """The text that shows, as a document has it; the same object until it changes."""
        return self._current_places().text

    def _current_places(self) -> TextPlaces:
        if self._places is None:
            self._places = TextPlaces(self.toPlainText(), break_lines=False)
        return self._places

    def _on_edited(self) -> None:
        """Also a text that an assistive technology put in the place of a document."""
        self._places = None
        given = self._given
        if given.opened is not None or given.path is not None or given.problem is not None:
            self._given = Given()
            self.setReadOnly(False)
            self.setUndoRedoEnabled(True)
        self.changed.emit()

    def _on_clicked(self, position: int) -> None:
        self.passage_clicked.emit(self._current_places().offset(position))
