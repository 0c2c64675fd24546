"""A source beside an answer: its head, the document as text or as the picture of its page, and what is to be
said about it.

Owns which passage shows and how. Must not know where passages come from, nor how a file is read (`source`) or
drawn (`page_pane`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import UserError, fill, in_one_line, shown
from llmdesk.tools.documents.page_picture import PagePicture
from llmdesk.tools.place import Place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.models.reveal import reveal
from llmdesk.ui.notify import translate_core
from llmdesk.ui.reader.asked import Kept
from llmdesk.ui.reader.find_bar import DocumentFindBar
from llmdesk.ui.reader.head import PAGE, TEXT, ReaderHead, is_pdf
from llmdesk.ui.reader.page_pane import PagePane
from llmdesk.ui.reader.page_search import PageSearch
from llmdesk.ui.reader.search import DocumentSearch
from llmdesk.ui.reader.source import Source, load
from llmdesk.ui.reader.text_pane import ReaderText
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label

_LONGEST_QUOTE = 300  # characters of a passage that is told, since it cannot be shown


class ReaderPane(Retranslating, QWidget):
    """`show_places` the passages of an answer. `closed(had_focus)` when the user closes it."""

    closed = Signal(bool)

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        show_file: Callable[[Path], None] = reveal,
    ) -> None:
        super().__init__(parent)
        self._services, self._show_file = services, show_file
        self._places: Sequence[Place] = ()
        self._at = 0
        self._kept: Kept | None = None
        self._source: Source | None = None  # of the passage that shows, once it is loaded
        self._last: Source | None = None  # what was loaded last
        self._task: Task[Source] | None = None
        self._prefers_text = False  # the user's choice
        self._no_picture = False  # of this passage: its words are not on a page that can be drawn
        self.head, self.text, self.pages = (
            ReaderHead(services.theme),
            ReaderText(services.theme),
            PagePane(services),
        )
        self.bar = DocumentFindBar(services.theme)
        self._search = DocumentSearch(services, self.text, self.bar, self)
        self._page_search = PageSearch(services, self.pages, self.bar, self)
        self._sought = ""
        self._note = plain_label("small", wrap=True)
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "surface")
        self._note.setContentsMargins(GAP, 0, GAP, SPACE)
        rule = QWidget()
        set_kind(rule, "rule")
        rule.setFixedHeight(1)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(SPACE, 0, 0, 0)
        inside.addWidget(self.text)
        self._stack.addWidget(holder)
        self._stack.addWidget(self.pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._note)
        column.addWidget(rule)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._note.hide()

    def _connect(self) -> None:
        self.head.step_asked.connect(self.step)
        self.head.view_asked.connect(self._choose_view)
        self.head.find_asked.connect(self.find_words)
        self.head.copy_asked.connect(self.copy_passage)
        self.head.folder_asked.connect(self._show_in_folder)
        self.head.close_asked.connect(self.close_source)
        self.pages.arrived.connect(self._on_page)
        self.pages.failed.connect(self._on_no_page)
        self.bar.changed.connect(self._look_for)
        self.bar.step_asked.connect(self._step_found)
        self.bar.closed.connect(self._end_search)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, step in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 1)):
            keys = QKeySequence(Qt.Modifier.ALT | key)
            QShortcut(keys, self, partial(self.step, step), context=within)
        standard = QKeySequence.StandardKey
        for wanted, step in ((standard.FindNext, 1), (standard.FindPrevious, -1)):
            QShortcut(wanted, self, partial(self._step_found, step), context=within)

    # -- what shows -----------------------------------------------------------------------------------
    @property
    def place(self) -> Place | None:
        """The passage that shows."""
        return self._places[self._at] if self._places else None

    @property
    def source(self) -> Source | None:
        """Its document, once that is loaded."""
        return self._source

    @property
    def shows_page(self) -> bool:
        """The picture of a page, not text."""
        return self._stack.currentWidget() is self.pages

    @property
    def note(self) -> str:
        """What is said about the document."""
        return self._note.text() if not self._note.isHidden() else ""

    def show_places(self, places: Sequence[Place], at: int = 0, kept: Kept | None = None) -> None:
        """Show number `at` of the passages of an answer; the others are a step away."""
        if not places:
            return
        self._places, self._kept = tuple(places), kept
        self._show(min(max(at, 0), len(places) - 1))

    def step(self, step: int) -> None:
        """To the next passage of the answer, or the one before."""
        if 0 <= self._at + step < len(self._places):
            self._show(self._at + step)

    def close_source(self) -> None:
        """Let go of the document."""
        if not self._places:
            return
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._stop()
        self.bar.close_bar()
        self._places, self._kept, self._source, self._last = (), None, None, None
        self.text.clear_source()
        self.pages.clear()
        self.closed.emit(had_focus)

    def take_focus(self) -> None:
        """The keys are for what shows."""
        (self.pages.view if self.shows_page else self.text).setFocus()

    def find_words(self) -> None:
        """Look for words, on the pages or in the text: in what shows."""
        self.bar.ask()

    def _look_for(self, words: str) -> None:
        self._sought = words
        (self._page_search if self.shows_page else self._search).look_for(words)

    def _step_found(self, step: int) -> None:
        (self._page_search if self.shows_page else self._search).step(step)

    def _end_search(self, had_focus: bool) -> None:
        self._search.end(had_focus and not self.shows_page)
        self._page_search.end(had_focus and self.shows_page)

    def _look_again(self) -> None:
        """In what shows now."""
        if not self.bar.isHidden():
            (self._search if self.shows_page else self._page_search).end(had_focus=False)
            self._look_for(self._sought)

    def copy_passage(self) -> None:
        if self.place is not None:
            QGuiApplication.clipboard().setText(self.place.quote)
            self._services.notify.show(self.tr("The passage was copied."))

    def _show_in_folder(self) -> None:
        if self.place is not None and self.place.path is not None:
            self._show_file(self.place.path)

    # -- from passage to passage ----------------------------------------------------------------------
    def _show(self, at: int) -> None:
        self._stop()
        self._at, self._source = at, None
        self._no_picture = False
        place = self._places[at]
        self.head.show_place(place, at, len(self._places))
        other = self.pages.path != place.path
        if self._has_pages():
            assert place.path is not None
            self.pages.show_passage(place.path, place.page, place.quote)
        self._choose_stack()
        if other and self.shows_page:
            self._look_again()
        self._say()
        self._load(place)

    def _load(self, place: Place) -> None:
        kept, before = self._kept, self._last
        self._task = self._services.tasks.start(
            lambda context: load(place, kept, before, context),
            owner=self,
            on_done=partial(self._on_source, place),
        )

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self.pages.stop()

    def _on_source(self, place: Place, source: Source) -> None:
        if place is not self.place:
            return
        other = self._last is None or self._last.opened is not source.opened
        self._source = self._last = source
        if source.state == "as_read" and not place.quote and not self._no_picture:
            self._on_no_page(None)  # its pages are those of another text
        if source.near is not None and self.pages.page is not None and self.pages.page.several:
            self.pages.set_near(source.near)
        if not self.shows_page:
            self._show_text()
        if other and not self.shows_page:
            self._look_again()
        self._say()

    def _show_text(self) -> None:
        before, place = self.text.source, self.place
        if self._source is not None:
            if before is not self._source:
                self.text.show_source(self._source)
        elif before is not None and place is not None and before.place.path != place.path:
            self.text.clear_source()  # no other document stands below this one's name

    # -- page or text ---------------------------------------------------------------------------------
    def _has_pages(self) -> bool:
        """It is a file of pages that can be drawn."""
        return self.place is not None and is_pdf(self.place) and not self._no_picture

    def _choose_view(self, view: int) -> None:
        had_focus = self._stack.isAncestorOf(self.window().focusWidget() or self.window())
        self._prefers_text = view == TEXT
        self._choose_stack()
        if had_focus:
            self.take_focus()

    def _choose_stack(self) -> None:
        has_pages = self._has_pages()
        as_page, was_page = has_pages and not self._prefers_text, self.shows_page
        self._stack.setCurrentIndex(1 if as_page else 0)
        self.head.show_views((PAGE if as_page else TEXT) if has_pages else None)
        if not as_page:
            self._show_text()
        if as_page != was_page:
            self._look_again()
        self._say()

    def _on_page(self, page: PagePicture) -> None:
        """Its page came. Where the passage is not on it, the text says more."""
        if self.place is None or not self._has_pages():
            return
        if self.place.quote and not page.found and self.pages.is_home:
            self._on_no_page(None)
            return
        source = self._source
        if source is not None and source.near is not None and page.several:
            self.pages.set_near(source.near)

    def _on_no_page(self, _error: Exception | None) -> None:
        had_focus = self.shows_page and self.pages.isAncestorOf(self.window().focusWidget() or self.window())
        self._no_picture = True
        self._choose_stack()
        if had_focus:
            self.take_focus()

    # -- what is said ---------------------------------------------------------------------------------
    def _say(self) -> None:
        said = self._words()
        self._note.setText(said)
        self._note.setVisible(bool(said))

    def _words(self) -> str:
        source, place = self._source, self.place
        if place is None:
            return ""
        if source is None:
            waits = self._stack.currentIndex() == 0 and place.path is not None
            return fill(self.tr("Opening {name}…"), {"name": place.name}) if waits else ""
        said = [self._about(source, place)]
        if self._no_picture and source.state in ("same", "moved"):
            said.append(self.tr("Its words were not found on the picture of its page, so it shows as text."))
        return in_one_line(said)

    def _about(self, source: Source, place: Place) -> str:
        problem = _reason(source.problem)
        if source.state == "moved":
            return self.tr("The file has changed since the answer; the passage is still in it.")
        if source.state == "as_read" and not place.quote:
            as_read = self.tr("This is its text as it was when it was read.")
            changed = problem or self.tr("The file has changed since.")
            return in_one_line((changed, as_read))
        if source.state == "as_read" and not problem:
            return self.tr(
                "The file has changed and no longer says this. This is its text as it was when it was read."
            )
        if source.state == "as_read":
            as_read = self.tr("This is its text as it was when it was read.")
            return in_one_line((problem, as_read))
        if source.state == "lost":
            words = self.tr("The file has changed and no longer says this: “{quote}”")
            return fill(words, {"quote": shown(" ".join(place.quote.split()), _LONGEST_QUOTE)})
        if source.state == "passage":
            only = self.tr("Only the passage itself was kept.") if place.quote else ""
            return in_one_line((problem, only))
        return ""

    # -- keys -----------------------------------------------------------------------------------------
    def event(self, event: QEvent) -> bool:
        """Esc and Ctrl+F are the pane's own while the keys are here, not the tab's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Find))
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.bar.isHidden():
                self.close_source()
            else:
                self.bar.close_bar()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.find_words()
        else:
            super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Source"))
        self.text.setAccessibleName(self.tr("Text of the document"))
        self._say()


def _reason(problem: UserError | None) -> str:
    """Why a file cannot be opened; what to do about it is of no use here."""
    if problem is None:
        return ""
    title, detail, _hint = problem.render(translate_core)
    return detail or title
