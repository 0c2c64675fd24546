"""A document as text, with its headings, a passage and found words marked in it.

Owns how it looks and where it stands. Must not read files nor look for words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from llmdesk.tools.documents import Heading
from llmdesk.ui.reader.source import Source
from llmdesk.ui.theme import SPACE, Theme, set_kind
from llmdesk.ui.widgets.source_view import Mark, SourceView, Spans
from llmdesk.ui.widgets.text_places import TextPlaces

_LARGER = (1.3, 1.18, 1.08)  # of headings, the highest first; the others are bold only
_HIT = 110  # alpha behind words that were looked for


class ReaderText(SourceView):
    """Read only; the keyboard moves and selects in it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._source: Source | None = None
        self._headings: Sequence[Heading] = ()
        self._styled = 0  # headings that look like ones
        self._hits: Spans = ()
        self._hit: tuple[int, int] | None = None
        set_kind(self, "reading")
        self.document().setDocumentMargin(SPACE)
        self.grown.connect(self._style_headings)

    @property
    def source(self) -> Source | None:
        return self._source

    @property
    def places(self) -> TextPlaces | None:
        """Where the characters of the text that shows stand."""
        return None if self._source is None else self._source.opened.places

    def show_source(self, source: Source) -> None:
        """Show it at its passage; the same document stays and only its mark moves."""
        same = self._source is not None and self._source.opened is source.opened
        self._source, self._hits, self._hit = source, (), None
        if not same:
            self._headings, self._styled = source.opened.document.headings, 0
            self.show_text(source.opened.places.shown, editable=False)
        span = source.span
        self.mark((), () if span is None else [source.opened.places.span(*span)])

    def clear_source(self) -> None:
        """Nothing shows, and nothing is kept."""
        self._source, self._headings, self._hits, self._hit = None, (), (), None
        self.show_text("", editable=False)

    def show_passage(self) -> None:
        """Go back to the passage."""
        if self._source is not None:
            self.show_source(self._source)

    def first_in_view(self) -> int:
        """The position at the top of what shows."""
        return self.firstVisibleBlock().position()

    # -- words that are looked for ----------------------------------------------------------------
    def show_hits(self, hits: Spans, current: int | None) -> None:
        """Mark places (positions in the view, in order), and go to number `current` of them."""
        self._hits = hits
        self._hit = hits[current] if current is not None and hits else None
        if self._hit is not None:
            self._scroll_to = self._hit[0]
        self._paint()

    def marks(self, first: int, last: int) -> Iterator[Mark]:
        yield from super().marks(first, last)
        look = self._tinted("orange", _HIT)
        for at in range(bisect_left(self._hits, first, key=lambda hit: hit[1]), len(self._hits)):
            start, end = self._hits[at]
            if start > last:
                break
            yield start, end, look
        if self._hit is not None:
            current = QTextCharFormat()
            current.setBackground(self._theme.color("accent"))
            current.setForeground(self._theme.color("on_accent"))
            yield *self._hit, current

    # -- headings ---------------------------------------------------------------------------------
    def _style_headings(self) -> None:
        """Those of which all is there."""
        places, there = self.places, self.document().characterCount() - 1
        while places is not None and self._styled < len(self._headings):
            heading = self._headings[self._styled]
            start, end = places.span(heading.start, heading.end)
            if end > there:
                break
            self._style_heading(start, end, heading.level)
            self._styled += 1

    def _style_heading(self, start: int, end: int, level: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.DemiBold)
        if level <= len(_LARGER):
            form.setProperty(QTextCharFormat.Property.FontPixelSize, self._pixels(level))
        cursor.mergeCharFormat(form)

    def _pixels(self, level: int) -> int:
        return round(self._theme.pixels("body") * _LARGER[level - 1])

    def changeEvent(self, event: QEvent) -> None:
        """Another text size: headings have sizes of their own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._styled and not self._showing:
            self._showing, self._styled = True, 0
            self._style_headings()
            self._showing = False
