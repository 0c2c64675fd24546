"""What a pasted poem is held against: its own form or the chosen one, found in a task while one types.

Owns what was found for the newest text. Must not know where the text stands, nor judge it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from llmdesk.tools.poetry.check import LONGEST, split_poem
from llmdesk.tools.poetry.chinese.ci.pasted import recognized
from llmdesk.tools.poetry.forms import form
from llmdesk.tools.poetry.recognized import Heard, hear_beside
from llmdesk.tools.poetry.types import Form
from llmdesk.ui.services import Services

_NONE_OF_OURS = Heard(form("modern-zh"), named=False)  # what Chinese lines are set as that have no form
_Asked = tuple[
    str, str, bool
]  # a text, the name of the chosen form, and whether the text's own goes before it


class Hearing(QObject):
    """`found` when the form of the newest text is known, and its lines are divided."""

    found = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._asked: _Asked | None = None
        self._known: _Asked | None = None
        self.heard = _NONE_OF_OURS

    def knows(self, text: str, chosen: Form, *, by_itself: bool) -> bool:
        """Whether `heard` is what this text is; else it is looked for, and `found` comes."""
        asked = text, chosen.name, by_itself
        if asked == self._known:
            return True
        if asked != self._asked:
            self._asked = asked
            self._services.tasks.start(
                lambda _context: _heard(text, chosen, by_itself),
                owner=self,
                on_done=lambda heard: self._on_done(asked, heard),
            )
        return False

    def _on_done(self, asked: _Asked, heard: Heard) -> None:
        if asked == self._asked:
            self._known, self.heard = asked, heard
            self.found.emit()


def _heard(text: str, chosen: Form, by_itself: bool) -> Heard:
    if by_itself:
        heard = hear_beside(text[:LONGEST], chosen) or _NONE_OF_OURS
    else:
        heard = Heard(recognized(text, chosen))
    split_poem(text, heard.form)  # what the window asks next is known then
    return heard
