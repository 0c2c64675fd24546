"""Downloads against a real server with real faults: resumed, verified, never a wrong byte."""

from __future__ import annotations

import hashlib
import os
import random
import threading
import time
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.models.byte_loop import RetryPolicy
from llmdesk.models.download import DownloadRequest, DownloadResult, Progress, discard, download
from llmdesk.models.failures import (
    AccessDenied,
    ConnectionFailed,
    DamagedDownload,
    DiskFull,
    DownloadError,
    HostileName,
    NetworkError,
    NotOnHub,
    NotTheHub,
    OfflineError,
    ServerBusy,
    ServerMisbehaved,
)
from llmdesk.models.hub import Hub
from llmdesk.models.network import NO_PROXY, Network, NetworkOptions
from llmdesk.models.origins import part_path, read_origin
from tests.models.conftest import QUICK
from tests.models.hub_server import Fault, HubServer, Kind

SIZE = 3_000_000
DATA = random.Random(1).randbytes(SIZE)
REPO, FILE = "maker/tiny-GGUF", "tiny-Q4_K_M.gguf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


def fetch(hub: Hub, folder: Path, *paths: str, repo: str = REPO) -> DownloadResult:
    return download(hub, DownloadRequest(repo, paths or (FILE,), folder), retry=QUICK)


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


def left_behind(folder: Path) -> set[str]:
    """All files below, by name."""
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_file_arrives_whole_and_remembers_where_it_came_from(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    result = fetch(hub, folder)
    assert result.path == folder / "maker" / "tiny-GGUF" / FILE
    assert result.path.read_bytes() == DATA
    assert (result.size, result.resumed_from) == (SIZE, 0)
    assert result.sha256 == hashlib.sha256(DATA).hexdigest()
    assert left_behind(folder) == {FILE, f"{FILE}.json"}
    origin = read_origin(result.path)
    assert origin is not None
    assert (origin.repo, origin.sha256, origin.licence) == (REPO, result.sha256, "apache-2.0")


def test_the_commit_is_in_the_address_and_nothing_is_compressed(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    fetch(hub, folder)
    (seen,) = server.byte_requests()
    assert f"/resolve/{'1' * 40}/" in seen.path
    assert seen.headers["Accept-Encoding"] == "identity"


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


def test_a_flipped_bit_is_noticed_and_nothing_is_kept(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("flip", at=SIZE // 2))
    with pytest.raises(DamagedDownload, match="sha256"):
        fetch(hub, folder)
    assert not folder.exists() or left_behind(folder) == set()
    assert fetch(hub, folder).path.read_bytes() == DATA


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
    with pytest.raises(NotTheHub, match="sign-in"):
        fetch(hub, folder)
    assert fetch(hub, folder).resumed_from == 1_000_000


def test_bytes_from_another_host_come_without_the_token(server: HubServer, folder: Path) -> None:
    network = Network(NetworkOptions(server.endpoint, proxy=NO_PROXY), token_of=lambda host: "hf_secret")
    server.add(REPO, {FILE: DATA}, redirect=True, gated="auto", accepted=("hf_secret",))
    assert fetch(Hub(network), folder).path.read_bytes() == DATA
    with_token = {seen.host for seen in server.seen if "Authorization" in seen.headers}
    assert with_token == {"127.0.0.1"}
    assert {seen.host for seen in server.seen} == {"127.0.0.1", "localhost"}
    assert {record.host for record in network.requests()} == {"127.0.0.1", "localhost"}
    network.close()


def test_a_gated_model_says_where_to_accept_its_licence(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA}, gated="auto")
    with pytest.raises(AccessDenied) as caught:
        fetch(hub, folder)
    assert caught.value.params["page"] == f"{server.endpoint}/{REPO}"
    assert not folder.exists() or left_behind(folder) == set()


def test_a_file_that_is_gone_is_named(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    with pytest.raises(NotOnHub, match=r"other\.gguf"):
        fetch(hub, folder, "other.gguf")
    with pytest.raises(NotOnHub, match="maker/none"):
        fetch(hub, folder, repo="maker/none")
    assert not folder.exists()


@pytest.mark.parametrize("hide", [("lfs",), ("lfs", "paths")])
def test_a_mirror_that_leaves_sizes_out_is_asked_in_other_ways(
    server: HubServer, hub: Hub, folder: Path, hide: tuple[str, ...]
) -> None:
    server.add(REPO, {FILE: DATA}, hide=hide)
    assert fetch(hub, folder).path.read_bytes() == DATA


def test_what_cannot_be_verified_is_not_downloaded(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA}, hide=("lfs", "paths", "head"))
    with pytest.raises(DownloadError, match="cannot be verified"):
        fetch(hub, folder)
    assert server.byte_requests() == []


def test_a_file_that_changed_between_two_attempts_is_fetched_anew(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000)] + [Fault("drop")] * QUICK.attempts
    with pytest.raises(ConnectionFailed):
        fetch(hub, folder)
    changed = DATA[::-1]
    server.add(REPO, {FILE: changed}, commit="2" * 40)
    result = fetch(hub, folder)
    assert result.path.read_bytes() == changed
    assert result.resumed_from == 0


def test_another_commit_with_the_same_bytes_goes_on(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000)] + [Fault("drop")] * QUICK.attempts
    with pytest.raises(ConnectionFailed):
        fetch(hub, folder)
    server.add(REPO, {FILE: DATA, "README.md": b"new"}, commit="2" * 40)
    assert fetch(hub, folder).resumed_from == 1_000_000
    assert server.sent == SIZE


def test_a_file_that_changes_while_it_is_fetched_is_begun_again(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000)]
    changed = DATA[::-1]

    def on_progress(progress: Progress) -> None:
        if progress.phase == "waiting":
            server.add(REPO, {FILE: changed}, commit="2" * 40)

    result = download(hub, DownloadRequest(REPO, (FILE,), folder), None, on_progress, retry=QUICK)
    assert result.path.read_bytes() == changed


