"""The data folder is this user's alone, also one that an earlier llmdesk left open."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.diagnostics import Diagnostics
from llmdesk.files import make_folders, mode_in, write_atomically
from llmdesk.paths import Paths
from llmdesk.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & 0o077]


def test_what_is_made_is_private(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "data")
    paths.create()
    store = Store(paths.database, paths.backups, clock=lambda: 1e9)
    store.create_conversation("a")
    diagnostics = Diagnostics(paths)
    diagnostics.start()
    write_atomically(paths.settings, b"{}")
    make_folders(paths.models / "owner" / "name")
    assert mode_in(paths.models / "owner" / "name") == 0o600
    assert open_to_others(paths.data) == []
    assert paths.database.with_name(paths.database.name + "-wal").exists()
    store.close()
    Store(paths.database, paths.backups).close()
    diagnostics.close()
    assert list(paths.backups.iterdir())
    assert open_to_others(paths.data) == []


def test_what_an_earlier_llmdesk_left_open_is_closed(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path / "data")
    paths.create()
    (paths.models / "owner").mkdir()
    for file in (
        paths.database,
        paths.settings,
        paths.logs / "llmdesk.log",
        paths.models / "owner" / "m.gguf",
    ):
        file.write_text("x")
        file.chmod(0o644)
    for folder in (paths.data, paths.models, paths.models / "owner", paths.logs):
        folder.chmod(0o755)
    paths.create()
    assert open_to_others(paths.data) == []
    assert stat.S_IMODE(paths.database.stat().st_mode) == 0o600


def test_what_is_not_llmdesks_keeps_its_mode(tmp_path: Path) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "shared.gguf"
    project.mkdir(0o755)
    (project / "notes.txt").write_text("mine")
    (project / "notes.txt").chmod(0o644)
    Paths.under(project).create()
    assert stat.S_IMODE(project.stat().st_mode) == 0o755
    assert stat.S_IMODE((project / "notes.txt").stat().st_mode) == 0o644
    paths = Paths.under(tmp_path / "data")
    paths.create()
    paths.database.touch()
    elsewhere.write_text("model")
    elsewhere.chmod(0o644)
    (paths.models / "linked.gguf").symlink_to(elsewhere)
    os.link(elsewhere, paths.models / "second name.gguf")
    paths.create()
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644
