"""The speed of this computer, measured with llama.cpp's own kernels in a throw-away process."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.engine.local.handle import ask
from llmdesk.engine.local.machine import SPEED_SECTION, LocalMachine, speed_key
from llmdesk.engine.protocol import MeasureWeights, WeightsMeasured
from llmdesk.engine.types import WeightsSpeed
from llmdesk.engine.variants.build import Build


@pytest.mark.skipif(not Build.installed().folders, reason="no build of llama.cpp")
def test_it_is_measured_in_a_plausible_range(tmp_path: Path) -> None:
    machine = LocalMachine(tmp_path / "log")
    report = ask(tmp_path / "log", MeasureWeights("cpu", 1), machine.prover.choice())
    assert isinstance(report, WeightsMeasured)
    assert 1e7 < report.bytes_per_second < 5e12  # beside other programs, too


@pytest.mark.parametrize("alone", [True, False])
def test_beside_other_programs_the_speed_is_not_known_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    monkeypatch.setattr("llmdesk.engine.local.machine.ask", lambda *_: WeightsMeasured(4e9, alone=alone))
    machine = LocalMachine(tmp_path / "log", tmp_path / "machine.json")
    assert machine.weights_speed("cpu") == (WeightsSpeed(4e9) if alone else None)
    assert machine.memo.get(SPEED_SECTION, speed_key(False)) == (4e9 if alone else None)


def test_what_was_measured_before_is_not_measured_again(tmp_path: Path) -> None:
    LocalMachine(tmp_path / "log", tmp_path / "machine.json").memo.put(SPEED_SECTION, speed_key(False), 5e9)
    machine = LocalMachine(tmp_path / "no folder" / "log", tmp_path / "machine.json")
    assert machine.weights_speed("cpu") == WeightsSpeed(5e9)
