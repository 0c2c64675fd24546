"""Each chat asks its own libraries, and is given what they say."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.tools.library import update
from llmdesk.ui.libraries.chosen import ChosenLibraries
from llmdesk.ui.services import Services


@pytest.fixture
def letters(services: Services, tmp_path: Path) -> int:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The roof leaks since Monday.")
    number = services.libraries.add("Letters", [folder]).id
    update(services.libraries, number)
    return number


@pytest.fixture
def chosen(qtbot: QtBot, services: Services) -> ChosenLibraries:
    return ChosenLibraries(services)


def after_restart(services: Services, qtbot: QtBot, chat: int | None) -> tuple[int, ...]:
    """What another window finds."""
    qtbot.waitUntil(lambda: not services.tasks._tasks)
    return ChosenLibraries(services)._of(chat)


def test_a_choice_is_kept_with_its_chat(
    chosen: ChosenLibraries, services: Services, qtbot: QtBot, letters: int
) -> None:
    first, second = services.store.create_conversation("a").id, services.store.create_conversation("b").id
    chosen.show_chat(first)
    chosen.choose((letters,))
    chosen.show_chat(second)
    qtbot.waitUntil(lambda: second in chosen._known)
    assert not chosen.current
    chosen.show_chat(first)
    assert list(chosen.current) == [letters]
    assert after_restart(services, qtbot, first) == (letters,)


def test_what_is_chosen_for_the_new_chat_goes_with_it_when_it_begins(
    chosen: ChosenLibraries, services: Services, qtbot: QtBot, letters: int
) -> None:
    chosen.choose((letters,))
    assert after_restart(services, qtbot, None) == (letters,)
    chat = services.store.create_conversation("a").id
    chosen.begun(chat)
    chosen.show_chat(chat)
    assert chosen.current == (letters,)
    assert after_restart(services, qtbot, chat) == (letters,)
    assert after_restart(services, qtbot, None) == ()


def test_a_choice_that_is_written_late_does_not_stay_for_the_next_new_chat(
    chosen: ChosenLibraries, services: Services, qtbot: QtBot, letters: int
) -> None:
    disk = threading.Event()
    services.tasks.start(
        lambda _context: disk.wait(5), owner=chosen, on_done=lambda _waited: None, in_turn=True
    )
    chosen.choose((letters,))
    chat = services.store.create_conversation("a").id
    chosen.begun(chat)
    disk.set()
    assert after_restart(services, qtbot, None) == ()
    assert after_restart(services, qtbot, chat) == (letters,)


def test_a_chat_is_given_the_passages_of_its_libraries(
    chosen: ChosenLibraries, services: Services, letters: int, tmp_path: Path
) -> None:
    assert chosen.sources(None) == []
    chosen.choose((letters,))
    (source,) = chosen.sources(None)
    (found,) = source.find("What leaks?", 5)
    path = source.path_of(found.passage.document)
    assert path == tmp_path / "letters" / "one.txt"
    document = chosen.document(None, path)
    assert document is not None
    assert document.text == "The roof leaks since Monday."
    assert chosen.document(None, tmp_path / "two.txt") is None


def test_a_library_that_was_removed_is_asked_no_more(
    chosen: ChosenLibraries, services: Services, letters: int
) -> None:
    chosen.choose((letters,))
    services.libraries.remove(letters)
    assert chosen.sources(None) == []


@pytest.mark.parametrize("kept", ["x", "{}", '["a", 1]', "[" * 100_000])
def test_what_makes_no_sense_is_no_choice(services: Services, chosen: ChosenLibraries, kept: str) -> None:
    chat = services.store.create_conversation("a").id
    services.store.keep(f"chat.{chat}.libraries", kept)
    assert chosen._of(chat) == ((1,) if "1" in kept else ())
