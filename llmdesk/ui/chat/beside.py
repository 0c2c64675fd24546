"""A source beside the chat: where the reader stands, how wide it is, and what gives way to it.

Owns the splitter of the tab. Where it is too narrow for all, the list of chats gives way, then the chat
itself, until the reader is closed. Must not know what is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from llmdesk.ui.look.sizes import least_width, scaled
from llmdesk.ui.reader.asked import Kept, SourcesAsked
from llmdesk.ui.services import Services
from llmdesk.ui.widgets.panes import Panes

if TYPE_CHECKING:
    from llmdesk.ui.reader.pane import ReaderPane

LEAST_READER = 300
LEAST_CHAT = 360
LEAST_LIST = 160
LIST_WIDTH = 240
_KEEP_MS = 500


class ReadingBeside(QObject):
    """`panes` holds the list, the chat and the reader, which is made when the first source is asked for, and
    shows while one is open."""

    def __init__(self, services: Services, chats: QWidget, chat: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._chats, self._chat = services, chats, chat
        self._reader: ReaderPane | None = None
        self.panes = Panes(chats, chat)
        for number, stretch in enumerate((0, 1)):
            self.panes.setStretchFactor(number, stretch)
        self.panes.setSizes([scaled(LIST_WIDTH), 1000])
        least_width(chats, LEAST_LIST)
        least_width(chat, LEAST_CHAT)
        self._back: QWidget | None = None  # where the keys were before
        self._conversation_id: int | None = None
        self._list_width = 0  # of the list of chats, before it gave way
        self._keep = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keep.timeout.connect(self._keep_width)
        self.panes.splitterMoved.connect(self._on_moved)
        self.panes.installEventFilter(self)

    @property
    def reader(self) -> ReaderPane:
        """What reads documents comes with it, which the window does not wait for."""
        if self._reader is None:
            from llmdesk.ui.reader.pane import ReaderPane

            self._reader = ReaderPane(self._services)
            self._reader.hide()
            self.panes.addWidget(self._reader)
            self.panes.setStretchFactor(2, 0)
            least_width(self._reader, LEAST_READER)
            self._reader.closed.connect(self._on_closed)
        return self._reader

    @property
    def is_open(self) -> bool:
        return self._reader is not None and not self._reader.isHidden()

    def show_sources(
        self, asked: SourcesAsked, kept: Kept | None = None, conversation_id: int | None = None
    ) -> None:
        """Open the reader at a passage of an answer of this chat; the keys go there."""
        if not asked.places:
            return
        self._conversation_id = conversation_id
        if not self.is_open:
            self._back = self.panes.window().focusWidget()
            self._list_width = self._chats.width()
            self._make_room()
            self.reader.show()
            self._share()
        self.reader.show_places(asked.places, asked.at, kept)
        self.reader.take_focus()

    def show_chat(self, conversation_id: int | None) -> None:
        """This chat is open now; the sources of another one are not its own."""
        if conversation_id is None or conversation_id != self._conversation_id:
            self.close()

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close_source()

    def give_way(self) -> None:
        """The keys go to what is hidden behind the source, if anything is."""
        if self.is_open and (self._chats.isHidden() or self._chat.isHidden()):
            self.close()

    # -- who has room -----------------------------------------------------------------------------------
    def _on_closed(self, had_focus: bool) -> None:
        self.reader.hide()
        self._chats.show()
        self._chat.show()
        self.panes.setSizes([self._list_width, max(1, self.panes.width() - self._list_width), 0])
        back, self._back = self._back, None
        if had_focus:
            (back if back is not None and back.isVisible() else self._chat).setFocus()

    def _make_room(self) -> None:
        """What does not fit beside the reader is hidden while it is open."""
        width = self.panes.width()
        beside_chat = width >= scaled(LEAST_CHAT + LEAST_READER)
        beside_all = width >= scaled(LIST_WIDTH + LEAST_CHAT + self._wanted())
        if (beside_all, beside_chat) == (not self._chats.isHidden(), not self._chat.isHidden()):
            return
        self._chats.setVisible(beside_all)
        self._chat.setVisible(beside_chat)
        if self.is_open:
            self._share()

    def _wanted(self) -> int:
        """Of the reader, at 100 %."""
        return max(LEAST_READER, self._services.settings.value.reader_width)

    def _share(self) -> None:
        whole = self.panes.width()
        list_width = self._list_width if not self._chats.isHidden() else 0
        most = whole - list_width - scaled(LEAST_CHAT)
        reader = max(scaled(LEAST_READER), min(scaled(self._wanted()), most))
        self.panes.setSizes([list_width, max(1, whole - list_width - reader), reader])

    def _on_moved(self) -> None:
        if self.is_open and not self._chats.isHidden():
            self._list_width = self._chats.width()
        self._keep.start()

    def _keep_width(self) -> None:
        """What the user made of it, for the next time."""
        width = self.reader.width()
        if self.is_open and not self._chat.isHidden():
            self._services.settings.update(reader_width=round(width * 100 / max(1, scaled(100))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.panes and event.type() == QEvent.Type.Resize and self.is_open:
            self._make_room()
        return False
