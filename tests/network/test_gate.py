"""The gate: offline means offline, tokens go nowhere else, every request is on the list."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, UsageError
from llmdesk.models.hub import Hub
from llmdesk.network.failures import ConnectionFailed, NotTheHub, OfflineError
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions, Timeouts
from tests.models.hub_server import Fault, HubServer


def test_offline_sends_nothing_whatever_is_asked(server: HubServer, network: Network) -> None:
    network.update(replace(network.options, offline=True))
    hub = Hub(network)
    server.add("a/b", {"x.gguf": b"1"})
    for ask in (
        lambda: hub.search("a"),
        lambda: hub.repo("a/b"),
        lambda: hub.card("a/b"),
        lambda: hub.resolve("a/b", ["x.gguf"]),
    ):
        with pytest.raises(OfflineError, match="Nothing was sent"):
            ask()
    (step,) = hub.test_endpoint()
    assert isinstance(step.problem, OfflineError)
    assert server.seen == []
    assert network.requests() == ()


def test_huggingface_hub_cannot_pass_the_gate(server: HubServer, network: Network) -> None:
    """Not even a call of the library itself, made past our functions."""
    from huggingface_hub import HfApi

    Hub(network)
    with pytest.raises(RuntimeError, match="past the gate"):
        HfApi(server.endpoint, token=False).model_info("a/b")
    assert server.seen == []


def test_the_list_says_host_purpose_and_bytes(server: HubServer, network: Network) -> None:
    server.add("a/b", {"x.gguf": b"1"}, card="# Hello")
    hub = Hub(network)
    hub.search("a")
    assert hub.card("a/b") == "# Hello"
    search, card = network.requests()
    assert (search.host, search.purpose, search.status) == ("127.0.0.1", "search", 200)
    assert search.received > 100
    assert (card.purpose, card.received) == ("model card", len("# Hello"))


def test_a_token_is_for_the_endpoint_only(server: HubServer) -> None:
    asked: list[str] = []

    def token_of(host: str) -> str:
        asked.append(host)
        return "hf_secret"

    network = Network(NetworkOptions(server.endpoint, proxy=NO_PROXY), token_of)
    for url in (f"{server.endpoint}/api/models", f"{server.other_host}/api/models"):
        with network.open(url, "test") as response:
            assert response.status_code == 200
    assert ["Authorization" in seen.headers for seen in server.seen] == [True, False]
    assert asked == ["127.0.0.1"]
    network.close()


def test_a_token_that_a_caller_brings_is_taken_off(server: HubServer, network: Network) -> None:
    with network.open(f"{server.other_host}/api/models", "test", headers={"Authorization": "Bearer x"}):
        pass
    assert "Authorization" not in server.seen[0].headers


def test_the_token_of_this_machine_is_not_sent(
    server: HubServer, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_somebody")
    server.add("a/b", {"x.gguf": b"1"})
    hub = Hub(network)
    hub.search("a")
    hub.repo("a/b")
    assert not any("Authorization" in seen.headers for seen in server.seen)


def test_a_redirect_to_an_unsafe_address_is_not_followed(network: Network) -> None:
    secure = Network(NetworkOptions("https://hub.invalid", proxy=NO_PROXY))
    with pytest.raises(NotTheHub, match="not secure"), secure.open("http://hub.invalid/x", "test"):
        pass
    with pytest.raises(NotTheHub), secure.open("file:///etc/passwd", "test"):
        pass
    assert secure.requests() == ()


# -- waiting -------------------------------------------------------------------------------------
@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that accepts connections and never says a word."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(5)
    yield listener.getsockname()[1]
    listener.close()


def cancel_after(seconds: float) -> tuple[CancelToken, list[float]]:
    cancel, at = CancelToken(), []

    def act() -> None:
        at.append(time.monotonic())
        cancel.cancel()

    threading.Timer(seconds, act).start()
    return cancel, at


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_cancel_ends_waiting_for_an_answer_and_for_tls(silent: int, scheme: str) -> None:
    network = Network(NetworkOptions(f"{scheme}://127.0.0.1:{silent}", proxy=NO_PROXY))
    cancel, at = cancel_after(0.2)
    with pytest.raises(Cancelled), network.open(f"{scheme}://127.0.0.1:{silent}/", "test", cancel):
        pass
    assert time.monotonic() - at[0] < 1.0  # the connection itself would wait for ten times as long
    network.close()


def test_a_cancel_ends_a_search_that_gets_no_answer(server: HubServer, network: Network) -> None:
    server.api_faults.append(Fault("stall"))
    cancel, at = cancel_after(0.2)
    with pytest.raises(Cancelled):
        Hub(network).search("x", cancel=cancel)
    assert time.monotonic() - at[0] < 1.0  # the connection itself would wait for ten times as long


def test_silence_is_given_up_and_the_host_named(silent: int) -> None:
    options = NetworkOptions(f"http://127.0.0.1:{silent}", proxy=NO_PROXY)
    network = Network(options, timeouts=Timeouts(connect=1.0, read=0.3))
    with pytest.raises(ConnectionFailed) as caught, network.open(options.endpoint, "test"):
        pass
    assert (caught.value.params["step"], caught.value.params["host"]) == ("answer", "127.0.0.1")
    network.close()


@pytest.mark.parametrize(
    ("url", "step"), [("http://127.0.0.1:{closed}", "connect"), ("http://no-such-host.invalid", "name")]
)
def test_the_step_that_failed_is_named(url: str, step: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = free.getsockname()[1]
    address = url.format(closed=closed)
    network = Network(NetworkOptions(address, proxy=NO_PROXY), timeouts=Timeouts(connect=5.0))
    with pytest.raises(ConnectionFailed) as caught, network.open(address, "test"):
        pass
    assert caught.value.params["step"] == step
    assert str(urlsplit(address).hostname) in str(caught.value)


def test_a_server_without_tls_is_named_as_such(server: HubServer) -> None:
    address = server.endpoint.replace("http:", "https:")
    network = Network(NetworkOptions(address, proxy=NO_PROXY))
    with pytest.raises(ConnectionFailed) as caught, network.open(address, "test"):
        pass
    assert caught.value.params["step"] == "secure"


# -- proxies -------------------------------------------------------------------------------------
class Proxy:
    """A SOCKS5 or HTTP (CONNECT) proxy on loopback that notes where it was sent."""

    def __init__(self, kind: str, password: str = "") -> None:
        self.targets: list[str] = []
        self._kind, self._password = kind, password
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._listener.close()
        for one in self._sockets:
            one.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(client)
            threading.Thread(target=self._client, args=(client,), daemon=True).start()

    def _client(self, client: socket.socket) -> None:
        try:
            self._speak(client)
        except OSError:
            client.close()

    def _speak(self, client: socket.socket) -> None:
        if self._kind == "http":
            self._http(client)
            return
        methods = client.recv(client.recv(2)[1])
        if self._password:
            client.sendall(b"\x05\x02" if 2 in methods else b"\x05\xff")
            if 2 not in methods:
                return
            user = client.recv(client.recv(2)[1])
            given = client.recv(client.recv(1)[0])
            good = given.decode() == self._password and user == b"me"
            client.sendall(b"\x01\x00" if good else b"\x01\x01")
            if not good:
                return
        else:
            client.sendall(b"\x05\x00")
        client.recv(4)
        host = client.recv(client.recv(1)[0]).decode()
        (port,) = struct.unpack(">H", client.recv(2))
        self.targets.append(f"{host}:{port}")
        if host == "closed.invalid":
            client.sendall(b"\x05\x04\x00\x01\0\0\0\0\0\0")
            return
        client.sendall(b"\x05\x00\x00\x03\x03abc\0\0")
        self._join(client, socket.create_connection(("127.0.0.1", port)))

    def _http(self, client: socket.socket) -> None:
        """Plain http is asked for with the whole address."""
        head = client.recv(65536)
        self.targets.append(head.split(b" ")[1].decode())
        parts = urlsplit(self.targets[-1])
        server = socket.create_connection(("127.0.0.1", parts.port or 80))
        server.sendall(head.replace(f"http://{parts.netloc}".encode(), b"", 1))
        self._join(client, server)

    def _join(self, one: socket.socket, other: socket.socket) -> None:
        self._sockets.append(other)

        def copy(source: socket.socket, target: socket.socket) -> None:
            try:
                while data := source.recv(65536):
                    target.sendall(data)
            except OSError:
                return

        threading.Thread(target=copy, args=(other, one), daemon=True).start()
        copy(one, other)


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "http"])
def test_a_proxy_that_was_set_is_used(server: HubServer, scheme: str) -> None:
    proxy = Proxy("http" if scheme == "http" else "socks")
    network = Network(NetworkOptions(server.other_host, proxy=f"{scheme}://127.0.0.1:{proxy.port}"))
    server.add("a/b", {})
    assert Hub(network).search("a").models[0].repo == "a/b"
    assert "localhost" in proxy.targets[0]  # the proxy looks names up
    network.close()
    proxy.close()


def test_a_socks_proxy_may_want_a_password(server: HubServer) -> None:
    proxy = Proxy("socks", password="it is secret")
    server.add("a/b", {})
    good = f"socks5://me:it%20is%20secret@127.0.0.1:{proxy.port}"
    for address in (f"socks5://127.0.0.1:{proxy.port}", f"socks5://me:wrong@127.0.0.1:{proxy.port}"):
        network = Network(NetworkOptions(server.other_host, proxy=address))
        with pytest.raises(ConnectionFailed) as caught:
            Hub(network).search("a")
        assert caught.value.params["step"] == "proxy"
        assert "wrong" not in str(caught.value)
        network.close()
    network = Network(NetworkOptions(server.other_host, proxy=good))
    assert Hub(network).search("a").models
    network.close()
    proxy.close()


@pytest.mark.parametrize("scheme", ["socks5", "http"])
def test_the_password_of_a_proxy_may_come_from_elsewhere(server: HubServer, scheme: str) -> None:
    """From the keyring: it is asked for with the address, and a changed one counts at once."""
    proxy = Proxy("http" if scheme == "http" else "socks", password="it is secret")
    server.add("a/b", {})
    address, passwords = f"{scheme}://me@127.0.0.1:{proxy.port}", dict[str, str]()
    network = Network(NetworkOptions(server.other_host, proxy=address), password_of=passwords.get)
    if scheme == "socks5":
        with pytest.raises(ConnectionFailed):
            Hub(network).search("a")
    passwords[address] = "it is secret"
    assert Hub(network).search("a").models
    network.close()
    proxy.close()


def test_what_a_proxy_cannot_reach_is_its_fault() -> None:
    proxy = Proxy("socks")
    options = NetworkOptions("http://closed.invalid", proxy=f"socks5://127.0.0.1:{proxy.port}")
    network = Network(options)
    with (
        pytest.raises(ConnectionFailed, match="SOCKS error 4") as caught,
        network.open(options.endpoint, "t"),
    ):
        pass
    assert caught.value.params["step"] == "proxy"
    proxy.close()


def test_the_systems_proxy_is_used_unless_it_is_switched_off(
    server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy("http")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.delenv("no_proxy", raising=False)
    network = Network(NetworkOptions("http://hub.invalid"), timeouts=Timeouts(2.0, 2.0))
    url = f"http://hub.invalid:{server.port}/api/models"
    with network.open(url, "test") as response:
        assert response.status_code == 200
    assert proxy.targets == [url]
    network.update(NetworkOptions("http://hub.invalid", proxy=NO_PROXY))
    with pytest.raises(ConnectionFailed), network.open(url, "test"):
        pass
    network.close()
    proxy.close()


@pytest.mark.parametrize(
    "options",
    [
        NetworkOptions("huggingface.co"),
        NetworkOptions("ftp://huggingface.co"),
        NetworkOptions("https://user:secret@huggingface.co"),
        NetworkOptions("http://[::1"),
        NetworkOptions(proxy="socks4://127.0.0.1"),
        NetworkOptions(proxy="http://127.0.0.1:port"),
    ],
)
def test_addresses_that_cannot_be_used_are_refused(options: NetworkOptions) -> None:
    with pytest.raises(UsageError) as caught:
        Network(options)
    assert "secret" not in str(caught.value)
