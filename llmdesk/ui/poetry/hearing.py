"""The form of a pasted poem that nobody named: found in a task while one types.

Owns what was found for the newest text. Must not know where the text stands, nor judge it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from llmdesk.tools.poetry.check import LONGEST
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.recognized import Heard, hear_beside
from llmdesk.tools.poetry.types import Form
from llmdesk.ui.services import Services

_NONE_OF_OURS = Heard(form("modern-zh"), named=False)  # what Chinese lines are set as that have no form


class Hearing(QObject):
    """`found` when the form of the newest text is known."""

    found = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._asked: tuple[str, str] | None = None  # a text, and the name of the form chosen for others
        self._known: tuple[str, str] | None = None
        self.heard = _NONE_OF_OURS

    def knows(self, text: str, chosen: Form) -> bool:
        """Whether `heard` is what this text is; else it is looked for, and `found` comes."""
        asked = text, chosen.name
        if asked == self._known:
            return True
        if asked != self._asked:
            self._asked = asked
            self._services.tasks.start(
                lambda _context: hear_beside(text[:LONGEST], chosen) or _NONE_OF_OURS,
                owner=self,
                on_done=lambda heard: self._on_done(asked, heard),
            )
        return False

    def _on_done(self, asked: tuple[str, str], heard: Heard) -> None:
        if asked == self._asked:
            self._known, self.heard = asked, heard
            self.found.emit()
