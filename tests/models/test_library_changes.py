"""Importing, naming, deleting and verifying: nothing is lost that was the user's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, ModelFileError
from llmdesk.models.download import DownloadRequest, download
from llmdesk.models.hub import Hub
from llmdesk.models.library import Library
from llmdesk.models.library_changes import delete, import_file, rename, totals, verify
from llmdesk.network.failures import LibraryError
from tests.gguf_files import write_split
from tests.gguf_writer import gguf_bytes, small_model, write_gguf
from tests.models.hub_server import HubServer


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library([tmp_path / "models"], include_starter=False)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A model file somewhere else."""
    folder = tmp_path / "Downloads"
    folder.mkdir()
    return write_gguf(folder / "mine.gguf", *small_model())


def into(bin_folder: Path) -> Callable[[Path], None]:
    bin_folder.mkdir()
    return lambda path: os.replace(path, bin_folder / path.name)


def test_a_file_can_be_used_where_it_lies(library: Library, mine: Path) -> None:
    model = import_file(library, mine, copy=False)
    assert model.path == mine
    again = Library(library.folders, include_starter=False)
    assert [m.path for m in again.models()] == [mine]
    assert again.find(model.name).path == mine
    assert import_file(library, mine, copy=False) == model  # twice is once


def test_a_file_can_be_copied(library: Library, mine: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    model = import_file(library, mine, copy=True, on_progress=lambda *step: told.append(step))
    assert model.path == tmp_path / "models" / "mine.gguf"
    assert model.path.read_bytes() == mine.read_bytes()
    assert told[-1] == (model.size, model.size)
    assert [m.path for m in library.models()] == [model.path]


def test_all_parts_of_a_split_model_are_copied(library: Library, tmp_path: Path) -> None:
    first = write_split(tmp_path)
    model = import_file(library, first, copy=True)
    assert len(list(model.path.parent.glob("*.gguf"))) == len(list(tmp_path.glob("*.gguf")))
    assert model.problem is None


def test_a_copy_that_is_cancelled_leaves_nothing(library: Library, mine: Path, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        import_file(library, mine, copy=True, cancel=cancel)
    assert list((tmp_path / "models").iterdir()) == []


def test_a_copy_never_replaces_another_file(library: Library, mine: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    other = tmp_path / "models" / "mine.gguf"
    other.write_bytes(b"something else")
    with pytest.raises(LibraryError, match="already"):
        import_file(library, mine, copy=True)
    assert other.read_bytes() == b"something else"


def test_what_is_no_model_is_not_imported(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_text("<!doctype html>")
    with pytest.raises(ModelFileError):
        import_file(library, page, copy=False)
    assert library.models() == []


def test_a_name_is_given_without_touching_the_file(library: Library, mine: Path) -> None:
    model = import_file(library, mine, copy=False)
    renamed = rename(library, model, "  My\nown 模型 ")
    assert (renamed.name, renamed.path) == ("My own 模型", mine)
    assert library.find("my own 模型").path == mine
    assert rename(library, renamed, "").name == model.name


def test_deleting_goes_to_the_trash_with_all_that_belongs_to_it(
    server: HubServer, hub: Hub, library: Library, tmp_path: Path
) -> None:
    server.add("maker/repo", {"m.gguf": gguf_bytes(*small_model())})
    download(hub, DownloadRequest("maker/repo", ("m.gguf",), tmp_path / "models"))
    (model,) = library.models()
    assert delete(library, model, trash=into(tmp_path / "bin")) is True
    assert [path.name for path in (tmp_path / "bin").iterdir()] == ["m.gguf"]
    assert list((tmp_path / "models").rglob("*")) == []
    assert library.models() == []


def test_a_file_used_in_place_is_only_taken_off_the_list(library: Library, mine: Path) -> None:
    model = rename(library, import_file(library, mine, copy=False), "Mine")
    assert delete(library, model) is False
    assert mine.exists()
    assert library.models() == []


def test_a_loaded_model_is_not_deleted_under_the_engine(library: Library, mine: Path) -> None:
    model = import_file(library, mine, copy=True)
    with pytest.raises(LibraryError, match="in use"):
        delete(library, model, loaded=model.path)
    assert model.path.exists()


def test_the_starter_model_stays(starter: Path) -> None:
    library = Library([])
    with pytest.raises(LibraryError, match="starter"):
        delete(library, library.models()[0])


def test_a_trash_that_refuses_is_told(library: Library, mine: Path) -> None:
    model = import_file(library, mine, copy=True)

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(LibraryError, match="Permission denied"):
        delete(library, model, trash=refuse)
    assert model.path.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the trash of other systems cannot be moved aside")
def test_the_systems_trash_is_used(library: Library, mine: Path, tmp_path: Path) -> None:
    """In a program of its own: the place of the trash is read at its start."""
    model = import_file(library, mine, copy=True)
    code = (
        "import sys, pathlib;"
        "from llmdesk.models.library import Library;"
        "from llmdesk.models.library_changes import delete;"
        "library = Library([pathlib.Path(sys.argv[1])], include_starter=False);"
        "assert delete(library, library.models()[0])"
    )
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-c", code, str(model.path.parent)]
    subprocess.run(command, check=True, env={**os.environ, **home})
    assert not model.path.exists()
    assert (tmp_path / "data" / "Trash" / "files" / "mine.gguf").exists()


def test_a_download_can_be_verified_again(
    server: HubServer, hub: Hub, library: Library, tmp_path: Path
) -> None:
    server.add("maker/repo", {"m.gguf": gguf_bytes(*small_model())})
    result = download(hub, DownloadRequest("maker/repo", ("m.gguf",), tmp_path / "models"))
    (model,) = library.models()
    told: list[tuple[int, int]] = []
    found = verify(model, on_progress=lambda *step: told.append(step))
    assert (found.good, found.sha256) == (True, (result.sha256,))
    assert found.origin is not None
    assert found.origin.repo == "maker/repo"
    assert told[-1] == (model.size, model.size)
    data = bytearray(model.path.read_bytes())
    data[-1] ^= 1
    model.path.write_bytes(bytes(data))
    assert verify(model).good is False


def test_an_imported_file_has_nothing_to_be_compared_with(library: Library, mine: Path) -> None:
    found = verify(import_file(library, mine, copy=False))
    assert (found.good, found.origin, len(found.sha256[0])) == (None, None, 64)


def test_totals_count_every_model(library: Library, mine: Path) -> None:
    import_file(library, mine, copy=False)
    count = totals(library.models())
    assert (count.count, count.size) == (1, mine.stat().st_size)


@pytest.mark.parametrize("text", ["", "[]", '{"imported": 3, "names": []}', '{"imported": [3, ""]}'])
def test_damaged_notes_are_none(library: Library, tmp_path: Path, text: str) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "library.json").write_text(text)
    assert library.models() == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_of_a_linked_model_only_the_link_goes(tmp_path: Path) -> None:
    target = tmp_path / "disk" / "linked.gguf"
    target.parent.mkdir()
    write_gguf(target, *small_model())
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "linked.gguf").symlink_to(target)
    library = Library([folder], include_starter=False)
    (model,) = library.models()
    assert delete(library, model, trash=lambda path: pytest.fail(f"{path} was thrown away")) is False
    assert target.is_file()
    assert library.models() == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_model_behind_a_linked_folder_is_left_to_its_owner(tmp_path: Path) -> None:
    target = tmp_path / "disk" / "linked.gguf"
    target.parent.mkdir()
    write_gguf(target, *small_model())
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "away").symlink_to(target.parent)
    library = Library([folder], include_starter=False)
    with pytest.raises(LibraryError, match="linked folder"):
        delete(library, library.models()[0], trash=lambda path: pytest.fail(f"{path} was thrown away"))
    assert target.is_file()
