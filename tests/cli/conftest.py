"""The fixtures of the command line's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.harness import Cli
from tests.models.hub_server import HubServer
from tests.network.releases_server import ReleasesServer


@pytest.fixture
def run(tmp_path: Path) -> Cli:
    return Cli(tmp_path)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A hub on loopback; this machine's own token and switch do not count."""
    for name in ("HF_TOKEN", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    with HubServer() as running:
        yield running


@pytest.fixture
def releases() -> Iterator[ReleasesServer]:
    """Says which llmdesk is the newest."""
    with ReleasesServer() as running:
        yield running
