"""The Models tab: what is on this computer, what could be, and what is on its way.

Owns the arrangement and who hears whom. Asks nobody before the user does: `hub_browser.py` asks
the hub, `downloads.py` the queue, `library_actions.py` changes the library.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.engine.types import EngineState
from llmdesk.errors import fill
from llmdesk.models.catalog import CatalogDownload
from llmdesk.models.hub_answers import HubModel, RemoteFile
from llmdesk.models.library import InstalledModel
from llmdesk.models.library_changes import Verification
from llmdesk.models.names import place_of
from llmdesk.models.speed import guessed_speed
from llmdesk.ui.file_dialogs import ask_files
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import least_height, least_width, scaled
from llmdesk.ui.models.download_rows import DownloadRows
from llmdesk.ui.models.elsewhere.page import ElsewherePage
from llmdesk.ui.models.hub_browser import HubBrowser
from llmdesk.ui.models.installed_list import InstalledList
from llmdesk.ui.models.library_actions import LibraryActions
from llmdesk.ui.models.measure_section import MeasureSection
from llmdesk.ui.models.model_details import ModelDetails
from llmdesk.ui.models.own_settings import OwnSettingsActions
from llmdesk.ui.models.question_bar import QuestionBar
from llmdesk.ui.models.repo_details import RepoDetails
from llmdesk.ui.models.reveal import reveal
from llmdesk.ui.models.search_pane import SearchPane
from llmdesk.ui.services import Services
from llmdesk.ui.theme import GAP, MARGIN, SPACE
from llmdesk.ui.widgets.panes import Panes
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes

LIST_WIDTH = 240
SEARCH_WIDTH = 400
WIDE = 1080  # from here on three columns find room
_HINT, _REPO, _MODEL, _ELSEWHERE = range(4)
_STEPS = 1000


class ModelManager(Retranslating, QWidget):
    """Build it with the services."""

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
        show_in_folder: Callable[[Path], None] = reveal,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._show_in_folder = show_in_folder
        self._shown_before = False
        self.setAcceptDrops(True)
        self._question = QuestionBar()
        self.browser = HubBrowser(services, self)
        self.library = LibraryActions(services, self._question, self)
        self.installed = InstalledList(services.models, services.theme)
        self.search = SearchPane(services.theme)
        self.details = RepoDetails(services.theme, open_url)
        self.own = OwnSettingsActions(services, self.browser, self)
        self.speed = MeasureSection(services)
        self.model_details = ModelDetails(services.theme, self.speed)
        self.elsewhere = ElsewherePage(services)
        self.downloads = DownloadRows(services.downloads, services.theme)
        self._hint = plain_label("muted", wrap=True)
        self._copy_bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._copy_text, self._copy_stop = plain_label("small"), QToolButton()
        self._arrange()
        self._connect_search()
        self._connect_installed()
        self._retint()
        self._retranslate()
        self._follow_settings()

    def _arrange(self) -> None:
        hint = QWidget()
        inside = QVBoxLayout(hint)
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(self._hint)
        self._pages = QStackedWidget()
        for page in (hint, self.details, self.model_details, self.elsewhere):
            self._pages.addWidget(page)
        self._lists = Panes(self.installed, self.search)
        self._sides = Panes(self._lists, self._pages)
        self._sides.setStretchFactor(1, 1)
        least_width(self.installed, 192)
        least_height(self.installed, 140)
        least_width(self.search, 260)
        least_height(self.search, 160)
        least_width(self._pages, 300)
        least_height(self._pages, 200)
        self._lay_out(wide=True)
        self._copying = QWidget()
        row = QHBoxLayout(self._copying)
        row.setContentsMargins(GAP, SPACE, GAP, SPACE)
        row.setSpacing(SPACE)
        for widget in (self._copy_text, self._copy_bar, self._copy_stop):
            row.addWidget(widget)
        self._copying.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._question)
        column.addWidget(self._sides, 1)
        column.addWidget(self._copying)
        column.addWidget(self.downloads)

    def _connect_search(self) -> None:
        services, search, browser, details = self._services, self.search, self.browser, self.details
        search.search_asked.connect(browser.ask_search)
        search.search_left.connect(browser.forget_search)
        search.more_asked.connect(browser.ask_more)
        search.entry_chosen.connect(self._show_entry)
        search.model_chosen.connect(self._show_hub_model)
        search.offline_set.connect(lambda on: services.settings.update(offline=on))
        browser.searching.connect(search.show_busy)
        browser.found.connect(search.show_results)
        browser.room_known.connect(self._on_room)
        browser.repo_found.connect(details.show_repo)
        browser.repo_failed.connect(details.show_problem)
        browser.card_found.connect(details.show_card)
        browser.fit_found.connect(self._on_fit)
        details.files_asked.connect(browser.ask_repo)
        details.card_asked.connect(browser.ask_card)
        details.fit_asked.connect(browser.ask_fit)
        details.download_asked.connect(self._download)
        details.set_installed(self._is_installed)
        search.show_entries(services.catalog.downloads)
        services.settings.changed.connect(self._follow_settings)
        services.theme.changed.connect(self._retint)
        services.models.state_changed.connect(self._show_loaded)

    def _connect_installed(self) -> None:
        services, library, page = self._services, self.library, self.model_details
        self.installed.chosen.connect(self._show_installed)
        self.installed.used.connect(services.models.choose)
        self.installed.rename_asked.connect(page.begin_renaming)
        self.installed.delete_asked.connect(library.ask_delete)
        self.installed.import_asked.connect(self._choose_file)
        self.installed.elsewhere_asked.connect(lambda: self._go_to(_ELSEWHERE))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence.StandardKey.Open, self, self._choose_file, context=within)
        self.downloads.use_asked.connect(self._use_path)
        services.models.models_changed.connect(self._on_models)
        page.use_asked.connect(services.models.choose)
        page.verify_asked.connect(library.verify)
        page.verify_cancelled.connect(library.stop_verifying)
        page.rename_asked.connect(library.rename)
        page.reveal_asked.connect(lambda model: self._show_in_folder(Path(model.path)))
        page.delete_asked.connect(library.ask_delete)
        page.settings_asked.connect(self.own.open)
        page.reload_asked.connect(services.models.choose)
        self.own.changed.connect(self._on_own)
        library.facts_known.connect(self._on_facts)
        library.verifying.connect(self._on_verifying)
        library.verified.connect(self._on_verified)
        library.importing.connect(self._on_importing)
        library.imported.connect(self._on_imported)
        self._copy_stop.clicked.connect(library.stop_importing)

    # -- finding --------------------------------------------------------------------------------
    def _on_room(self) -> None:
        room = self.browser.room
        if room is None:
            return
        catalog = self._services.catalog
        guessed = guessed_speed(room.cores)
        suggested = catalog.suggestion(room.total, room.speed or guessed, guessed)
        first = [suggested] if suggested is not None else []
        rest = [entry for entry in catalog.downloads_for(room.total) if entry not in first]
        others = [entry for entry in catalog.downloads if entry not in (*first, *rest)]
        self.search.show_entries((*first, *rest, *others), suggested)
        self.search.show_room(room)
        self.details.set_room(room)

    def _show_entry(self, entry: CatalogDownload) -> None:
        self._go_to(_REPO)
        self.browser.leave_repo()
        self.details.show_catalog(entry)

    def _show_hub_model(self, model: HubModel) -> None:
        self._go_to(_REPO)
        self.details.show_model(model)
        self.browser.ask_repo(model.repo)

    def _on_fit(self, path: str, found: object) -> None:
        self.details.show_fit(path, found)
        self.model_details.show_fit(path, found)

    def _download(self, repo: str, file: RemoteFile) -> None:
        from llmdesk.models.download import DownloadRequest

        folder = self._services.paths.models
        self._services.downloads.add(DownloadRequest(repo, tuple(part.path for part in file.parts), folder))

    def _is_installed(self, repo: str, file: RemoteFile) -> bool:
        """By its place, without touching the disk."""
        target = self._services.paths.models.joinpath(*repo.split("/"), place_of(file.path))
        return any(model.path == target for model in self._services.models.models)

    # -- what is on this computer -------------------------------------------------------------------
    def _show_installed(self, model: InstalledModel) -> None:
        self._go_to(_MODEL)
        self.model_details.show_model(model)
        self._show_loaded(self._services.models.state)
        self.speed.show_model(model)
        self.library.ask_facts(model)
        if not model.problem:
            self.browser.ask_local_fit(Path(model.path))

    def _show_loaded(self, state: EngineState) -> None:
        loaded = state.model if state.status in ("ready", "busy") else None
        self.model_details.show_loaded(loaded, self._services.models.loaded_own)

    def _on_own(self, model: InstalledModel) -> None:
        """It is loaded otherwise from now on: what is said of it is asked again."""
        if model == self.model_details.model:
            self.library.ask_facts(model)
            self.browser.ask_local_fit(Path(model.path))

    def _on_models(self) -> None:
        self.details.set_installed(self._is_installed)
        shown = self.model_details.model
        if shown is None:
            return
        now = self.installed.model_at(shown.path)
        if now is not None:
            self.model_details.show_model(now)
            self.speed.show_model(now)
        elif self._pages.currentIndex() == _MODEL:
            self._go_to(_HINT)

    def _use_path(self, path: object) -> None:
        model = self.installed.model_at(path)
        if model is not None:
            self._services.models.choose(model)

    def _on_facts(self, model: InstalledModel, header: object, origin: object, own: object) -> None:
        if model == self.model_details.model:
            self.model_details.show_facts(header, origin, own)

    def _on_verifying(self, model: InstalledModel, share: object) -> None:
        if model == self.model_details.model:
            self.model_details.show_checking(share if isinstance(share, float) else None)

    def _on_verified(self, model: InstalledModel, found: Verification) -> None:
        if model == self.model_details.model:
            self.model_details.show_verification(found)

    # -- importing ----------------------------------------------------------------------------------
    def _choose_file(self) -> None:
        """The system's dialog, beside the window."""
        kinds = [self.tr("GGUF models") + " (*.gguf *.GGUF)", self.tr("All files") + " (*)"]
        ask_files(self, self.tr("Import file"), kinds, self.library.ask_import)

    def _on_importing(self, progress: object) -> None:
        self._copying.setVisible(isinstance(progress, tuple))
        if isinstance(progress, tuple):
            done, total = progress
            self._copy_bar.setValue(round(_STEPS * done / max(1, total)))
            places = {"done": format_bytes(done), "total": format_bytes(total)}
            self._copy_text.setText(fill(self.tr("Copying: {done} of {total}"), places))

    def _on_imported(self, model: InstalledModel) -> None:
        self.installed.choose(Path(model.path))
        self._show_installed(model)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.library.ask_import(_dropped(event))

    # -- the page -------------------------------------------------------------------------------------
    def _go_to(self, page: int) -> None:
        """Only one of the two lists has something chosen."""
        if page != _MODEL:
            self.installed.choose(None)
        if page != _REPO:
            self.search.clear_choice()
            self.browser.leave_repo()
        self._pages.setCurrentIndex(page)

    def _follow_settings(self) -> None:
        settings = self._services.settings.value
        self.search.show_network(urlsplit(settings.endpoint).netloc, settings.offline)
        self.details.set_endpoint(settings.endpoint)

    def _retranslate(self) -> None:
        self._hint.setText(
            self.tr(
                "Choose a model on the left to see what it is and what it needs, and to download or use it."
            )
        )
        self._copy_stop.setAccessibleName(self.tr("Stop copying"))
        self._copy_stop.setToolTip(self.tr("Stop copying"))
        self._copy_bar.setAccessibleName(self.tr("Copying"))

    def _retint(self) -> None:
        self._copy_stop.setIcon(self._services.theme.icon("close", "muted"))

    def showEvent(self, event: QShowEvent) -> None:
        """Memory as it is now, each time the tab opens; the parts that talk to the hub, the first time."""
        super().showEvent(event)
        self.browser.ask_room()
        if not self._shown_before:
            self._shown_before = True
            self._services.hub.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        if wide != (self._lists.orientation() == Qt.Orientation.Horizontal):
            self._lay_out(wide)

    def _lay_out(self, wide: bool) -> None:
        """Both lists side by side, or, where there is no room for that, one under the other."""
        self._lists.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self._lists.insertWidget(0, self.installed if wide else self.search)
        if wide:
            self._lists.setSizes([scaled(LIST_WIDTH), scaled(SEARCH_WIDTH)])
            self._sides.setSizes([scaled(LIST_WIDTH + SEARCH_WIDTH), scaled(640)])
        else:
            self._lists.setSizes([340, 200])
            self._sides.setSizes([320, 580])


def _dropped(event: QDropEvent) -> list[Path]:
    """The GGUF files of a drag."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.casefold() == ".gguf"]
