"""The models on this computer: a list with their total, and a way to add files.

Owns the list. Must not change the library: it says what is wanted.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.models.library import InstalledModel
from llmdesk.models.library_changes import totals
from llmdesk.ui.language import Retranslating
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.models.repo_list import ListRow, RowView
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.theme import GAP, SPACE, Theme, set_kind
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes


class InstalledList(Retranslating, QWidget):
    """`chosen(InstalledModel)`; `used(InstalledModel)` for a double click or Enter; `rename_asked` for F2
    and `delete_asked` for Delete, on the chosen one; `elsewhere_asked`: other computers are wanted."""

    chosen = Signal(InstalledModel)
    used = Signal(InstalledModel)
    rename_asked = Signal()
    delete_asked = Signal(InstalledModel)
    import_asked = Signal()
    elsewhere_asked = Signal()

    def __init__(self, models: ModelSession, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models, self._theme = models, theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(self, "sidebar")
        self._heading = plain_label("strong")
        self.view = RowView(theme, lines=2)
        self._total = plain_label("small")
        self._none = plain_label("small", wrap=True)
        self._none.setContentsMargins(SPACE, 0, SPACE, 0)
        title = QHBoxLayout()
        title.setContentsMargins(SPACE, 0, SPACE, 0)
        title.addWidget(self._heading, 1)
        title.addWidget(self._total)
        self._passed_over = plain_label("small", wrap=True)
        self._passed_over.setContentsMargins(SPACE, 0, SPACE, 0)
        self._import, self._elsewhere = QPushButton(), QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, GAP, SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(title)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addWidget(self._passed_over)
        more = QHBoxLayout()
        more.setSpacing(SPACE)
        more.addWidget(self._import, 1)
        more.addWidget(self._elsewhere)
        column.addLayout(more)
        self._import.clicked.connect(self.import_asked)
        self._elsewhere.clicked.connect(self.elsewhere_asked)
        self.view.chosen.connect(self._on_chosen)
        self.view.activated.connect(lambda _: self._on_used())
        for key, action in ((Qt.Key.Key_F2, self._on_rename), (Qt.Key.Key_Delete, self._on_delete)):
            shortcut = QShortcut(QKeySequence(key), self.view, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)
        models.models_changed.connect(self._fill)
        models.current_changed.connect(self._fill)
        models.state_changed.connect(self._fill)
        theme.changed.connect(self._retint)
        self._retint()
        self._retranslate()

    def model_at(self, path: object) -> InstalledModel | None:
        return next((model for model in self._models.files if model.path == path), None)

    def choose(self, path: Path | None) -> None:
        """Mark a model, or none; nobody is told."""
        self.view.choose(path)

    def _fill(self) -> None:
        self.view.show_rows([self._row(model) for model in self._models.files])
        total = totals(self._models.files)
        one, many = self.tr("1 model, {size}"), self.tr("{count} models, {size}")
        places = {"count": total.count, "size": format_bytes(total.size)}
        self._total.setText(fill(one if total.count == 1 else many, places) if total.count else "")
        self._total.setVisible(bool(total.count))
        self._show_passed_over()
        self._none.setVisible(self._models.scanned and not self._models.files)

    def _show_passed_over(self) -> None:
        """One file with its reason; of several the number, and the reasons when one asks."""
        others = self._models.passed_over
        lines = [f"{other.path.name}: {translate_core(other.reason)}" for other in others]
        many = fill(self.tr("{count} files cannot be used as models"), {"count": len(others)})
        self._passed_over.setText("".join(lines) if len(lines) < 2 else many)
        self._passed_over.setToolTip("\n".join(lines) if len(lines) > 1 else "")
        self._passed_over.setAccessibleDescription("\n".join(lines))
        self._passed_over.setVisible(bool(lines))

    def _row(self, model: InstalledModel) -> ListRow:
        if model.problem:
            return ListRow(
                model.path, model.name, self.tr("cannot be used"), error_text(model.problem), "!", "danger"
            )
        facts = [model.parameters_label, model.quantization, format_bytes(model.size)]
        loaded = self._models.state.model
        mark = ""
        if loaded is not None and loaded.ref == model.ref:
            mark = self.tr("loaded")
        elif self._models.current is not None and self._models.current.ref == model.ref:
            mark = self.tr("selected")
        return ListRow(model.path, model.name, " · ".join(f for f in facts if f), "", mark, "accent")

    def _on_chosen(self, path: object) -> None:
        model = self.model_at(path)
        if model is not None:
            self.chosen.emit(model)

    def _on_used(self) -> None:
        model = self.model_at(self.view.chosen_key)
        if model is not None and not model.problem:
            self.used.emit(model)

    def _on_rename(self) -> None:
        if self.model_at(self.view.chosen_key) is not None:
            self.rename_asked.emit()

    def _on_delete(self) -> None:
        model = self.model_at(self.view.chosen_key)
        if model is not None and not model.starter:
            self.delete_asked.emit(model)

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Installed"))
        self._none.setText(
            self.tr("No models yet. Download one that fits this computer, or import a GGUF file.")
        )
        self.view.setAccessibleName(self.tr("Installed models"))
        self.view.setToolTip(self.tr("Press Enter to use a model, F2 to rename it, Delete to delete it"))
        self._import.setText(self.tr("Import"))
        self._import.setAccessibleName(self.tr("Import file"))
        self._import.setToolTip(self.tr("Use a GGUF file that you already have, or drop it here"))
        self._elsewhere.setText(self.tr("Elsewhere"))
        self._elsewhere.setAccessibleName(self.tr("Engines elsewhere"))
        self._elsewhere.setToolTip(self.tr("Let another computer or a server answer"))
        self._fill()

    def _retint(self) -> None:
        self._import.setIcon(self._theme.icon("plus"))
