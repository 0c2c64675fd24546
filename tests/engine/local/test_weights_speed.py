"""The speed of this computer, measured with llama.cpp's own kernels in a throw-away process."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.local.machine import SPEED_SECTION, LocalMachine, speed_key
from llmdesk.engine.types import WeightsSpeed
from llmdesk.engine.variants.build import Build


@pytest.mark.skipif(not Build.installed().folders, reason="no build of llama.cpp")
def test_it_is_measured_in_a_plausible_range(tmp_path: Path) -> None:
    machine = LocalMachine(tmp_path / "log", tmp_path / "machine.json")
    speed = machine.weights_speed("cpu")
    assert speed is not None
    assert not speed.on_gpu
    assert 1e8 < speed.bytes_per_second < 5e12


def test_what_was_measured_before_is_not_measured_again(tmp_path: Path) -> None:
    LocalMachine(tmp_path / "log", tmp_path / "machine.json").memo.put(SPEED_SECTION, speed_key(False), 5e9)
    machine = LocalMachine(tmp_path / "no folder" / "log", tmp_path / "machine.json")
    assert machine.weights_speed("cpu") == WeightsSpeed(5e9)
