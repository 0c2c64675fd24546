"""A tab with a model that copies what stands behind a name, and invoices as files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.ui.extract.tab import ExtractTab
from llmdesk.ui.services import Services
from tests.ui.extract.desk import INVOICE, Copier, make_tab


@pytest.fixture
def engine() -> Copier:
    return Copier()


@pytest.fixture
def tab(qtbot: QtBot, services: Services) -> ExtractTab:
    return make_tab(qtbot, services)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three, whose invoices have the numbers M-0 to M-2."""
    paths = [tmp_path / name for name in ("one.txt", "two.txt", "three.txt")]
    for number, path in enumerate(paths):
        path.write_text(INVOICE.replace("M-17", f"M-{number}"))
    return paths
