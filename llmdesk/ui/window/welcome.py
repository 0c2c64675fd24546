"""What the first start shows above the examples of an empty chat: language, privacy, which model.

Owns these controls and their words. Must not choose a model or keep anything: `first_run.py` does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.models.catalog import CatalogDownload
from llmdesk.models.library import InstalledModel
from llmdesk.ui.language import LANGUAGES
from llmdesk.ui.model_words import about_text
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.segmented import Segmented
from llmdesk.ui.words import format_bytes

_BASELINE = 5  # pixels from the top of a button to the line of its words


class Welcome(QWidget):
    """Show what can be begun with by `show_models`. Codes of languages are keys of `LANGUAGES`."""

    language_chosen = Signal(str)
    start_asked = Signal()
    download_asked = Signal()
    others_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._installed: InstalledModel | None = None
        self._suggested: CatalogDownload | None = None
        self._heading, self._privacy = plain_label("heading", wrap=True), plain_label("muted", wrap=True)
        self._languages = Segmented(len(LANGUAGES))
        self.start, self.download, self.others = QPushButton(), QPushButton(), QPushButton()
        self._start_words, self._download_words = (
            plain_label("muted", wrap=True),
            plain_label("muted", wrap=True),
        )
        self._others_words = plain_label("muted", wrap=True)
        self._choices = (
            (self.start, self._start_words),
            (self.download, self._download_words),
            (self.others, self._others_words),
        )
        self._arrange()
        self._languages.chosen.connect(lambda index: self.language_chosen.emit(list(LANGUAGES)[index]))
        self.start.clicked.connect(self.start_asked)
        self.download.clicked.connect(self.download_asked)
        self.others.clicked.connect(self.others_asked)
        self._retranslate()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self._heading, 1)
        top.addWidget(self._languages, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(top)
        column.addWidget(self._privacy)
        column.addSpacing(SPACE)
        for button, words in self._choices:
            choice = QHBoxLayout()
            choice.setSpacing(GAP)
            choice.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.setContentsMargins(0, _BASELINE, 0, 0)
            choice.addWidget(words, 1)  # with an alignment its height would not follow its width
            column.addLayout(choice)
        column.addSpacing(SPACE)

    def show_models(self, installed: InstalledModel | None, suggested: CatalogDownload | None) -> None:
        """`installed`: to start with at once; `suggested`: suits this computer. None: there is none."""
        self._installed, self._suggested = installed, suggested
        set_kind(self.start, "primary")
        set_kind(self.download, "" if installed else "primary")
        for part in (self.start, self._start_words):
            part.setVisible(installed is not None)
        for part in (self.download, self._download_words):
            part.setVisible(suggested is not None)
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """A scroll area does not ask for heights at a width: give each text what it needs."""
        beside = self.width() - self.others.minimumWidth() - GAP
        for words, width in (*((words, beside) for _, words in self._choices), (self._privacy, self.width())):
            words.setMinimumHeight(0)  # else a label never asks for less
            words.setFixedHeight(max(0, words.heightForWidth(width)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Welcome to llmdesk"))
        self._privacy.setText(
            self.tr(
                "A language model of your own. What you write stays on this computer. The "
                "network is used only to find and download models, and only when you ask "
                "for it."
            )
        )
        self._languages.set_texts(list(LANGUAGES.values()))
        shown = next((code for code in LANGUAGES if QLocale().name().startswith(code[:2])), "en")
        self._languages.set_current(list(LANGUAGES).index(shown))
        self._languages.setAccessibleName(self.tr("Language"))
        self.others.setText(self.tr("Show all models"))
        self._others_words.setText(
            self.tr("Search for more models, or use a model file that you already have.")
        )
        self._show_installed()
        self._show_suggested()
        widest = max(button.sizeHint().width() for button, words in self._choices if button.text())
        for button, _words in self._choices:
            button.setAccessibleName(button.text())
            button.setFixedWidth(widest)
        self._make_room()

    def _show_installed(self) -> None:
        if self._installed is None:
            return
        if self._installed.starter:
            self.start.setText(self.tr("Start now with the small model"))
            words = self.tr(
                "{name} is already installed. It is fast, but knows only English and is "
                "often wrong: good for a first look."
            )
        else:
            self.start.setText(self.tr("Start now"))
            words = self.tr("{name} is already installed.")
        self._start_words.setText(fill(words, {"name": self._installed.name}))

    def _show_suggested(self) -> None:
        entry = self._suggested
        if entry is None:
            return
        self.download.setText(fill(self.tr("Download {name}"), {"name": entry.name}))
        facts = self.tr("A good fit for this computer: {size}, licence {licence}. {about}")
        size = format_bytes(round(entry.gigabytes * 1e9))
        self._download_words.setText(
            fill(facts, {"size": size, "licence": entry.licence, "about": about_text(entry)})
        )
