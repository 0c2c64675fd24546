"""One real engine with the starter model for all tests that only ask it things."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import ElsewhereRef, FileRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.types import ModelSpec, Sampling
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions
from tests.servers.llama import llama_server

GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0)


def with_template(starter: Path, target: Path, template: str) -> Path:
    """The starter model with another chat template, at most as long as its own."""
    content = bytearray(starter.read_bytes())
    key = content.index(b"tokenizer.chat_template") + len("tokenizer.chat_template") + 4
    length = int.from_bytes(content[key : key + 8], "little")
    encoded = template.encode()
    assert len(encoded) <= length
    content[key + 8 : key + 8 + length] = b" " * (length - len(encoded)) + encoded
    target.write_bytes(content)
    return target


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of measurements, shared so that each engine need not measure again."""
    return tmp_path_factory.mktemp("machine") / "machine.json"


@pytest.fixture(scope="session")
def local_spec(starter: Path) -> ModelSpec:
    return ModelSpec(FileRef(starter), context=4096, device="cpu")


@pytest.fixture(scope="session")
def spec(local_spec: ModelSpec) -> ModelSpec:
    return local_spec


@pytest.fixture(scope="session")
def gate() -> Iterator[Network]:
    """The way to engines elsewhere."""
    network = Network(NetworkOptions(proxy=NO_PROXY))
    yield network
    network.close()


@pytest.fixture(scope="session")
def llama_address(starter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real llama-server with the starter model."""
    with llama_server(starter, tmp_path_factory.mktemp("server") / "server.log") as address:
        yield address


@pytest.fixture(scope="package")
def shared_remote_engine(llama_address: str, gate: Network) -> Iterator[RemoteEngine]:
    engine = RemoteEngine(lambda: gate)
    engine.load(ModelSpec(ElsewhereRef(llama_address), context=4096))
    yield engine
    engine.close()


@pytest.fixture(scope="package")
def shared_engine(
    local_spec: ModelSpec, machine: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    engine = Engine(tmp_path_factory.mktemp("log") / "engine.log", machine)
    engine.load(local_spec)
    yield engine
    engine.close()


@pytest.fixture
def own_engine(machine: Path, tmp_path: Path) -> Iterator[Engine]:
    """An engine that the test may kill."""
    engine = Engine(tmp_path / "engine.log", machine)
    yield engine
    engine.close()
