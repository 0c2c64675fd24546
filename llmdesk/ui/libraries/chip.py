"""The button that says which libraries the open chat asks, with its menu.

Owns its words and the menu. Must not change anything: signals say what is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredLibrary
from llmdesk.ui.language import Retranslating
from llmdesk.ui.libraries.keeper import LibraryKeeper
from llmdesk.ui.libraries.words import brief
from llmdesk.ui.theme import ColorName, Theme

_WIDEST = 180
_MOST = 30  # libraries in the menu; the dialog has them all


class LibraryChip(Retranslating, QToolButton):
    """`chosen(ids)`: the chat is to ask these; `dialog_asked`."""

    chosen = Signal(object)
    dialog_asked = Signal()

    def __init__(self, theme: Theme, keeper: LibraryKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keeper = theme, keeper
        self._ids: tuple[int, ...] = ()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(self._open)
        keeper.changed.connect(self._show)
        keeper.progressed.connect(self._on_progress)
        theme.changed.connect(self._retint)
        self._show()

    def show_chosen(self, ids: Sequence[int]) -> None:
        self._ids = tuple(ids)
        self._show()

    @property
    def _libraries(self) -> list[StoredLibrary]:
        return [each for each in self._keeper.libraries if each.id in self._ids]

    # -- the menu ---------------------------------------------------------------------------------
    def _open(self) -> None:
        if not self._keeper.libraries:
            self.dialog_asked.emit()
            return
        menu = self.menu_of_now()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def menu_of_now(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("Libraries"))
        for library in self._keeper.libraries[:_MOST]:
            words = f"{library.name}  ·  {brief(library, self._keeper.state(library.id))}"
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(library.id in self._ids)
            action.triggered.connect(lambda checked, number=library.id: self._choose(number, checked))
        menu.addSeparator()
        menu.addAction(self.tr("All libraries…"), self.dialog_asked.emit)
        return menu

    def _choose(self, library_id: int, checked: bool) -> None:
        others = [each.id for each in self._libraries if each.id != library_id]
        self.chosen.emit((*others, library_id) if checked else tuple(others))

    # -- words and colours --------------------------------------------------------------------------
    def _show(self) -> None:
        libraries = self._libraries
        if not libraries:
            name = self.tr("Libraries")
            accessible = self.tr("Libraries: none")
        else:
            count = {"count": self.locale().toString(len(libraries))}
            name = libraries[0].name if len(libraries) == 1 else fill(self.tr("{count} libraries"), count)
            accessible = fill(self.tr("Libraries: {names}"), {"names": ", ".join(x.name for x in libraries)})
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, _WIDEST)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(accessible)
        tip = self.tr("Documents that this chat looks up its answers in")
        lines = [f"{each.name}: {brief(each, self._keeper.state(each.id))}" for each in libraries[:_MOST]]
        self.setToolTip("\n".join([tip, *lines]))
        self.setAccessibleDescription(tip)
        self._retint()

    def _on_progress(self, library_id: int) -> None:
        if library_id in self._ids:
            self._show()

    def _retint(self) -> None:
        """Where some of the documents are not read yet, or not there, that shows at once."""
        states = [self._keeper.state(each.id) for each in self._libraries]
        away, busy = any(each.away for each in states), any(each.busy or each.paused for each in states)
        color: ColorName = "warning" if away else "accent" if states else "muted"
        self.setIcon(self._theme.icon("warning" if away else "load" if busy else "library", color))

    def _retranslate(self) -> None:
        self._show()
