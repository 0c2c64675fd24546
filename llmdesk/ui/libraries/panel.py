"""What the chat has of libraries: the chip, the dialog, and who is told of what.

Owns who hears whom among them. Must not read or change the store: `keeper` and `chosen` do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from llmdesk.errors import fill
from llmdesk.store.libraries import StoredLibrary
from llmdesk.ui.libraries.chip import LibraryChip
from llmdesk.ui.libraries.chosen import ChosenLibraries
from llmdesk.ui.libraries.keeper import LibraryKeeper
from llmdesk.ui.services import Services

if TYPE_CHECKING:
    from llmdesk.ui.libraries.dialog import LibrariesDialog


class LibraryPanel(QObject):
    """`chip` goes where the composer has its buttons. `files_handed(tab, paths)`: a tab is to work through
    the documents of a library; `table_handed(tab, path)`: it is to open them as a table. GUI thread."""

    files_handed = Signal(str, object)
    table_handed = Signal(str, object)

    def __init__(self, services: Services, window: QWidget) -> None:
        """`window`: beside which the dialog opens."""
        super().__init__(window)
        self._services, self._window = services, window
        self.keeper = LibraryKeeper(services, self)
        self.chosen = ChosenLibraries(services, self)
        self.chip = LibraryChip(services.theme, self.keeper)
        self._dialog: LibrariesDialog | None = None
        self.chip.chosen.connect(self._choose)
        self.chip.dialog_asked.connect(self.open_dialog)
        self.chosen.changed.connect(self._show)
        self.keeper.went_away.connect(self._tell_that_it_is_away)
        self._show()

    def open_dialog(self) -> None:
        """All libraries. The first that is made there is asked by the open chat at once."""
        from llmdesk.ui.libraries.dialog import LibrariesDialog

        if self._dialog is None:
            self._dialog = LibrariesDialog(self._services, self.keeper, self._window)
            self._dialog.made.connect(self._on_made)
            self._dialog.files_handed.connect(self.files_handed)
            self._dialog.table_handed.connect(self.table_handed)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def _on_made(self, library_id: int) -> None:
        if len(self.keeper.libraries) == 1 and not self.chosen.current:
            self.chosen.choose((library_id,))

    def _choose(self, ids: Sequence[int]) -> None:
        self.chosen.choose(ids)

    def _show(self) -> None:
        self.chip.show_chosen(self.chosen.current)

    def _tell_that_it_is_away(self, library: StoredLibrary, path: Path) -> None:
        text = self.tr("{path} of the library “{name}” is not there. What was read of it can still be asked.")
        self._services.notify.show(fill(text, {"path": path, "name": library.name}))
