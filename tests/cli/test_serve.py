"""`llmdesk serve`: the address and the token, and its end."""

from __future__ import annotations

import io
import json
import signal
import threading
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
import uvicorn

from llmdesk.cli.serve import TOKEN_VARIABLE
from llmdesk.errors import ModelLoadError
from llmdesk.paths import Paths
from llmdesk.server.listening import listen
from llmdesk.settings import Settings, save_settings
from tests.cli.harness import Cli

TOKEN = "a-token-of-somebodys-own"


class _Then(io.StringIO):
    """Standard output; once all is told, `act` gets it, and then comes Ctrl-C."""

    def __init__(self, act: Callable[[str], None]) -> None:
        super().__init__()
        self._act = act

    def write(self, text: str) -> int:
        count = super().write(text)
        if text.endswith("\n"):
            try:
                self._act(self.getvalue())
            finally:
                signal.raise_signal(signal.SIGINT)
        return count


def test_it_prints_what_other_programs_need_and_answers_them_until_ctrl_c(run: Cli) -> None:
    found: list[Any] = []

    def ask(told: str) -> None:
        document = json.loads(told)
        headers = {"Authorization": f"Bearer {document['token']}"}
        answer = httpx2.get(f"{document['address']}/models", headers=headers, trust_env=False)
        found.append((document, answer.json()["data"][0]["id"]))

    run.out = _Then(ask)
    assert run("serve", "--port", "0", "--json") == 0
    [(document, model)] = found
    assert list(document) == ["address", "token"]
    assert document["address"].startswith("http://127.0.0.1:")
    assert len(document["token"]) > 40
    assert model == "tiny"
    assert run.engine.closed
    assert "GET /v1/models 200" in run.err.getvalue()
    assert document["token"] not in run.err.getvalue()
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{document['address']}/models", trust_env=False)


def test_pages_of_origins_that_are_given_may_ask(run: Cli) -> None:
    found: list[str | None] = []
    headers = {"Origin": "https://notes.example", "Access-Control-Request-Method": "GET"}

    def ask(told: str) -> None:
        answer = httpx2.options(f"{json.loads(told)['address']}/models", headers=headers, trust_env=False)
        found.append(answer.headers.get("access-control-allow-origin"))

    for words in (["--allow-origin", "https://NOTES.example/"], [], ["--allow-origin", "http://localhost"]):
        run.out = _Then(ask)
        assert run("serve", "--port", "0", "--json", *words) == 0
    save_settings(Paths.under(run.folder / "data").settings, Settings(server_origins=(headers["Origin"],)))
    run.out = _Then(ask)
    assert run("serve", "--port", "0", "--json") == 0
    assert found == [headers["Origin"], None, None, headers["Origin"]]


@pytest.mark.parametrize("origin", ["notes.example", "*", "null", "https://notes.example/path"])
def test_what_is_no_origin_is_refused(run: Cli, origin: str) -> None:
    assert run("serve", "--allow-origin", origin) == 2
    assert "is not an origin" in run.err.getvalue()


class _Unread(io.StringIO):
    """Standard error that nobody reads: a line about a request waits."""

    def __init__(self, read: threading.Event) -> None:
        super().__init__()
        self._read = read

    def write(self, text: str) -> int:
        if "GET" in text:
            self._read.wait(10)
        return super().write(text)


def test_it_goes_on_answering_while_nobody_reads_what_it_tells(run: Cli) -> None:
    read = threading.Event()

    def ask(told: str) -> None:
        document = json.loads(told)
        headers = {"Authorization": f"Bearer {document['token']}"}
        try:
            for _ in range(3):
                httpx2.get(f"{document['address']}/models", headers=headers, trust_env=False, timeout=3)
        finally:
            read.set()

    run.out, run.err = _Then(ask), _Unread(read)
    assert run("serve", "--port", "0", "--json") == 0
    assert run.err.getvalue().count("GET /v1/models 200") == 3


def test_as_words_it_says_the_same(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    run.out = _Then(lambda _: None)
    assert run("serve", "--port", "0") == 0
    address, token = run.out.getvalue().splitlines()
    assert address.startswith("Address: http://127.0.0.1:")
    assert token == f"Token:   {TOKEN}"
    assert "Ctrl-C" in run.err.getvalue()


def test_a_token_that_cannot_be_one_is_refused(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, "short")
    assert run("serve", "--port", "0") == 2
    assert TOKEN_VARIABLE in run.err.getvalue()


def test_a_port_that_is_taken_is_status_2_before_a_model_is_loaded(run: Cli) -> None:
    taken = listen(0)
    run.engine.load_error = ModelLoadError("This model cannot be loaded.")
    try:
        paths = Paths.under(run.folder / "data")
        save_settings(paths.settings, Settings(server_port=taken.port))
        assert run("serve") == 2
        assert f"Port {taken.port} is already in use." in run.err.getvalue()
    finally:
        taken.socket.close()


def test_a_model_that_cannot_be_loaded_leaves_the_port_free(run: Cli) -> None:
    free = listen(0)
    free.socket.close()
    run.engine.load_error = ModelLoadError("This model cannot be loaded.")
    assert run("serve", "--port", str(free.port)) == 2
    assert "cannot be loaded" in run.err.getvalue()
    listen(free.port).socket.close()


def test_a_server_that_dies_is_told_and_status_2(run: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()

    async def on_tick(self: uvicorn.Server, counter: int) -> bool:
        if told.is_set():
            raise RuntimeError("its loop broke")
        return False

    class Told(io.StringIO):
        def write(self, text: str) -> int:
            told.set()
            return super().write(text)

    monkeypatch.setattr(uvicorn.Server, "on_tick", on_tick)
    run.out = Told()
    assert run("serve", "--port", "0") == 2
    assert "The server for other programs has ended by itself." in run.err.getvalue()
    assert "RuntimeError" in run.err.getvalue()


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused(run: Cli, port: str) -> None:
    assert run("serve", "--port", port) == 2
    assert "port" in run.err.getvalue() or "number" in run.err.getvalue()
