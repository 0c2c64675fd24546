"""Which files of a folder are documents of a library, in folders as people have them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.tools.library.scanning import Closed, Scan, _Walk, scan


def names(*roots: Path) -> list[str]:
    return [Path(path).name for path in scan(roots, CancelToken()).files]


def test_documents_are_taken_and_nothing_else(folder: Path) -> None:
    (folder / "~$roof.docx").write_text("a lock of Office")
    (folder / ".git").mkdir()
    (folder / ".git" / "readme.md").write_text("hidden")
    (folder / "archive.zip").write_bytes(b"PK\x03\x04")
    (folder / "folder.txt").mkdir()
    found = scan((folder,), CancelToken())
    assert sorted(Path(path).name for path in found.files) == ["pool.md", "roof.txt"]
    assert found.others == 2


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    """Neither round in a circle nor out of the root."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(outside)
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "broken.txt").symlink_to(folder / "nowhere")
    assert sorted(names(folder)) == ["pool.md", "roof.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_pipe_is_no_document(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert sorted(names(folder)) == ["pool.md", "roof.txt"]


def test_a_single_document_is_a_root_whatever_its_name(folder: Path) -> None:
    (folder / "NOTES").write_text("notes")
    assert names(folder / "NOTES") == ["NOTES"]


def test_roots_in_one_another_give_each_document_once(folder: Path) -> None:
    assert len(names(folder, folder / "more", folder / "roof.txt")) == 2


def test_a_cancel_ends_the_look(folder: Path) -> None:
    for number in range(1100):
        (folder / f"{number}.jpg").touch()
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        scan((folder,), cancel)


def test_a_deep_folder_is_gone_through(folder: Path) -> None:
    deep = folder
    for _ in range(200):
        deep = deep / "d"
        deep.mkdir()
    (deep / "deep.txt").write_text("deep")
    assert "deep.txt" in names(folder)


def test_a_drive_that_goes_away_during_the_look_is_closed_and_no_crash(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_walk: object, _entry: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(_Walk, "_keep", gone)
    found = scan((folder,), CancelToken())
    assert [each.path for each in found.closed] == [folder]
    assert list(found.unseen([str(folder / "roof.txt"), f"{folder}2/roof.txt"])) == [f"{folder}2/roof.txt"]


def test_what_a_thousand_closed_folders_held_is_told_in_a_moment() -> None:
    found = Scan(closed=[Closed(Path(f"/papers/{number}"), "closed") for number in range(1000)])
    paths = [f"/papers/{number % 2000}/more/{number}.txt" for number in range(20_000)]
    began = time.monotonic()
    assert len(list(found.unseen(paths))) == 10_000
    assert time.monotonic() - began < 3.0, "twenty times this where each is compared with each"
