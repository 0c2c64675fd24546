"""The button *Open library* of a tab that works on documents: those of a library come to its list, or are
written as a table for it.

Owns the button and its menu. Must not read the documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredDocument, StoredLibrary
from llmdesk.ui.language import Retranslating
from llmdesk.ui.libraries.as_table import write_as_table
from llmdesk.ui.libraries.words import count_words
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.services import Services

MOST = 500  # documents that a tab gets at once
_LISTED = 50  # libraries


class LibraryOpener(Retranslating, QToolButton):
    """`files_chosen(paths)`: the documents of a library, the first `MOST` of them; with `as_table` instead
    `table_written(path)`, all of them. Hidden while there is no library, or the button is not wanted;
    whenever `tab` shows, that is looked up. `choices` is its menu; below `least` pixels of the tab the button
    is its icon alone."""

    files_chosen = Signal(object)
    table_written = Signal(object)

    def __init__(self, services: Services, tab: QWidget, *, as_table: bool = False, least: int = 0) -> None:
        super().__init__(tab)
        self._as_table, self._wanted, self._least = as_table, True, least
        self._services = services
        self._libraries: Sequence[StoredLibrary] = ()
        self.choices = QMenu(self)
        # Not the button's own menu: that is not opened when a screen reader presses the button.
        self.clicked.connect(lambda: self.choices.popup(self.mapToGlobal(QPoint(0, self.height()))))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(16, 16))
        services.theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()
        self.hide()
        self.look()
        tab.installEventFilter(self)

    def set_wanted(self, wanted: bool) -> None:
        """Whether the tab has a use for it now."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self._libraries))

    def look(self) -> None:
        """Which libraries there are now."""
        self._services.tasks.start(
            lambda _context: self._services.libraries.all(),
            owner=self,
            on_done=self._show,
            on_error=lambda _error: None,  # the list of libraries tells it
        )

    def _show(self, libraries: Sequence[StoredLibrary]) -> None:
        self._libraries = [each for each in libraries if each.documents][:_LISTED]
        self._fill()
        self.set_wanted(self._wanted)

    def _fill(self) -> None:
        self.choices.clear()
        for library in self._libraries:
            words = f"{library.name}  ·  {count_words(library)}".replace("&", "&&")
            self.choices.addAction(words).triggered.connect(lambda _on=False, each=library: self._open(each))

    def _open(self, library: StoredLibrary) -> None:
        if self._as_table:
            write_as_table(self._services, library, self, self._on_table)
            return

        def done(found: list[StoredDocument]) -> None:
            self.files_chosen.emit([each.path for each in found])
            if library.documents > len(found):
                places = {
                    "shown": self.locale().toString(len(found)),
                    "count": self.locale().toString(library.documents),
                }
                text = self.tr("The first {shown} of {count} documents were opened.")
                self._services.notify.show(fill(text, places))

        self._services.tasks.start(
            lambda _context: self._services.libraries.documents(library.id, ("indexed",), MOST),
            owner=self,
            on_done=done,
        )

    def _on_table(self, path: Path) -> None:
        self.table_written.emit(path)

    def _fit(self, width: int) -> None:
        """In a narrow tab the icon alone, so that what stands beside it is not cut."""
        style = Qt.ToolButtonStyle
        narrow = width < scaled(self._least)
        self.setToolButtonStyle(style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon)

    # -- words and colours ------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.look()
        elif isinstance(event, QResizeEvent):
            self._fit(event.size().width())
        return False

    def _retint(self) -> None:
        self.setIcon(self._services.theme.icon("library", "muted"))

    def _retranslate(self) -> None:
        name = self.tr("Open library")
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(
            self.tr("Write the documents of a library as a table, a row each, and open it")
            if self._as_table
            else self.tr("Work through the documents of a library")
        )
        self.choices.setAccessibleName(name)
