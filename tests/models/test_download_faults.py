"""Downloads over a line and from a server that fail in every way: waited for, resumed, or ended clearly."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.models.byte_loop import RetryPolicy
from llmdesk.models.download import DownloadRequest, Progress, download
from llmdesk.models.hub import Hub
from llmdesk.models.origins import part_path
from llmdesk.network.failures import (
    AccessDenied,
    ConnectionFailed,
    NetworkError,
    NotTheHub,
    OfflineError,
    ServerBusy,
    ServerMisbehaved,
)
from tests.models.conftest import QUICK
from tests.models.fetching import DATA, FILE, REPO, SIZE, fetch, left_behind
from tests.models.hub_server import Fault, HubServer, Kind


class Background:
    """A download in a thread of its own."""

    def __init__(self, hub: Hub, folder: Path) -> None:
        self.cancel = CancelToken()
        self.error: BaseException | None = None
        self.ended = 0.0
        self._at = threading.Condition()
        self._done = 0
        request = DownloadRequest(REPO, (FILE,), folder)
        self._thread = threading.Thread(target=self._run, args=(hub, request))
        self._thread.start()

    def _run(self, hub: Hub, request: DownloadRequest) -> None:
        try:
            download(hub, request, self.cancel, self._on_progress, retry=QUICK)
        except (Cancelled, NetworkError) as error:
            self.error = error
        self.ended = time.monotonic()

    def _on_progress(self, progress: Progress) -> None:
        with self._at:
            self._done = progress.done
            self._at.notify_all()

    def wait_for(self, done: int) -> None:
        """Return when that many bytes have arrived here (not only left the server)."""
        with self._at:
            assert self._at.wait_for(lambda: self._done >= done, 10)

    def join(self) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive()


@pytest.mark.parametrize("kind", ["drop", "reset", "stall"])
def test_a_broken_line_is_resumed_without_fetching_a_byte_twice(
    server: HubServer, hub: Hub, folder: Path, kind: Kind
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault(kind, at=1_000_000), Fault(kind, at=500_000)]
    assert fetch(hub, folder).path.read_bytes() == DATA
    # A reset throws away what is still on its way; what has arrived is not asked for again.
    starts = [seen.headers.get("Range", "bytes=0-") for seen in server.byte_requests()]
    if kind != "reset":
        assert starts == ["bytes=0-", "bytes=1000000-", "bytes=1500000-"]
        assert server.sent == SIZE


def test_many_breaks_with_progress_between_do_not_end_a_download(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=100_000)] * 20
    assert fetch(hub, folder).path.read_bytes() == DATA


def test_breaks_without_progress_end_it_and_keep_what_came(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000)] + [Fault("drop")] * QUICK.attempts
    with pytest.raises(ConnectionFailed):
        fetch(hub, folder)
    assert left_behind(folder) == {f"{FILE}.part", f"{FILE}.part.json"}
    result = fetch(hub, folder)
    assert result.resumed_from == 1_000_000
    assert result.path.read_bytes() == DATA
    assert server.sent == SIZE


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_busy_server_is_asked_again(server: HubServer, hub: Hub, folder: Path, status: int) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("status", status=status)] * 3
    assert fetch(hub, folder).path.read_bytes() == DATA


def test_retry_after_is_obeyed(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("status", status=429, headers=(("Retry-After", "1"),)))
    began = time.monotonic()
    assert fetch(hub, folder).path.read_bytes() == DATA
    assert time.monotonic() - began >= 1.0


def test_a_server_that_wants_an_hour_is_told_to_the_user(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("status", status=429, headers=(("Retry-After", "3600"),)))
    with pytest.raises(ServerBusy) as caught:
        fetch(hub, folder)
    assert caught.value.retry_after == 3600


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_expired_address_is_asked_for_again(
    server: HubServer, hub: Hub, folder: Path, status: int
) -> None:
    server.add(REPO, {FILE: DATA}, redirect=True)
    server.faults += [Fault("drop", at=1_000_000), Fault("status", status=status)]
    assert fetch(hub, folder).path.read_bytes() == DATA
    assert server.sent == SIZE


def test_an_address_that_is_refused_again_is_not_asked_a_third_time(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000), *[Fault("status", status=403)] * 3]
    with pytest.raises(AccessDenied):
        fetch(hub, folder)
    assert len(server.byte_requests()) == 3
    assert part_path(folder / REPO / FILE).stat().st_size == 1_000_000


def test_a_server_without_ranges_is_read_from_the_start(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000), Fault("ignore-range")]
    assert fetch(hub, folder).path.read_bytes() == DATA
    assert server.sent == SIZE + 1_000_000


def test_a_wrong_range_is_not_used(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000), Fault("wrong-range")]
    assert fetch(hub, folder).path.read_bytes() == DATA
    server.faults += [Fault("drop", at=1_000_000)] + [Fault("wrong-range")] * QUICK.attempts
    with pytest.raises(ServerMisbehaved, match="another range"):
        fetch(hub, folder / "again")
    assert part_path(folder / "again" / REPO / FILE).stat().st_size == 1_000_000


def test_a_truncated_answer_is_refused(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("truncate", at=1_000_000)] * QUICK.attempts
    with pytest.raises(ServerMisbehaved, match="1000000 bytes instead of 3000000"):
        fetch(hub, folder)
    assert not folder.exists() or left_behind(folder) == set()


def test_the_page_of_a_captive_portal_is_named_and_what_came_is_kept(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000), Fault("portal")]
    with pytest.raises(NotTheHub, match="sign in"):
        fetch(hub, folder)
    assert fetch(hub, folder).resumed_from == 1_000_000


@pytest.mark.parametrize("at", [0, 1_000_000])
def test_a_cancel_ends_a_stalled_read_within_a_fifth_of_a_second(
    server: HubServer, hub: Hub, folder: Path, at: int
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("stall", at=at))
    running = Background(hub, folder)
    assert server.stalled.wait(10)
    running.wait_for(at)
    began = time.monotonic()
    running.cancel.cancel()
    running.join()
    assert isinstance(running.error, Cancelled)
    assert running.ended - began < 0.2
    assert fetch(hub, folder).resumed_from == at
    assert server.sent == SIZE


def test_going_offline_ends_a_download_and_keeps_what_came(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("stall", at=1_000_000))
    running = Background(hub, folder)
    running.wait_for(1_000_000)
    hub.network.update(replace(hub.network.options, offline=True))
    running.join()
    assert isinstance(running.error, OfflineError)
    with pytest.raises(OfflineError):
        fetch(hub, folder)
    hub.network.update(replace(hub.network.options, offline=False))
    assert fetch(hub, folder).resumed_from == 1_000_000


def test_progress_is_told_while_nothing_comes_and_speed_falls_to_zero(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("stall", at=1_000_000))
    told: list[Progress] = []
    download(hub, DownloadRequest(REPO, (FILE,), folder), None, told.append, retry=QUICK)
    stalled = [p for p in told if p.phase == "downloading" and p.done == 1_000_000]
    assert len(stalled) >= 5
    assert told[-1].total == SIZE
    assert any(p.phase == "waiting" and p.reason is not None for p in told)


def test_waiting_for_a_busy_server_can_be_cancelled(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("status", status=503)] * 50
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        download(hub, DownloadRequest(REPO, (FILE,), folder), cancel, retry=RetryPolicy(first_s=30.0))
    assert time.monotonic() - began < 1.0
