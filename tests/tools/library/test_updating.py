"""An update reads what is new or has changed, and nothing else, whatever the files do meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, DocumentError, StoreError, UsageError
from llmdesk.store.libraries import Libraries, NewDocument
from llmdesk.tools.library import Closed, UpdateProgress, changes, checked_roots, update, updating
from tests.tools.documents.file_writers import write_pdf
from tests.tools.library.conftest import Refresh, read_here

Names = Callable[[str], list[str]]


class Reading:
    """Reads in this process, and knows what it read; `before` runs before each file."""

    def __init__(self, before: Callable[[Path], None] = lambda _path: None) -> None:
        self.read: list[str] = []
        self._before = before

    def __call__(self, path: Path, cancel: CancelToken) -> NewDocument:
        self.read.append(path.name)
        self._before(path)
        return read_here(path, cancel)


def test_the_documents_of_a_folder_are_found_by_a_question(refresh: Refresh, names: Names) -> None:
    done = refresh()
    assert (done.added, done.failed, done.others) == (2, 0, 1)
    assert names("What did repairing the roof cost?") == ["roof.txt"]
    assert names("When do the pools open?") == ["pool.md"]
    assert names("hidden") == []


def test_the_name_of_a_file_and_its_headings_find_it(refresh: Refresh, folder: Path, names: Names) -> None:
    (folder / "lighthouse minutes.md").write_text("# Ferries\n\nNothing was said of it.\n")
    refresh()
    assert names("lighthouse") == names("the ferry") == ["lighthouse minutes.md"]


def test_a_second_update_reads_nothing(refresh: Refresh) -> None:
    refresh()
    reading = Reading()
    done = refresh(reading)
    assert reading.read == []
    assert (done.added, done.changed, done.unchanged, done.removed) == (0, 0, 2, 0)


def test_what_is_new_changed_and_gone_is_seen(refresh: Refresh, folder: Path, names: Names) -> None:
    refresh()
    (folder / "roof.txt").write_text("The roof was painted in July.")
    (folder / "ship.txt").write_text("The ship sails at noon.")
    (folder / "more" / "pool.md").unlink()
    reading = Reading()
    done = refresh(reading)
    assert sorted(reading.read) == ["roof.txt", "ship.txt"]
    assert (done.added, done.changed, done.removed, done.unchanged) == (1, 1, 1, 0)
    assert names("painted July") == ["roof.txt"]
    assert names("euros") == names("pool") == []


def test_a_file_that_only_got_another_time_is_not_read_again(refresh: Refresh, folder: Path) -> None:
    refresh()
    os.utime(folder / "roof.txt", (1e9, 1e9))
    reading = Reading()
    done = refresh(reading)
    assert (reading.read, done.changed) == ([], 1)
    assert refresh(reading).changed == 0


def test_a_folder_that_got_another_name_is_not_read_again(
    refresh: Refresh, folder: Path, libraries: Libraries, library: int, names: Names
) -> None:
    refresh()
    numbers = {each.path.name: each.id for each in libraries.documents(library)}
    (folder / "more").rename(folder / "other")
    (folder / "roof.txt").rename(folder / "other" / "roof of the town hall.txt")  # by which it is found, too
    reading = Reading()
    done = refresh(reading)
    assert reading.read == ["roof of the town hall.txt"]
    assert (done.added, done.removed, done.unchanged) == (2, 2, 0)
    documents = libraries.documents(library)
    assert {each.path.name for each in documents} == {"pool.md", "roof of the town hall.txt"}
    assert {each.id for each in documents if each.path.name == "pool.md"} == {numbers["pool.md"]}
    assert names("When do the pools open?") == ["pool.md"]
    assert refresh(reading).unchanged == 2


def test_a_copy_is_read_though_the_other_one_stays(refresh: Refresh, folder: Path) -> None:
    refresh()
    shutil.copy(folder / "more" / "pool.md", folder / "pool.md")
    done = refresh()
    assert (done.added, done.removed, done.unchanged) == (1, 0, 2)


def test_what_cannot_be_read_is_told_once_and_again_when_it_is_asked_for(
    refresh: Refresh, folder: Path, libraries: Libraries, library: int
) -> None:
    (folder / "empty.txt").write_text("  ")
    (folder / "scan.pdf").write_bytes(b"\x89PNG\r\n\x1a\n not a PDF")
    done = refresh()
    assert (done.added, done.failed) == (2, 2)
    assert {each.path.name for each in done.unread} == {"empty.txt", "scan.pdf"}
    assert all(str(each.reason) for each in done.unread)
    assert refresh().failed == 0
    assert {each.path.name for each in libraries.documents(library, ("failed",))} == {"empty.txt", "scan.pdf"}
    assert refresh(retry=True).failed == 2
    (folder / "empty.txt").write_text("Not empty any more.")
    assert refresh().changed == 1


def test_a_file_that_grows_while_it_is_read_waits_for_the_next_update(
    refresh: Refresh, folder: Path, names: Names
) -> None:
    log = folder / "log.txt"
    log.write_text("The first line.\n")

    def grow(path: Path) -> None:
        if path == log:
            with log.open("a") as file:
                file.write("Another line of the lighthouse.\n")

    done = refresh(Reading(grow))
    (unread,) = done.unread
    assert unread.path == log
    assert "written while it was read" in str(unread.reason)
    assert names("lighthouse") == []
    assert refresh().changed == 1
    assert names("lighthouse") == ["log.txt"]
    refresh(Reading(grow))  # it has not changed: nothing is read
    log.write_text("Something else.")
    refresh(Reading(grow))
    assert names("lighthouse") == ["log.txt"]  # what was known of it, until it keeps still


@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_drive_that_went_away_loses_nothing(
    refresh: Refresh, folder: Path, names: Names, libraries: Libraries, library: int, how: str
) -> None:
    refresh()
    before = libraries.get(library).updated
    shutil.move(folder, folder.with_name("elsewhere"))
    if how == "empty":  # where it was mounted
        folder.mkdir()
    done = refresh()
    assert (done.removed, done.away) == (0, (folder,))
    assert names("roof") == ["roof.txt"]
    assert libraries.get(library).updated == before
    if how == "empty":
        folder.rmdir()
    shutil.move(folder.with_name("elsewhere"), folder)
    assert refresh().away == ()


def test_a_drive_that_goes_away_while_it_is_read_is_told(refresh: Refresh, folder: Path) -> None:
    done = refresh(Reading(lambda _path: shutil.rmtree(folder, ignore_errors=True)))
    assert (done.added, done.failed, done.away) == (0, 0, (folder,))


def test_a_folder_that_is_empty_from_the_first_is_not_away(libraries: Libraries, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    library = libraries.add("New", [tmp_path / "new"])
    assert update(libraries, library.id, read=read_here).away == ()


@pytest.mark.skipif(os.name == "nt" or not os.getuid(), reason="the superuser may read everything")
def test_a_folder_that_is_closed_keeps_what_was_in_it(refresh: Refresh, folder: Path, names: Names) -> None:
    refresh()
    (folder / "more").chmod(0)
    try:
        done = refresh()
    finally:
        (folder / "more").chmod(0o755)
    assert [each.path for each in done.closed] == [folder / "more"]
    assert names("pool") == ["pool.md"]


def test_what_a_closed_folder_holds_is_not_gone(
    refresh: Refresh,
    folder: Path,
    names: Names,
    libraries: Libraries,
    library: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same for whoever may read everything."""
    refresh()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path == str(folder / "more"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)
    done = refresh()
    assert (done.removed, done.closed) == (0, (Closed(folder / "more", "Permission denied"),))
    assert libraries.get(library).updated is not None
    assert names("pool") == ["pool.md"]


