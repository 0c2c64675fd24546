"""The description of the API is what the server does: requests made of it, right and wrong, find no 500."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error

from llmdesk.server.openapi import document
from llmdesk.server.serving import Server
from tests.server.conftest import TOKEN

SCHEMA = schemathesis.openapi.from_dict(document())
MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
EXAMPLES = 12  # of each path and mode


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/chat/completions"),
        ("POST", "/v1/completions"),
        ("POST", "/v1/decisions"),
    ],
)
@pytest.mark.parametrize("mode", MODES)
def test_no_request_makes_it_fail(server: Server, method: str, path: str, mode: Any) -> None:
    operation = SCHEMA[path][method]

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.call_and_validate(
            base_url=server.address.removesuffix("/v1"),
            headers={"Authorization": f"Bearer {TOKEN}"},
            checks=[not_a_server_error],
        )

    ask()


def test_the_description_is_served_to_who_may_ask(web: httpx2.Client) -> None:
    served = web.get("/openapi.json").json()
    assert served == document()
    assert set(served["paths"]) >= {"/v1/chat/completions", "/v1/completions", "/v1/decisions", "/v1/models"}
