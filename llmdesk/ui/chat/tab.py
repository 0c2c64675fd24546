"""The Chat tab: conversations at the left, the transcript and the composer at the right.

Owns the arrangement and who hears whom. Must not talk to the engine, and reads the store only for
the list of conversations; `session` does the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from llmdesk.engine.types import EngineState
from llmdesk.errors import fill
from llmdesk.store import BranchMessage
from llmdesk.ui.chat.attaching.attaching import Attaching
from llmdesk.ui.chat.attaching.panel import SHORTCUT, AttachPanel
from llmdesk.ui.chat.attaching.shown import ShownDocuments
from llmdesk.ui.chat.beside import ReadingBeside
from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.chat.chats.keeping import ChatKeeping
from llmdesk.ui.chat.composer import Composer
from llmdesk.ui.chat.context_meter import ContextMeter
from llmdesk.ui.chat.everything.cost_bar import CostBar
from llmdesk.ui.chat.everything.deeds import FoundDeeds
from llmdesk.ui.chat.everything.switch import SHORTCUT as READ_ALL
from llmdesk.ui.chat.everything.switch import ReadSwitch
from llmdesk.ui.chat.finding.find_bar import ChatFindBar
from llmdesk.ui.chat.finding.finding import Finding
from llmdesk.ui.chat.fit_bar import FitNote, OverflowBar
from llmdesk.ui.chat.libraries import ChatLibraries
from llmdesk.ui.chat.messages.deeds import MessageDeeds
from llmdesk.ui.chat.messages.queue import QueueBar
from llmdesk.ui.chat.messages.recall import Recall
from llmdesk.ui.chat.messages.typing import Typing
from llmdesk.ui.chat.presets.panel import PresetPanel
from llmdesk.ui.chat.running import Reading
from llmdesk.ui.chat.session import ChatSession
from llmdesk.ui.chat.transcript import SCROLL_BAR, Transcript
from llmdesk.ui.chat.transfer.exporting import ChatExport
from llmdesk.ui.chat.transfer.importing import ChatImport
from llmdesk.ui.look.sizes import most_width
from llmdesk.ui.reader.asked import SourcesAsked
from llmdesk.ui.services import Services
from llmdesk.ui.tasks import TaskContext
from llmdesk.ui.theme import GAP, MARGIN, READING_WIDTH, SPACE, set_kind
from llmdesk.ui.widgets import code_colors, markdown, markdown_view
from llmdesk.ui.widgets.link_bar import LinkBar
from llmdesk.ui.words import time_left

if TYPE_CHECKING:
    from llmdesk.tools.chat.meter import Usage

_GO_ON = Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_Return
_SEARCH = Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_F


class ChatTab(QWidget):
    """Build it with the services; call `open_last` to show the newest conversation. `check_asked(Claimed)`:
    an answer is to be checked; `usage_changed(Usage | None)`: how much of the context the open chat takes."""

    check_asked = Signal(object)
    usage_changed = Signal(object)

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._restored = False
        self._reading: Reading | None = None
        self.cost_bar = CostBar()
        self.session = ChatSession(services, self)
        self.conversations = ConversationList(services.theme)
        self.keeping = ChatKeeping(services, self.session, self.conversations, self)
        self.exports = ChatExport(services, self.conversations.transfer, self)
        self.imports = ChatImport(services, self.conversations.transfer, self)
        self.transcript = Transcript(services.theme)
        self.composer = Composer(services.theme)
        self._queue_bar = QueueBar(services.theme)
        self.attaching = Attaching(services, self.session, self)
        self.typing = Typing(services, self.session, self.composer, self._queue_bar, self.attaching, self)
        self.documents = ShownDocuments(services, self.session, self.transcript, self)
        self.deeds = MessageDeeds(services, self.session, self)
        self._recall = Recall(self.composer, self.session, lambda: not self.typing.is_editing)
        self._link_bar = LinkBar(services.theme, open_url)
        self._fit_note, self._overflow_bar = FitNote(), OverflowBar()
        self._find_bar = ChatFindBar(services.theme)
        self.finding = Finding(services, self.session, self.transcript, self._find_bar, self)
        self.meter = ContextMeter(
            services, self.session, self.typing.to_be_sent, self, self.attaching.ready,
            lambda: self.typing.edited_question,
        )  # fmt: skip
        self._surface = QWidget()
        self.attach_panel = AttachPanel(services, self.attaching, self.composer, self._surface, self)
        self.attach_panel.text_given.connect(self.typing.add_at)
        self.presets = PresetPanel(services, self.session.presets, self.composer, self)
        self.libraries = ChatLibraries(services, self.session, self.composer, self)
        self.reading_all = ReadSwitch(services, self.session, self.composer, self._has_documents, self)
        self.typing.reads_everything = lambda: self.reading_all.is_on
        self.found = FoundDeeds(services, self.session, self.transcript, self)
        self._arrange()
        self._connect_session()
        self._connect_widgets()
        self._add_shortcuts()
        self._prepare()
        self.session.open_new()
        self.keeping.refresh()

    def focus_composer(self) -> None:
        """Ready to type."""
        if self._surface.isHidden():
            self.beside.close()
        self.composer.setFocus()

    def take_text(self, text: str) -> None:
        """Begin a new chat about a text of another tab; what was typed there stays above it."""
        self.session.open_new()
        typed = self.composer.text().rstrip()
        self.composer.set_text(f"{typed}\n\n{text}" if typed else text)
        self.focus_composer()

    # -- arrangement --------------------------------------------------------------------------------
    def _arrange(self) -> None:
        right = self._surface
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_kind(right, "surface")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._find_bar)
        column.addWidget(self.transcript, 1)
        column.addWidget(self._link_bar)
        column.addWidget(self._overflow_bar)
        column.addWidget(self.cost_bar)
        for widget, below in ((self._fit_note, 0), (self._queue_bar, 0), (self.composer, GAP)):
            centred = QHBoxLayout()
            centred.setContentsMargins(MARGIN, SPACE if below else 0, MARGIN + SCROLL_BAR, below)
            centred.addStretch(1)
            centred.addWidget(widget, 1000)
            centred.addStretch(1)
            most_width(widget, READING_WIDTH)
            column.addLayout(centred)
        right.setFocusProxy(self.composer)
        self.beside = ReadingBeside(self._services, self.conversations, right, self)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.beside.panes)

    def _connect_session(self) -> None:
        session, transcript = self.session, self.transcript
        session.branch_changed.connect(self._on_branch)
        session.entry_changed.connect(transcript.show_entry)
        session.text_changed.connect(transcript.set_written)
        session.reading_changed.connect(self._on_reading)
        session.running_changed.connect(self._on_running)
        session.opened.connect(self._on_opened)
        session.presets.changed.connect(self.meter.soon)
        session.choice_asked.connect(self._overflow_bar.open)
        self._overflow_bar.chosen.connect(session.leave_out)
        self._overflow_bar.dismissed.connect(self.focus_composer)
        session.cost_asked.connect(self.cost_bar.ask)
        self.cost_bar.chosen.connect(session.read)
        self.cost_bar.dismissed.connect(self.focus_composer)
        self.meter.changed.connect(self._on_usage)
        self.meter.changed.connect(self.attach_panel.bar.show_usage)
        for asking in (self.documents, self.found):
            asking.source_asked.connect(self._show_sources)
        for changed in (self.attaching.changed, self.libraries.panel.chosen.changed, session.branch_changed):
            changed.connect(self.reading_all.show)
        self.typing.stored.connect(transcript.scroll_to_bottom)
        self.typing.changed.connect(self.meter.soon)
        self.keeping.listed.connect(self._open_last)
        models = self._services.models
        models.current_changed.connect(self._on_models)
        models.models_changed.connect(self._on_models)
        models.state_changed.connect(self._on_engine_state)

    def _connect_widgets(self) -> None:
        conversations, transcript, composer = self.conversations, self.transcript, self.composer
        conversations.new_asked.connect(self._new_chat)
        conversations.opened.connect(self._open)
        conversations.hit_chosen.connect(lambda hit: self.finding.go_to(hit, self.conversations.search_text))
        conversations.delete_asked.connect(self._delete)
        conversations.rename_asked.connect(self.session.rename)
        conversations.save_asked.connect(self.exports.save)
        conversations.export_asked.connect(self.exports.choose)
        conversations.import_asked.connect(self.imports.ask)
        conversations.import_folder_asked.connect(self.imports.ask_folder)
        conversations.dropped.connect(self.imports.take)
        self.imports.imported.connect(self._on_imported)
        transcript.regenerate_asked.connect(self._regenerate)
        transcript.check_asked.connect(self.deeds.check)
        transcript.menu_asked.connect(self.deeds.show_menu)
        self.deeds.check_asked.connect(self.check_asked)
        self.deeds.answer_began.connect(transcript.scroll_to_bottom)
        transcript.go_on_asked.connect(self._go_on)
        transcript.edit_asked.connect(self.typing.edit)
        transcript.step_asked.connect(self.session.select_version)
        transcript.link_clicked.connect(self._link_bar.ask)
        transcript.example_chosen.connect(self._use_example)
        composer.stop_asked.connect(self.session.stop)

    def _add_shortcuts(self) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._on_escape, context=context)
        QShortcut(QKeySequence(_GO_ON), self, self._go_on_with_last, context=context)
        QShortcut(QKeySequence.StandardKey.New, self, self._new_chat, context=context)
        QShortcut(QKeySequence(SHORTCUT), self, self.attach_panel.ask, context=context)
        QShortcut(QKeySequence(READ_ALL), self, self.reading_all.toggle, context=context)
        QShortcut(QKeySequence.StandardKey.Find, self, self.finding.ask, context=context)
        QShortcut(QKeySequence(_SEARCH), self, self._search_chats, context=context)

    def _prepare(self) -> None:
        """Import what shows Markdown and code while nobody waits for it."""

        def done(_: None) -> None:
            markdown_view.warm_up(self._services.theme)

        def work(_: TaskContext) -> None:
            markdown.parse("")
            code_colors.warm_up("python", dark)

        dark = self._services.theme.dark
        self._services.tasks.start(work, owner=self, on_done=done)

    # -- what the session says ------------------------------------------------------------------------
    def _on_usage(self, usage: Usage | None) -> None:
        asks = self.session.options().overflow == "ask"
        self._fit_note.show_usage(usage, asks=asks)
        self.usage_changed.emit(usage)

    def _show_sources(self, asked: SourcesAsked) -> None:
        kept = self.libraries.keeping(self.documents.kept_text)
        self.beside.show_sources(asked, kept, self.session.conversation_id)

    def _has_documents(self) -> bool:
        """Whether the open chat has something that all of can be read."""
        attached = any(entry.message.attachments for entry in self.session.branch)
        return attached or bool(self.attaching.drafts or self.libraries.panel.chosen.current)

    def _on_opened(self) -> None:
        self._reading = None
        self._overflow_bar.hide()
        self.cost_bar.hide()
        self.beside.show_chat(self.session.conversation_id)
        self.conversations.select(self.session.conversation_id)

    def _on_branch(self, branch: list[BranchMessage]) -> None:
        self.transcript.show_branch(branch)

    def _on_reading(self, reading: Reading | None) -> None:
        self._reading = reading
        self._show_progress(self._services.models.state)

    def _on_running(self, running: bool) -> None:
        if not running:
            self._reading = None
        if running:
            self._overflow_bar.hide()
            self.cost_bar.hide()
        self.composer.set_running(running)
        self.transcript.set_running(running)
        self._show_progress(self._services.models.state)

    def _on_models(self) -> None:
        models = self._services.models
        self.transcript.set_has_model(models.current is not None or not models.scanned)

    def _on_engine_state(self, state: EngineState) -> None:
        self._show_progress(state)

    def _show_progress(self, state: EngineState) -> None:
        """What happens before the first word of the answer comes."""
        text, reading = "", self._reading
        if reading is not None and self.session.is_running:
            places = {
                "done": self.locale().toString(reading.done),
                "total": self.locale().toString(reading.total),
            }
            text = fill(self.tr("Reading {done} of {total} tokens"), places)
            if reading.documents:
                text = fill(self.tr("Read {done} of {total} documents"), places)
                if not reading.done:  # it may take longer than the documents do
                    tried = self.tr("A model that is new here is first tried on sentences of known meaning.")
                    text = f"{text}\n{tried}"
                if reading.left_s is not None:
                    left = self.tr("Read {done} of {total} documents, about {left}")
                    text = fill(left, {**places, "left": time_left(reading.left_s)})
        elif self.session.is_running and state.status == "loading":
            other, percent = self.session.other_model, round(state.progress * 100)
            text = fill(self.tr("Loading the model… {percent} %"), {"percent": percent})
            if other is not None:
                text = self.tr("Loading {model}… {percent} %")
                text = fill(text, {"model": other.name, "percent": percent})
        elif self.session.is_running and [e.message.role for e in self.session.branch[-1:]] == ["user"]:
            text = "…"
        self.transcript.show_progress(text)

    # -- what the user does -----------------------------------------------------------------------------
    def _new_chat(self) -> None:
        self.session.open_new()
        self.focus_composer()

    def _open(self, conversation_id: int) -> None:
        if conversation_id != self.session.conversation_id:
            self.session.open(conversation_id)

    def _regenerate(self, message_id: int) -> None:
        self.session.regenerate(message_id)
        self.transcript.scroll_to_bottom()

    def _go_on(self, message_id: int) -> None:
        self.session.go_on(message_id)
        self.transcript.scroll_to_bottom()

    def _go_on_with_last(self) -> None:
        """The keyboard's way: nothing happens where the last answer is whole."""
        branch = self.session.branch
        if branch:
            self._go_on(branch[-1].message.id)

    def _use_example(self, text: str) -> None:
        self.composer.set_text(text)
        self.focus_composer()

    def _on_escape(self) -> None:
        if self.session.is_running:
            self.session.stop()
        elif self.typing.is_editing:
            self.typing.cancel_edit()
        elif all(bar.isHidden() for bar in self._bars):
            self.beside.close()
        else:
            self._overflow_bar.dismiss()
            self.cost_bar.dismiss()
            self._link_bar.hide()
            self._find_bar.close_bar()

    @property
    def _bars(self) -> tuple[QWidget, ...]:
        """What Esc closes first."""
        return self._overflow_bar, self.cost_bar, self._link_bar, self._find_bar

    def _search_chats(self) -> None:
        self.beside.give_way()
        self.conversations.focus_search()

    def _delete(self, conversation_id: int) -> None:
        def offer_undo() -> None:
            self._services.notify.show(
                self.tr("Chat deleted. It will be erased permanently in five minutes."),
                lambda: self.session.restore(conversation_id),
            )

        self.session.delete(conversation_id, offer_undo)

    # -- the list of conversations ------------------------------------------------------------------------
    def _on_imported(self, ids: tuple[int, ...]) -> None:
        """Chats came, or the one that is open grew."""
        self.keeping.refresh()
        opened = self.session.conversation_id
        if opened is None or (ids and opened not in ids):
            return
        if not self.session.is_running and not self.typing.is_editing:
            self.session.open(opened)

    def _open_last(self, newest: int | None) -> None:
        """Once, at the start: go on where one was, unless a new chat was begun."""
        if self._restored:
            return
        self._restored = True
        if newest is not None and self.session.conversation_id is None and not self.composer.text():
            self.session.open(newest)

    # -- Qt -----------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.composer.set_max_height(self.height() // 3)

    def hideEvent(self, event: QHideEvent) -> None:
        self.typing.keep_now()
        super().hideEvent(event)
