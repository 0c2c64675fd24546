"""Words looked for in the document that shows: found in a thread, marked, stepped through.

Owns what is found and which of it is current. Must not know how the bar or the text are drawn.
"""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QObject

from llmdesk.ui.reader.find_bar import DocumentFindBar
from llmdesk.ui.reader.finding import find_all
from llmdesk.ui.reader.text_pane import ReaderText
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task


class DocumentSearch(QObject):
    """Serves the bar and the text; the first place is the next one from what shows."""

    def __init__(
        self, services: Services, text: ReaderText, bar: DocumentFindBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._text, self._bar = services, text, bar
        self._words = ""
        self._found: list[tuple[int, int]] = []
        self._at = 0
        self._task: Task[list[tuple[int, int]]] | None = None

    def look_for(self, words: str) -> None:
        """Look for other words."""
        self._cancel()
        self._words, places = words, self._text.places
        if places is None or not words.strip():
            self._found = []
            self._text.show_hits((), None)
            self._bar.show_no_count()
            return

        def done(found: list[tuple[int, int]]) -> None:
            self._found = found
            here = self._text.first_in_view()
            self._at = min(bisect_left(found, (here, 0)), max(0, len(found) - 1))
            self._show()

        self._task = self._services.tasks.start(
            lambda context: find_all(places, words, context.cancel), owner=self, on_done=done
        )

    def step(self, step: int) -> None:
        """To the next place, or the one before; round at the ends."""
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()

    def _show(self) -> None:
        self._text.show_hits(self._found, self._at if self._found else None)
        self._bar.show_count(self._at + 1 if self._found else 0, len(self._found))

    def end(self, had_focus: bool) -> None:
        """Nothing is looked for any more; `had_focus`: the keys are for the text again."""
        self._cancel()
        self._found = []
        self._text.show_hits((), None)
        self._bar.show_no_count()
        if had_focus:
            self._text.setFocus()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
