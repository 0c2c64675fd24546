"""The gate is asked by the server of the Hub's tests."""

from tests.models.conftest import network, server

__all__ = ["network", "server"]
