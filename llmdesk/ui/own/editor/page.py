"""The editor of a tool, in the place of the tab: its form at the left, three texts to try it on at the right.

Owns what is open, when it is saved, and the way back to versions before. What is not saved waits
in `drafts`; what is right, `tools/own/form` says.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDateTime, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.store import Item
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.form import Mistake, ToolForm, form_of, mistakes, tool_of
from llmdesk.tools.own.shelf import Shelved, Version, versions_of
from llmdesk.tools.own.types import LONGEST_NAME
from llmdesk.ui.notify import error_text
from llmdesk.ui.own.book import ToolBook, key_of
from llmdesk.ui.own.editor.drafts import NEW, EditorDrafts
from llmdesk.ui.own.editor.form import ToolFormView
from llmdesk.ui.own.editor.trial import TrialPane
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE, set_kind
from llmdesk.ui.widgets.elided_label import ElidedLabel
from llmdesk.ui.widgets.panes import Panes, hairline
from llmdesk.ui.widgets.plain_label import plain_label


class OwnEditor(QWidget):
    """`closed`: the user goes back; nothing that was typed is lost by that."""

    closed = Signal()

    def __init__(
        self,
        services: Services,
        book: ToolBook,
        drafts: EditorDrafts,
        form: ToolFormView,
        trial: TrialPane,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._book, self._drafts = services, book, drafts
        self._key, self._base = NEW, ToolForm()
        self._wrong: tuple[Mistake, ...] = ()
        self._title, self._state = ElidedLabel(), plain_label("muted")
        self._back, self._versions = QPushButton(), QPushButton()
        self._discard, self.save_button = QPushButton(), QPushButton()
        self._failure = plain_label("danger", wrap=True)
        self.form, self.trial = form, trial
        trial.tool = self._tool
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()
        drafts.when_read(lambda: self.trial.show_texts(drafts.texts))

    def _arrange(self) -> None:
        set_kind(self._title, "heading")
        set_kind(self.save_button, "primary")
        for button in (self._back, self._versions, self._discard):
            set_kind(button, "quiet")
        row = QHBoxLayout()
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(SPACE)
        row.addWidget(self._back)
        row.addWidget(self._title, 1)
        for widget in (self._state, self._versions, self._discard, self.save_button):
            row.addWidget(widget)
        rule = hairline()
        sides = Panes(self.form, self.trial)
        self.form.setMinimumWidth(320)
        self.trial.setMinimumWidth(260)
        sides.setSizes([580, 420])
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._failure)
        column.addWidget(rule)
        column.addWidget(sides, 1)
        self._failure.setContentsMargins(GAP, 0, GAP, SPACE)
        self._failure.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self._versions.clicked.connect(self._show_versions)
        self._discard.clicked.connect(self._discard_changes)
        self.save_button.clicked.connect(self.save)
        self.form.changed.connect(self._on_changed)
        self.trial.changed.connect(lambda: self._drafts.put_texts(self.trial.texts))
        self._book.changed.connect(self._refresh)
        self._services.theme.changed.connect(self._retint)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Save, self, self.save, context=within)

    # -- what is open -------------------------------------------------------------------------------
    def open_new(self) -> None:
        """A tool that is none yet, as far as it was written."""
        self._open(NEW, ToolForm())

    def open_tool(self, shelved: Shelved) -> None:
        """One of the user's own; of any other a copy, which is theirs once it is saved."""
        form, tool = form_of(shelved.tool), shelved.tool
        key = key_of(shelved) if shelved.item is not None or tool.key else f"past:{tool.name}"
        if shelved.item is None:
            name = fill(self.tr("{name} (copy)"), {"name": shelved.tool.name})
            form = replace(form, name=name[:LONGEST_NAME])
        self._open(key, form)

    def _open(self, key: str, base: ToolForm) -> None:
        def show() -> None:
            self._key, self._base = key, base
            self.trial.clear()
            self._failure.hide()
            self._show(self._drafts.form(key) or base)
            self.form.focus_first()

        self._drafts.when_read(show)

    def _show(self, form: ToolForm) -> None:
        self.form.show_form(form)
        self._look(form)

    def shutdown(self) -> None:
        self.trial.job.cancel()

    # -- what is typed ------------------------------------------------------------------------------
    def _on_changed(self) -> None:
        form = self.form.form
        if form == self._base:
            self._drafts.drop(self._key)
        else:
            self._drafts.put(self._key, form)
        self._look(form)

    def _look(self, form: ToolForm) -> None:
        """At the whole form, for what is wrong with it; an empty one is not told so before it is begun."""
        item = self._item
        others = [each.tool.name for each in self._book.all() if each.item is not None and each.item != item]
        self._wrong = mistakes(form, others)
        begun = form != ToolForm()
        self.form.show_mistakes(self._wrong if begun else ())
        self.trial.fit(form.places)
        self._refresh()

    def _tool(self) -> OwnTool | None:
        """What the form says; None while something is wrong with it. One to be tried needs no name."""
        if any(each.part != "name" for each in self._wrong):
            return None
        tool = tool_of(self.form.form)
        return tool if tool.name else replace(tool, name="-")

    @property
    def _item(self) -> Item | None:
        """What is kept of the tool that is open, as it is by now."""
        every = (each for each in self._book.all() if each.item is not None)
        return next((each.item for each in every if key_of(each) == self._key), None)

    def _refresh(self) -> None:
        is_changed = self._drafts.form(self._key) is not None
        is_kept = self._item is not None
        self.save_button.setEnabled(not self._wrong and (is_changed or not is_kept))
        self._discard.setVisible(is_changed)
        self._state.setText(self.tr("Not saved yet") if is_changed else "")
        self._state.setVisible(is_changed)
        item = self._item
        self._versions.setVisible(item is not None and bool(versions_of(item)))
        self._title.setText(self._heading())
        self.trial.refresh()

    def _heading(self) -> str:
        if self._item is not None:
            return fill(self.tr("Edit “{name}”"), {"name": self._base.name})
        if self._key == NEW:
            return self.tr("New tool")
        return self.tr("Your own copy")

    # -- saving -------------------------------------------------------------------------------------
    def save(self) -> None:
        """Keep it, and go back to the tab, where it is chosen."""
        if not self.save_button.isEnabled():
            return
        key, form = self._key, self.form.form

        def done(_saved: Shelved) -> None:
            self.setEnabled(True)
            self._drafts.drop(key)
            self.closed.emit()

        def failed(error: Exception) -> None:
            self.setEnabled(True)
            self._failure.setText(error_text(error))
            self._failure.show()

        self._failure.hide()
        self.setEnabled(False)  # until it is known whether it is stored
        self._book.save(self._item, tool_of(form), done, failed)

    def _discard_changes(self) -> None:
        key, form = self._key, self.form.form

        def undo() -> None:
            self._drafts.put(key, form)
            if self._key == key:
                self._show(form)

        self._drafts.drop(key)
        self._show(self._base)
        self._services.notify.show(self.tr("The changes were discarded."), undo=undo)

    def _go_back(self) -> None:
        self.trial.job.cancel()
        self.closed.emit()

    # -- versions -----------------------------------------------------------------------------------
    def _show_versions(self) -> None:
        item = self._item
        if item is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for version in versions_of(item):
            action = menu.addAction(self._named(version).replace("&", "&&"))
            action.triggered.connect(lambda _=False, each=version: self.take_version(each))
        menu.popup(self._versions.mapToGlobal(QPoint(0, self._versions.height())))

    def _named(self, version: Version) -> str:
        if not version.until:
            return version.tool.name
        moment = QDateTime.fromSecsSinceEpoch(int(version.until))
        place = {
            "name": version.tool.name,
            "time": QLocale().toString(moment, QLocale.FormatType.ShortFormat),
        }
        return fill(self.tr("{name}, until {time}"), place)

    def take_version(self, version: Version) -> None:
        """Put what it was into the form; it counts once it is saved."""
        key, base, before = self._key, self._base, self.form.form
        self._show(form_of(version.tool))
        self._on_changed()

        def undo() -> None:
            """Also where another tool is open by now."""
            if before == base:
                self._drafts.drop(key)
            else:
                self._drafts.put(key, before)
            if self._key == key:
                self._show(before)

        self._services.notify.show(self.tr("The earlier version is in the form. Save to use it."), undo=undo)

    # -- words and colours --------------------------------------------------------------------------
    def _retint(self) -> None:
        theme = self._services.theme
        self._back.setIcon(theme.icon("previous"))
        self._versions.setIcon(theme.icon("history"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._look(self.form.form)
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for button, text, tip in (
            (self._back, self.tr("Back"), self.tr("To your tools; what is not saved is kept here")),
            (self._versions, self.tr("Versions"), self.tr("What the tool was before")),
            (self._discard, self.tr("Discard changes"), self.tr("Back to what is saved")),
            (self.save_button, self.tr("Save"), self.tr("Ctrl+S")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
            button.setToolTip(tip)
        self._refresh()
