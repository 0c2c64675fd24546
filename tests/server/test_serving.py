"""The server's thread: its start, its end with streams open, and what it leaves alone."""

from __future__ import annotations

import json
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import httpx2
import pytest

from llmdesk.errors import UsageError
from llmdesk.server import app, serving
from llmdesk.server.desk import Source
from llmdesk.server.records import MOST
from llmdesk.server.serving import END_S, Server, Serving
from llmdesk.server.tokens import is_token, make_anew, token_of
from tests.fakes import FakeEngine
from tests.server.conftest import SPEC, TOKEN, serve

HI: Any = {"messages": [{"role": "user", "content": "A secret of mine"}], "stream": True}


def test_a_port_that_is_taken_is_told(server: Server, engine: FakeEngine) -> None:
    source = Source(lambda: "", lambda cancel: engine.load(SPEC, None, cancel))
    with pytest.raises(UsageError, match="already in use") as caught:
        Server(engine, source, Serving(server.port, TOKEN))
    assert str(server.port) in str(caught.value)


def test_it_listens_on_this_computer_alone(server: Server) -> None:
    assert server.address == f"http://127.0.0.1:{server.port}/v1"
    assert server._listening.socket.getsockname()[0] == "127.0.0.1"


def test_it_ends_in_time_with_streams_open_and_ends_them() -> None:
    engine = FakeEngine()
    server = serve(engine, SPEC)
    engine.gate.clear()
    engine.enqueue("One two", "One two", "One two")
    told: list[str] = []

    def ask() -> None:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        try:
            answer = httpx2.post(
                f"{server.address}/chat/completions", json=HI, headers=headers, trust_env=False
            )
            told.append(answer.text)
        except httpx2.TransportError as error:
            told.append(str(error))

    clients = [threading.Thread(target=ask) for _ in range(3)]
    for client in clients:
        client.start()
    until(lambda: len(engine.streams) == 3)
    began = time.monotonic()
    server.close()
    assert time.monotonic() - began < END_S
    assert not server.running
    for client in clients:
        client.join(5)
    assert len(told) == 3
    assert all("stopped" in text for text in told)
    assert all(stream._cancelled.is_set() for stream in engine.streams)
    server.close()


def test_it_ends_in_time_while_a_client_reads_nothing() -> None:
    engine = FakeEngine()
    server = serve(engine, SPEC)
    engine.enqueue("word " * 200_000)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    client = httpx2.Client(headers=headers, trust_env=False)
    with client, client.stream("POST", f"{server.address}/chat/completions", json=HI):
        began = time.monotonic()
        server.close()
        assert time.monotonic() - began < END_S
        assert not server.running


def test_a_client_that_reads_nothing_keeps_its_turn_for_a_while_only(
    monkeypatch: pytest.MonkeyPatch, server: Server, engine: FakeEngine
) -> None:
    monkeypatch.setattr(app, "_TAKEN_WITHIN_S", 0.2)
    engine.enqueue(("w" * 50_000 + " ") * 400)
    client = httpx2.Client(headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False)
    with client, client.stream("POST", f"{server.address}/chat/completions", json=HI):
        until(lambda: engine.streams[-1]._cancelled.is_set())


@pytest.mark.parametrize("sent", [b"", b"GET /v1/models HTTP/1.1\r\nHost: 127."])
def test_a_connection_on_which_no_request_comes_is_closed(
    monkeypatch: pytest.MonkeyPatch, server: Server, sent: bytes
) -> None:
    monkeypatch.setattr(serving, "_HEAD_WITHIN_S", 0.1)
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as slow:
        slow.sendall(sent)
        assert slow.recv(100) == b""


def test_who_is_answered_may_take_longer_and_ask_again(
    monkeypatch: pytest.MonkeyPatch, web: httpx2.Client, engine: FakeEngine
) -> None:
    monkeypatch.setattr(serving, "_HEAD_WITHIN_S", 0.1)
    engine.gate.clear()
    threading.Timer(0.3, engine.gate.set).start()
    assert web.post("/v1/chat/completions", json=HI | {"stream": False}).status_code == 200
    assert web.get("/v1/models").status_code == 200


def test_after_its_end_the_port_is_free_and_no_thread_is_left() -> None:
    engine = FakeEngine()
    before = threading.active_count()
    for _ in range(3):
        server = serve(engine, SPEC)
        port = server.port
        headers = {"Authorization": f"Bearer {TOKEN}"}
        answer = httpx2.post(f"{server.address}/chat/completions", json=HI, headers=headers, trust_env=False)
        assert answer.status_code == 200
        server.close()
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(f"http://127.0.0.1:{port}/v1/models", trust_env=False)
    until(lambda: threading.active_count() <= before)


def test_signals_are_left_to_the_program(server: Server) -> None:
    assert signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_DFL)
    assert server.running


