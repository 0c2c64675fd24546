"""A chat tab on a real store, with a fake engine, for tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QPointF, QUrl
from PySide6.QtGui import QEnterEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QTextBrowser, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.engine.types import Sampling
from llmdesk.models.library import InstalledModel
from llmdesk.models.own_settings import NOTHING_OWN, OwnSettings
from llmdesk.paths import Paths
from llmdesk.settings import Settings
from llmdesk.store import Conversation, Store
from llmdesk.ui.chat.message_view import MessageView
from llmdesk.ui.chat.tab import ChatTab
from llmdesk.ui.downloads import Downloads
from llmdesk.ui.hub_access import HubAccess
from llmdesk.ui.model_session import ModelSession
from llmdesk.ui.notify import Notifier
from llmdesk.ui.services import Services
from llmdesk.ui.settings_holder import SettingsHolder
from llmdesk.ui.tasks import TaskRunner
from llmdesk.ui.theme import Theme
from tests.fakes import FakeEngine, FakeMachine


class OneModel:
    """A library that holds one model."""

    def __init__(self, folder: Path) -> None:
        self._model = InstalledModel(
            "Fake", folder / "fake.gguf", 1, "llama", "Q4_1", 4096, "1M", starter=True
        )

    def models(self) -> list[InstalledModel]:
        return [self._model]

    def default(self) -> InstalledModel:
        return self._model

    def find(self, name_or_path: str) -> InstalledModel:
        return self._model

    def own_settings(self, path: Path) -> OwnSettings:
        return NOTHING_OWN


class NoRecommendations:
    """A catalog that knows nothing."""

    def sampling_for(self, model: InstalledModel) -> Sampling:
        return Sampling()


class SomePieces(threading.Event):
    """A gate of the fake engine that lets `count` pieces through and holds the others until it is set."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._left = count

    def wait(self, timeout: float | None = None) -> bool:
        self._left -= 1
        return self._left >= 0 or super().wait(timeout)


@dataclass
class Desk:
    """What a test of the chat works with."""

    qtbot: QtBot
    services: Services
    engine: FakeEngine
    opened_urls: list[QUrl]

    @classmethod
    def set_up(
        cls, qtbot: QtBot, folder: Path, theme: Theme | None = None, engine: FakeEngine | None = None
    ) -> Desk:
        application = cast(QApplication, QApplication.instance())
        paths = Paths.under(folder)
        paths.create()
        engine = engine or FakeEngine()
        library, catalog = cast(Any, OneModel(folder)), cast(Any, NoRecommendations())
        settings = SettingsHolder(Settings(), paths.settings, {}, application)
        notify = Notifier()
        tasks = TaskRunner(notify.show_error)
        store = Store(paths.database, paths.backups)
        models = ModelSession(engine, library, catalog, settings, tasks, notify)
        hub = HubAccess(paths, settings, tasks, notify)
        downloads = Downloads(hub, tasks, models, notify)
        services = Services(
            paths, engine, FakeMachine(), store, library, catalog, settings, tasks, notify,
            theme or Theme(application, "light"), models, hub, downloads,
        )  # fmt: skip
        return cls(qtbot, services, engine, [])

    def close(self) -> None:
        self.engine.gate.set()
        self.services.tasks.close()
        assert self.services.tasks.wait_idle(10)
        self.services.models.close()
        self.services.store.close()
        self.services.libraries.close()

    def tab(self, width: int = 1000, height: int = 700) -> ChatTab:
        tab = ChatTab(self.services, open_url=self.opened_urls.append)
        self.qtbot.addWidget(tab)
        tab.resize(width, height)
        tab.show()
        return tab

    # -- what a user does and sees --------------------------------------------------------------
    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=10_000)

    def ask(self, tab: ChatTab, text: str) -> None:
        """Send `text` and wait for the whole answer."""
        tab.composer.set_text(text)
        tab.composer.edit.submitted.emit()
        self.wait(lambda: self.answered(tab, text))

    def answered(self, tab: ChatTab, text: str) -> bool:
        branch = tab.session.branch
        return (
            not tab.session.is_running
            and len(branch) > 1
            and branch[-2].message.content == text
            and branch[-1].message.state != "streaming"
        )

    def conversation_of(
        self, turns: Sequence[tuple[str, str]], title: str = "A conversation"
    ) -> Conversation:
        """A stored conversation with these questions and answers."""
        store = self.services.store
        conversation = store.create_conversation(title)
        parent: int | None = None
        for question, answer in turns:
            parent = store.add_message(conversation.id, parent, "user", question).id
            begun = store.begin_answer(conversation.id, parent, "Fake")
            store.finish_message(begun.id, answer, "done", {"completion_tokens": 41, "tokens_per_s": 132.4})
            parent = begun.id
        return conversation


def point_at(view: MessageView) -> None:
    """The mouse comes to a message, whose buttons show then."""
    middle = QPointF(view.rect().center())
    QApplication.sendEvent(view, QEnterEvent(middle, middle, middle))


def texts(tab: ChatTab) -> list[str]:
    """Of the messages of the branch that shows."""
    return [entry.message.content for entry in tab.session.branch]


def opened(desk: Desk, *turns: tuple[str, str]) -> ChatTab:
    """A tab with a chat of these turns (question, answer)."""
    desk.conversation_of(turns, "Cats")
    tab = desk.tab()
    desk.wait(lambda: texts(tab) == [text for turn in turns for text in turn])
    return tab


def button(view: QWidget, name: str) -> QToolButton:
    """The button of a message with this accessible name."""
    return next(b for b in view.findChildren(QToolButton) if b.accessibleName() == name)


def visible_text(view: MessageView) -> str:
    """All text that a message shows."""
    from PySide6.QtWidgets import QLabel, QTextBrowser

    labels = [x.text() for x in view.findChildren(QLabel) if x.isVisibleTo(view)]
    return "\n".join(
        labels + [x.toPlainText() for x in view.findChildren(QTextBrowser) if x.isVisibleTo(view)]
    )


def marked_in(text: QTextBrowser) -> str:
    """What is marked with a wave."""
    said = []
    block = text.document().begin()
    while block.isValid():
        utf16 = block.text().encode("utf-16-le")
        for part in block.textFormats():
            if part.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline:
                said.append(utf16[2 * part.start : 2 * (part.start + part.length)].decode("utf-16-le"))
        block = block.next()
    return "".join(said)
