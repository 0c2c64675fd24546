"""The window: tabs at the left of the header, the model at its right, the status at its foot.

Owns the arrangement, the shortcuts of the window and the question before it closes on long jobs.
Must not build services or end them (`app.py` does), nor know what a tab does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, UsageError, UserError
from llmdesk.ui.chat.tab import ChatTab
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import icon_size, next_size, scaled
from llmdesk.ui.models.tab import ModelManager
from llmdesk.ui.services import Services
from llmdesk.ui.tabs import CHAT, MODELS, words
from llmdesk.ui.theme import SPACE
from llmdesk.ui.window.ability_line import AbilityLine
from llmdesk.ui.window.first_run import FirstRun
from llmdesk.ui.window.lazy_page import LazyPage
from llmdesk.ui.window.model_picker import ModelPicker
from llmdesk.ui.window.notice_area import Noticed
from llmdesk.ui.window.regions import Regions
from llmdesk.ui.window.remedies import Remedies
from llmdesk.ui.window.status_bar import StatusBar
from llmdesk.ui.window.tab_strip import TabStrip

if TYPE_CHECKING:  # imported when they are asked for: the window opens without waiting for them
    from llmdesk.tools.chat.claims import Claimed
    from llmdesk.ui.settings.dialog import PageName, SettingsDialog
    from llmdesk.ui.window.shortcut_sheet import ShortcutSheet

DEFAULT_SIZE = QSize(1280, 800)
MINIMUM_SIZE = QSize(720, 480)
_PICKER_FIRST = 1000
_EDGE = 2  # with what is around a tab's words, these begin where everything below does


class Checker(Protocol):
    """What the tab can do that checks texts."""

    def check(self, text: str, sources: Sequence[str]) -> None:
        """Make these the text to check and its sources."""


class FileTaker(Protocol):
    """What the tabs can do that work through several documents."""

    def open_files(self, paths: Sequence[Path]) -> None:
        """Make a list of these; one that is there grows."""


class TableTaker(Protocol):
    """What the tabs can do that work on tables."""

    def open_table(self, path: Path) -> None:
        """Look at it, unless one is being worked on."""


class MainWindow(Retranslating, QMainWindow):
    """`closed` fires once, when the window was closed and llmdesk shall end."""

    closed = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._settings_dialog: SettingsDialog | None = None
        self._sheet: ShortcutSheet | None = None
        self.erases_everything = False  # once it is closed
        self.restores: Path | None = None  # the backup that takes the place of everything then
        self._close_for_good = False
        self.setWindowTitle("llmdesk")
        self._strip = TabStrip()
        self._tabs = self._strip.bar
        self._gear = QToolButton()
        icon_size(self._gear, 20)
        self._picker = ModelPicker(services.models, services.theme)
        self._abilities = AbilityLine(services.models)
        self._abilities.show_tool(CHAT.tool)
        self._pages = QStackedWidget()
        self.chat = ChatTab(services, self)
        self._manager = ModelManager(services, self)
        self._tools = {tool.name: LazyPage(services, tool, self) for tool in services.tools}
        for page in (self.chat, *self._tools.values(), self._manager):
            self._pages.addWidget(page)
        for page in self._tools.values():
            page.hand_over.connect(self._hand_over)
        self.chat.check_asked.connect(self._check)
        self.chat.libraries.panel.files_handed.connect(self._hand_files)
        self.chat.found.files_handed.connect(self._hand_files)
        self.chat.found.table_handed.connect(self._hand_table)
        self.chat.libraries.panel.table_handed.connect(self._hand_table)
        self._build()
        self._add_shortcuts()
        self._welcome()
        self._tabs.currentChanged.connect(self._on_tab)
        self.chat.usage_changed.connect(lambda _: self._show_usage())
        self._gear.clicked.connect(lambda: self.open_settings())
        services.theme.changed.connect(self._retint)
        Remedies(services, self._open_models, self.open_settings, self)
        self._retint()
        self._retranslate()
        self._restore_geometry()

    def _build(self) -> None:
        for _ in range(self._pages.count()):
            self._tabs.addTab("")
        header = QWidget()
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        header.setProperty("kind", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(_EDGE, 0, SPACE, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._strip)
        row.addStretch(1)
        row.addWidget(self._picker, _PICKER_FIRST)  # narrow: it gives way to the tabs
        row.addSpacing(SPACE)
        row.addWidget(self._gear)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(_rule())
        column.addWidget(self._abilities)
        column.addWidget(Noticed(self._pages, self._services.notify, self._services.theme), 1)
        column.addWidget(_rule())
        self._status = StatusBar(self._services.models, self._services.settings, self._services.programs)
        column.addWidget(self._status)
        self.setCentralWidget(central)
        Regions(self, header, self._pages)

    def _welcome(self) -> None:
        """The first start, in the empty chat."""
        services = self._services
        first_run = FirstRun(services, self)
        if not first_run.active:
            return
        self.chat.transcript.set_welcome(first_run.widget)
        first_run.ended.connect(lambda: self.chat.transcript.set_welcome(None))
        first_run.started.connect(self.chat.focus_composer)
        first_run.models_asked.connect(self._open_models)
        self.chat.session.stored.connect(first_run.end)

    def _add_shortcuts(self) -> None:
        for index in range(self._pages.count()):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{index + 1}"), self)
            shortcut.activated.connect(lambda index=index: self._tabs.setCurrentIndex(index))
        QShortcut(QKeySequence("Ctrl+,"), self, self.open_settings)
        # A text that is being edited has its own.
        QShortcut(QKeySequence("Ctrl+Z"), self, self._services.notify.undo_newest)
        for keys in ("F1", "Ctrl+/"):
            QShortcut(QKeySequence(keys), self, self._show_shortcuts)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)  # in dialogs, too
            shortcut.activated.connect(lambda step=step: self._resize_text(step))
        for keys in ("Ctrl+Q", "Ctrl+W"):
            QShortcut(QKeySequence(keys), self, self.close)

    # -- words and colours ----------------------------------------------------------------------
    def _retranslate(self) -> None:
        for index, tab in enumerate((CHAT, *self._services.tools, MODELS)):
            name = words(tab.title)
            self._tabs.setTabText(index, name)
            self._tabs.setTabToolTip(index, f"Ctrl+{index + 1}")
            self._tabs.setAccessibleTabName(index, name)
        self._tabs.setAccessibleName(self.tr("Tabs"))
        self._strip.named()
        self._gear.setAccessibleName(self.tr("Settings"))
        self._gear.setToolTip(self.tr("Settings") + " (Ctrl+,)")

    def _resize_text(self, step: int) -> None:
        """Larger, smaller, or (0) as it was at first."""
        settings = self._services.settings
        settings.update(text_size=next_size(settings.value.text_size, step) if step else 100)

    def _retint(self) -> None:
        self._bound()
        self._strip.set_icon(self._services.theme.icon("more", "muted"))
        self._gear.setIcon(self._services.theme.icon("settings", "muted"))

    # -- what one does --------------------------------------------------------------------------
    def _on_tab(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        self._abilities.show_tool((CHAT, *self._services.tools, MODELS)[index].tool)
        self._show_usage()
        if index == 0:
            self.chat.focus_composer()

    def _show_usage(self) -> None:
        """The context is a chat's: where no chat shows, nothing is said of it."""
        is_chat = self._pages.currentWidget() is self.chat
        self._status.show_usage(self.chat.meter.usage if is_chat else None)

    def _hand_over(self, tab: str, text: str) -> None:
        """A tab gives a text to another one, by its name."""
        page = self.chat if tab == CHAT.name else self._tools[tab]
        page.take_text(text)
        self._tabs.setCurrentIndex(self._pages.indexOf(page))

    def _hand_files(self, tab: str, paths: Sequence[Path]) -> None:
        """The documents of a library go to a tab."""
        page = self._tools[tab]
        page.when_built(lambda tab: cast("FileTaker", tab).open_files(paths))
        self._tabs.setCurrentIndex(self._pages.indexOf(page))
        self.activateWindow()

    def _hand_table(self, tab: str, path: Path) -> None:
        """A table that the chat made goes to a tab."""
        page = self._tools[tab]
        page.when_built(lambda tab: cast("TableTaker", tab).open_table(path))
        self._tabs.setCurrentIndex(self._pages.indexOf(page))
        self.activateWindow()

    def _check(self, answer: Claimed) -> None:
        """An answer of the chat goes where texts are checked."""
        page = self._tools[next(tool.name for tool in self._services.tools if tool.checks)]
        page.when_built(lambda tab: cast("Checker", tab).check(answer.text, answer.sources))
        self._tabs.setCurrentIndex(self._pages.indexOf(page))

    def _open_models(self) -> None:
        self._tabs.setCurrentIndex(self._pages.indexOf(self._manager))

    def open_settings(self, page: PageName | None = None) -> None:
        """Beside the window, not over it: both stay usable."""
        from llmdesk.ui.settings.dialog import SettingsDialog

        if self._settings_dialog is None:
            self._settings_dialog = SettingsDialog(self._services, self)
            self._settings_dialog.erase_asked.connect(self._erase_everything)
            self._settings_dialog.restore_asked.connect(self._restore_backup)
        if page is None and self._pages.currentWidget() is self._manager:
            page = "models"
        if page is not None:
            self._settings_dialog.show_page(page)
        self._settings_dialog.show()
        self._settings_dialog.raise_()
        self._settings_dialog.activateWindow()

    def _show_shortcuts(self) -> None:
        from llmdesk.ui.window.shortcut_sheet import ShortcutSheet

        if self._sheet is None:
            self._sheet = ShortcutSheet(self)
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def _erase_everything(self) -> None:
        """All that could still write ends first: it is erased when the window is closed."""
        self.erases_everything = True
        self.close_for_good()

    def _restore_backup(self, backup: Path) -> None:
        """When nothing writes any more, as above, and no other llmdesk would."""
        self._stop_compacting()
        self._services.tasks.start(
            lambda _: self._services.store.raise_if_shared(),
            owner=self,
            on_done=lambda _none: self._close_and_restore(backup),
        )

    def _close_and_restore(self, backup: Path) -> None:
        """What cannot be kept now would not be backed up either."""
        unkept = self._services.drafts.flush()
        if unkept is not None:
            self._services.notify.show_error(unkept)
            return
        self.restores = backup
        self.close_for_good()

    def bring_forward(self) -> None:
        """Show the window over the others, also when it was minimized."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # -- geometry and the end -------------------------------------------------------------------
    def _bound(self) -> None:
        """The least size grows with the text, up to that of the screen."""
        least = QSize(scaled(MINIMUM_SIZE.width()), scaled(MINIMUM_SIZE.height()))
        self.setMinimumSize(least.boundedTo(self.screen().availableSize()))

    def _restore_geometry(self) -> None:
        saved = self._services.settings.value.window_geometry
        if saved and self.restoreGeometry(QByteArray.fromBase64(saved.encode("ascii", "ignore"))):
            return
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(DEFAULT_SIZE.boundedTo(screen.size() * 0.92))

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop_compacting()
        unkept = self._services.drafts.flush()
        jobs = [*self._services.tasks.long_jobs, *self._services.downloads.running]
        if (unkept is not None or jobs) and not self._close_for_good:
            event.ignore()
            self._ask(unkept or _still_running(jobs), asks=unkept is None)
            return
        event.accept()
        for tool in self._tools.values():
            tool.shutdown()
        geometry = self.saveGeometry().toBase64().toStdString()
        self._services.settings.update(window_geometry=geometry)
        self.closed.emit()

    def _stop_compacting(self) -> None:
        """What is typed is written down when the window closes, and that would wait for it."""
        if self._settings_dialog is not None:
            self._settings_dialog.stop_compacting()

    def close_for_good(self) -> None:
        """Close without asking (a signal from the system, or the user's second word)."""
        self._close_for_good = True
        self.close()

    def _ask(self, problem: UserError, *, asks: bool) -> None:
        close = (self.tr("Close anyway"), self.close_for_good)
        self._services.notify.show_error(problem, close, asks=asks)


def _still_running(jobs: list[str]) -> UserError:
    return UsageError(
        QT_TRANSLATE_NOOP("core", "A long job is still running."),
        "{jobs}",
        QT_TRANSLATE_NOOP("core", "Closing llmdesk stops it."),
        jobs=Listing(tuple(jobs)),
    )


def _rule() -> QWidget:
    """A line of one pixel between two areas."""
    rule = QWidget()
    rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    rule.setProperty("kind", "rule")
    rule.setFixedHeight(1)
    return rule
