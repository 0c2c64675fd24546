"""A store of its own for each test, and a fake engine with a model loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from llmdesk.store import Store
from tests.fakes import FakeEngine


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "store" / "db.sqlite3", tmp_path / "store" / "backups")
    yield store
    store.close()


@pytest.fixture
def engine() -> FakeEngine:
    engine = FakeEngine()
    engine.load(ModelSpec(FileRef(Path("fake.gguf"))))
    return engine
