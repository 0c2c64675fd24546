"""The dialog for the glossary: terms and their translations, to be edited, taken in and given out.

Owns the view. What is typed is kept at once; what is wrong with it is told, and hinders nothing but its use.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import UserError, fill
from llmdesk.outputs import write_for_user
from llmdesk.tools.fidelity import Term
from llmdesk.tools.translate import checked, read_glossary, write_glossary
from llmdesk.ui.file_dialogs import ask_file, ask_place
from llmdesk.ui.notify import error_text
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import Task
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.translate.glossary import Glossary, whole
from llmdesk.ui.translate.glossary_rows import GlossaryRows
from llmdesk.ui.widgets.plain_label import plain_label

SIZE = QSize(720, 520)


class GlossaryDialog(QDialog):
    """Edits `glossary`."""

    def __init__(self, services: Services, glossary: Glossary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.92))
        self._services, self._glossary = services, glossary
        self._checking: Task[UserError | None] | None = None
        self._gone: list[tuple[int, Term]] = []
        self._hint, self._state = plain_label("muted", wrap=True), plain_label("small", wrap=True)
        self._problem, self._failed = plain_label("danger", wrap=True), plain_label("danger", wrap=True)
        self._find, self._used = QLineEdit(clearButtonEnabled=True), QCheckBox()
        self.rows = GlossaryRows(self)
        self._found = QSortFilterProxyModel(self)
        self.view = QTableView()
        self._add, self._remove, self._back = QPushButton(), QPushButton(), QPushButton()
        self._import, self._export, self._close = QPushButton(), QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._retranslate()
        self.rows.show_terms(glossary.terms)
        self._used.setChecked(glossary.used)
        self._refresh()

    def _arrange(self) -> None:
        self._arrange_view()
        self._problem.hide()
        self._failed.hide()
        for button in (self._add, self._remove, self._back, self._import, self._export, self._close):
            button.setAutoDefault(False)
        set_kind(self._close, "primary")
        top, foot, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (top, foot, last):
            row.setSpacing(SPACE)
        top.addWidget(self._find, 1)
        for button in (self._add, self._remove, self._back):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self._import, self._export):
            foot.addWidget(button)
        last.addWidget(self._used, 1)
        last.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addWidget(self._hint)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        column.addWidget(self._state)
        column.addWidget(self._problem)
        column.addWidget(self._failed)
        column.addLayout(foot)
        column.addLayout(last)

    def _arrange_view(self) -> None:
        self._found.setSourceModel(self.rows)
        self._found.setFilterKeyColumn(-1)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._found.setDynamicSortFilter(False)  # what is being typed does not go away
        view = self.view
        view.setModel(self._found)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().setHighlightSections(False)

    def _connect(self) -> None:
        self._find.textChanged.connect(self._found.setFilterFixedString)
        self._add.clicked.connect(self.add)
        self._remove.clicked.connect(self._remove_chosen)
        self._back.clicked.connect(self._put_back)
        self._import.clicked.connect(self._choose_file)
        self._export.clicked.connect(self._choose_place)
        self._close.clicked.connect(self.close)
        self._used.toggled.connect(self._glossary.set_used)
        self.rows.edited.connect(self._on_edited)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._refresh_buttons())
        self._glossary.changed.connect(self._on_changed)
        keys = QKeySequence(QKeySequence.StandardKey.Delete)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(keys, self.view, self._remove_chosen, context=within)

    # -- editing ------------------------------------------------------------------------------------
    def add(self) -> None:
        """A new row, to be typed into."""
        self._find.clear()
        index = self._found.mapFromSource(self.rows.index(self.rows.add(), 0))
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self.view.edit(index)

    def _chosen(self) -> list[int]:
        return [self._found.mapToSource(index).row() for index in self.view.selectionModel().selectedRows()]

    def _remove_chosen(self) -> None:
        rows = self._chosen()
        if rows:
            self._gone = self.rows.remove(rows)
            self._refresh_buttons()

    def _put_back(self) -> None:
        gone, self._gone = self._gone, []
        self.rows.put_back(gone)
        self._refresh_buttons()

    def _on_edited(self) -> None:
        self._glossary.set_terms([term for term in self.rows.terms if term != Term("", "")])
        _tell(self._failed, None)
        self._refresh()

    def _on_changed(self) -> None:
        """Also what was kept, read only now, or what another window wrote."""
        self._used.setChecked(self._glossary.used)
        if tuple(term for term in self.rows.terms if term != Term("", "")) != self._glossary.terms:
            self.rows.show_terms(self._glossary.terms)
            self._refresh()

    # -- files --------------------------------------------------------------------------------------
    def _choose_file(self) -> None:
        kinds = [self.tr("Glossaries (*.csv *.tsv *.txt)"), self.tr("All files (*)")]
        ask_file(self, self.tr("Import a glossary"), kinds, self.take_file)

    def take_file(self, path: Path) -> None:
        """Take the terms of a file in."""

        def done(terms: Sequence[Term]) -> None:
            new, changed = self.rows.merge(terms)
            places = {"new": QLocale().toString(new), "changed": QLocale().toString(changed)}
            self._state.setText(fill(self.tr("{new} terms added, {changed} changed."), places))

        self._services.tasks.start(
            lambda _context: read_glossary(path),
            owner=self,
            on_done=done,
            on_error=lambda error: _tell(self._failed, error),
        )

    def _choose_place(self) -> None:
        kind = self.tr("Glossary (*.csv)")

        def meant(path: Path, _kind: str) -> Path:
            return path if path.suffix else path.with_suffix(".csv")

        proposal = Path(self.tr("glossary") + ".csv")
        title = self.tr("Export the glossary")
        ask_place(self, title, proposal, [kind], lambda path, _kind: self.save_to(path), meant)

    def save_to(self, path: Path) -> None:
        """Write the whole terms as CSV."""
        terms = whole(self.rows.terms)
        saved = fill(self.tr("Saved as {file}."), {"file": path.name})
        self._services.tasks.start(
            lambda _context: write_for_user(path, write_glossary(terms)),
            owner=self,
            on_done=lambda _path: self._state.setText(saved),
            on_error=lambda error: _tell(self._failed, error),
        )

    # -- what shows ---------------------------------------------------------------------------------
    def _refresh(self) -> None:
        terms = whole(self.rows.terms)
        number = QLocale().toString
        words = self.tr("1 term") if len(terms) == 1 else self.tr("{count} terms")
        texts = [fill(words, {"count": number(len(terms))})]
        missing = sum(bool(term.source or term.target) for term in self.rows.terms) - len(terms)
        if missing:
            texts.append(fill(self.tr("{count} not complete, and not used"), {"count": number(missing)}))
        self._state.setText(" · ".join(texts))
        self._export.setEnabled(bool(terms))
        self._refresh_buttons()
        if self._checking is not None:
            self._checking.cancel()
        self._checking = self._services.tasks.start(
            lambda _context: _problem_of(terms), owner=self, on_done=lambda error: _tell(self._problem, error)
        )

    def _refresh_buttons(self) -> None:
        self._remove.setEnabled(self.view.selectionModel().hasSelection())
        self._back.setVisible(bool(self._gone))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 2)
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Glossary"))
        self._hint.setText(
            self.tr(
                "Each term is always translated as it stands here, and a translation that does not keep to "
                "it is marked. Between English and Chinese the terms serve both directions."
            )
        )
        self._find.setPlaceholderText(self.tr("Find a term"))
        self._find.setAccessibleName(self.tr("Find a term"))
        self.view.setAccessibleName(self.tr("Terms"))
        self._used.setText(self.tr("Use the glossary for translations"))
        self._used.setAccessibleName(self._used.text())
        for button, text in (
            (self._add, self.tr("Add a term")),
            (self._remove, self.tr("Remove")),
            (self._back, self.tr("Put back")),
            (self._import, self.tr("Import…")),
            (self._export, self.tr("Export…")),
            (self._close, self.tr("Close")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self._import.setToolTip(self.tr("A CSV file with a term, its translation and a note in each line"))
        self._refresh()


def _tell(label: QLabel, error: Exception | None) -> None:
    label.setText(error_text(error) if isinstance(error, UserError) else "")
    label.setVisible(bool(label.text()))


def _problem_of(terms: Sequence[Term]) -> UserError | None:
    try:
        checked(terms)
    except UserError as error:
        return error
    return None
