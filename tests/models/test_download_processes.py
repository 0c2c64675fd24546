"""Downloads that end hard: killed, out of room; and two programs that want the same file."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from llmdesk.models.download import DownloadRequest, Progress, download
from llmdesk.models.hub import Hub
from llmdesk.models.origins import part_path
from llmdesk.network.failures import DiskFull
from tests.models.conftest import QUICK
from tests.models.hub_server import Fault, HubServer

SIZE = 3_000_000
DATA = random.Random(2).randbytes(SIZE)
REPO, FILE = "maker/tiny", "tiny.gguf"
ROOT = Path(__file__).parent.parent.parent


def start(server: HubServer, folder: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.models.downloading", server.endpoint, REPO, FILE, str(folder)]
    return subprocess.Popen([*command, *more], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    text, _ = process.communicate(timeout=60)
    found: dict[str, Any] = json.loads(text)
    return found


def wait_until_it_has(path: Path, size: int) -> None:
    for _ in range(2000):
        if path.exists() and path.stat().st_size >= size:
            return
        time.sleep(0.01)  # there is no signal for a file of another process
    raise AssertionError(f"{path} never had {size} bytes")


def test_a_killed_download_goes_on_without_fetching_a_byte_twice(
    server: HubServer, hub: Hub, tmp_path: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("stall", at=1_500_000))
    process = start(server, tmp_path)
    wait_until_it_has(part_path(tmp_path / REPO / FILE), 1_500_000)
    process.kill()
    process.communicate()
    result = download(hub, DownloadRequest(REPO, (FILE,), tmp_path), retry=QUICK)
    assert result.resumed_from == 1_500_000
    assert result.path.read_bytes() == DATA
    assert server.sent == SIZE
    assert sorted(path.name for path in result.path.parent.iterdir()) == [FILE, f"{FILE}.json"]


def test_two_programs_fetch_one_file_once(server: HubServer, tmp_path: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000)]
    processes = [start(server, tmp_path) for _ in range(2)]
    answers = [answer(process) for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert (tmp_path / REPO / FILE).read_bytes() == DATA
    assert sorted(found["resumed_from"] for found in answers) == [0, SIZE]
    assert server.sent == SIZE
    assert sorted(path.name for path in (tmp_path / REPO).iterdir()) == [FILE, f"{FILE}.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit on the size of files")
def test_a_disk_that_fills_is_told_and_what_came_is_kept(server: HubServer, hub: Hub, tmp_path: Path) -> None:
    server.add(REPO, {FILE: DATA})
    process = start(server, tmp_path, "1000000")
    found = answer(process)
    assert (process.returncode, found["error"]) == (2, "DiskFull")
    assert "Free some space" in found["text"]
    kept = part_path(tmp_path / REPO / FILE).stat().st_size
    assert 0 < kept <= 1_000_000
    result = download(hub, DownloadRequest(REPO, (FILE,), tmp_path), retry=QUICK)
    assert result.resumed_from == kept
    assert result.path.read_bytes() == DATA


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = False
    if sys.platform == "linux" and os.geteuid() == 0:
        command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("a small file system can only be mounted by root on Linux")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_another_program_that_fills_the_disk_does_no_harm(
    server: HubServer, hub: Hub, small_disk: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("drop", at=1_000_000))
    filler = small_disk / "filler"

    def on_progress(progress: Progress) -> None:
        if progress.phase == "waiting" and not filler.exists():
            filler.write_bytes(b"\0" * 2_500_000)

    request = DownloadRequest(REPO, (FILE,), small_disk / "models")
    with pytest.raises(DiskFull):
        download(hub, request, None, on_progress, retry=QUICK)
    filler.unlink()
    result = download(hub, request, retry=QUICK)
    assert result.resumed_from >= 1_000_000
    assert result.path.read_bytes() == DATA