def test_the_old_version_stays_until_the_new_one_is_right(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    path = fetch(hub, folder).path
    changed = DATA[::-1]
    server.add(REPO, {FILE: changed}, commit="2" * 40)
    server.faults.append(Fault("flip", at=7))
    with pytest.raises(DamagedDownload):
        fetch(hub, folder)
    assert path.read_bytes() == DATA
    assert fetch(hub, folder).path.read_bytes() == changed


def test_what_is_there_already_is_not_fetched(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    fetch(hub, folder)
    result = fetch(hub, folder)
    assert (result.resumed_from, server.sent) == (SIZE, SIZE)


def test_a_part_of_other_bytes_or_of_nobody_is_not_continued(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA})
    part = part_path(folder / REPO / FILE)
    part.parent.mkdir(parents=True)
    part.write_bytes(b"x" * 1000)
    assert fetch(hub, folder).path.read_bytes() == DATA


def test_the_parts_of_a_split_model_appear_together(server: HubServer, hub: Hub, folder: Path) -> None:
    names = tuple(f"big-Q8_0-0000{n}-of-00003.gguf" for n in (1, 2, 3))
    files = {f"Q8_0/{name}": DATA[n * 1000 :] for n, name in enumerate(names)}
    server.add(REPO, files)
    (listed,) = hub.repo(REPO).files
    assert (listed.quantization, listed.size) == ("Q8_0", sum(map(len, files.values())))
    paths = tuple(part.path for part in listed.parts)
    server.faults += [Fault("drop", at=1_000_000), Fault("flip", at=1)]
    with pytest.raises(DamagedDownload):
        fetch(hub, folder, *paths)
    assert not {name for name in left_behind(folder) if name.endswith(".gguf")}
    result = fetch(hub, folder, *paths)
    assert [path.name for path in result.paths] == list(names)
    assert [path.read_bytes() for path in result.paths] == list(files.values())


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
    hub.network.set_offline(True)
    running.join()
    assert isinstance(running.error, OfflineError)
    with pytest.raises(OfflineError):
        fetch(hub, folder)
    hub.network.set_offline(False)
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


@pytest.mark.parametrize(
    "name",
    [
        "../x.gguf",
        "/x.gguf",
        "a/../../x.gguf",
        "C:x.gguf",
        "nul.gguf",
        "a.gguf.",
        "a\\b.gguf",
        "a.txt",
        ".gguf",
    ],
)
def test_hostile_names_are_refused_before_anything_is_asked(
    server: HubServer, hub: Hub, folder: Path, name: str
) -> None:
    server.add(REPO, {name: DATA})
    with pytest.raises(HostileName):
        fetch(hub, folder, name)
    assert server.byte_requests() == []
    assert not folder.exists()


def test_names_that_differ_only_by_case_do_not_overwrite_each_other(
    server: HubServer, hub: Hub, folder: Path
) -> None:
    server.add(REPO, {FILE: DATA, FILE.upper().replace("GGUF", "gguf"): DATA[:10]})
    fetch(hub, folder)
    with pytest.raises(HostileName, match="letter case"):
        fetch(hub, folder, FILE.upper().replace("GGUF", "gguf"))


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege there")
def test_no_link_leads_out_of_the_library(server: HubServer, hub: Hub, folder: Path, tmp_path: Path) -> None:
    server.add(REPO, {FILE: DATA})
    outside = tmp_path / "outside"
    outside.mkdir()
    folder.mkdir()
    (folder / "maker").symlink_to(outside)
    with pytest.raises(HostileName, match="outside"):
        fetch(hub, folder)
    (folder / "maker").unlink()
    part = part_path(folder / REPO / FILE)
    part.parent.mkdir(parents=True)
    part.symlink_to(outside / "bytes")
    assert fetch(hub, folder).path.read_bytes() == DATA
    assert list(outside.iterdir()) == []


def test_a_disk_without_room_is_told_before_anything_is_fetched(
    server: HubServer, hub: Hub, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    server.add(REPO, {FILE: DATA})
    usage = shutil.disk_usage(folder.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=SIZE + 1000))
    with pytest.raises(DiskFull, match="It needs"):
        fetch(hub, folder)
    assert server.byte_requests() == []
    assert not folder.exists() or left_behind(folder) == set()


def test_discarding_leaves_nothing(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=1_000_000)] + [Fault("drop")] * QUICK.attempts
    with pytest.raises(NetworkError):
        fetch(hub, folder)
    discard(DownloadRequest(REPO, (FILE,), folder))
    assert list(folder.iterdir()) == []


def test_waiting_for_a_busy_server_can_be_cancelled(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("status", status=503)] * 50
    cancel = CancelToken()
    threading.Timer(0.3, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        download(hub, DownloadRequest(REPO, (FILE,), folder), cancel, retry=RetryPolicy(first_s=30.0))
    assert time.monotonic() - began < 1.0
