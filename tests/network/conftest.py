"""The gate is asked by the server of the Hub's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.models.conftest import network, server
from tests.network.releases_server import ReleasesServer

__all__ = ["network", "server"]


@pytest.fixture
def releases() -> Iterator[ReleasesServer]:
    """Says which llmdesk is the newest."""
    with ReleasesServer() as running:
        yield running
