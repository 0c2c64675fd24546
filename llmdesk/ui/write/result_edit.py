"""The text that results, to be read, copied and changed by hand.

Owns that it shows whatever its length, as it comes and as it is changed. Must not know where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from llmdesk.tools.documents.types import Span
from llmdesk.ui.theme import Theme
from llmdesk.ui.widgets.source_view import Mark, SourceView, is_another, is_long, wavy
from llmdesk.ui.widgets.text_places import LONG_LINE, TextPlaces

_TINT = 70  # alpha behind the place that is current


class ResultEdit(SourceView):
    """`edited` when the user typed; `typed` is the text then."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._colors = theme
        self._places = TextPlaces("")
        self._in_line = 0  # of a text on its way: characters of its last line
        self._begun = ""
        self._doubts: Sequence[Span] = ()
        self._chosen_span: Span | None = None
        self.edited.connect(self._on_edited)

    # -- a text on its way --------------------------------------------------------------------------
    def begin(self) -> None:
        """Nothing is there yet."""
        self.show_text("", editable=False)
        self._places = TextPlaces("")
        self._in_line, self._begun = 0, ""
        self.show_doubts(())

    def add(self, text: str) -> None:
        """More of it; endless lines are broken, as where a document shows."""
        lines = TextPlaces(text.replace("\r\n", "\n").replace("\r", "\n")).shown
        head, _, rest = lines.partition("\n")
        if self._in_line and self._in_line + len(head) > LONG_LINE:
            lines, self._in_line = f"\n{lines}", 0
        last = lines.rpartition("\n")[2]
        self._in_line = len(last) if rest or lines.startswith("\n") else self._in_line + len(last)
        self._follow(lambda: self.append_text(lines))

    def show_begun(self, text: str) -> None:
        """What there is of the only part so far."""
        text = text.replace("\r", "")
        self._follow(lambda: self.patch_text(self._begun, text))
        self._begun = text

    def forget_begun(self) -> None:
        """It comes as a whole now."""
        if self._begun:
            self.patch_text(self._begun, "")
            self._begun = ""

    def _follow(self, act: Callable[[], None]) -> None:
        """Who is at the end stays there; who reads further up is left alone."""
        bar = self.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum() - 1
        act()
        if was_at_end:
            bar.setValue(bar.maximum())

    # -- a text that is there -----------------------------------------------------------------------
    @property
    def result(self) -> str:
        return self._places.text

    def show_result(self, text: str, *, anew: bool = False) -> None:
        """The whole text; what stays of the one before stays where it is, unless it is another: `anew`."""
        editable = not is_long(text)
        if not anew and text == self._places.text:
            return
        before, self._places = self._places, TextPlaces(text, break_lines=not editable)
        if anew or not self.complete or editable == self.isReadOnly():
            self.show_text(self._places.shown, editable=editable)
            self.document().clearUndoRedoStacks()
        elif not editable and is_another(before.shown, self._places.shown):
            top = self.firstVisibleBlock().position()
            self.show_text(self._places.shown, editable=False)
            self._scroll_to = top or None
        else:
            self.patch_text(before.shown, self._places.shown)
        self._repaint.start()

    def _on_edited(self) -> None:
        self._places = TextPlaces(self.toPlainText(), break_lines=False)
        self._chosen_span = None

    def show_doubts(self, spans: Sequence[Span]) -> None:
        self._doubts = spans
        self._repaint.start()

    def show_place(self, span: Span | None, *, scroll: bool = True) -> None:
        """Mark a place and bring it into view; None: none."""
        self._chosen_span = span
        if span is not None and scroll:
            self._scroll_to = self._places.position(span.start)
        self._repaint.start()

    def marks(self, first: int, last: int) -> Iterator[Mark]:
        begin, end = self._places.offset(first), self._places.offset(last) + 1
        chosen, form = self._chosen_span, wavy(self._colors)
        if chosen is not None and chosen.start < end and chosen.end > begin:
            yield *self._places.span(chosen.start, chosen.end), self._tinted("blue", _TINT)
        for span in self._doubts:
            if span.start < end and span.end > begin:
                yield *self._places.span(span.start, span.end), form
