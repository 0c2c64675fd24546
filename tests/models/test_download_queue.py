"""The list of downloads: turns, pause, resume, cancel, and what a next start offers."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.models.download import DownloadRequest
from llmdesk.models.download_queue import DownloadQueue, DownloadRow
from llmdesk.models.hub import Hub
from llmdesk.models.origins import part_path
from llmdesk.network.failures import HostileName, OfflineError
from tests.models.conftest import QUICK
from tests.models.hub_server import Fault, HubServer

DATA = random.Random(3).randbytes(2_000_000)


class Watched:
    """A queue, and a way to wait for what it says."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self.queue = DownloadQueue(hub, folder / "downloads.json", retry=QUICK)
        self.folder = folder / "models"
        self._changed = threading.Condition()
        self.queue.on_change(self._notify)

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def request(self, number: int = 1) -> DownloadRequest:
        return DownloadRequest("maker/repo", (f"m{number}.gguf",), self.folder)

    def wait(self, wanted: Callable[[tuple[DownloadRow, ...]], bool]) -> tuple[DownloadRow, ...]:
        end = time.monotonic() + 20
        with self._changed:
            while not wanted(self.queue.rows()):
                # Bytes are not announced, so it looks now and then too.
                self._changed.wait(0.02)
                assert time.monotonic() < end, self.queue.rows()
        return self.queue.rows()

    def wait_for_states(self, *states: str) -> tuple[DownloadRow, ...]:
        return self.wait(lambda rows: tuple(row.state for row in rows) == states)


@pytest.fixture
def watched(server: HubServer, hub: Hub, tmp_path: Path) -> Iterator[Watched]:
    server.add("maker/repo", {f"m{n}.gguf": DATA[n:] for n in range(1, 6)})
    made = Watched(hub, tmp_path)
    yield made
    made.queue.close()


def test_downloads_run_and_finish(watched: Watched) -> None:
    watched.queue.add(watched.request())
    (row,) = watched.wait_for_states("done")
    assert row.result is not None
    assert row.result.path.read_bytes() == DATA[1:]
    assert not watched.queue.active


def test_two_run_at_a_time_and_the_others_wait(server: HubServer, watched: Watched) -> None:
    server.faults += [Fault("stall", at=10), Fault("stall", at=10)]
    for number in range(1, 5):
        watched.queue.add(watched.request(number))
    watched.wait_for_states("running", "running", "queued", "queued")
    assert watched.queue.active
    watched.wait_for_states("done", "done", "done", "done")


def test_the_same_download_is_on_the_list_once(server: HubServer, watched: Watched) -> None:
    server.faults.append(Fault("stall", at=10))
    assert watched.queue.add(watched.request()) == watched.queue.add(watched.request())
    assert len(watched.queue.rows()) == 1


def test_pause_keeps_what_came_and_resume_goes_on(server: HubServer, watched: Watched) -> None:
    server.faults.append(Fault("stall", at=1_000_000))
    number = watched.queue.add(watched.request())
    watched.wait(lambda rows: rows[0].progress.done >= 1_000_000)
    began = time.monotonic()
    watched.queue.pause(number)
    (row,) = watched.wait_for_states("paused")
    assert time.monotonic() - began < 1.0  # a stalled server is waited for much longer
    assert (row.progress.done, row.progress.speed) == (1_000_000, 0.0)
    watched.queue.resume(number)
    (row,) = watched.wait_for_states("done")
    assert row.result is not None
    assert row.result.resumed_from == 1_000_000


def test_a_resume_right_after_a_pause_is_not_lost(server: HubServer, watched: Watched) -> None:
    server.faults.append(Fault("stall", at=1_000_000))
    number = watched.queue.add(watched.request())
    watched.wait(lambda rows: rows[0].progress.done >= 1_000_000)
    watched.queue.pause(number)
    watched.queue.resume(number)
    watched.wait_for_states("done")


def test_cancel_throws_away_what_came(server: HubServer, watched: Watched) -> None:
    server.faults.append(Fault("stall", at=1_000_000))
    number = watched.queue.add(watched.request())
    watched.wait(lambda rows: rows[0].progress.done >= 1_000_000)
    watched.queue.cancel(number)
    watched.wait_for_states()
    assert [path for path in watched.folder.rglob("*") if path.is_file()] == []


def test_a_failure_says_why_and_can_be_tried_again(watched: Watched, hub: Hub) -> None:
    hub.network.update(replace(hub.network.options, offline=True))
    number = watched.queue.add(watched.request())
    (row,) = watched.wait_for_states("failed")
    assert isinstance(row.problem, OfflineError)
    hub.network.update(replace(hub.network.options, offline=False))
    watched.queue.retry(number)
    (row,) = watched.wait_for_states("done")
    assert row.problem is None


def test_what_was_running_is_offered_at_the_next_start(
    server: HubServer, hub: Hub, watched: Watched, tmp_path: Path
) -> None:
    watched.queue.add(watched.request(2))
    watched.wait_for_states("done")
    server.faults.append(Fault("stall", at=1_000_000))
    watched.queue.add(watched.request(1))
    watched.wait(lambda rows: len(rows) == 2 and rows[1].progress.done >= 1_000_000)
    watched.queue.close()
    asked = len(server.seen)
    again = Watched(hub, tmp_path)
    (row,) = again.queue.rows()
    assert (row.request, row.state) == (watched.request(1), "paused")
    assert (row.progress.done, row.progress.total) == (1_000_000, len(DATA) - 1)
    assert len(server.seen) == asked  # nothing begins by itself
    assert part_path(watched.folder / "maker" / "repo" / "m1.gguf").stat().st_size == 1_000_000
    again.queue.resume(row.id)
    (row,) = again.wait_for_states("done")
    assert row.result is not None
    assert row.result.resumed_from == 1_000_000
    again.queue.close()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[3]",
        '[{"repo": "a/b"}]',
        '[{"repo": "../x", "paths": ["m.gguf"], "folder": "/tmp"}]',
        '[{"repo": "a/b", "paths": ["../m.gguf"], "folder": "/tmp"}]',
        '[{"repo": "a/b", "paths": ["m.gguf"], "folder": "models"}]',
        '[{"repo": "a/b", "paths": [], "folder": "/tmp"}]',
    ],
)
def test_a_list_that_makes_no_sense_is_left_out(hub: Hub, tmp_path: Path, text: str) -> None:
    (tmp_path / "downloads.json").write_text(text)
    assert DownloadQueue(hub, tmp_path / "downloads.json").rows() == ()


def test_hostile_names_do_not_get_on_the_list(watched: Watched) -> None:
    with pytest.raises(HostileName):
        watched.queue.add(DownloadRequest("maker/repo", ("../x.gguf",), watched.folder))
    assert watched.queue.rows() == ()


def test_a_listener_that_left_is_not_called(watched: Watched) -> None:
    called: list[int] = []
    leave = watched.queue.on_change(lambda: called.append(1))
    leave()
    leave()
    watched.queue.add(watched.request())
    watched.wait_for_states("done")
    assert called == []
