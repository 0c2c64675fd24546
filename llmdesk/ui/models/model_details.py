"""One model of this computer: what it is, and what can be done with it.

Owns the page. Must not change the library: it says what is wanted.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.engine.types import LoadedModel
from llmdesk.errors import fill
from llmdesk.gguf import Header
from llmdesk.models.fit import Fit
from llmdesk.models.library import InstalledModel
from llmdesk.models.library_changes import Verification
from llmdesk.models.origins import Origin
from llmdesk.models.own_settings import OwnSettings
from llmdesk.ui.model_words import fit_figures, fit_sentence
from llmdesk.ui.models.loaded_words import loaded_words, own_words
from llmdesk.ui.notify import error_text
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.elided_label import Fact
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes

_STEPS = 1000


class ModelDetails(QWidget):
    """`show_model` begins a page; `show_facts`, `show_fit`, `show_verification` go on with it."""

    use_asked = Signal(InstalledModel)
    verify_asked = Signal(InstalledModel)
    verify_cancelled = Signal()
    rename_asked = Signal(InstalledModel, str)
    reveal_asked = Signal(InstalledModel)
    delete_asked = Signal(InstalledModel)
    settings_asked = Signal(InstalledModel)
    reload_asked = Signal(InstalledModel)

    def __init__(self, theme: Theme, extra: QWidget | None = None, parent: QWidget | None = None) -> None:
        """`extra`: a section below the facts."""
        super().__init__(parent)
        self._theme = theme
        self._model: InstalledModel | None = None
        self._header: Header | None = None
        self._origin: Origin | None = None
        self._fit: Fit | None = None
        self._sha256: tuple[str, ...] = ()
        self._outcome = ""
        self._heading = plain_label("heading", wrap=True, selectable=True)
        self._name = QLineEdit()
        self._loaded: LoadedModel | None = None  # whichever is
        self._own: OwnSettings | None = None  # how this one is to be loaded, and how the loaded one was
        self._loaded_own: OwnSettings | None = None
        self._title = QStackedWidget()
        self._problem = plain_label("danger", wrap=True)
        self._verdict, self._figures = plain_label("strong", wrap=True), plain_label("small", wrap=True)
        self._use, self._verify, self._rename = QPushButton(), QPushButton(), QPushButton()
        self._reveal, self._delete = QPushButton(), QPushButton()
        self._settings, self._reload = QPushButton(), QPushButton()
        self._reload_hint = plain_label("small", wrap=True)
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._stop = QToolButton()
        self._result = plain_label("", wrap=True)
        self._facts = QGridLayout()
        self._arrange(extra)
        self._connect()
        self._retranslate()

    def _arrange(self, extra: QWidget | None) -> None:
        set_kind(self._use, "primary")
        set_kind(self._delete, "danger")
        self._title.addWidget(self._heading)
        self._title.addWidget(self._name)
        self._facts.setHorizontalSpacing(GAP)
        self._facts.setVerticalSpacing(SPACE // 2)
        self._facts.setColumnStretch(1, 1)
        first, own, second, checking = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, widgets in (
            (first, (self._use, self._rename, self._reveal)),
            (own, (self._settings, self._reload)),
            (second, (self._verify, self._delete)),
            (checking, (self._bar, self._stop)),
        ):
            row.setSpacing(SPACE)
            for widget in widgets:
                row.addWidget(widget)
        for row in (first, own, second):
            row.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(SPACE)
        for part in (self._title, self._problem, self._verdict, self._figures):
            column.addWidget(part)
        column.addLayout(first)
        column.addLayout(own)
        column.addWidget(self._reload_hint)
        column.addSpacing(SPACE)
        column.addLayout(self._facts)
        column.addSpacing(SPACE)
        column.addLayout(second)
        column.addLayout(checking)
        column.addWidget(self._result)
        if extra is not None:
            column.addSpacing(SPACE)
            column.addWidget(extra)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _connect(self) -> None:
        for button, signal in (
            (self._use, self.use_asked),
            (self._verify, self.verify_asked),
            (self._reveal, self.reveal_asked),
            (self._delete, self.delete_asked),
            (self._settings, self.settings_asked),
            (self._reload, self.reload_asked),
        ):
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self._model))
        self._stop.clicked.connect(self.verify_cancelled)
        self._rename.clicked.connect(self.begin_renaming)
        self._name.returnPressed.connect(self._end_renaming)
        self._name.editingFinished.connect(lambda: self._title.setCurrentIndex(0))
        self._theme.changed.connect(self._retint)
        self._retint()

    # -- what is shown --------------------------------------------------------------------------
    @property
    def model(self) -> InstalledModel | None:
        return self._model

    def show_model(self, model: InstalledModel) -> None:
        """Show what the library knows; a model that is shown already keeps the rest."""
        if self._model is None or model.path != self._model.path:
            self._header, self._origin, self._fit, self._sha256 = None, None, None, ()
            self._own = None
            self._outcome = ""
            self.show_checking(None)
        self._model = model
        self._title.setCurrentIndex(0)
        self._refresh()

    def show_loaded(self, loaded: LoadedModel | None, own: OwnSettings | None) -> None:
        """Which model is loaded now (None: none is), and with what of its own."""
        if (loaded, own) == (self._loaded, self._loaded_own):
            return
        self._loaded, self._loaded_own = loaded, own
        self._refresh()

    def show_facts(self, header: object, origin: object, own: object) -> None:
        """What the file itself says (a `Header`), where it came from (an `Origin`), None for unknown, and how
        it is to be loaded (`OwnSettings`)."""
        self._own = own if isinstance(own, OwnSettings) else None
        self._header = header if isinstance(header, Header) else None
        self._origin = origin if isinstance(origin, Origin) else None
        self._refresh()

    def show_fit(self, path: str, found: object) -> None:
        if self._model is not None and str(self._model.path) == path and isinstance(found, Fit):
            self._fit = found
            self._refresh()

    def show_checking(self, share: float | None) -> None:
        """How far the check is, 0 to 1; None when none runs."""
        for widget in (self._bar, self._stop):
            widget.setVisible(share is not None)
        self._bar.setValue(round((share or 0) * _STEPS))
        self._verify.setEnabled(share is None)
        if share is not None:
            self._result.hide()

    def show_verification(self, found: Verification) -> None:
        self._sha256 = found.sha256
        texts = {
            True: self.tr("The file is exactly as it was published."),
            False: self.tr("The file differs from what was published. Delete it and download it again."),
            None: self.tr(
                "There is no published checksum to compare with. The SHA-256 of this file is shown above."
            ),
        }
        self._outcome = texts[found.good]
        set_kind(self._result, "danger" if found.good is False else "")
        self.show_checking(None)
        self._refresh()

    # -- words ------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._outcome = ""
            self._refresh()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for button, text, tip in (
            (self._use, self.tr("Use this model"), self.tr("Load this model and use it from now on")),
            (
                self._rename,
                self.tr("Rename"),
                self.tr("Show it under another name; the file name stays the same"),
            ),
            (self._reveal, self.tr("Show in folder"), ""),
            (self._verify, self.tr("Verify again"), self.tr("Read the whole file and compare its SHA-256")),
            (self._delete, self.tr("Delete model"), self.tr("Move the file to the trash")),
            (
                self._settings,
                self.tr("Settings of this model…"),
                self.tr("Context, graphics card, memory and chat template of this model alone"),
            ),
            (self._reload, self.tr("Load again"), self.tr("Load it now, with its new settings")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._reload_hint.setText(self.tr("Its new settings count from the next time that it is loaded."))
        self._name.setAccessibleName(self.tr("Name of the model"))
        self._name.setPlaceholderText(self.tr("Leave empty for its original name"))
        self._bar.setAccessibleName(self.tr("Reading the file"))
        self._stop.setAccessibleName(self.tr("Stop reading"))
        self._stop.setToolTip(self.tr("Stop reading"))

    def _retint(self) -> None:
        self._stop.setIcon(self._theme.icon("close", "muted"))

    def _refresh(self) -> None:
        model = self._model
        if model is None:
            return
        self._heading.setText(model.name)
        self._problem.setText(error_text(model.problem) if model.problem else "")
        self._problem.setVisible(bool(model.problem))
        self._verdict.setText(fit_sentence(self._fit) if self._fit else "")
        self._figures.setText(fit_figures(self._fit) if self._fit else "")
        for label in (self._verdict, self._figures):
            label.setVisible(self._fit is not None)
        self._show_use(model)
        self._delete.setEnabled(not model.starter)
        self._delete.setToolTip(
            self.tr("The starter model is part of the program.")
            if model.starter
            else self.tr("Move the file to the trash")
        )
        self._result.setText(self._outcome)
        self._result.setVisible(bool(self._outcome))
        self._fill_facts(self._fact_rows(model))

    def _show_use(self, model: InstalledModel) -> None:
        """What is done already is no button to press."""
        too_big = self._fit is not None and self._fit.verdict == "too big"
        words = self.tr("Load anyway") if too_big else self.tr("Use this model")
        loaded = self._loaded is not None and self._loaded.ref == model.ref
        known = self._own is not None and self._loaded_own is not None
        old = loaded and known and self._loaded_own != self._own
        for widget in (self._reload, self._reload_hint):
            widget.setVisible(old)
        self._settings.setEnabled(not model.problem)
        self._use.setText(self.tr("In use") if loaded else words)
        self._use.setAccessibleName(self._use.text())
        self._use.setEnabled(not model.problem and not loaded)

    def _fact_rows(self, model: InstalledModel) -> list[tuple[str, str]]:
        header, origin = self._header, self._origin
        locale = QLocale()
        context = fill(self.tr("{count} tokens"), {"count": locale.toString(model.context_train)})
        rows = [
            (self.tr("Architecture"), model.architecture),
            (self.tr("Parameters"), model.parameters_label),
            (self.tr("Quantization"), model.quantization),
            (self.tr("Context"), context if model.context_train else ""),
            (self.tr("Chat template"), self._template_text(header) if header is not None else ""),
            (self.tr("Licence"), self._licence(header, origin)),
            (self.tr("Its own settings"), own_words(self._own) if self._own is not None else ""),
            (self.tr("Loaded with"), self._loaded_words(model)),
            (self.tr("Size"), format_bytes(model.size)),
            (self.tr("From"), f"{origin.repo} @ {origin.commit[:10]}" if origin is not None else ""),
            ("sha256", " ".join(self._sha256) or (origin.sha256 if origin is not None else "")),
            (self.tr("File"), str(model.path)),
        ]
        return [(name, text) for name, text in rows if text]

    def _loaded_words(self, model: InstalledModel) -> str:
        loaded = self._loaded
        return loaded_words(loaded) if loaded is not None and loaded.ref == model.ref else ""

    def _template_text(self, header: Header) -> str:
        return self.tr("built in") if header.chat_template else self.tr("none (ChatML is used)")

    @staticmethod
    def _licence(header: Header | None, origin: Origin | None) -> str:
        if origin is not None and origin.licence:
            return origin.licence
        said = header.metadata.get("general.license") if header is not None else ""
        return said[:100] if isinstance(said, str) else ""

    def _fill_facts(self, rows: list[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (name, text) in enumerate(rows):
            label = plain_label("muted")
            label.setText(name)
            value = Fact(text)
            value.setAccessibleName(name)
            self._facts.addWidget(label, number, 0)
            self._facts.addWidget(value, number, 1)

    # -- renaming ---------------------------------------------------------------------------------
    def begin_renaming(self) -> None:
        """Let the name be typed over."""
        if self._model is not None:
            self._name.setText(self._model.name)
            self._title.setCurrentIndex(1)
            self._name.setFocus()
            self._name.selectAll()

    def _end_renaming(self) -> None:
        self._title.setCurrentIndex(0)
        if self._model is not None and self._name.text().strip() != self._model.name:
            self.rename_asked.emit(self._model, self._name.text())
