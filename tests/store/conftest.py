"""A store in a temporary folder, and its parts to break."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from llmdesk.store import Store

Start = Callable[[str], "subprocess.Popen[str]"]


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Place:
    """Where a store lies, how often it is opened, and when."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    opened: list[Store] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.folder / "会话 and more.sqlite3"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    def open(self, busy_timeout_s: float = 5.0) -> Store:
        store = Store(self.path, self.backups, clock=self.clock, busy_timeout_s=busy_timeout_s)
        self.opened.append(store)
        return store

    def close_all(self) -> None:
        for store in self.opened:
            store.close()

    def files(self, pattern: str) -> list[Path]:
        return sorted(self.folder.glob(pattern))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path)
    yield place
    place.close_all()


@pytest.fixture
def store(place: Place) -> Store:
    return place.open()


@pytest.fixture
def talk(store: Store) -> Callable[..., list[int]]:
    """Add a chain of messages, user and assistant in turn, to a new conversation; their ids."""

    def add(*contents: str) -> list[int]:
        conversation = store.create_conversation()
        ids: list[int] = []
        for index, content in enumerate(contents):
            parent = ids[-1] if ids else None
            role = "assistant" if index % 2 else "user"
            ids.append(store.add_message(conversation.id, parent, role, content).id)  # type: ignore[arg-type]  # a literal by construction
        return ids

    return add


@pytest.fixture
def start(place: Place) -> Iterator[Start]:
    """Start a child that does `action` on the same database."""
    children: list[subprocess.Popen[str]] = []

    def begin(action: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.store.child", action, str(place.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=Path(__file__).parents[2],
        )
        children.append(child)
        return child

    yield begin
    for child in children:
        child.kill()
        child.communicate()
