"""The settings say what llmdesk keeps, how large it is, and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.ui.services import Services
from llmdesk.ui.settings.storage import StorageTable, size_of
from llmdesk.ui.tasks import TaskContext


def context(cancel: CancelToken | None = None) -> TaskContext:
    return TaskContext(cancel or CancelToken(), lambda: None)


def test_a_folder_counts_with_all_in_it_and_a_database_with_its_journal(tmp_path: Path) -> None:
    (tmp_path / "models" / "inner").mkdir(parents=True)
    (tmp_path / "models" / "one.gguf").write_bytes(b"x" * 1000)
    (tmp_path / "models" / "inner" / "two.gguf").write_bytes(b"x" * 234)
    os.symlink(tmp_path, tmp_path / "models" / "round")
    (tmp_path / "data.sqlite3").write_bytes(b"x" * 10)
    (tmp_path / "data.sqlite3-wal").write_bytes(b"x" * 5)
    link = (tmp_path / "models" / "round").lstat().st_size
    assert size_of(tmp_path / "models", context()) - 1234 in (0, link)
    assert size_of(tmp_path / "data.sqlite3", context()) == 15
    assert size_of(tmp_path / "nothing here", context()) == 0


def test_adding_up_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        size_of(tmp_path, context(cancel))


def test_sizes_show_and_each_folder_opens(qtbot: QtBot, services: Services) -> None:
    services.paths.models.mkdir(parents=True, exist_ok=True)
    (services.paths.models / "big.gguf").write_bytes(b"x" * 7_000_000)
    opened: list[QUrl] = []
    table = StorageTable(services, open_url=opened.append)
    qtbot.addWidget(table)
    table.resize(1000, 300)
    table.show()
    qtbot.waitUntil(lambda: "7 MB" in [label.text() for label in table.findChildren(QLabel)], timeout=20_000)
    buttons = table.findChildren(QPushButton)
    for button in buttons:
        assert button.accessibleName()
        button.click()
    assert len(opened) == len(buttons) == 5
    assert all(Path(url.toLocalFile()).is_dir() for url in opened)
    assert Path(opened[0].toLocalFile()) == services.paths.models
