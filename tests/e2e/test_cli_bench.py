"""`llmdesk bench` in a process of its own, with the real starter model."""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path

import pytest

from tests.e2e.command import Command, all_gone, family, send

pytestmark = pytest.mark.model


@pytest.fixture
def llmdesk(tmp_path: Path, starter: Path) -> Command:
    return Command(tmp_path / "data", starter)


def test_the_figures_of_the_starter_model_make_sense(llmdesk: Command, starter: Path) -> None:
    done = llmdesk.run("bench", "--quick", "--json", "--device", "cpu", "--threads", "1", "--context", "2048")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert (found["model"], found["device"]) == (starter.name, "CPU")
    assert (found["threads"], found["threads_batch"]) == (1, 1)
    assert 0 < found["load_s"] < 60
    assert 0 < found["time_to_first_token_s"] < 30
    # The weights are in memory, and little else.
    assert starter.stat().st_size / 1e6 < found["engine_rss_mb"] < 1500
    for name in ("prompt_tokens_per_s", "generation_tokens_per_s", "score_rows_per_s"):
        assert 0 < found[name] < 100_000, name
    assert all(speed > 0 for speed in found["parallel_tokens_per_s"].values())
    # A prompt is read faster than an answer is written, and rows share a prefix of 84 tokens.
    assert found["prompt_tokens_per_s"] > found["generation_tokens_per_s"] / 2
    assert found["score_rows_per_s"] * 28 > found["prompt_tokens_per_s"] / 4


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_a_measurement_at_once_and_leaves_no_process(llmdesk: Command) -> None:
    process = llmdesk.start("bench", "--json")
    nothing_comes = threading.Event()
    while not (children := family(process)):  # the engine has started
        assert process.poll() is None
        nothing_comes.wait(0.05)
    send(process, signal.SIGINT, group=True)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert json.loads(output)["error"]["type"] == "Interrupted"
    assert all_gone(children)
