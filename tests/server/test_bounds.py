"""What is too large, too much or no JSON is refused with its status, and the server goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import httpx2
import pytest

from llmdesk.server.app import MOST_BODY
from llmdesk.server.failures import Refusal
from llmdesk.server.turns import Turns
from tests.fakes import FakeEngine

HI: Any = {"messages": [{"role": "user", "content": "Hi"}]}


def test_a_body_that_is_too_large_is_refused_however_it_comes(web: httpx2.Client) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(MOST_BODY // 1_000_000 + 2):
            yield b" " * 1_000_000

    for body in (b" " * (MOST_BODY + 1), chunks()):
        try:
            status = web.post("/v1/chat/completions", content=body).status_code
        except httpx2.TransportError:  # it was refused before all was sent
            status = 413
        assert status == 413
    assert web.post("/v1/chat/completions", json=HI).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"\xff", b"null", b'{"messages": "\\ud800"}'])
def test_what_is_no_request_is_refused_with_the_place(web: httpx2.Client, body: bytes) -> None:
    for path in ("/v1/chat/completions", "/v1/completions", "/v1/decisions"):
        answer = web.post(path, content=body)
        assert answer.status_code == 400, path
        assert answer.json()["error"]["message"]


def test_paths_and_methods_that_are_not_there_are_told_in_the_same_form(web: httpx2.Client) -> None:
    for method, path, status in (
        ("GET", "/v1/nothing", 404),
        ("GET", "/v1/chat/completions", 405),
        ("POST", "/v1/models", 405),
        ("GET", "/v1/models/other", 404),
        ("GET", "/", 404),
    ):
        answer = web.request(method, path)
        assert answer.status_code == status, path
        assert answer.json()["error"]["message"]


def test_what_comes_beyond_the_queue_is_refused_at_once_with_a_time_to_come_back() -> None:
    async def ask() -> None:
        turns = Turns(at_once=1, most_waiting=1)
        async with turns.turn():
            waiting = asyncio.create_task(turns.turn().__aenter__())
            await asyncio.sleep(0)
            with pytest.raises(Refusal) as caught:
                await turns.turn().__aenter__()
            assert caught.value.status == 429
            assert caught.value.headers["Retry-After"]
        await waiting
        gone = asyncio.create_task(turns.turn().__aenter__())
        await asyncio.sleep(0)
        gone.cancel()
        again = asyncio.create_task(turns.turn().__aenter__())
        await asyncio.sleep(0)
        assert not again.done(), "who went away has left the queue free"
        again.cancel()

    asyncio.run(ask())


def test_many_requests_at_once_are_all_answered(web: httpx2.Client, engine: FakeEngine) -> None:
    """As `tests/benchmarks/server.py` does with 1,000."""

    def ask(number: int) -> str:
        body = {"messages": [{"role": "user", "content": f"word {number}"}], "stream": number % 2 == 0}
        answer = web.post("/v1/chat/completions", json=body)
        assert answer.status_code == 200
        return answer.text

    with ThreadPoolExecutor(16) as pool:
        asked = [pool.submit(ask, number) for number in range(160)]
        wait(asked)
    assert all("Fine." in one.result() for one in asked)
    assert len(engine.requests) == 160
