"""The real server on loopback, on the fake engine; the official client, and one that sends anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import openai
import pytest

from llmdesk.engine.face import TextEngine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec, Priority
from llmdesk.server.desk import Source
from llmdesk.server.serving import Server, Serving
from tests.fakes import FakeEngine

TOKEN = "llmdesk-token-of-the-tests"
SPEC = ModelSpec(FileRef(Path("/models/small.gguf")), name="Small")

MakeServer = Callable[..., Server]


def serve(
    engine: TextEngine, spec: ModelSpec, priority: Priority = "batch", folder: Path | None = None
) -> Server:
    kept, trials = (folder / "kept.json", folder / "trials.json") if folder is not None else (None, None)
    source = Source(lambda: spec.name, lambda cancel: engine.load(spec, None, cancel))
    return Server(engine, source, Serving(0, TOKEN, priority=priority, kept=kept, trials=trials))


@pytest.fixture(scope="session")
def _running() -> Iterator[tuple[FakeEngine, Server]]:
    """One for all: its end takes a fifth of a second."""
    engine = FakeEngine()
    server = serve(engine, SPEC)
    yield engine, server
    server.close()
    assert not server.running


@pytest.fixture
def engine(_running: tuple[FakeEngine, Server]) -> FakeEngine:
    """As new."""
    engine, server = _running
    engine.__dict__ = FakeEngine().__dict__
    server.change_token(TOKEN)
    return engine


@pytest.fixture
def server(engine: FakeEngine, _running: tuple[FakeEngine, Server]) -> Server:
    return _running[1]


@pytest.fixture
def client(server: Server) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=server.address, api_key=TOKEN, max_retries=0) as client:
        yield client


@pytest.fixture
def web(server: Server) -> Iterator[httpx2.Client]:
    """Sends anything, with the token."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    base = server.address.removesuffix("/v1")
    with httpx2.Client(base_url=base, headers=headers, trust_env=False, timeout=20) as client:
        yield client
