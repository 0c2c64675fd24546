"""A list of four conversations."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from llmdesk.ui.chat.chats.conversation_list import ConversationList
from llmdesk.ui.theme import Theme
from tests.ui.chat.chats.listed import DAY, conversation, listing


@pytest.fixture
def conversations(qtbot: QtBot, qapp: QApplication) -> ConversationList:
    widget = ConversationList(Theme(qapp, "light"))
    qtbot.addWidget(widget)
    widget.resize(240, 500)
    widget.show()
    widget.show_listing(
        listing(
            conversation(1, "Autumn", 0),
            conversation(2, "Lunch mail", DAY),
            conversation(3, "五言绝句", 3 * DAY),
            conversation(4, "", 100 * DAY),
        )
    )
    return widget
