"""The dialog for the fields of a set: look at a ready one, make and change one's own, bring and take files.

Owns the form, also what was typed for a set that is not open now. What fields may be is checked by
`tools/fields`, at every key; the sets are kept by `FieldSets`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import UserError, fill, in_one_line
from llmdesk.tools.fields import FieldSet, Rows, as_toml, read_fields_file
from llmdesk.tools.fields.types import LONGEST_NAME
from llmdesk.ui.extract.field_card import FieldCard
from llmdesk.ui.extract.forms import FieldText, Form, as_text, form_of, parse, set_of
from llmdesk.ui.extract.options import NEW
from llmdesk.ui.extract.sets import OWN, FieldSets
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import translate_core
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.toml_files import ask_toml, ask_toml_place, write_toml
from llmdesk.ui.widgets.fields.unsaved import UnsavedForms
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.widgets.segmented import Segmented

SIZE = QSize(720, 600)
KEPT = "extract.forms"
_AT_ONCE = 6  # cards


class FieldsDialog(Retranslating, QDialog):
    """`open_set(key)` shows it, with a set of `FieldSets` or (`NEW`) a new one."""

    def __init__(self, services: Services, sets: FieldSets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.92))
        self._services, self._sets, self._key = services, sets, NEW
        self._unsaved = UnsavedForms(services.drafts, KEPT, as_text, parse, self)
        self._cards: list[FieldCard] = []
        self._waiting: list[FieldText] = []  # to become cards in the next turns of the window
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._append_some)
        self._title, self._title_label = QLineEdit(maxLength=LONGEST_NAME), plain_label("muted")
        self._rows, self._hint = Segmented(2), plain_label("small", wrap=True)
        self._problem = plain_label("danger", wrap=True)
        self._add, self._load, self._store = QPushButton(), QPushButton(), QPushButton()
        self._delete, self._close, self._save = QPushButton(), QPushButton(), QPushButton()
        self._column, self._scroll = QVBoxLayout(), QScrollArea()
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        for button, kind in (
            (self._add, "quiet"),
            (self._load, "quiet"),
            (self._store, "quiet"),
            (self._delete, "danger"),
            (self._close, ""),
            (self._save, "primary"),
        ):
            set_kind(button, kind)
            button.setAutoDefault(False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(SPACE)
        self._column.setSpacing(SPACE)
        column.addLayout(self._column)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        head = self._row(self._title_label, self._title, self._rows)
        head.setStretch(1, 1)
        foot = self._row(self._delete, self._load, self._store)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(GAP, GAP, GAP, GAP)
        whole.setSpacing(SPACE)
        whole.addLayout(head)
        whole.addWidget(self._hint)
        whole.addSpacing(SPACE)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self._problem)
        whole.addLayout(foot)

    def _row(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for widget in widgets:
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self._add.clicked.connect(self._add_field)
        self._title.textChanged.connect(lambda _text: self._remember())
        self._rows.chosen.connect(lambda _number: self._remember())
        self._delete.clicked.connect(self._delete_set)
        self._load.clicked.connect(self._ask_file)
        self._store.clicked.connect(self._ask_place)
        self._close.clicked.connect(self.close)
        self._save.clicked.connect(self._save_set)

    # -- which set is open --------------------------------------------------------------------------
    def open_set(self, key: str) -> None:
        self._open(key)
        self.show()
        self.raise_()
        self.activateWindow()

    def _open(self, key: str) -> None:
        self._key = key
        known = self._sets.sets.get(key)
        self._show(self._unsaved.get(key) or (Form() if known is None else form_of(known)))
        if key == NEW:
            self._title.setFocus()

    def _show(self, form: Form) -> None:
        for control in (self._title, self._rows):
            control.blockSignals(True)  # shown, not typed
        self._title.setText(form.title)
        self._rows.set_current(int(form.rows == "many"))
        for control in (self._title, self._rows):
            control.blockSignals(False)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards, self._waiting = [], list(form.fields)
        self._append_some()

    def _append_some(self) -> None:
        """A card takes some milliseconds, and there may be forty."""
        some, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for text in some:
            self._append(text)
        self._number()
        self._refresh()
        if self._waiting:
            self._turn.start()

    def _append(self, text: FieldText) -> FieldCard:
        card = FieldCard(self._services.theme, len(self._cards) + 1, text)
        card.changed.connect(self._remember)
        card.remove_asked.connect(partial(self._remove, card))
        card.move_asked.connect(partial(self._move, card))
        self._cards.append(card)
        self._column.addWidget(card)
        return card

    def _number(self) -> None:
        """In the order in which they stand, for the Tab key too, which else goes by when each was made."""
        for number, card in enumerate(self._cards, 1):
            card.set_place(number, len(self._cards))
        stops = [self._scroll, *(stop for card in self._cards for stop in card.stops), self._add]
        stops += [self._delete, self._load, self._store, self._close, self._save]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self._add.setEnabled(not self._waiting)

    # -- editing ------------------------------------------------------------------------------------
    @property
    def _form(self) -> Form:
        rows: Rows = "many" if self._rows.current else "one"
        return Form(self._title.text(), rows, (*(card.text for card in self._cards), *self._waiting))

    def _remember(self) -> None:
        """What is typed waits when another set is looked at."""
        self._unsaved.put(self._key, self._form)
        self._refresh()

    def _add_field(self) -> None:
        card = self._append(FieldText())
        self._number()
        self._remember()
        card.name.setFocus()

    def _remove(self, card: FieldCard) -> None:
        at = self._cards.index(card)
        self._cards.remove(card)
        near = self._cards[at : at + 1] or self._cards[-1:]
        (near[0].name if near else self._add).setFocus()  # not where Qt puts what lost its place
        card.hide()
        card.deleteLater()
        self._number()
        self._remember()

    def _move(self, card: FieldCard, step: int) -> None:
        at = self._cards.index(card)
        self._cards.insert(at + step, self._cards.pop(at))
        self._column.removeWidget(card)
        self._column.insertWidget(at + step, card)
        self._number()
        self._remember()

    # -- what it is worth ---------------------------------------------------------------------------
    def _made(self) -> tuple[FieldSet | None, str]:
        """The set that the fields make, or else what is wrong with them."""
        title = " ".join(self._title.text().split())
        try:
            made = set_of(self._form, title, self._sets.sets.get(self._key))
        except UserError as error:
            return None, error.render(translate_core)[1]
        if not title:
            return None, self.tr("Give the set a name.")
        if OWN + title != self._key and OWN + title in self._sets.sets:
            told = self.tr("There is already a set named “{name}”. Choose another name.")
            return None, fill(told, {"name": title})
        return made, ""

    def _refresh(self) -> None:
        """A contradiction is told at once; a new set that is empty is none."""
        made, problem = self._made()
        changed = self._key in self._unsaved
        empty = all(text.is_blank for text in self._form.fields)
        self._tell(problem if changed and not empty else "")
        self._save.setEnabled(changed and made is not None)
        self._store.setEnabled(made is not None)
        self._delete.setVisible(self._key.startswith(OWN))
        if self._key == NEW:
            told = self.tr("Name what is to be found. A line that says what it is improves the results.")
        elif self._key.startswith(OWN):
            told = self.tr("Your own set. Changes take effect when you save them.")
        else:
            told = self.tr("A ready set. If you change it, your version is saved as a set of your own.")
        self._hint.setText(told)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _save_set(self) -> None:
        made, _problem = self._made()
        if made is None:
            return
        old = self._key.removeprefix(OWN) if self._key.startswith(OWN) else ""
        self._unsaved.forget(self._key)
        self._sets.save(made, old)
        self._open(self._sets.key)
        self.close()

    def _delete_set(self) -> None:
        """Gone, with a way back, also of what was not saved."""
        gone, unsaved = self._sets.sets.get(self._key), self._unsaved.get(self._key)

        def bring_back() -> None:
            if gone is not None:
                self._sets.bring_back(gone)
                if unsaved is not None:
                    self._unsaved.put(self._sets.key, unsaved)

        self._unsaved.forget(self._key)
        self._sets.delete(self._key.removeprefix(OWN))
        self._open(self._sets.key)
        if gone is not None:
            told = fill(self.tr("Deleted: {name}"), {"name": gone.title})
            self._services.notify.show(told, undo=bring_back)

    # -- files --------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        ask_toml(self, self.tr("Import fields"), self.tr("Fields (*.toml)"), self.load_file)

    def load_file(self, path: Path) -> None:
        """Its fields become a set of one's own, and are chosen; nothing that is typed is touched."""

        def read(_context: TaskContext) -> FieldSet:
            return read_fields_file(path)

        def use(fields: FieldSet) -> None:
            self._sets.use(fields if fields.title else replace(fields, title=path.stem[:LONGEST_NAME]))
            self._open(self._sets.key)

        self._services.tasks.start(read, owner=self, on_done=use, on_error=self._tell_error)

    def _ask_place(self) -> None:
        made, _problem = self._made()
        if made is None:
            return

        def write(path: Path) -> None:
            write_toml(self._services, self, as_toml(made), path, self._tell_error)

        title, kind = self.tr("Export fields"), self.tr("Fields (*.toml)")
        ask_toml_place(self, title, kind, made.title, self.tr("Fields"), write)

    def _tell_error(self, error: Exception) -> None:
        """Beside the fields, for the window may lie below this dialog."""
        if isinstance(error, UserError):
            self._tell(in_one_line(error.render(translate_core)))
        else:
            self._services.notify.show_error(error)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Fields"))
        self._title_label.setText(self.tr("Name of the set"))
        self._title.setAccessibleName(self.tr("Name of the set"))
        self._rows.set_texts(
            (self.tr("One row"), self.tr("Many rows")),
            (self.tr("One row a document"), self.tr("Many rows a document")),
        )
        for button, text in (
            (self._add, self.tr("Add a field")),
            (self._delete, self.tr("Delete set")),
            (self._load, self.tr("Import…")),
            (self._store, self.tr("Export…")),
            (self._close, self.tr("Close")),
            (self._save, self.tr("Save and use")),
        ):
            button.setText(text)
            button.setAccessibleName(text.removesuffix("…"))
        self._refresh()
