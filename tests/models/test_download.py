"""Downloads against a real server: verified, never a wrong byte, never in a wrong place."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from llmdesk.models.download import DownloadRequest, Progress, discard, download
from llmdesk.models.hub import Hub
from llmdesk.models.origins import part_path, read_origin
from llmdesk.network.failures import (
    AccessDenied,
    ConnectionFailed,
    DamagedDownload,
    DiskFull,
    DownloadError,
    HostileName,
    NetworkError,
    NotOnHub,
)
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions
from tests.models.conftest import QUICK
from tests.models.fetching import DATA, FILE, REPO, SIZE, fetch, left_behind
from tests.models.hub_server import Fault, HubServer


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


def test_a_flipped_bit_is_noticed_and_nothing_is_kept(server: HubServer, hub: Hub, folder: Path) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults.append(Fault("flip", at=SIZE // 2))
    with pytest.raises(DamagedDownload, match="SHA-256"):
        fetch(hub, folder)
    assert not folder.exists() or left_behind(folder) == set()
    assert fetch(hub, folder).path.read_bytes() == DATA


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
    (theirs,) = part.parent.glob(f"{part.name}.damaged-*")  # it may be a file of the user's
    assert theirs.read_bytes() == b"x" * 1000


@pytest.mark.parametrize("name", [FILE, f"{FILE}.json"])
def test_a_file_that_llmdesk_did_not_download_is_not_replaced(
    server: HubServer, hub: Hub, folder: Path, name: str
) -> None:
    server.add(REPO, {FILE: DATA})
    theirs = folder / REPO / name
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"theirs")
    with pytest.raises(DownloadError, match="did not download it"):
        fetch(hub, folder)
    assert theirs.read_bytes() == b"theirs"


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
