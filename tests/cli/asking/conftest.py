"""A command line whose engine says what the roof cost, and papers to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.harness import Cli
from tests.tools.ask.answering_engine import AnsweringEngine

ROOF = "The roof of the town hall was repaired in May. It cost 40,000 euros."


@pytest.fixture
def cli(run: Cli) -> Cli:
    engine = AnsweringEngine()
    engine.enqueue("The roof cost 40,000 euros.")
    run.engine = engine
    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "papers"
    place.mkdir()
    (place / "roof.txt").write_text(ROOF)
    (place / "pool.md").write_text("The pool opens on 3 June.")
    return place
