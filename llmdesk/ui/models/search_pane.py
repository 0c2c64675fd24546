"""Where models are found: the catalog for this computer, or a search of the hub.

Owns the field, the order, the list and the line that says what the list is. Must not ask the hub:
it says what is wanted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from llmdesk.errors import fill
from llmdesk.gguf import can_chat
from llmdesk.models.catalog import CatalogDownload
from llmdesk.models.fit import guess
from llmdesk.models.hub_answers import HubModel
from llmdesk.ui.language import Retranslating
from llmdesk.ui.model_words import (
    VERDICT_COLORS,
    about_text,
    date_text,
    hub_facts,
    pace_mark,
    parameters_text,
    verdict_word,
)
from llmdesk.ui.models.hub_browser import Results, Room
from llmdesk.ui.models.repo_list import ListRow, RowView
from llmdesk.ui.theme import GAP, HALF, SPACE, Theme, set_kind
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label
from llmdesk.ui.words import format_bytes

if TYPE_CHECKING:
    from llmdesk.models.hub import Sort


class SearchPane(Retranslating, QWidget):
    """`search_asked(text, sort)`; `entry_chosen(CatalogDownload)`; `model_chosen(HubModel)`."""

    search_asked = Signal(str, str)
    more_asked = Signal()
    search_left = Signal()
    entry_chosen = Signal(CatalogDownload)
    model_chosen = Signal(HubModel)
    offline_set = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[CatalogDownload, ...] = ()
        self._suggested: CatalogDownload | None = None
        self._room: Room | None = None
        self._results: Results | None = None
        self._busy = False
        self._host = ""
        self.field = QLineEdit()
        self._icon = self.field.addAction(
            theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.field.setClearButtonEnabled(True)
        self._search = QPushButton()
        self._sort = ChoiceBox()
        self._back = QToolButton()
        self._status = plain_label("small", wrap=True)
        self.list = RowView(theme, lines=3)
        self._where = plain_label("small")
        self._offline = QCheckBox()
        self._arrange()
        self._connect()
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.field, 1)
        top.addWidget(self._search)
        order = QHBoxLayout()
        order.setSpacing(SPACE)
        order.addWidget(self._back)
        order.addWidget(self._sort)
        order.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self._where, 1)
        foot.addWidget(self._offline)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP, GAP, GAP, SPACE)
        column.setSpacing(HALF)
        column.addLayout(top)
        column.addLayout(order)
        column.addWidget(self._status)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        set_kind(self._offline, "small")

    def _connect(self) -> None:
        self.field.returnPressed.connect(self._ask)
        self.field.textChanged.connect(self._on_text)
        self._search.clicked.connect(self._ask)
        self._sort.chosen.connect(lambda _: self._ask() if self._results is not None or self._busy else None)
        self._back.clicked.connect(self._leave)
        self.list.chosen.connect(self._on_chosen)
        self.list.more_wanted.connect(self._on_end)
        self._offline.toggled.connect(self.offline_set)
        self._theme.changed.connect(self._retint)

    # -- what is shown --------------------------------------------------------------------------
    def show_entries(
        self, entries: tuple[CatalogDownload, ...], suggested: CatalogDownload | None = None
    ) -> None:
        """What to offer while nothing is searched for, and which of it to recommend."""
        self._entries, self._suggested = entries, suggested
        self._fill()

    def show_room(self, room: Room) -> None:
        self._room = room
        self._fill()

    def show_results(self, results: Results) -> None:
        self._results = results
        self._fill()

    def show_busy(self, busy: bool) -> None:
        """Suggestions are no results: they do not stand below the words that say what is searched."""
        if busy != self._busy:
            self._busy = busy
            self._fill()

    def show_network(self, host: str, offline: bool) -> None:
        """Where is searched, and whether at all."""
        self._host = host
        self._where.setText(host)
        self._offline.blockSignals(True)
        self._offline.setChecked(offline)
        self._offline.blockSignals(False)

    def clear_choice(self) -> None:
        self.list.choose(None)

    def _fill(self) -> None:
        if self._results is None:
            entries = () if self._busy else self._entries
            self.list.show_rows([self._entry_row(entry) for entry in entries])
        else:
            self.list.show_rows([self._model_row(model) for model in self._results.models])
        self._show_status()

    def _entry_row(self, entry: CatalogDownload) -> ListRow:
        facts = (
            entry.parameters,
            f"≈ {format_bytes(round(entry.gigabytes * 1e9))}",
            ", ".join(entry.languages),
            entry.licence,
        )
        mark, color = "", VERDICT_COLORS["fits"]
        if self._room is not None:
            verdict = guess(round(entry.gigabytes * 1e9), self._room.usable)
            color = VERDICT_COLORS[verdict]
            marks = [verdict_word(verdict)]
            if entry is self._suggested and verdict == "fits":
                marks.insert(0, self.tr("recommended"))
            pace = entry.tokens_per_second(self._room.speed) if self._room.speed is not None else None
            if pace is not None and verdict != "too big":
                marks.append(pace_mark(pace))
            mark = " · ".join(marks)
        return ListRow(entry, entry.name, " · ".join(facts), about_text(entry), mark, color)

    def _model_row(self, model: HubModel) -> ListRow:
        about = " · ".join(part for part in (parameters_text(model.parameters), model.architecture) if part)
        mark = "" if can_chat(model.architecture) else self.tr("no chat model")
        return ListRow(model.repo, model.repo, hub_facts(model), about, mark)

    def _show_status(self) -> None:
        results = self._results
        if self._busy:
            text = self.tr("Searching…")
        elif results is None:
            text = self.tr("Suggestions based on memory. Nothing is downloaded until you ask for it.")
            if self._room is not None:
                text = fill(
                    self.tr(
                        "For this computer: {free} of {total} memory free. Nothing is downloaded "
                        "until you ask for it."
                    ),
                    {"total": format_bytes(self._room.total), "free": format_bytes(self._room.available)},
                )
        elif results.failed and not results.models:
            text = self.tr("The Hub could not be reached.")
        elif results.failed:
            text = fill(
                self.tr("Results from {date}; the Hub cannot be reached now."),
                {"date": date_text(results.time)},
            )
        elif not results.models:
            text = self.tr("Nothing found. Try fewer words, or an author's name.")
        else:
            more = self.tr("The first {count} results; scroll to the end for more.")
            places = {"count": len(results.models)}
            several = self.tr("1 result") if len(results.models) == 1 else self.tr("{count} results")
            text = fill(more if results.next_page else several, places)
        self._status.setText(text)
        self._back.setVisible(results is not None or self._busy)

    # -- what the user does -----------------------------------------------------------------------
    @property
    def sort(self) -> Sort:
        return cast("Sort", self._sort.current.data) if self._sort.current is not None else "downloads"

    def _ask(self) -> None:
        """An empty field searches for the most wanted of all."""
        self._results = None
        self.search_asked.emit(self.field.text().strip(), self.sort)

    def _on_text(self, text: str) -> None:
        if not text and (self._results is not None or self._busy):
            self._leave()

    def _leave(self) -> None:
        """Back to the catalog."""
        self._results = None
        self.field.clear()
        self.search_left.emit()
        self._fill()

    def _on_chosen(self, key: object) -> None:
        if isinstance(key, CatalogDownload):
            self.entry_chosen.emit(key)
        elif isinstance(key, str) and self._results is not None:
            model = next((model for model in self._results.models if model.repo == key), None)
            if model is not None:
                self.model_chosen.emit(model)

    def _on_end(self) -> None:
        if self._results is not None and self._results.next_page:
            self.more_asked.emit()

    # -- words and colours --------------------------------------------------------------------------
    def _retranslate(self) -> None:
        self.field.setPlaceholderText(self.tr("Search the Hub"))
        self.field.setAccessibleName(self.tr("Search the Hub"))
        for inside in self.field.findChildren(QToolButton):
            inside.setAccessibleName(self.tr("Clear the search"))
        self._search.setText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search"))
        self._back.setAccessibleName(self.tr("Back to the suggestions"))
        self._back.setToolTip(self.tr("Back to the suggestions"))
        self._sort.setAccessibleName(self.tr("Sort results by"))
        orders = [
            Choice(self.tr("Most downloads"), "downloads"),
            Choice(self.tr("Most likes"), "likes"),
            Choice(self.tr("Newest"), "updated"),
        ]
        self._sort.set_choices(orders, self.sort)
        self._sort.fit_choices()
        self.list.setAccessibleName(self.tr("Search results"))
        self._offline.setText(self.tr("Offline"))
        self._offline.setAccessibleName(self.tr("Offline"))
        self._offline.setToolTip(self.tr("Never use the network"))
        self._fill()

    def _retint(self) -> None:
        self._back.setIcon(self._theme.icon("previous", "muted"))
        self._icon.setIcon(self._theme.icon("search", "muted"))
