"""The dialog with all presets, or all prompts: add, edit, copy, delete, import, export.

Owns the list and its buttons. Must not know which chat is open: signals say what is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from llmdesk.errors import fill, in_one_line, spoken
from llmdesk.store import Item
from llmdesk.tools.chat.presets.exchange import told
from llmdesk.tools.chat.presets.shelf import Shelved
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.tools.chat.presets.values import one_line
from llmdesk.ui.chat.presets.book import Imported, Kind, PresetBook
from llmdesk.ui.chat.presets.dialog import PresetDialog
from llmdesk.ui.chat.presets.prompt_dialog import PromptDialog
from llmdesk.ui.file_dialogs import ask_file, ask_place
from llmdesk.ui.language import Retranslating
from llmdesk.ui.notify import MAX_NOTICES, error_text, translate_core
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.fields.asking import AskingDialog
from llmdesk.ui.widgets.plain_label import plain_label

_WIDTH, _HEIGHT = 720, 520
_LIST_WIDTH = 240
Action = tuple[str, Callable[[], None]]


class _List(QListWidget):
    """`delete_asked()` and `edit_asked()` by their keys."""

    delete_asked = Signal()
    edit_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_asked.emit()
        else:
            super().keyPressEvent(event)


class LibraryDialog(Retranslating, QDialog):
    """`use_asked(Preset | Prompt)`; `changed_item(Preset)`: one of the user's own says something else now."""

    use_asked = Signal(object)
    changed_item = Signal(object)

    def __init__(
        self, book: PresetBook, kind: Kind, models: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._book, self._kind, self._models = book, kind, list(models)
        self._shown: list[Shelved[Any]] = []
        self._select: Item | None = None  # what is selected once it is listed
        self._list = _List()
        self._preview = QPlainTextEdit(readOnly=True)
        self._said = plain_label(wrap=True)
        self._do = QPushButton()
        self._action: Callable[[], None] | None = None
        self._said_gone, self._undo = plain_label(wrap=True), QPushButton()
        self._gone: list[list[Item]] = []  # each deletion that can be taken back, the newest last
        self._buttons = {
            name: QPushButton()
            for name in ("new", "edit", "copy", "delete", "import", "export", "begin", "close", "use")
        }
        self._arrange()
        self._connect()
        self._retranslate()
        self._show_all()
        self._list.setFocus()

    def _arrange(self) -> None:
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setProperty("kind", "framed")
        self._preview.setProperty("kind", "framed")
        self._list.setFixedWidth(_LIST_WIDTH)
        set_kind(self._buttons["use"], "primary")
        sides = QHBoxLayout()
        sides.setSpacing(GAP)
        sides.addWidget(self._list)
        sides.addWidget(self._preview, 1)
        self._bar, self._gone_bar = _bar(self._said, self._do), _bar(self._said_gone, self._undo)
        changes, files = QHBoxLayout(), QHBoxLayout()
        for row, names in (
            (changes, ("new", "edit", "copy", "delete")),
            (files, ("import", "export", "", "begin", "close", "use")),
        ):
            row.setSpacing(SPACE)
            for name in names:
                if name:
                    row.addWidget(self._buttons[name])
                else:
                    row.addStretch(1)
        changes.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.setSpacing(SPACE)
        column.addLayout(sides, 1)
        column.addWidget(self._bar)
        column.addWidget(self._gone_bar)
        column.addLayout(changes)
        column.addLayout(files)
        for button in self._buttons.values():
            button.setAutoDefault(False)
        self._buttons["begin"].setVisible(self._kind == "preset")
        self.resize(_WIDTH, _HEIGHT)

    def _connect(self) -> None:
        act = {
            "new": self._new,
            "edit": self._edit,
            "copy": self._copy,
            "delete": self._delete,
            "import": self._import,
            "export": self._export,
            "begin": self._begin_with,
            "close": self.reject,
            "use": self._use,
        }
        for name, button in self._buttons.items():
            button.clicked.connect(act[name])
        self._do.clicked.connect(self._on_action)
        self._undo.clicked.connect(self._take_back)
        self.finished.connect(self._offer_back)
        self._list.itemSelectionChanged.connect(self._on_selected)
        self._list.itemActivated.connect(lambda _: self._use())
        self._book.changed.connect(self._show_all)
        self._list.delete_asked.connect(self._delete)
        self._list.edit_asked.connect(self._edit)

    # -- the list -----------------------------------------------------------------------------------
    def _show_all(self) -> None:
        before = {_identity(each) for each in self._selected()} or {None}
        self._shown = self._book.all(self._kind)
        self._list.blockSignals(True)
        self._list.clear()
        wanted = self._select.id if self._select is not None else None
        for each in self._shown:
            row = QListWidgetItem(self._listed(each))
            self._list.addItem(row)
            is_it = (
                each.item is not None and each.item.id == wanted
                if wanted is not None
                else (_identity(each) in before)
            )
            row.setSelected(is_it)
            if is_it:
                self._list.setCurrentItem(row)
                row.setSelected(True)
        if not self._list.selectedItems() and self._shown:
            self._list.setCurrentRow(0)
        self._select = None
        self._list.blockSignals(False)
        self._on_selected()

    def _listed(self, each: Shelved[Any]) -> str:
        name = str(each.value.name)
        if each.item is None:
            name = fill(self.tr("{name} (built in)"), {"name": name})
        if self._kind == "preset" and each.value == self._book.beginning():
            name = fill(self.tr("{name} · new chats"), {"name": name})
        return name

    def _selected(self) -> list[Shelved[Any]]:
        rows = [self._list.row(item) for item in self._list.selectedItems()]
        return [self._shown[row] for row in sorted(rows) if row < len(self._shown)]

    def _on_selected(self) -> None:
        selected = self._selected()
        own = [each for each in selected if each.item is not None]
        one = len(selected) == 1
        self._buttons["edit"].setEnabled(one and bool(own))
        self._buttons["copy"].setEnabled(one)
        self._buttons["use"].setEnabled(one)
        self._buttons["begin"].setEnabled(one)
        self._say_begin()
        self._buttons["delete"].setEnabled(bool(own))
        self._buttons["export"].setEnabled(bool(selected))
        value = selected[0].value if one else None
        self._preview.setPlainText(
            value.instructions if isinstance(value, Preset) else value.text if value else ""
        )

    # -- what is said -------------------------------------------------------------------------------
    def tell(self, text: str, action: Action | None = None) -> None:
        """A line below the list, with what can be done about it."""
        self._said.setText(text)
        self._action = action[1] if action is not None else None
        self._do.setVisible(action is not None)
        if action is not None:
            self._do.setText(action[0])
            self._do.setAccessibleName(action[0])
        self._bar.show()

    def _while_open(self, act: Callable[[Any], None]) -> Callable[[Any], None]:
        """What is done with a result, unless the dialog was closed meanwhile."""

        def call(result: Any) -> None:
            if isValid(self):
                act(result)

        return call

    def _on_action(self) -> None:
        self._bar.hide()
        if self._action is not None:
            self._action()

    def _tell_error(self, error: Exception) -> None:
        self.tell(error_text(error))

    # -- what the user does -------------------------------------------------------------------------
    def _use(self) -> None:
        selected = self._selected()
        if len(selected) == 1:
            self.use_asked.emit(selected[0].value)
            self.accept()

    def _begin_with(self) -> None:
        """New chats begin with the selected preset; where they do, with none again."""
        selected = self._selected()
        if len(selected) == 1:
            preset = selected[0].value
            self._book.begin_chats_with(None if preset == self._book.beginning() else preset)
            self._show_all()

    def _say_begin(self) -> None:
        selected = self._selected()
        is_it = len(selected) == 1 and selected[0].value == self._book.beginning()
        text = self.tr("No longer for new chats") if is_it else self.tr("Begin new chats with it")
        self._buttons["begin"].setText(text)
        self._buttons["begin"].setAccessibleName(text)

    def _new(self) -> None:
        def save(value: Any, dialog: AskingDialog) -> None:
            stored = dialog.when_stored(self._while_open(self._select_later))
            self._book.add(self._kind, value, stored, dialog.not_stored)

        self._ask(Preset("") if self._kind == "preset" else Prompt("", ""), save)

    def _edit(self) -> None:
        selected = self._selected()
        if len(selected) != 1 or selected[0].item is None:
            return
        item = selected[0].item

        def save(value: Any, dialog: AskingDialog) -> None:
            def done(changed: Item) -> None:
                self._select_later(changed)
                if isinstance(value, Preset):
                    self.changed_item.emit(replace(value, name=changed.name, key=""))

            stored = dialog.when_stored(self._while_open(done))
            self._book.change(self._kind, item, value, stored, dialog.not_stored)

        self._ask(selected[0].value, save)

    def _copy(self) -> None:
        selected = self._selected()
        if len(selected) == 1:
            value = selected[0].value
            name = one_line(fill(self.tr("{name} (copy)"), {"name": value.name}))
            added, failed = self._while_open(self._select_later), self._while_open(self._tell_error)
            self._book.add(self._kind, replace(value, name=name), added, failed)

    def _select_later(self, item: Item) -> None:
        self._select = item

    def _ask(self, value: Any, save: Callable[[Any, AskingDialog], None]) -> None:
        if isinstance(value, Preset):
            dialog = PresetDialog(value, self._models, for_chat=False, parent=self)
            dialog.preset_accepted.connect(lambda accepted: save(accepted, dialog))
            dialog.open()
        else:
            prompts = PromptDialog(value, self)
            prompts.prompt_accepted.connect(lambda accepted: save(accepted, prompts))
            prompts.open()

    def _delete(self) -> None:
        items = [each.item for each in self._selected() if each.item is not None]
        if not items:
            return

        book, kind, said = self._book, self._kind, self._gone_text(items)

        def done(gone: list[Item]) -> None:
            if isValid(self) and self.isVisible():
                self._gone.append(gone)
                self._show_gone()
            else:
                book.offer_back(kind, said, gone)

        book.delete(kind, items, done)

    def _gone_text(self, gone: Sequence[Item]) -> str:
        if len(gone) == 1:
            return fill(self.tr("“{name}” was deleted."), {"name": gone[0].name})
        return fill(self.tr("{count} entries were deleted."), {"count": len(gone)})

    def _show_gone(self) -> None:
        """The newest deletion; the one before shows when it was taken back."""
        if self._gone:
            self._said_gone.setText(self._gone_text(self._gone[-1]))
        self._gone_bar.setVisible(bool(self._gone))

    def _take_back(self) -> None:
        gone = self._gone.pop()

        def failed(error: Exception) -> None:
            self._gone.append(gone)
            self._show_gone()
            self._tell_error(error)

        self._list.setFocus()  # the button may go
        self._show_gone()
        self._book.restore(self._kind, gone, self._while_open(failed))

    def _offer_back(self) -> None:
        """What was deleted can be taken back a while longer; the oldest together, where they are many."""
        several = self._gone[: 1 - MAX_NOTICES] if len(self._gone) > MAX_NOTICES else []
        together = [[item for gone in several for item in gone]] if several else []
        for gone in [*together, *self._gone[len(several) :]]:
            self._book.offer_back(self._kind, self._gone_text(gone), gone)
        self._gone = []

    def _import(self) -> None:
        kinds = [self.tr("Presets and prompts (*.json)"), self.tr("All files (*)")]
        ask_file(
            self,
            self.tr("Import"),
            kinds,
            lambda path: self._book.take_in(
                path, self._while_open(self._took), self._while_open(self._tell_error)
            ),
        )

    def _took(self, imported: Imported) -> None:
        came, presets, prompts = imported
        said = []
        for taken, words in (
            (presets, self.tr("Presets: {new} new, {known} already here.")),
            (prompts, self.tr("Prompts: {new} new, {known} already here.")),
        ):
            if taken.new or taken.known:
                said.append(fill(words, {"new": taken.new, "known": taken.known}))
        if not said:
            said.append(self.tr("There was nothing in it."))
        said += [spoken(line, translate_core) for line in told(came)]
        self.tell(in_one_line(said))

    def _export(self) -> None:
        values = [each.value for each in self._selected()]
        name = self.tr("presets") if self._kind == "preset" else self.tr("prompts")
        kinds = [self.tr("Presets and prompts (*.json)")]
        said = self.tr("Saved as {path}.")

        def write(path: Path, _kind: str) -> None:
            done = self._while_open(lambda at: self.tell(fill(said, {"path": at})))
            self._book.write(path, values, done, self._while_open(self._tell_error))

        def meant(path: Path, _kind: str) -> Path:
            return path if path.suffix else path.with_suffix(".json")

        ask_place(self, self.tr("Export"), Path(f"{name}.json"), kinds, write, meant)

    # -- Qt -------------------------------------------------------------------------------------------
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list.doItemsLayout()  # the style sheet's padding counts only now

    # -- words ----------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        presets = self._kind == "preset"
        title = self.tr("Presets") if presets else self.tr("Prompts")
        self.setWindowTitle(title)
        self._undo.setText(self.tr("Undo"))
        self._undo.setAccessibleName(self.tr("Undo"))
        self._show_gone()
        self._list.setAccessibleName(title)
        self._preview.setAccessibleName(self.tr("Instructions") if presets else self.tr("Text"))
        use = self.tr("Use in this chat") if presets else self.tr("Insert")
        for name, text in (
            ("new", self.tr("New…")),
            ("edit", self.tr("Edit…")),
            ("copy", self.tr("Duplicate")),
            ("delete", self.tr("Delete")),
            ("import", self.tr("Import…")),
            ("export", self.tr("Export…")),
            ("close", self.tr("Close")),
            ("use", use),
        ):
            self._buttons[name].setText(text)
            self._buttons[name].setAccessibleName(text.removesuffix("…"))


def _bar(said: QWidget, button: QWidget) -> QWidget:
    """A line with what can be done about it, hidden as yet."""
    bar = QWidget()
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_kind(bar, "notice")
    row = QHBoxLayout(bar)
    row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
    row.addWidget(said, 1)
    row.addWidget(button)
    bar.hide()
    return bar


def _identity(each: Shelved[Any]) -> object:
    return each.item.id if each.item is not None else each.value.key
