"""The left side of "Check a summary": the text that is checked, then what was found about it.

Owns which of text, progress and result shows, and the buttons below. Must not check anything.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from llmdesk.ui.checking.progress import CheckProgressView
from llmdesk.ui.checking.result import CheckResult
from llmdesk.ui.given.document_field import DocumentField
from llmdesk.ui.given.given import Given
from llmdesk.ui.language import Retranslating
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.job import Job, JobRow
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import character_words


class CheckTextPane(Retranslating, QWidget):
    """`open_asked`, `close_asked`, `check_asked`; `changed` when the text is another;
    `result_shown(bool)` when a result comes or goes."""

    open_asked = Signal()
    close_asked = Signal()
    check_asked = Signal()
    changed = Signal()
    result_shown = Signal(bool)

    def __init__(self, theme: Theme, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._job = theme, job
        self._title, self._name = plain_label("strong"), ElidedLabel(of_file=True)
        self._open, self._edit, self._close = QPushButton(), QPushButton(), QToolButton()
        self.field, self.progress, self.result = DocumentField(theme), CheckProgressView(), CheckResult(theme)
        self._pages = QStackedWidget()
        self._row = JobRow(job)
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()
        self.set_ready(False)

    def _arrange(self) -> None:
        set_kind(self._name, "muted")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        for part in (self._title, self._name):
            head.addWidget(part, 1 if part is self._name else 0)
        for button in (self._edit, self._open, self._close):
            head.addWidget(button)
        self.field.setMinimumSize(QSize(200, 80))
        for page in (self.field, self.progress, self.result):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addWidget(self._row)

    def _connect(self) -> None:
        self._open.clicked.connect(self.open_asked)
        self._close.clicked.connect(self.close_asked)
        self._row.asked.connect(self.check_asked)
        self._job.busy_changed.connect(self.refresh)
        self._edit.clicked.connect(self.show_text)
        self.field.submitted.connect(self.check_asked)
        self.field.changed.connect(self.changed)
        self.field.changed.connect(self.refresh)
        self._theme.changed.connect(self._retint)

    # -- what shows ---------------------------------------------------------------------------------
    @property
    def shows_result(self) -> bool:
        return self._pages.currentWidget() is self.result

    def show_given(self, given: Given) -> None:
        """Another text to be checked."""
        self.field.show_given(given)
        self.show_text()

    def show_text(self) -> None:
        """The text itself, to be changed."""
        self._show(self.field)
        self.field.setFocus()

    def show_progress(self) -> None:
        self.progress.begin()
        self._show(self.progress)

    def show_result(self) -> None:
        self._show(self.result)

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.refresh()
        self.result_shown.emit(page is self.result)

    @property
    def has_button_focus(self) -> bool:
        """The keyboard is where one starts a check."""
        return self._row.start.hasFocus()

    def set_ready(self, ready: bool) -> None:
        """There is a text and a source."""
        self._row.start.setEnabled(ready)

    def refresh(self) -> None:
        given = self.field.given
        has_document = given.opened is not None or given.path is not None
        shows_text = self._pages.currentWidget() is self.field
        self._open.setVisible(shows_text)
        self._close.setVisible(shows_text and has_document)
        self._edit.setVisible(self.shows_result)
        self._row.show_keys(shows_text)
        check, stop = self.tr("Check"), self.tr("Stop the check")
        self._row.set_words(check, stop, self.tr("Check again") if self.shows_result else check)
        self._name.setText(self._about(given))
        self._edit.setText(self.tr("Back to the text") if has_document else self.tr("Edit the text"))
        self._edit.setAccessibleName(self._edit.text())

    def _about(self, given: Given) -> str:
        length = len(given.text)
        count = character_words(length) if length else ""
        name = given.opened.document.name if given.opened is not None else ""
        return " · ".join(part for part in (name, count) if part)

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        self._open.setIcon(self._theme.icon("folder"))
        self._edit.setIcon(self._theme.icon("edit"))
        self._close.setIcon(self._theme.icon("close", "muted"))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Text to check"))
        self.field.setAccessibleName(self.tr("Text to check"))
        self.field.setPlaceholderText(
            self.tr("Paste or type a summary here, or any text that makes claims about its sources.")
        )
        self._open.setText(self.tr("Open"))
        self._open.setAccessibleName(self.tr("Open the text to check"))
        self._open.setToolTip(self.tr("Text, Markdown, HTML, PDF, Word (docx) and EPUB"))
        self._close.setAccessibleName(self.tr("Close the document"))
        self._close.setToolTip(self.tr("Close the document"))
        self.refresh()
