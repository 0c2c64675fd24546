"""Fixtures of the model tests: a hub on loopback, and llmdesk's way to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from llmdesk.models.byte_loop import RetryPolicy
from llmdesk.models.hub import Hub
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions, Timeouts
from tests.models.hub_server import HubServer

#: Waits short enough for tests, and as many attempts as in earnest.
QUICK = RetryPolicy(first_s=0.01, longest_s=0.05)


@pytest.fixture
def server() -> Iterator[HubServer]:
    with HubServer() as running:
        yield running


@pytest.fixture
def network(server: HubServer) -> Iterator[Network]:
    options = NetworkOptions(endpoint=server.endpoint, proxy=NO_PROXY)
    gate = Network(options, timeouts=Timeouts(connect=2.0, read=1.0))
    yield gate
    gate.close()


@pytest.fixture
def hub(network: Network) -> Hub:
    return Hub(network)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"
