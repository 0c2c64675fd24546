"""The editor, made ahead of its first use in parts, none of which holds the window up.

Owns when the parts are made. Must not know what is edited.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from llmdesk.ui.own.book import ToolBook
from llmdesk.ui.own.editor.drafts import EditorDrafts
from llmdesk.ui.own.editor.form import ToolFormView
from llmdesk.ui.own.editor.page import OwnEditor
from llmdesk.ui.own.editor.trial import TrialPane
from llmdesk.ui.services import Services

_FIRST_MS, _NEXT_MS = 400, 60


class EditorMaking(QObject):
    """`made` gets the editor, once. It is there at once where `editor` asks for it."""

    def __init__(
        self,
        services: Services,
        book: ToolBook,
        drafts: EditorDrafts,
        made: Callable[[OwnEditor], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._book, self._drafts, self._made = services, book, drafts, made
        self._form: ToolFormView | None = None
        self._trial: TrialPane | None = None
        self.known: OwnEditor | None = None
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._go_on)

    def begin(self) -> None:
        """When the window has time."""
        if self.known is None and not self._turn.isActive():
            self._turn.start(_FIRST_MS)

    def shutdown(self) -> None:
        """The window closes: nothing more is made, and what is tried ends."""
        self._turn.stop()
        if self.known is not None:
            self.known.shutdown()

    @property
    def editor(self) -> OwnEditor:
        while self.known is None:
            self._make_next()
        self._turn.stop()
        return self.known

    def _go_on(self) -> None:
        self._make_next()
        if self.known is None:
            self._turn.start(_NEXT_MS)

    def _make_next(self) -> None:
        if self._form is None:
            self._form = ToolFormView(self._services)
        elif self._trial is None:
            self._trial = TrialPane(self._services)
        elif self.known is None:
            self.known = OwnEditor(self._services, self._book, self._drafts, self._form, self._trial)
            self._made(self.known)
