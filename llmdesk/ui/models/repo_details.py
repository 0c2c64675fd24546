"""What one could download: the model, its files, whether one fits, and its card.

Owns the page of one repo or catalog entry. Must not ask the hub: it says what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import Listing, ModelFileError, fill
from llmdesk.models.catalog import CatalogDownload
from llmdesk.models.fit import Fit, guess, recommended
from llmdesk.models.hub_answers import HubModel, RemoteFile, RemotePart, Repo
from llmdesk.models.library import file_quantization
from llmdesk.models.names import is_old_split
from llmdesk.ui.model_words import about_text, fit_figures, fit_sentence, hub_facts
from llmdesk.ui.models.card_view import CardView
from llmdesk.ui.models.file_table import FileRow, FileTable
from llmdesk.ui.models.hub_browser import Room
from llmdesk.ui.notify import error_text, translate_core
from llmdesk.ui.theme import GAP, MARGIN, SPACE, Theme, set_kind
from llmdesk.ui.widgets.link_bar import LinkBar
from llmdesk.ui.widgets.plain_label import plain_label

_FILES, _CARD = 0, 1
_MOST_REFUSED = 12  # names that are listed


class RepoDetails(QWidget):
    """`show_catalog` and `show_model` begin a page; `show_repo`, `show_fit`, `show_card` go on with it."""

    download_asked = Signal(str, object)  # repo, RemoteFile
    files_asked = Signal(str)  # repo: of a catalog entry
    card_asked = Signal(str)
    fit_asked = Signal(object, object)  # Repo, RemoteFile

    def __init__(
        self, theme: Theme, open_url: Callable[[QUrl], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._repo_name = ""
        self._endpoint = ""
        self._repo: Repo | None = None
        self._entry: CatalogDownload | None = None
        self._model: HubModel | None = None
        self._room: Room | None = None
        self._fit: tuple[str, object] | None = None
        self._is_installed: Callable[[str, RemoteFile], bool] = lambda repo, file: False
        self._card: str | None = None
        self._problem: Exception | None = None
        self._heading = plain_label("heading", wrap=True, selectable=True)
        self._facts = plain_label("small", wrap=True, selectable=True)
        self._about = plain_label("", wrap=True)
        self._tabs = QTabBar(expanding=False, drawBase=False)
        self.files, self._card_view = FileTable(theme), CardView(theme)
        self._note = plain_label("muted", wrap=True)
        self._verdict = plain_label("strong", wrap=True)
        self._figures = plain_label("small", wrap=True)
        self._download, self._all_files, self._page = QPushButton(), QPushButton(), QPushButton()
        self._link_bar = LinkBar(theme, open_url)
        self._arrange()
        self._connect()
        self._retranslate()

    def _arrange(self) -> None:
        set_kind(self._download, "primary")
        set_kind(self._page, "quiet")
        files = QWidget()
        below = QVBoxLayout(files)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SPACE)
        below.addWidget(self.files, 1)
        below.addWidget(self._note)
        below.addWidget(self._verdict)
        below.addWidget(self._figures)
        self._pages = QStackedWidget()
        self._pages.addWidget(files)
        self._pages.addWidget(self._card_view)
        self._tabs.addTab("")
        self._tabs.addTab("")
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self._download, self._all_files):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        column.setSpacing(SPACE)
        for widget in (self._heading, self._facts, self._about, self._tabs):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(self._link_bar)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab)
        self.files.chosen.connect(self._on_file)
        self.files.doubleClicked.connect(lambda _: self._on_download())
        enter = QShortcut(
            QKeySequence(Qt.Key.Key_Return), self.files, context=Qt.ShortcutContext.WidgetShortcut
        )
        enter.activated.connect(self._on_download)
        self._download.clicked.connect(self._on_download)
        self._all_files.clicked.connect(lambda: self.files_asked.emit(self._repo_name))
        self._page.clicked.connect(self._on_page)
        self._card_view.link_clicked.connect(self._link_bar.ask)

    # -- what is shown --------------------------------------------------------------------------
    @property
    def repo(self) -> Repo | None:
        """The answer of the hub; None before it came."""
        return self._repo

    def set_installed(self, is_installed: Callable[[str, RemoteFile], bool]) -> None:
        """How to find out whether a file of a repo is on this computer already."""
        self._is_installed = is_installed
        self._show_download()

    def set_endpoint(self, endpoint: str) -> None:
        """Where the web pages of repos are."""
        self._endpoint = endpoint

    def set_room(self, room: Room) -> None:
        self._room = room
        self._show_files()

    def show_catalog(self, entry: CatalogDownload) -> None:
        """What the catalog knows, without asking anybody."""
        self._begin(entry.repo)
        self._entry = entry
        self._refresh()
        self.files.choose(entry.file)

    def show_model(self, model: HubModel) -> None:
        """A search result; its files come with `show_repo`."""
        self._begin(model.repo)
        self._model = model
        self._refresh()

    def show_repo(self, repo: Repo) -> None:
        if repo.model.repo != self._repo_name:
            return
        self._repo, self._model, self._problem = repo, repo.model, None
        self._refresh()
        best = next((row for row in self.files.rows if row.recommended), None)
        wanted = self._entry.file if self._entry is not None else ""
        if any(row.file.path == wanted for row in self.files.rows):
            self.files.choose(wanted)
        elif best is not None:
            self.files.choose(best.file.path)
        if self._tabs.currentIndex() == _CARD:
            self._on_tab(_CARD)

    def show_problem(self, error: Exception) -> None:
        """Why the files cannot be shown."""
        self._problem = error
        self._refresh()

    def show_card(self, repo: str, text: str) -> None:
        if repo == self._repo_name:
            self._card = text
            self._card_view.show_text(text or self.tr("This model has no model card."))

    def show_fit(self, path: str, found: object) -> None:
        """`found`: the `Fit` of the file, or why it is not known."""
        current = self.files.current
        if current is not None and current.file.path == path:
            self._fit = (path, found)
            self._show_verdict()

    def _begin(self, repo: str) -> None:
        self._repo_name = repo
        self._repo, self._entry, self._model, self._fit = None, None, None, None
        self._card, self._problem = None, None
        self.files.show_rows([])
        self._tabs.setCurrentIndex(_FILES)
        self._card_view.show_text("")
        self._link_bar.hide()

    # -- words ------------------------------------------------------------------------------------
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._refresh()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._tabs.setTabText(_FILES, self.tr("Choose a file"))
        self._tabs.setTabText(_CARD, self.tr("Model card"))
        self._tabs.setAccessibleName(self.tr("About this model"))
        self.files.setAccessibleName(self.tr("Files"))
        self._card_view.setAccessibleName(self.tr("Model card"))
        self._download.setText(self.tr("Download"))
        self._download.setAccessibleName(self.tr("Download"))
        self._all_files.setText(self.tr("Load all files from the Hub"))
        self._page.setText(self.tr("Web page"))
        self._page.setToolTip(self.tr("The address is shown first"))

    def _refresh(self) -> None:
        entry, model = self._entry, self._model
        self._heading.setText(entry.name if entry is not None else self._repo_name)
        facts = []
        if entry is not None:
            facts += [entry.repo, entry.parameters, ", ".join(entry.languages), entry.licence]
        if model is not None:
            facts.append(hub_facts(model))
        self._facts.setText(" · ".join(facts))
        about = about_text(entry) if entry is not None else self._gate_text(model)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._all_files.setVisible(entry is not None and self._repo is None)
        self._show_files()

    def _gate_text(self, model: HubModel | None) -> str:
        if model is None or not model.gated:
            return ""
        return self.tr(
            "Only available to those who accept its licence. Accept it on the web "
            "page, create an access token there, and enter the token in the settings."
        )

    # -- files ------------------------------------------------------------------------------------
    def _show_files(self) -> None:
        rows: list[FileRow] = []
        room = self._room.usable if self._room is not None else None
        if self._repo is not None:
            best = recommended(self._repo.files, room) if room is not None else None
            rows = [
                FileRow(file, file.size, guess(file.size, room) if file.size and room else None, file is best)
                for file in self._repo.files
            ]
        elif self._entry is not None:
            size = round(self._entry.gigabytes * 1e9)
            name = self._entry.file
            file = RemoteFile(name, _quantization(name), (RemotePart(name, None, ""),))
            rows = [FileRow(file, size, guess(size, room) if room else None, exact=False)]
        self.files.show_rows(rows)
        self._note.setText(self._note_text(rows))
        self._note.setVisible(bool(self._note.text()))
        self._show_verdict()

    def _note_text(self, rows: list[FileRow]) -> str:
        if self._problem is not None:
            return error_text(self._problem)
        if self._repo is None:
            return "" if rows or not self._repo_name else self.tr("Loading the list of files…")
        old = tuple(name for name in self._repo.refused if is_old_split(name))
        others = tuple(name for name in self._repo.refused if name not in old)
        notes = [] if rows else [self.tr("It contains no model file that llmdesk can use.")]
        for text, files in (
            (self.tr("Split in an old format that llmdesk cannot join: {files}"), old),
            (self.tr("Not offered because of their names: {files}"), others),
        ):
            notes += [fill(text, {"files": Listing(files[:_MOST_REFUSED])}, translate_core)] if files else []
        return "\n".join(notes)

    def _show_verdict(self) -> None:
        row = self.files.current
        verdict = figures = ""
        if row is not None:
            found = self._fit[1] if self._fit is not None and self._fit[0] == row.file.path else None
            if isinstance(found, Fit):
                verdict, figures = fit_sentence(found), fit_figures(found)
            elif isinstance(found, ModelFileError):
                verdict = error_text(found)
            elif found is None and self._repo is not None:
                figures = self.tr("Finding out how much memory it needs…")
            elif found is not None:
                figures = self.tr("Could not find out how much memory it needs. The file size is a guide.")
            else:
                figures = self.tr("Estimated from the file size; exact once you load the files from the Hub.")
        self._verdict.setText(verdict)
        self._verdict.setVisible(bool(verdict))
        self._figures.setText(figures)
        self._figures.setVisible(bool(figures))
        self._show_download()

    def _show_download(self) -> None:
        row = self.files.current
        here = row is not None and self._is_installed(self._repo_name, row.file)
        self._download.setEnabled(row is not None and not here)
        self._download.setToolTip(self.tr("Already on this computer.") if here else "")
        too_big = row is not None and row.verdict == "too big"
        self._download.setText(
            self.tr("Already here")
            if here
            else self.tr("Download anyway")
            if too_big
            else self.tr("Download")
        )

    # -- what the user does -------------------------------------------------------------------------
    def _on_file(self, row: FileRow) -> None:
        self._fit = self._fit if self._fit is not None and self._fit[0] == row.file.path else None
        self._show_verdict()
        if self._repo is not None and self._fit is None:
            self.fit_asked.emit(self._repo, row.file)

    def _on_tab(self, index: int) -> None:
        self._pages.setCurrentIndex(index)
        if index == _CARD and self._card is None and self._repo_name:
            self._card_view.show_text(self.tr("Loading the model card…"))
            self.card_asked.emit(self._repo_name)

    def _on_download(self) -> None:
        row = self.files.current
        if row is not None and self._download.isEnabled():
            self.download_asked.emit(self._repo_name, row.file)

    def _on_page(self) -> None:
        page = self._repo.page if self._repo is not None else f"{self._endpoint}/{self._repo_name}"
        self._link_bar.ask(QUrl(page))


def _quantization(path: str) -> str:
    return file_quantization(path.rpartition("/")[2].removesuffix(".gguf"))
