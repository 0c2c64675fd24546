"""The line that shows how far a download is."""

from __future__ import annotations

import io

import pytest

from llmdesk.cli.shell.console import Console
from llmdesk.cli.shell.text import duration_text
from llmdesk.cli.shell.transfer import TransferLine
from llmdesk.models.progress import Phase, Progress
from tests.cli.harness import Terminal


def shown(stream: io.StringIO, *progress: Progress, clock: list[float] | None = None) -> str:
    times = iter(clock or [0.0] * 9)
    line = TransferLine(Console(None, io.StringIO(), stream, input), "m.gguf", lambda: next(times))
    for one in progress:
        line(one)
    return stream.getvalue()


def test_a_terminal_sees_share_speed_and_time_left() -> None:
    text = shown(Terminal(), Progress("downloading", 500_000_000, 2_000_000_000, 12_300_000.0, 121.9))
    assert text == "\r\x1b[Km.gguf: 25 %, 500.0 MB of 2.0 GB, 12.3 MB/s, 2 min 2 s left"


def test_a_stalled_download_says_so() -> None:
    assert shown(Terminal(), Progress("downloading", 1, 4)).endswith(
        "25 %, 1 bytes of 4 bytes, nothing comes"
    )


@pytest.mark.parametrize("phase", ["resolving", "checking", "waiting"])
def test_every_phase_has_words(phase: Phase) -> None:
    assert shown(Terminal(), Progress(phase)).startswith("\r\x1b[Km.gguf: ")


def test_a_log_gets_a_line_now_and_then() -> None:
    steps = [Progress("downloading", done, 4, 1.0, 4.0 - done) for done in range(4)]
    text = shown(io.StringIO(), *steps, clock=[0.0, 1.0, 14.9, 15.0, 29.0])
    assert text == "llmdesk: m.gguf: 50 %, 2 bytes of 4 bytes, 1 bytes/s, 2 s left\n"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")]
)
def test_durations_are_shown_in_two_units(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text
