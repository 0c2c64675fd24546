"""A chat asks its libraries: from the chip to the source beside the answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.tools.library import update
from llmdesk.ui.chat.attaching.grounds_view import GroundsView
from llmdesk.ui.chat.tab import ChatTab
from tests.ui.chat.desk import Desk

ROOF = "The town library closes on 3 May 2027. The new roof costs 240,000 euros."


@pytest.fixture
def roofs(desk: Desk, tmp_path: Path) -> int:
    folder = tmp_path / "roofs"
    folder.mkdir()
    (folder / "roof.txt").write_text(ROOF)
    number = desk.services.libraries.add("Roofs", [folder]).id
    update(desk.services.libraries, number)
    return number


def opened(desk: Desk) -> ChatTab:
    tab = desk.tab(1400)
    desk.wait(lambda: bool(tab.libraries.panel.keeper.libraries))
    return tab


def choose(tab: ChatTab) -> None:
    tab.libraries.panel.chip.menu_of_now().actions()[0].trigger()


def asked(desk: Desk) -> str:
    """What the model was told last."""
    return "\n".join(message.content for message in desk.engine.requests[-1].messages)


def test_a_chosen_library_is_looked_up_and_its_document_opens_beside_the_answer(
    desk: Desk, roofs: int, tmp_path: Path
) -> None:
    tab = opened(desk)
    choose(tab)
    assert tab.libraries.panel.chip.text() == "Roofs"
    desk.engine.enqueue("The new roof costs 240,000 euros.")
    desk.ask(tab, "What does the new roof cost?")
    assert "240,000 euros" in asked(desk)
    assert tab.libraries.panel.chip.text() == "Roofs"  # the chat that began has it

    view = tab.transcript.views[-1].findChild(GroundsView)
    assert isinstance(view, GroundsView)
    desk.wait(lambda: bool(view.rows))
    view.rows[0].clicked.emit()
    reader = tab.beside.reader
    desk.wait(lambda: reader.source is not None)
    assert reader.place is not None
    assert (reader.place.name, reader.place.path) == ("roof.txt", tmp_path / "roofs" / "roof.txt")
    assert reader.source is not None
    assert reader.source.state == "same"


def test_a_document_that_is_gone_shows_as_the_library_read_it(desk: Desk, roofs: int, tmp_path: Path) -> None:
    tab = opened(desk)
    choose(tab)
    desk.engine.enqueue("The new roof costs 240,000 euros.")
    desk.ask(tab, "What does the new roof cost?")
    view = tab.transcript.views[-1].findChild(GroundsView)
    assert isinstance(view, GroundsView)
    desk.wait(lambda: bool(view.rows))
    (tmp_path / "roofs" / "roof.txt").unlink()
    view.rows[0].clicked.emit()
    reader = tab.beside.reader
    desk.wait(lambda: reader.source is not None)
    assert reader.text.toPlainText() == ROOF
    assert "There is no file" in reader.note


def test_a_chat_without_a_library_is_told_nothing_of_it(desk: Desk, roofs: int) -> None:
    tab = opened(desk)
    choose(tab)
    desk.engine.enqueue("A.", "B.")
    desk.ask(tab, "What does the new roof cost?")
    first = tab.session.conversation_id
    tab.session.open_new()
    desk.wait(lambda: tab.libraries.panel.chip.text() == "Libraries")
    desk.ask(tab, "What does the old roof cost?")
    assert "240,000" not in asked(desk)
    assert first is not None
    tab.session.open(first)
    desk.wait(lambda: tab.libraries.panel.chip.text() == "Roofs")