def test_a_cancel_keeps_what_was_read_and_the_next_update_goes_on(refresh: Refresh, names: Names) -> None:
    cancel = CancelToken()

    def stop(progress: UpdateProgress) -> None:
        if progress.done == 1:
            cancel.cancel()

    with pytest.raises(Cancelled):
        refresh(on_progress=stop, cancel=cancel)
    reading = Reading()
    assert refresh(reading).added == 1
    assert len(reading.read) == 1
    assert names("roof") == ["roof.txt"]
    assert names("pool") == ["pool.md"]


def test_progress_says_what_is_read_and_how_much_is_left(refresh: Refresh, folder: Path) -> None:
    seen: list[UpdateProgress] = []
    refresh(on_progress=seen.append)
    assert list(dict.fromkeys(each.stage for each in seen)) == ["scanning", "reading", "cleaning"]
    read = [each for each in seen if each.stage == "reading"]
    assert [(each.done, each.total) for each in read] == [(0, 2), (1, 2)]
    assert {each.path for each in read} == {folder / "roof.txt", folder / "more" / "pool.md"}


def test_a_second_library_on_the_same_folder_reads_nothing_again(
    refresh: Refresh, libraries: Libraries, folder: Path
) -> None:
    refresh()
    other = libraries.add("The same", [folder / "more", folder / "roof.txt"])
    reading = Reading()
    assert update(libraries, other.id, read=reading).added == 2
    assert reading.read == []


