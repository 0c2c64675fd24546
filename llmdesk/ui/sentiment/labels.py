"""The dialog for sets of labels: look at the ready ones, make and change one's own.

Owns the forms, also what was typed into one that is not open now. What a set may be is checked by
`tools/sentiment`; the sets are kept by `SentimentSets`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError, UserError, in_one_line, spoken
from llmdesk.tools.sentiment import LabelSet, make_set
from llmdesk.tools.sentiment.codebook import Codebook, as_toml, read_codebook
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import fix_width
from llmdesk.ui.notify import translate_core
from llmdesk.ui.sentiment.label_card import LabelCard, LabelText
from llmdesk.ui.sentiment.label_forms import Form, as_text, form_of, label_of, parse
from llmdesk.ui.sentiment.sets import SentimentSets
from llmdesk.ui.sentiment.suggesting import SuggestButton
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.toml_files import ask_toml, ask_toml_place, write_toml
from llmdesk.ui.widgets.fields.unsaved import UnsavedForms
from llmdesk.ui.widgets.plain_label import plain_label

SIZE = QSize(880, 600)
LIST_WIDTH = 288
NEW = "new"
KEPT = "sentiment.forms"
_KEY = Qt.ItemDataRole.UserRole
_LONGEST_NAME = 60


class LabelsDialog(Retranslating, QDialog):
    """`open_current` shows the chosen set."""

    def __init__(self, services: Services, sets: SentimentSets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.92))
        self._services, self._theme, self._sets = services, services.theme, sets
        self._key = NEW
        self._unsaved = UnsavedForms(services.drafts, KEPT, as_text, parse, self)
        self._cards: list[LabelCard] = []
        self._list = QListWidget()
        self._name = QLineEdit(maxLength=_LONGEST_NAME)
        self._name_label, self._hint = plain_label("muted"), plain_label("small", wrap=True)
        self._problem = plain_label("danger", wrap=True)
        self._new, self._add = QPushButton(), QPushButton()
        self._delete, self._close, self._save = QPushButton(), QPushButton(), QPushButton()
        self._load, self._store = QPushButton(), QPushButton()
        self._suggest = SuggestButton(services, self._labels_to_suggest_for, self._fill_in, self)
        self._told = plain_label("muted", wrap=True)
        self._rows = QVBoxLayout()
        self._scroll = QScrollArea()
        self._arrange()
        self._connect()
        self._retranslate()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        set_kind(self._save, "primary")
        set_kind(self._delete, "danger")
        for button in (self._new, self._add, self._load):
            set_kind(button, "quiet")
        for button in (
            self._new,
            self._add,
            self._load,
            self._store,
            self._delete,
            self._close,
            self._save,
        ):
            button.setAutoDefault(False)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(SPACE)
        column.addLayout(self._rows)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        named = QHBoxLayout()
        named.setSpacing(SPACE)
        named.addWidget(self._name_label)
        named.addWidget(self._name, 1)
        named.addWidget(self._suggest)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self._delete)
        foot.addStretch(1)
        foot.addWidget(self._store)
        foot.addWidget(self._close)
        foot.addWidget(self._save)
        right = QVBoxLayout()
        right.setContentsMargins(GAP, GAP, GAP, GAP)
        right.setSpacing(SPACE)
        right.addLayout(named)
        right.addWidget(self._hint)
        right.addSpacing(SPACE)
        right.addWidget(self._scroll, 1)
        right.addWidget(self._problem)
        right.addWidget(self._told)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar())
        row.addLayout(right, 1)

    def _sidebar(self) -> QWidget:
        sidebar = QWidget()
        sidebar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(sidebar, "sidebar")
        fix_width(sidebar, LIST_WIDTH)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QVBoxLayout(sidebar)
        inside.setContentsMargins(SPACE, GAP, SPACE, GAP)
        inside.setSpacing(SPACE)
        inside.addWidget(self._new)
        inside.addWidget(self._list, 1)
        inside.addWidget(self._load)
        return sidebar

    def _connect(self) -> None:
        self._list.currentItemChanged.connect(self._on_listed)
        self._new.clicked.connect(lambda: self._open(NEW))
        self._add.clicked.connect(self._add_label)
        self._name.textChanged.connect(lambda _: self._remember())
        self._delete.clicked.connect(self._delete_set)
        self._close.clicked.connect(self.close)
        self._load.clicked.connect(self._ask_codebook)
        self._store.clicked.connect(self._ask_place)
        self._save.clicked.connect(self._save_set)
        self._sets.changed.connect(self._fill_list)

    # -- which set is open --------------------------------------------------------------------------
    def open_current(self) -> None:
        """Show the dialog with the set that is chosen in the tab."""
        self._fill_list()
        self._open(self._sets.key)
        self.show()
        self.raise_()
        self.activateWindow()

    def _fill_list(self) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        for key, one in self._sets.sets.items():
            item = QListWidgetItem(self._sets.shown(key))
            item.setData(_KEY, key)
            item.setToolTip(", ".join(one.names))
            self._list.addItem(item)
            if key == self._key:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _on_listed(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) != self._key:
            self._open(str(item.data(_KEY)))

    def _open(self, key: str) -> None:
        if key != self._key:
            self._suggest.cancel()  # another set may have labels of the same names
        self._key = key
        labels = self._sets.sets.get(key)
        self._show(self._unsaved.get(key) or (Form() if labels is None else form_of(labels)))
        self._fill_list()
        if key == NEW:
            self._list.setCurrentRow(-1)
            self._name.setFocus()
        self._refresh()

    def _show(self, form: Form) -> None:
        self._name.blockSignals(True)  # shown, not typed
        self._name.setText(form.name)
        self._name.setCursorPosition(0)  # a long name is seen from its beginning
        self._name.blockSignals(False)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = []
        for text in form.labels:
            self._append(text)
        for line in (self._problem, self._told):
            line.setText("")
            line.hide()

    def _append(self, text: LabelText) -> LabelCard:
        card = LabelCard(self._theme, len(self._cards) + 1, text)
        card.changed.connect(self._remember)
        card.remove_asked.connect(lambda: self._remove(card))
        self._cards.append(card)
        self._rows.addWidget(card)
        card.show()
        return card

    # -- editing ------------------------------------------------------------------------------------
    def _remember(self) -> None:
        """What is typed waits when another set is looked at."""
        self._told.hide()
        self._unsaved.put(self._key, Form(self._name.text(), tuple(card.text for card in self._cards)))
        self._refresh()

    def _add_label(self) -> None:
        card = self._append(LabelText())
        self._remember()
        card.name.setFocus()

    def _remove(self, card: LabelCard) -> None:
        self._cards.remove(card)
        card.hide()
        card.deleteLater()
        for number, left in enumerate(self._cards, 1):
            left.set_number(number)
        self._remember()

    def _save_set(self) -> None:
        old = self._old_name
        labels = self._checked_or_told()
        if labels is None:
            return
        self._unsaved.forget(self._key)
        self._key = f"own:{labels.name}"
        self._sets.save(labels, old)
        self._open(self._key)
        self.close()

    @property
    def _old_name(self) -> str:
        """Of the set of one's own that is open."""
        return self._key.removeprefix("own:") if self._key.startswith("own:") else ""

    def _checked_or_told(self) -> LabelSet | None:
        """What stands in the fields; None where it is no set, which is said."""
        self._problem.hide()
        try:
            return self._checked(self._old_name)
        except UserError as error:
            self._problem.setText(in_one_line(error.render(translate_core)))
            self._problem.show()
            return None

    def _checked(self, old: str) -> LabelSet:
        name = " ".join(self._name.text().split())
        if not name:
            raise UsageError(QT_TRANSLATE_NOOP("core", "Give the set a name first."))
        if name != old and f"own:{name}" in self._sets.sets:
            raise UsageError(
                QT_TRANSLATE_NOOP("core", "There is already a set named “{name}”. Choose another name."),
                name=name,
            )
        texts = [card.text for card in self._cards]
        labels = [label_of(text) for text in texts if text != LabelText()]
        if len(labels) < 2:  # make_set speaks of commas
            raise UsageError(QT_TRANSLATE_NOOP("core", "At least two labels are needed."))
        return make_set(labels, name=name, title=name)

    # -- what the model says of them ------------------------------------------------------------------
    def _labels_to_suggest_for(self) -> LabelSet | None:
        """What stands in the fields, whatever the set is called; None where it is no set, which is said."""
        self._problem.hide()
        try:
            return make_set([label_of(card.text) for card in self._cards if card.text != LabelText()])
        except UserError as error:
            self._tell(error)
            return None

    def _fill_in(self, labels: LabelSet) -> None:
        """Into fields that are empty: what somebody typed meanwhile stays."""
        suggested = {label.name: label for label in labels.labels}
        before = [card.text for card in self._cards]
        for card in self._cards:
            label = suggested.get(" ".join(card.name.text().split()))
            if label is not None:
                card.suggest(", ".join(label.also), "\n".join(label.examples))
        if before == [card.text for card in self._cards]:
            self._say(self.tr("The model has nothing to add to these labels."))

    def _delete_set(self) -> None:
        self._unsaved.forget(self._key)
        self._sets.delete(self._key.removeprefix("own:"))
        self._open(self._sets.key)

    def _refresh(self) -> None:
        is_own = self._key.startswith("own:")
        self._delete.setVisible(is_own)
        changed = self._key in self._unsaved
        self._save.setEnabled(changed)
        if self._key == NEW:
            self._hint.setText(
                self.tr(
                    "Use two or more labels. A one-line meaning and an example or two improve the results."
                )
            )
        elif is_own:
            self._hint.setText(self.tr("Your own set. Changes take effect when you save them."))
        else:
            self._hint.setText(
                self.tr("A built-in set. If you change it, your version is saved as a set of your own.")
            )

    # -- codebooks ----------------------------------------------------------------------------------
    def _ask_codebook(self) -> None:
        ask_toml(self, self.tr("Load codebook"), self.tr("Codebook (*.toml)"), self.load_codebook)

    def load_codebook(self, path: Path) -> None:
        """Its labels become a set of one's own, and are chosen; nothing that is typed is touched."""

        def show(book: Codebook) -> None:
            labels = book.labels
            self._sets.use(labels if labels.title else replace(labels, title=path.stem[:_LONGEST_NAME]))
            self._open(self._sets.key)
            for note in book.notes:
                self._services.notify.show(spoken(note, translate_core))

        self._services.tasks.start(
            lambda _: read_codebook(path), owner=self, on_done=show, on_error=self._tell
        )

    def _ask_place(self) -> None:
        labels = self._checked_or_told()
        if labels is None:
            return

        def write(path: Path) -> None:
            write_toml(self._services, self, as_toml(labels), path, self._tell, self._say)

        title, kind = self.tr("Save as codebook"), self.tr("Codebook (*.toml)")
        ask_toml_place(self, title, kind, labels.name, self.tr("Labels"), write)

    def _tell(self, error: Exception) -> None:
        """Beside the fields, for the window may lie below this dialog."""
        if isinstance(error, UserError):
            self._problem.setText(in_one_line(error.render(translate_core)))
            self._problem.show()
        else:
            self._services.notify.show_error(error)

    def _say(self, words: str) -> None:
        self._problem.hide()
        self._told.setText(words)
        self._told.show()

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Labels"))
        self._list.setAccessibleName(self.tr("Sets of labels"))
        self._name_label.setText(self.tr("Name of the set"))
        self._name.setAccessibleName(self.tr("Name of the set"))
        for button, text in (
            (self._new, self.tr("New set")),
            (self._add, self.tr("Add a label")),
            (self._delete, self.tr("Delete set")),
            (self._load, self.tr("Load codebook…")),
            (self._store, self.tr("Save as codebook…")),
            (self._close, self.tr("Close")),
            (self._save, self.tr("Save and use")),
        ):
            button.setText(text)
            button.setAccessibleName(text.removesuffix("…"))
        self._refresh()
