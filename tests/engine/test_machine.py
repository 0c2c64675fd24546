"""What is asked of this computer and of files: the same of the tests' fake and of the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.local.machine import LocalMachine
from llmdesk.engine.machine import Machine
from tests.fakes import FakeMachine


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.model)])
def asked(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    if request.param == "fake":
        return FakeMachine()
    return LocalMachine(tmp_path / "engine.log", request.getfixturevalue("machine"))


def test_the_devices_have_a_processor_among_them(asked: Machine) -> None:
    assert any(device.kind == "cpu" for device in asked.devices())


def test_a_model_file_is_checked_without_loading_it(asked: Machine, starter: Path) -> None:
    check = asked.check(starter)
    assert check.path == starter
    assert check.architecture == "llama"
