"""The two modes of the Summarize tab: make a summary, or check a text that somebody has.

Owns the switch and what shows for each. The mode "Check a summary" is built when it is first looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from llmdesk.ui.checking.page import CheckPage
from llmdesk.ui.given.given import Given
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.widgets.segmented import Segmented

SUMMARIZE, CHECK = 0, 1
_NARROW = 1000  # pixels; below it the switch leaves room for the options


class Modes(Retranslating, QWidget):
    """The row at the top; `pages` is what stands below it."""

    def __init__(
        self, services: Services, tools: QWidget, page: QWidget, focus: Callable[[], None], parent: QWidget
    ) -> None:
        """`tools` and `page` are those of the first mode, `focus` puts the keyboard into it."""
        super().__init__(parent)
        self._services, self._focus = services, focus
        self._check: CheckPage | None = None
        self._switch = Segmented(2)
        self._tools, self.pages = QStackedWidget(), QStackedWidget()
        self._tools.addWidget(tools)
        self.pages.addWidget(page)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(GAP)
        row.addWidget(self._switch)
        row.addWidget(self._tools, 1)
        self._switch.chosen.connect(self._on_chosen)
        self._retranslate()

    @property
    def checking(self) -> CheckPage:
        """The mode "Check a summary"."""
        if self._check is None:
            self._check = CheckPage(self._services)
            self._tools.addWidget(self._check.tools)
            self.pages.addWidget(self._check)
        return self._check

    @property
    def current(self) -> int:
        return self._switch.current

    def show_mode(self, mode: int) -> None:
        self._switch.set_current(mode)
        self._show(mode)

    def check(self, text: str, sources: Sequence[Given]) -> None:
        """Check a text against its sources."""
        self.show_mode(CHECK)
        self.checking.take(text, sources)

    def focus_first(self) -> None:
        if self.current == CHECK:
            self.checking.focus_first()
        else:
            self._focus()

    def shutdown(self) -> None:
        """Stop what runs."""
        if self._check is not None:
            self._check.cancel()

    def _on_chosen(self, mode: int) -> None:
        """Who comes by the arrow keys stays at the switch."""
        self._show(mode)
        focused = QApplication.focusWidget()
        if focused is None or not self._switch.isAncestorOf(focused):
            self.focus_first()

    def _show(self, mode: int) -> None:
        if mode == CHECK:
            self._tools.setCurrentWidget(self.checking.tools)
            self.pages.setCurrentWidget(self.checking)
        else:
            self._tools.setCurrentIndex(SUMMARIZE)
            self.pages.setCurrentIndex(SUMMARIZE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.size().width() < scaled(_NARROW)) != (event.oldSize().width() < scaled(_NARROW)):
            self._retranslate()

    def _retranslate(self) -> None:
        check = self.tr("Check") if self.width() < scaled(_NARROW) else self.tr("Check a summary")
        self._switch.set_texts(
            (self.tr("Summarize"), check), (self.tr("Mode: summarize"), self.tr("Mode: check a summary"))
        )
