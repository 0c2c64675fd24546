"""Which pages may ask: those of origins that the user has written down, and they need the token, too."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest

from llmdesk.errors import UsageError
from llmdesk.server.desk import Source
from llmdesk.server.origins import as_origin
from llmdesk.server.serving import Server, Serving
from tests.fakes import FakeEngine
from tests.server.conftest import SPEC, TOKEN

PAGE = "https://notes.example"
ASKING = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}


@pytest.fixture(scope="module")
def allowing() -> Iterator[Server]:
    engine = FakeEngine()
    source = Source(lambda: SPEC.name, lambda cancel: engine.load(SPEC, None, cancel))
    server = Server(engine, source, Serving(0, TOKEN, origins=(PAGE, "app://obsidian.md", "*", "null")))
    yield server
    server.close()


@pytest.fixture
def page(allowing: Server) -> Iterator[httpx2.Client]:
    """Sends what a browser sends, with the token."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx2.Client(base_url=allowing.address, headers=headers, trust_env=False) as client:
        yield client


def test_a_page_of_an_allowed_origin_asks_and_may_read_the_answer(page: httpx2.Client) -> None:
    headers = {**ASKING, "Access-Control-Request-Headers": "authorization,content-type,x-stainless-lang"}
    del page.headers["Authorization"]
    asked = page.options("/chat/completions", headers=headers)
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == PAGE
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "x-stainless-lang" in asked.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in asked.headers
    said = {"messages": [{"role": "user", "content": "Hi"}]}
    with_token = {"Origin": PAGE, "Authorization": f"Bearer {TOKEN}"}
    answer = page.post("/chat/completions", json=said, headers=with_token)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == PAGE
    assert "origin" in answer.headers["vary"].lower()
    streamed = page.post("/chat/completions", json={**said, "stream": True}, headers=with_token)
    assert streamed.headers["access-control-allow-origin"] == PAGE
    assert "[DONE]" in streamed.text


def test_a_page_on_the_web_may_reach_this_computer(page: httpx2.Client) -> None:
    asked = page.options("/models", headers={**ASKING, "Access-Control-Request-Private-Network": "true"})
    assert asked.headers["access-control-allow-private-network"] == "true"


def test_it_needs_the_token_and_may_read_that_it_does(page: httpx2.Client) -> None:
    answer = page.get("/models", headers={"Origin": PAGE, "Authorization": "Bearer wrong"})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "wrong_token"
    assert answer.headers["access-control-allow-origin"] == PAGE


@pytest.mark.parametrize(
    "origin",
    [
        "https://other.example",
        "http://notes.example",
        "https://notes.example:8443",
        "https://notes.example.evil.example",
        "https://sub.notes.example",
        "null",
        "*",
    ],
)
def test_every_other_origin_is_refused_as_before(page: httpx2.Client, origin: str) -> None:
    for method in ("GET", "OPTIONS"):
        answer = page.request(method, "/models", headers={**ASKING, "Origin": origin})
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "wrong_origin"
        assert "access-control-allow-origin" not in answer.headers


def test_a_name_that_was_made_to_point_here_is_refused_for_allowed_origins_too(page: httpx2.Client) -> None:
    answer = page.options("/models", headers={**ASKING, "Host": "rebind.example.org"})
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "wrong_host"


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        (" HTTPS://Notes.Example/ ", PAGE),
        ("https://notes.example:443", PAGE),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("app://obsidian.md", "app://obsidian.md"),
        ("chrome-extension://abcdefgh", "chrome-extension://abcdefgh"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(text: str, origin: str) -> None:
    assert as_origin(text) == origin
    assert as_origin(origin) == origin


@pytest.mark.parametrize(
    "text",
    [
        "", "*", "null", "notes.example", "https://", "https://notes.example/path", "https://a@notes.example",
        "https://notes.example?x", "https://notes.example#x", "https://*.example", "https://notes.example:0",
        "https://notes.example:99999", "https://notes.example:x", "file:///home", "https://ä.example",
        "https://a b", "https://a\nb", "https://[::1", "https://" + "a" * 400,
    ],
)  # fmt: skip
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not an origin"):
        as_origin(text)