def test_what_would_be_done_is_known_without_reading(
    refresh: Refresh, libraries: Libraries, library: int, folder: Path
) -> None:
    assert len(changes(libraries, library, CancelToken()).new) == 2
    refresh()
    assert not changes(libraries, library, CancelToken())
    (folder / "roof.txt").unlink()
    assert changes(libraries, library, CancelToken())


def test_a_library_that_is_removed_meanwhile_ends_the_update(
    refresh: Refresh, libraries: Libraries, library: int
) -> None:
    with pytest.raises(StoreError, match="no longer exists"):
        refresh(Reading(lambda _path: libraries.remove(library)))


def test_locked_and_scanned_files_are_told_by_a_real_reader_process_and_the_others_read(
    libraries: Libraries, library: int, folder: Path
) -> None:
    write_pdf(folder / "locked.pdf", [[]], locked=True)
    write_pdf(folder / "scan.pdf", [[], []], pictures=True)
    done = update(libraries, library)
    assert (done.added, done.failed) == (2, 2)
    told = {each.path.name: str(each.reason) for each in done.unread}
    assert "password" in told["locked.pdf"]
    assert "OCR" in told["scan.pdf"]


def test_roots_are_what_is_there_each_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    given = [folder, tmp_path / "link", folder / "more", folder / "roof.txt"]
    assert checked_roots(given) == (folder.resolve(),)
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for bad in ([], [tmp_path / "missing"], [tmp_path / "round"], [Path("/dev/null")]):
        with pytest.raises(UsageError):
            checked_roots(bad)


def test_a_second_library_gets_a_file_whose_time_alone_is_another(
    refresh: Refresh, folder: Path, libraries: Libraries
) -> None:
    refresh()
    os.utime(folder / "roof.txt", (1e9, 1e9))
    other = libraries.add("The same", [folder]).id
    reading = Reading()
    update(libraries, other, read=reading)
    assert reading.read == []
    assert libraries.get(other).documents == 2


def test_a_file_that_cannot_be_opened_is_tried_again_and_stays_as_it_was(
    refresh: Refresh, folder: Path, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds it, or it may not be read: its time does not tell when that ends."""
    refresh()
    for name in ("roof.txt", "new.txt"):
        (folder / name).write_text("A lighthouse was built.")

    def closed(path: Path) -> None:
        raise DocumentError("The document cannot be opened.", path=path)

    with monkeypatch.context() as held:
        held.setattr(updating, "digest_of", lambda _path, _cancel: "")
        assert refresh(Reading(closed)).failed == 2
    assert names("euros") == ["roof.txt"]
    assert refresh().failed == 0
    assert sorted(names("lighthouse")) == ["new.txt", "roof.txt"]
