"""The tab My tools: the shelf at the left, and the chosen tool on one text or over a table or a folder.

Owns the arrangement of the modes and the editor, and the history. Must not run or change a tool: `text.page`,
`table.page` and `editor` do, and the shelf is `book`'s.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.store import Run
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.runs import KIND, TABLE_KIND
from llmdesk.tools.own.shelf import Shelved
from llmdesk.ui.own.book import ToolBook
from llmdesk.ui.own.editor.drafts import EditorDrafts
from llmdesk.ui.own.editor.making import EditorMaking
from llmdesk.ui.own.editor.page import OwnEditor
from llmdesk.ui.own.shelf import ToolShelfPane
from llmdesk.ui.own.table.page import OwnTable
from llmdesk.ui.own.text.page import OwnText
from llmdesk.ui.services import Services
from llmdesk.ui.tables.text_or_table import TABLE, TEXT, TextOrTable
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.toml_files import ask_toml, ask_toml_place
from llmdesk.ui.widgets.panes import Panes, stand_over

_SHELF, _PAGE = 216, 760  # pixels at first


class OwnTab(TextOrTable):
    """`take_text` gets a text of another tab."""

    text: OwnText

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, KIND, TABLE_KIND, parent=parent)
        self.book = ToolBook(services, self)
        self.shelf = ToolShelfPane(services.theme, self.book)
        self.text = OwnText(services, self.book)
        self.drafts = EditorDrafts(services, self)
        self._making = EditorMaking(services, self.book, self.drafts, self._take_editor, self)
        self._whole = QStackedWidget()
        self._arrange()
        self._connect()
        self._retranslate()
        self._go_to(TEXT)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(GAP)
        row.addWidget(self._mode)
        row.addStretch(1)
        row.addWidget(self._library)
        row.addWidget(self.history)
        self._pages.addWidget(self.text)
        work = QWidget()
        stand_over(self._pages, row, work)
        sides = Panes(self.shelf, work)
        sides.setSizes([_SHELF, _PAGE])
        sides.setStretchFactor(1, 1)
        self._whole.addWidget(sides)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _connect(self) -> None:
        self.history.chosen.connect(self._show_run)
        self.shelf.new_asked.connect(lambda: self._edit(None))
        self.book.chosen.connect(self._on_tool)
        self.shelf.import_asked.connect(self._ask_file)
        self.shelf.files_dropped.connect(self._take_files)
        self.shelf.asked.connect(self._act)
        self.text.asked.connect(self._act)
        self.text.ended.connect(self.history.reload)
        self.text.hand_over.connect(self.hand_over)
        self.drafts.changed.connect(lambda: self.shelf.set_unsaved(self.drafts.keys))

    @property
    def editor(self) -> OwnEditor:
        """Made ahead, or when it is needed."""
        return self._making.editor

    def _take_editor(self, editor: OwnEditor) -> None:
        editor.closed.connect(self._leave_editor)
        self._whole.addWidget(editor)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._making.begin()

    @property
    def table(self) -> OwnTable:
        found: OwnTable = super().table
        return found

    def _make_table(self) -> OwnTable:
        table = OwnTable(self._services)
        table.set_tool(self._chosen_tool)
        table.tool_asked.connect(self.book.show_past)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Open, table, self._choose_table, context=within)
        return table

    @property
    def _chosen_tool(self) -> OwnTool | None:
        shelved = self.book.current
        return shelved.tool if shelved is not None else None

    def _on_tool(self) -> None:
        if self._table is not None:
            self._table.set_tool(self._chosen_tool)

    # -- what the window asks for -------------------------------------------------------------------
    def take_text(self, text: str) -> None:
        """A text from another tab, for the chosen tool."""
        self._leave_editor()
        self._go_to(TEXT)
        self.text.take_text(text)

    def open_table(self, path: Path) -> None:
        """A table from elsewhere, for the chosen tool."""
        self._leave_editor()
        super().open_table(path)

    def focus_first(self) -> None:
        """Ready to type, or to open a table."""
        if self._whole.currentWidget() is self._making.known:
            return
        if self._mode.current == TEXT:
            self.text.focus_first()
        else:
            self.table.focus_first()

    def shutdown(self) -> None:
        """Stop what runs; what was typed is kept, and what is done of a table waits beside its output."""
        self._making.shutdown()
        super().shutdown()

    # -- what one does ------------------------------------------------------------------------------
    def _choose_table(self) -> None:
        if self._table is None or not self._table.running:
            self._leave_editor()
            super()._choose_table()

    def _show_run(self, run: Run) -> None:
        self._leave_editor()
        if run.kind == TABLE_KIND:
            self._go_to(TABLE)
            self.table.show_run(run)
            return
        self._go_to(TEXT)
        self.text.show_run(run)

    def _act(self, action: str) -> None:
        """With the chosen tool."""
        shelved = self.book.current
        if shelved is None:
            return
        if action == "use":
            self.focus_first()
        elif action == "edit":
            self._edit(shelved)
        elif action == "duplicate":
            self.book.duplicate(shelved.tool, fill(self.tr("{name} (copy)"), {"name": shelved.tool.name}))
        elif action == "delete":
            self.book.delete(shelved)
        elif action == "export":
            self._ask_place()

    def _edit(self, shelved: Shelved | None) -> None:
        """In the place of the tab; None: a new one."""
        editor = self.editor
        self._whole.setCurrentWidget(editor)
        if shelved is None:
            editor.open_new()
        else:
            editor.open_tool(shelved)

    def _leave_editor(self) -> None:
        if self._whole.currentWidget() is self._making.known:
            self._whole.setCurrentIndex(0)
            self.focus_first()

    # -- files --------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        ask_toml(self, self.tr("Import a tool"), self.tr("Tools (*.toml)"), self.book.take_in)

    def _take_files(self, paths: list[Path]) -> None:
        for path in paths:
            self.book.take_in(path)

    def _ask_place(self) -> None:
        shelved = self.book.current
        if shelved is None:
            return
        tool = shelved.tool
        title, kind = self.tr("Export a tool"), self.tr("Tools (*.toml)")
        then = partial(self.book.write, tool)
        ask_toml_place(self, title, kind, tool.name, self.tr("tool"), then)

    # -- words --------------------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self._mode.set_texts((self.tr("One text"), self.tr("Table or folder")))
        self._mode.setAccessibleName(self.tr("What the tool works on"))
