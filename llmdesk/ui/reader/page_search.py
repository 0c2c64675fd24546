"""Words looked for in pages that show as pictures: counted in the reader process, marked, stepped through.

Owns which place is current. Must not know how the bar or a page are drawn.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from llmdesk.tools.reading import count_words
from llmdesk.ui.reader.find_bar import DocumentFindBar
from llmdesk.ui.reader.page_pane import PagePane
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task

Hit = tuple[int, int]  # a page, and which of its places


class PageSearch(QObject):
    """Serves the bar and the pages; the first place is the next one from the page that shows."""

    def __init__(
        self, services: Services, pages: PagePane, bar: DocumentFindBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._pages, self._bar = services, pages, bar
        self._words = ""
        self._found: list[Hit] = []
        self._at = 0
        self._task: Task[list[tuple[int, int]]] | None = None

    def look_for(self, words: str) -> None:
        """Look for other words, or in another document."""
        self._cancel()
        self._words, self._found, path = words, [], self._pages.path
        if path is None or not words.strip():
            self._pages.show_words("")
            self._bar.show_no_count()
            return

        def done(counts: list[tuple[int, int]]) -> None:
            self._found = [(page, number) for page, count in counts for number in range(count)]
            here = self._pages.page.index if self._pages.page is not None else 0
            after = (at for at, (page, _number) in enumerate(self._found) if page >= here)
            self._at = next(after, 0)
            self._show()

        self._task = self._services.tasks.start(
            lambda context: count_words(path, words, context.cancel), owner=self, on_done=done
        )

    def step(self, step: int) -> None:
        """To the next place, or the one before; round at the ends."""
        if self._found:
            self._at = (self._at + step) % len(self._found)
            self._show()

    def end(self, had_focus: bool) -> None:
        """Nothing is looked for any more; `had_focus`: the keys are for the page again."""
        self._cancel()
        self._found = []
        self._pages.show_words("")
        self._bar.show_no_count()
        if had_focus:
            self._pages.view.setFocus()

    def _show(self) -> None:
        if self._found:
            page, number = self._found[self._at]
            self._pages.show_words(self._words, page, number)
        else:
            self._pages.show_words("")
        self._bar.show_count(self._at + 1 if self._found else 0, len(self._found))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
