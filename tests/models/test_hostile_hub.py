"""Whatever a server answers, it costs a bounded time and a bounded memory, and the user is told."""

from __future__ import annotations

import gzip
import json
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from llmdesk.models.hub import Hub
from llmdesk.models.hub_answers import RemoteFile, RemotePart
from llmdesk.models.remote_header import remote_header
from llmdesk.network.failures import ConnectionFailed, NetworkError, NotTheHub, ServerMisbehaved
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions, Timeouts
from tests.models.raw_server import Answer, flooding, plainly, serving, trickling

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
MEGABYTES = 1 << 20


@contextmanager
def hub_that(answer: Answer, whole: float = 1.0) -> Iterator[Hub]:
    with serving(answer) as endpoint:
        network = Network(NetworkOptions(endpoint, proxy=NO_PROXY), timeouts=Timeouts(2.0, 1.0, whole))
        try:
            yield Hub(network)
        finally:
            network.close()


def search(hub: Hub) -> object:
    return hub.search("x")


def card(hub: Hub) -> object:
    return hub.card("a/b")


def header(hub: Hub) -> object:
    file = RemoteFile("x", "", (RemotePart("x.gguf", 1 << 30, ""),))
    return remote_header(hub, "a/b", "1" * 40, file)


def repo(hub: Hub) -> object:
    return hub.repo("a/b")


def packed(text: bytes, times: int) -> bytes:
    """`text` over and over, packed, without ever being there as a whole."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(text) for _ in range(times)), packer.flush()])


# -- memory ----------------------------------------------------------------------------------------
def test_a_packed_answer_takes_no_more_memory_than_a_plain_one_may(tracked: Callable[[], float]) -> None:
    bomb = packed(b" " * MEGABYTES, 200)
    with hub_that(plainly(bomb, "Content-Encoding: gzip")) as hub, pytest.raises(NotTheHub, match="end"):
        hub.search("x")
    assert tracked() < 40


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "deflate", "x-gzip"])
def test_other_packing_than_was_asked_for_is_refused(encoding: str, tracked: Callable[[], float]) -> None:
    bomb = gzip.compress(packed(b" " * MEGABYTES, 50))
    for ask in (search, card, header):
        with hub_that(plainly(bomb, f"Content-Encoding: {encoding}")) as hub, pytest.raises(NetworkError):
            ask(hub)
    assert tracked() < 40


def test_a_good_answer_may_come_packed() -> None:
    body = gzip.compress(json.dumps([{"id": "maker/one", "downloads": 7}]).encode())
    with hub_that(plainly(body, "Content-Encoding: gzip")) as hub:
        (found,) = hub.search("one").models
    assert (found.repo, found.downloads) == ("maker/one", 7)


@pytest.mark.parametrize(
    "body", [b"[" * 200_000, b"[" * 200_000 + b"]" * 200_000, b'{"a":' * 100_000, b"9" * 9_000]
)
def test_json_that_no_hub_sends_is_told(body: bytes) -> None:
    for ask in (search, repo):
        with hub_that(plainly(body)) as hub, pytest.raises(NotTheHub):
            ask(hub)


def test_a_list_of_half_a_million_files_is_bounded(tracked: Callable[[], float]) -> None:
    many = json.dumps(
        {"id": "a/b", "sha": "1" * 40, "siblings": [{"rfilename": f"{n:x}"} for n in range(250_000)]},
        separators=(",", ":"),
    ).encode()
    with hub_that(plainly(many), whole=60.0) as hub:
        assert hub.repo("a/b").files == ()
    more = many.replace(b'"}', b'.gguf"}')
    with hub_that(plainly(more), whole=60.0) as hub, pytest.raises(NotTheHub):
        hub.repo("a/b")
    assert tracked() < 300


@pytest.mark.parametrize("ask", [search, repo])
def test_an_answer_without_an_end_is_left(ask: Callable[[Hub], object], tracked: Callable[[], float]) -> None:
    endless = flooding(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b" " * 65536 + b"\r\n")
    with hub_that(endless, whole=60.0) as hub, pytest.raises(NotTheHub, match="end"):
        ask(hub)
    assert tracked() < 40


@pytest.fixture
def tracked() -> Iterator[Callable[[], float]]:
    """Most megabytes of Python's since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1] / MEGABYTES
    tracemalloc.stop()


# -- time ------------------------------------------------------------------------------------------
SLOW: dict[str, Answer] = {
    "a body": trickling(OK + b"Content-Length: 99999\r\n\r\n[", b" "),
    "a head": trickling(b"HTTP/1.1 200 OK\r\nX: ", b"x"),
    "many heads": trickling(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "a status": trickling(b"H", b"T"),
    "a redirect's body": trickling(
        b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 99999\r\n\r\n", b" "
    ),
}


@pytest.mark.parametrize("ask", [search, card, header])
@pytest.mark.parametrize("what", SLOW)
def test_a_server_that_sends_a_byte_now_and_then_is_left_at_the_deadline(
    what: str, ask: Callable[[Hub], object]
) -> None:
    begun = time.monotonic()
    with hub_that(SLOW[what], whole=0.5) as hub, pytest.raises(ConnectionFailed, match=r"after 0|complete"):
        ask(hub)
    assert time.monotonic() - begun < 3


FLOODS: dict[str, Answer] = {
    "headers": flooding(OK, b"X-Again: " + b"x" * 900 + b"\r\n"),
    "a header": flooding(OK + b"X: ", b"x" * 65536),
    "heads": flooding(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100),
    "redirects": flooding(b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", b""),
    "a redirect's body": flooding(
        b"HTTP/1.1 302 Found\r\nLocation: /x\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"10000\r\n" + b" " * 65536 + b"\r\n",
    ),
}


@pytest.mark.parametrize("ask", [search, card])
@pytest.mark.parametrize("what", FLOODS)
def test_a_server_without_an_end_is_left(
    what: str, ask: Callable[[Hub], object], tracked: Callable[[], float]
) -> None:
    begun = time.monotonic()
    with hub_that(FLOODS[what], whole=1.5) as hub, pytest.raises(NetworkError):
        ask(hub)
    assert time.monotonic() - begun < 8
    assert tracked() < 40


# -- model cards -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("---\nlicense: mit\n---\n# One", "# One"),
        ("---  \na: b\n\n---\t\n\n# One\n---\nmore", "# One\n---\nmore"),
        ("---\n---\nrest", "rest"),
        ("no front\n---\nmatter\n---\n", "no front\n---\nmatter\n---"),
        ("---\nnever closed", "---\nnever closed"),
    ],
)
def test_the_front_matter_of_a_card_is_left_out(text: str, shown: str) -> None:
    with hub_that(plainly(text.encode(), kind="text/plain")) as hub:
        assert hub.card("a/b") == shown


@pytest.mark.parametrize("again", ["\n", "---\n", " \n", "--- x\n", "-"])
def test_a_card_of_a_megabyte_is_read_at_once_whatever_is_in_it(again: str) -> None:
    text = ("---" + again * MEGABYTES)[:MEGABYTES]
    with hub_that(plainly(text.encode(), kind="text/plain"), whole=60.0) as hub:
        begun = time.process_time()
        hub.card("a/b")
    assert time.process_time() - begun < 1.0


def test_a_packed_card_is_no_text() -> None:
    answer = plainly(gzip.compress(b"# One"), "Content-Encoding: gzip")
    with hub_that(answer) as hub, pytest.raises(ServerMisbehaved, match="compressed"):
        hub.card("a/b")
