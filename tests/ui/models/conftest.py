"""What the tests of the Models tab and of its settings share: a hub on loopback, a library of real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.models.library import Library
from llmdesk.paths import Paths
from llmdesk.ui.services import Services
from tests.models.hub_server import HubServer
from tests.ui.models.desk import ModelsDesk, small_hub


@pytest.fixture
def library(paths: Paths) -> Library:
    return Library((paths.models,), include_starter=False)


@pytest.fixture
def server() -> Iterator[HubServer]:
    with small_hub() as server:
        yield server


@pytest.fixture
def desk(qtbot: QtBot, make_services: Callable[..., Services], server: HubServer) -> ModelsDesk:
    return ModelsDesk(qtbot, make_services(endpoint=server.endpoint, proxy="none"), server)
