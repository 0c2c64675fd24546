"""A Models tab on real parts around a hub on loopback, for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from llmdesk.ui.models.repo_list import RowView
from llmdesk.ui.models.tab import ModelManager
from llmdesk.ui.services import Services
from tests.gguf_writer import Tensor, gguf_bytes, small_model
from tests.models.hub_server import HubServer
from tests.ui.controls import visible

W = TypeVar("W", bound=QWidget)
REPO = "maker/Tiny-GGUF"
CARD = "---\nlicense: mit\n---\n# Tiny\n\nSee [it](https://example.org/x) ![p](file:///etc/passwd)\n"


def model_bytes(name: str = "Tiny Test", megabytes: int = 0) -> bytes:
    """A small GGUF file that passes every check of its header."""
    metadata, tensors = small_model()
    metadata["general.name"] = name
    if megabytes:
        tensors.append(Tensor("output.weight", (1 << 20, megabytes), "Q8_0"))
    return gguf_bytes(metadata, tensors)


@contextmanager
def small_hub() -> Iterator[HubServer]:
    """A hub with a model in two sizes, and one behind a licence."""
    with HubServer() as server:
        files = {f"tiny-{q}.gguf": model_bytes(megabytes=mb) for q, mb in (("Q2_K", 1), ("Q4_K_M", 2))}
        server.add(REPO, files, downloads=1234, likes=56, card=CARD)
        server.add("closed/Secret-GGUF", {"secret-Q4_0.gguf": model_bytes()}, gated="manual", downloads=5)
        yield server


@dataclass
class ModelsDesk:
    """What a test of the Models tab works with."""

    qtbot: QtBot
    services: Services
    server: HubServer
    tab: ModelManager = field(init=False)
    opened_urls: list[QUrl] = field(default_factory=list)
    revealed: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tab = ModelManager(
            self.services, open_url=self.opened_urls.append, show_in_folder=self.revealed.append
        )
        self.qtbot.addWidget(self.tab)
        self.tab.resize(1280, 700)
        self.tab.show()
        self.wait(lambda: self.services.hub.parts is not None and self.tab.browser.room is not None)

    # -- what a user sees and does --------------------------------------------------------------
    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20_000)

    def named(self, kind: type[W], name: str) -> W:
        """The visible control with this accessible name."""
        return visible(self.tab, kind, name)

    def has(self, name: str) -> bool:
        return any(w.accessibleName() == name and w.isVisible() for w in self.tab.findChildren(QWidget))

    def press(self, name: str) -> None:
        """A button by its accessible name, or else by its text."""
        buttons = [b for b in self.tab.findChildren(QAbstractButton) if b.isVisible()]
        button = next((b for b in buttons if b.accessibleName() == name), None)
        button = button or next(b for b in buttons if b.text() == name)
        assert button.isEnabled(), name
        button.click()

    def text(self) -> str:
        """All that the labels say."""
        return "\n".join(label.text() for label in self.tab.findChildren(QLabel) if label.isVisible())

    def titles(self, name: str) -> list[str]:
        view = self.named(RowView, name)
        return [view.rows.index(row).data() for row in range(view.rows.rowCount())]

    def search(self, text: str) -> list[str]:
        """Search as one does, and what the list shows then."""
        self.named(QLineEdit, "Search the Hub").setText(text)
        self.press("Search")
        self.wait(lambda: "Searching…" not in self.text())
        return self.titles("Search results")

    def choose(self, name: str, title: str) -> None:
        view = self.named(RowView, name)
        view.setCurrentIndex(view.rows.index(self.titles(name).index(title)))

    def open_repo(self, repo: str) -> None:
        self.search(repo)
        self.choose("Search results", repo)
        self.wait(lambda: self.tab.details.repo is not None)

    def files(self) -> list[tuple[str, ...]]:
        """The rows of the table, as texts."""
        model = self.named(QTreeView, "Files").model()
        columns = range(model.columnCount())
        return [tuple(model.index(row, c).data() for c in columns) for row in range(model.rowCount())]

    def download(self, repo: str) -> None:
        self.open_repo(repo)
        self.press("Download")

    def states(self) -> list[str]:
        return [row.state for row in self.services.downloads.rows]
