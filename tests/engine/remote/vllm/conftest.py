"""An engine at a vLLM: recorded, or a real one where `python -m tests.servers.vllm` runs the tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.types import ModelSpec
from llmdesk.network.gate import Network
from tests.servers.recorded import Recorder, Replay, read, write
from tests.servers.vllm import ADDRESS, RECORD

ANSWERS = Path(__file__).with_name("answers.jsonl")


@pytest.fixture(scope="session")
def there() -> Iterator[Replay]:
    real = os.environ.get(ADDRESS)
    with Recorder(real) if real else Replay(read(ANSWERS)) as server:
        yield server
    if real and os.environ.get(RECORD):
        write(ANSWERS, server.answers)


@pytest.fixture(scope="session")
def vllm_engine(there: Replay, gate: Network) -> Iterator[RemoteEngine]:
    engine = RemoteEngine(lambda: gate)
    engine.load(ModelSpec(ElsewhereRef(there.address), context=1024))
    yield engine
    engine.close()
    assert there.missed == []