def test_the_list_of_requests_and_the_log_hold_no_texts(
    web: httpx2.Client, server: Server, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.enqueue("An answer of its own")
    with caplog.at_level(logging.INFO, "llmdesk"):
        before = len(server.records())
        web.post("/v1/chat/completions", json=HI, headers={"User-Agent": "notes/1.0"})
        web.post("/v1/chat/completions", content=b'{"messages": "A secret of mine"}')
        web.get("/v1/models", headers={"Authorization": "Bearer A-secret-of-mine"})
        until(lambda: len(server.records()) == min(before + 3, MOST))
    good, wrong, stranger = server.records()[-3:]
    assert (good.client, good.program, good.path) == ("127.0.0.1", "notes/1.0", "/v1/chat/completions")
    assert (good.status, good.tokens_read, good.tokens_written) == (200, 10, 5)
    assert (wrong.status, stranger.status) == (400, 403)
    assert time.time() - good.at < 60
    said = caplog.text + repr(server.records()[-3:])
    assert "/v1/chat/completions 200" in said
    for secret in ("secret", "answer", TOKEN):
        assert secret not in said


def test_of_an_unknown_path_or_method_nothing_is_kept(
    web: httpx2.Client, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "llmdesk"):
        before = len(server.records())
        web.get("/v1/models/my-secret-model")
        web.get("/v1/secret-text", headers={"Authorization": ""})
        web.get("/v1/models/secret?secret=1", headers={"Authorization": ""})
        web.request("SECRET", "/v1/completions")
        until(lambda: len(server.records()) == min(before + 4, MOST))
    kept = server.records()[-4:]
    assert [record.path for record in kept] == ["/v1/models/…", "", "/v1/models/…", "/v1/completions"]
    assert [record.method for record in kept] == ["GET", "GET", "GET", ""]
    assert [record.status for record in kept] == [404, 403, 403, 405]
    assert "secret" not in (caplog.text + repr(kept)).lower()


def test_a_program_that_asks_for_another_protocol_is_answered_and_not_warned_of(
    web: httpx2.Client, caplog: pytest.LogCaptureFixture
) -> None:
    assert web.get("/v1/models", headers={"Connection": "Upgrade", "Upgrade": "h2c"}).status_code == 200
    assert "uvicorn" not in caplog.text


def test_a_bug_is_answered_without_a_word_of_it_and_logged(
    web: httpx2.Client, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(request: object) -> None:
        raise ZeroDivisionError(HI["messages"][0]["content"])

    engine.generate = broken  # type: ignore[method-assign, assignment]
    answer = web.post("/v1/chat/completions", json=HI)
    assert answer.status_code == 500
    assert "secret" not in answer.text + caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert web.get("/v1/models").status_code == 200


def test_a_model_is_loaded_when_somebody_asks(web: httpx2.Client, engine: FakeEngine) -> None:
    assert web.get("/v1/models").json()["data"][0]["id"] == "Small"
    assert engine.model is None
    assert web.post("/v1/chat/completions", json=HI).status_code == 200
    assert engine.model is not None


class _Kept:
    """A keyring."""

    def __init__(self, works: bool) -> None:
        self.works, self.tokens = works, dict[str, str]()

    def get(self, host: str) -> str | None:
        return self.tokens.get(host)

    def set(self, host: str, token: str, *, remember: bool = True) -> bool:
        self.tokens[host] = token
        return self.works


def test_the_token_stays_until_it_is_made_anew() -> None:
    kept = _Kept(works=True)
    token, stays = token_of(kept)
    assert stays
    assert is_token(token)
    assert len(token) > 40
    assert token_of(kept) == (token, True)
    assert make_anew(kept)[0] != token
    assert token_of(kept)[0] != token
    assert token_of(_Kept(works=False))[1] is False


def test_unused_nothing_of_it_is_imported_and_no_socket_is_opened() -> None:
    code = """
import json, socket, sys
opened = []
class Socket(socket.socket):
    def __init__(self, *words, **named):
        opened.append(words)
        super().__init__(*words, **named)
socket.socket = Socket
import llmdesk.cli, llmdesk.workshop, llmdesk.ui.app, llmdesk.ui.settings.dialog
llmdesk.cli.main(["--help"])
found = [name for name in sys.modules if name.split(".")[0] in ("starlette", "uvicorn", "h11")]
found += [name for name in sys.modules if name.startswith("llmdesk.server")]
print("FOUND", json.dumps([found, len(opened)]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found, opened = json.loads(done.stdout.partition("FOUND ")[2])
    assert (found, opened) == ([], 0)


def until(holds: Any) -> None:
    """Wait until it holds, at most ten seconds."""
    waited = threading.Event()
    for _ in range(2000):
        if holds():
            return
        waited.wait(0.005)
    raise AssertionError("it did not come")
