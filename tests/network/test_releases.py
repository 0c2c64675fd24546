"""Is there a newer llmdesk? Asked of a real server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.network.failures import (
    ConnectionFailed,
    NetworkError,
    OfflineError,
    ServerBusy,
    ServerMisbehaved,
)
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions, Timeouts
from llmdesk.network.releases import PURPOSE, RELEASES, Release, check_version, numbers_of
from tests.network.releases_server import ReleasesServer

PAGE = "https://example.org/llmdesk/0.2.0"


@pytest.fixture
def network() -> Iterator[Network]:
    network = Network(
        NetworkOptions("http://127.0.0.1:1", proxy=NO_PROXY),
        token_of=lambda host: "hf_secret",
        timeouts=Timeouts(5, 5, 20),
    )
    yield network
    network.close()


def test_a_newer_version_is_told_with_its_page(network: Network, releases: ReleasesServer) -> None:
    releases.tells(tag_name="v0.2.0", html_url=PAGE, body="notes")
    found = check_version(network, address=releases.address, here="0.1.0")
    assert found == Release("newer", "0.2.0", PAGE)
    (record,) = network.requests()
    assert (record.host, record.purpose) == ("127.0.0.1", PURPOSE)


@pytest.mark.parametrize("tag", ["0.1.0", "v0.1", "0.0.9", "v0.1.0-rc1"])
def test_what_is_not_newer_is_the_same(network: Network, releases: ReleasesServer, tag: str) -> None:
    releases.tells(tag_name=tag, html_url=PAGE)
    assert check_version(network, address=releases.address, here="0.1.0").state == "same"


def test_versions_are_compared_as_numbers() -> None:
    assert numbers_of("v1.10") == (1, 10, 0)
    assert (numbers_of("0.10.0") or ()) > (numbers_of("0.9.9") or ())
    assert numbers_of("2026.11.29") == (2026, 11, 29)
    for nonsense in ("", "latest", "1.2.3.4.5", "v", "١.٢", "1" * 200, "1.0 <b>"):
        assert numbers_of(nonsense) is None


def test_that_none_is_published_is_no_error(network: Network, releases: ReleasesServer) -> None:
    releases.status = 404
    assert check_version(network, address=releases.address) == Release("none")


def test_where_there_is_no_address_nobody_is_asked(network: Network) -> None:
    assert check_version(network, address="") == Release("none")
    assert network.requests() == ()
    assert RELEASES == "" or RELEASES.startswith("https://")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>Sign in</html>", b"[]", b"null", b'{"tag_name": 7}', b'{"tag_name": "latest"}',
        b"[" * 100_000, b'{"tag_name": "' + b"1" * 2_000_000 + b'"}', b'{"html_url": "https://example.org"}',
        b"\xff\xfe\x00",
    ],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_told_and_not_used(
    network: Network, releases: ReleasesServer, body: bytes
) -> None:
    releases.body = body
    with pytest.raises(ServerMisbehaved, match="did not say which version"):
        check_version(network, address=releases.address)


@pytest.mark.parametrize(
    "page", ["javascript:alert(1)", "file:///etc/passwd", "https://" + "x" * 600, 7, "http://["]
)
def test_only_the_address_of_a_page_is_offered(
    network: Network, releases: ReleasesServer, page: object
) -> None:
    releases.tells(tag_name="9.0", html_url=page)
    assert check_version(network, address=releases.address) == Release("newer", "9.0", "")


def test_no_access_token_goes_there(network: Network, releases: ReleasesServer) -> None:
    releases.tells(tag_name="9.0")
    check_version(network, address=releases.address)
    assert all("Authorization" not in headers for headers in releases.seen)


def test_offline_asks_nobody(network: Network, releases: ReleasesServer) -> None:
    network.update(NetworkOptions("http://127.0.0.1:1", offline=True, proxy=NO_PROXY))
    with pytest.raises(OfflineError):
        check_version(network, address=releases.address)
    assert not releases.seen


def test_what_cannot_be_reached_or_is_busy_is_told(network: Network, releases: ReleasesServer) -> None:
    releases.status = 503
    with pytest.raises(ServerBusy):
        check_version(network, address=releases.address)
    with pytest.raises(ConnectionFailed) as failed:
        check_version(network, address="http://127.0.0.1:1/latest")
    assert isinstance(failed.value, NetworkError)


def test_it_can_be_cancelled_while_nothing_comes(network: Network, releases: ReleasesServer) -> None:
    releases.gate.clear()
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    with pytest.raises(Cancelled):
        check_version(network, cancel, address=releases.address)
