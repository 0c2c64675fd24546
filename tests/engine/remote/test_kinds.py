"""Which software a server is: by its list, or by endpoints that are its own. None of it is an ability."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from llmdesk.engine.abilities import Ability
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.types import GenerateRequest, Message, ModelSpec
from llmdesk.errors import EngineRefused
from llmdesk.network.gate import Network
from tests.engine.remote.scripted_server import ScriptedServer


@pytest.fixture
def there() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


OLLAMA = {"models": [{"name": "model-a", "model": "model-a", "context_length": 6000}]}
LM_STUDIO = {"data": [{"id": "model-a", "state": "loaded", "loaded_context_length": 6000}]}
NOT_LOADED = {"data": [{"id": "model-a", "state": "not-loaded", "max_context_length": 32768}]}


@pytest.mark.parametrize(
    ("kind", "answers", "context"),
    [
        ("Ollama", {"/api/tags": OLLAMA}, 4096),
        ("Ollama", {"/api/tags": OLLAMA, "/api/ps": OLLAMA}, 6000),
        ("LM Studio", {"/api/v0/models": LM_STUDIO}, 6000),
        ("LM Studio", {"/api/v0/models": NOT_LOADED}, 0),
        ("SGLang", {"/get_model_info": {"model_path": "somebody/model-a", "is_generation": True}}, 0),
        ("OpenAI", {"/api/tags": {"models": [{"name": "another"}]}}, 0),
        ("OpenAI", {"/api/tags": {"models": "none"}, "/api/v0/models": {"data": [None, 3]}}, 0),
    ],
)
def test_a_server_is_known_by_its_own_endpoints_where_its_list_says_nothing(
    there: ScriptedServer, gate: Network, kind: str, answers: dict[str, dict[str, object]], context: int
) -> None:
    there.others.update(answers)
    engine = RemoteEngine(lambda: gate)
    try:
        engine.load(ModelSpec(ElsewhereRef(there.address)))
        facts = engine.server_facts
    finally:
        engine.close()
    assert facts is not None
    assert (facts.kind, facts.context) == (kind, context)
    assert facts.abilities == {Ability.CHAT}, "what nobody saw it do is not told"
    assert there.chats == []


@pytest.mark.parametrize(
    ("owner", "kind"), [("vllm", "vLLM"), ("sglang", "SGLang"), ("library", "Ollama"), ("x", "OpenAI")]
)
def test_one_that_says_what_it_is_and_answers_chats_alone_does_no_more(
    there: ScriptedServer, gate: Network, owner: str, kind: str
) -> None:
    there.owner = owner
    engine = RemoteEngine(lambda: gate)
    try:
        model = engine.load(ModelSpec(ElsewhereRef(there.address)))
        assert engine.server_facts is not None
        assert engine.server_facts.kind == kind
    finally:
        engine.close()
    assert model.abilities == {Ability.CHAT}


@pytest.mark.parametrize("status", [401, 403, 405, 429, 500, 503])
def test_a_gateway_that_lets_openais_paths_through_alone_answers_chats(
    there: ScriptedServer, gate: Network, status: int
) -> None:
    there.elsewhere_status = status
    engine = RemoteEngine(lambda: gate)
    try:
        model = engine.load(ModelSpec(ElsewhereRef(there.address)))
        assert engine.generate(GenerateRequest((Message("user", "Count."),))).result().text
    finally:
        engine.close()
    assert model.abilities == {Ability.CHAT}


def test_a_vllm_that_is_busy_at_the_moment_is_not_taken_for_less(
    there: ScriptedServer, gate: Network
) -> None:
    there.owner, there.elsewhere_status = "vllm", 503
    engine = RemoteEngine(lambda: gate)
    try:
        with pytest.raises(EngineRefused, match="busy"):
            engine.load(ModelSpec(ElsewhereRef(there.address)))
    finally:
        engine.close()
