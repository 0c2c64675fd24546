"""Who may ask: not a page of another origin, nor one behind a name that points here, nor who has no token."""

from __future__ import annotations

import httpx2
import pytest

from llmdesk.server.access import Access
from llmdesk.server.failures import Refusal
from llmdesk.server.serving import Server
from tests.server.conftest import TOKEN

GOOD = {"host": "127.0.0.1:11439", "authorization": f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Authorization": ""}, "wrong_token"),
        ({"Authorization": "Bearer wrong"}, "wrong_token"),
        ({"Authorization": f"Basic {TOKEN}"}, "wrong_token"),
        ({"Authorization": "Bearer \xe9"}, "wrong_token"),
        ({"Origin": "https://example.org"}, "wrong_origin"),
        ({"Origin": "null"}, "wrong_origin"),
        ({"Origin": "http://localhost:3000"}, "wrong_origin"),
        ({"Host": "rebind.example.org"}, "wrong_host"),
        ({"Host": "127.0.0.1.example.org"}, "wrong_host"),
        ({"Host": "192.168.1.7:80"}, "wrong_host"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_whoever_may_not_ask_gets_403_and_no_leave_to_read_it(
    web: httpx2.Client, headers: dict[str, str], code: str, method: str
) -> None:
    sent = {name: value.encode("latin-1") for name, value in headers.items()}
    answer = web.request(method, "/v1/models", headers=sent)  # type: ignore[arg-type]  # bytes, for é
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == code
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_a_page_of_its_own_origin_and_any_name_of_loopback_may(web: httpx2.Client, server: Server) -> None:
    assert web.get("/v1/models", headers={"Host": "localhost"}).status_code == 200
    assert web.get("/v1/models", headers={"Host": f"[::1]:{server.port}"}).status_code == 200
    own = f"http://127.0.0.1:{server.port}"
    assert web.get("/v1/models", headers={"Origin": own}).status_code == 200


def test_no_preflight_of_another_origin_is_granted(web: httpx2.Client) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = web.options("/v1/chat/completions", headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_a_token_made_anew_is_the_only_one_from_then_on(web: httpx2.Client, server: Server) -> None:
    server.change_token("another-token-of-16")
    assert web.get("/v1/models").status_code == 403
    assert web.get("/v1/models", headers={"Authorization": "Bearer another-token-of-16"}).status_code == 200


@pytest.mark.parametrize("host", ["192.168.1.7:11439", "[fe80::1]:11439", "localhost"])
def test_on_the_network_addresses_are_no_names_of_the_web(host: str) -> None:
    Access(TOKEN, network=True).check({**GOOD, "host": host})


@pytest.mark.parametrize("host", ["", "example.org", "localhost.example.org", "[::1].example.org"])
def test_on_the_network_a_name_of_the_web_is_refused(host: str) -> None:
    with pytest.raises(Refusal):
        Access(TOKEN, network=True).check({**GOOD, "host": host})
