"""Libraries are read in the background: added, paused and gone on with, watched, removed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.errors import UsageError
from llmdesk.store.libraries import Libraries, StoredLibrary
from llmdesk.tools import library
from llmdesk.tools.library import Updated, UpdateProgress, update
from llmdesk.ui.libraries.keeper import LibraryKeeper
from llmdesk.ui.services import Services


@pytest.fixture
def keeper(qtbot: QtBot, services: Services) -> LibraryKeeper:
    keeper = LibraryKeeper(services)
    qtbot.waitUntil(lambda: keeper.loaded)
    return keeper


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The roof leaks.")
    (folder / "two.txt").write_text("The lift is broken.")
    return folder


def never(_: object) -> None:
    raise AssertionError


def add(keeper: LibraryKeeper, qtbot: QtBot, folder: Path) -> int:
    """A library of the folder, read to the end."""
    made: list[int] = []
    keeper.add([folder], "Documents", made.append, never)
    qtbot.waitUntil(lambda: bool(made) and is_still(keeper, made[0]))
    return made[0]


def is_still(keeper: LibraryKeeper, library_id: int) -> bool:
    found = keeper.named(library_id)
    return found is not None and found.updated is not None and not keeper.state(library_id).busy


def documents(keeper: LibraryKeeper, library_id: int) -> int:
    found = keeper.named(library_id)
    return -1 if found is None else found.documents


def test_a_folder_becomes_a_library_with_its_name_and_is_read(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path
) -> None:
    number = add(keeper, qtbot, folder)
    found = keeper.named(number)
    assert found is not None
    assert (found.name, found.documents) == ("letters", 2)
    second = add(keeper, qtbot, folder)
    assert [each.name for each in keeper.libraries] == ["letters", "letters 2"]
    assert documents(keeper, second) == 2


def test_what_was_read_before_a_change_does_not_show_after_it(
    keeper: LibraryKeeper,
    qtbot: QtBot,
    folder: Path,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    number = add(keeper, qtbot, folder)
    begun, disk = threading.Event(), threading.Event()
    now = services.libraries.all

    def slow() -> list[StoredLibrary]:
        found, first = now(), not begun.is_set()
        begun.set()
        if first:
            disk.wait(5)
        return found

    monkeypatch.setattr(services.libraries, "all", slow)
    keeper.refresh()
    qtbot.waitUntil(begun.is_set)
    keeper.remove(number)
    qtbot.waitUntil(lambda: not keeper.libraries)
    disk.set()
    qtbot.waitUntil(lambda: not services.tasks._tasks)
    assert keeper.libraries == ()


def test_what_is_no_folder_is_told(keeper: LibraryKeeper, qtbot: QtBot, tmp_path: Path) -> None:
    errors: list[Exception] = []
    keeper.add([tmp_path / "nowhere"], "Documents", never, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], UsageError)
    assert keeper.libraries == ()


def test_what_is_new_in_a_folder_is_read_by_itself(keeper: LibraryKeeper, qtbot: QtBot, folder: Path) -> None:
    number = add(keeper, qtbot, folder)
    (folder / "three.txt").write_text("The door squeaks.")
    (folder / "one.txt").unlink()
    keeper._looking.start(0)
    at = keeper._services.libraries.at
    qtbot.waitUntil(lambda: at(folder / "three.txt") is not None and at(folder / "one.txt") is None)
    qtbot.waitUntil(lambda: documents(keeper, number) == 2 and is_still(keeper, number))


def test_a_look_at_what_did_not_change_writes_nothing(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(keeper, qtbot, folder)
    monkeypatch.setattr(library, "update", never)
    keeper.look()
    qtbot.waitUntil(lambda: keeper._running is None)
    assert keeper._looking.isActive()


class Gate:
    """An update that stands still after its first document until it is let go."""

    def __init__(self) -> None:
        self.reached, self.go = threading.Event(), threading.Event()

    def update(
        self,
        libraries: Libraries,
        library_id: int,
        tell: Callable[[UpdateProgress], None],
        cancel: CancelToken,
        *,
        retry: bool,
    ) -> Updated:
        def told(progress: UpdateProgress) -> None:
            tell(progress)
            if progress.stage == "reading" and progress.done == 1:
                self.reached.set()
                while not self.go.wait(0.01):
                    cancel.raise_if_cancelled()

        return update(libraries, library_id, told, cancel, retry=retry)


def test_reading_is_paused_keeps_what_it_has_and_goes_on(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    monkeypatch.setattr(library, "update", gate.update)
    made: list[int] = []
    keeper.add([folder], "Documents", made.append, never)
    qtbot.waitUntil(
        lambda: bool(made) and gate.reached.is_set() and keeper.state(made[0]).progress is not None
    )
    number = made[0]

    keeper.pause(number)
    qtbot.waitUntil(lambda: keeper._running is None)
    assert keeper.state(number).paused
    assert not keeper.state(number).busy
    keeper.look()
    assert keeper._running is None  # not against the user's will
    keeper.refresh()
    qtbot.waitUntil(lambda: documents(keeper, number) == 1)

    gate.go.set()
    keeper.update(number)
    qtbot.waitUntil(lambda: is_still(keeper, number))
    assert documents(keeper, number) == 2
    assert not keeper.state(number).paused


def test_a_paused_library_is_paused_after_a_restart_until_it_is_gone_on_with(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path, services: Services
) -> None:
    number, other = add(keeper, qtbot, folder), add(keeper, qtbot, folder)
    keeper.pause(number)
    assert services.drafts.flush() is None

    again = LibraryKeeper(services)
    qtbot.waitUntil(lambda: again.loaded and again.state(number).paused)
    assert not again.state(other).paused
    (folder / "three.txt").write_text("The bell is gone.")
    again.look()
    qtbot.waitUntil(lambda: documents(again, other) == 3)
    assert documents(again, number) == 2
    again.update(number)
    qtbot.waitUntil(lambda: documents(again, number) == 3)
    assert services.drafts.flush() is None

    third = LibraryKeeper(services)
    qtbot.waitUntil(lambda: third.loaded and third._paused.is_read)
    assert not third.state(number).paused


def test_a_folder_that_is_gone_is_told_once_and_nothing_is_forgotten(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path
) -> None:
    number = add(keeper, qtbot, folder)
    told: list[Path] = []
    keeper.went_away.connect(lambda _library, path: told.append(path))
    folder.rename(folder.with_name("elsewhere"))
    for _ in range(2):
        keeper.look()
        qtbot.waitUntil(lambda: keeper._running is None)
    assert told == [folder]
    assert keeper.state(number).away == (folder,)
    assert documents(keeper, number) == 2

    folder.with_name("elsewhere").rename(folder)
    keeper.look()
    qtbot.waitUntil(lambda: keeper.state(number).away == ())


def test_a_removed_library_is_gone_from_the_disk(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path, services: Services
) -> None:
    (folder / "secret.txt").write_text("zzyzzyx " * 50)
    number = add(keeper, qtbot, folder)
    keeper.remove(number)
    qtbot.waitUntil(lambda: keeper.libraries == ())
    services.libraries.close()
    assert b"zzyzzyx" not in services.paths.libraries.read_bytes()
    assert (folder / "secret.txt").is_file()


def test_a_removal_ends_the_reading(
    keeper: LibraryKeeper, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    monkeypatch.setattr(library, "update", gate.update)
    made: list[int] = []
    keeper.add([folder], "Documents", made.append, never)
    qtbot.waitUntil(lambda: bool(made) and gate.reached.is_set())
    keeper.remove(made[0])
    qtbot.waitUntil(lambda: keeper._running is None and keeper.libraries == ())
