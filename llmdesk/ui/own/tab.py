"""The tab My tools: the shelf at the left, and the chosen tool on one text or over a table or a folder.

Owns the arrangement of the modes and the editor, and the history. Must not run or change a tool: `text.page`,
`table.page` and `editor` do, and the shelf is `book`'s.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from llmdesk.errors import fill
from llmdesk.store import Run
from llmdesk.tools.own import OwnTool
from llmdesk.tools.own.runs import KIND, TABLE_KIND
from llmdesk.tools.own.shelf import Shelved
from llmdesk.ui.given.reading_ahead import read_ahead
from llmdesk.ui.libraries.opener import LibraryOpener
from llmdesk.ui.own.book import ToolBook
from llmdesk.ui.own.editor.drafts import EditorDrafts
from llmdesk.ui.own.editor.making import EditorMaking
from llmdesk.ui.own.editor.page import OwnEditor
from llmdesk.ui.own.shelf import ToolShelfPane
from llmdesk.ui.own.table.page import OwnTable
from llmdesk.ui.own.text.page import OwnText
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, SPACE
from llmdesk.ui.toml_files import ask_toml, ask_toml_place
from llmdesk.ui.widgets.panes import Panes, stand_over
from llmdesk.ui.widgets.run_history import RunHistory
from llmdesk.ui.widgets.segmented import Segmented

_TEXT, _TABLE = 0, 1
_SHELF, _PAGE = 216, 760  # pixels at first


class OwnTab(QWidget):
    """`hand_over(target tab, text)` gives a text to another tab; `take_text` gets one."""

    hand_over = Signal(str, str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.book = ToolBook(services, self)
        self.shelf = ToolShelfPane(services.theme, self.book)
        self._mode = Segmented(2)
        self.history = RunHistory(services, KIND, TABLE_KIND)
        self._library = LibraryOpener(services, self, as_table=True)
        self.text = OwnText(services, self.book)
        self.drafts = EditorDrafts(services, self)
        self._making = EditorMaking(services, self.book, self.drafts, self._take_editor, self)
        self._table: OwnTable | None = None
        self._pages, self._whole = QStackedWidget(), QStackedWidget()
        self._arrange()
        self._connect()
        self._retranslate()
        self._go_to(_TEXT)

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
        self._mode.chosen.connect(self._go_to)
        self.history.chosen.connect(self._show_run)
        self._library.table_written.connect(self.open_table)
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
        """The mode for tables and folders, built when it is first needed."""
        if self._table is None:
            self._table = table = OwnTable(self._services)
            read_ahead(self._services, self)
            table.set_tool(self._chosen_tool)
            table.tool_asked.connect(self.book.show_past)
            table.ended.connect(self.history.reload)
            table.running_changed.connect(self._library.setDisabled)
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence.StandardKey.Open, table, self._open_table, context=within)
            table.discuss_asked.connect(lambda text: self.hand_over.emit("chat", text))
            self._pages.addWidget(table)
        return self._table

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
        self._go_to(_TEXT)
        self.text.take_text(text)

    def open_table(self, path: Path) -> None:
        """A table from elsewhere, for the chosen tool."""
        self._leave_editor()
        self._go_to(_TABLE)
        self.table.opener.open(path)

    def focus_first(self) -> None:
        """Ready to type, or to open a table."""
        if self._whole.currentWidget() is self._making.known:
            return
        if self._mode.current == _TEXT:
            self.text.focus_first()
        else:
            self.table.focus_first()

    def shutdown(self) -> None:
        """Stop what runs; what was typed is kept, and what is done of a table waits beside its output."""
        self._services.drafts.flush()
        self.text.cancel()
        self._making.shutdown()
        if self._table is not None:
            self._table.shutdown()

    # -- what one does ------------------------------------------------------------------------------
    def _go_to(self, mode: int) -> None:
        self._mode.set_current(mode)
        self._pages.setCurrentWidget(self.text if mode == _TEXT else self.table)
        self._library.set_wanted(mode == _TABLE)

    def _open_table(self) -> None:
        if self._table is None or not self._table.running:
            self._leave_editor()
            self._go_to(_TABLE)
            self.table.opener.choose()

    def _show_run(self, run: Run) -> None:
        self._leave_editor()
        if run.kind == TABLE_KIND:
            self._go_to(_TABLE)
            self.table.show_run(run)
            return
        self._go_to(_TEXT)
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
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.book.reload()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._mode.set_texts((self.tr("One text"), self.tr("Table or folder")))
        self._mode.setAccessibleName(self.tr("What the tool works on"))
