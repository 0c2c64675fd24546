"""An engine elsewhere that misbehaves: what is said, what is tried again, and that nothing is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpcore2
import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import Ability
from llmdesk.engine.model_ref import ElsewhereRef
from llmdesk.engine.remote import client, connection, many, pace, server
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.remote.server import Patience
from llmdesk.engine.types import Completion, GenerateRequest, Message, ModelSpec, Sampling
from llmdesk.errors import Cancelled, ContextTooLong, EngineRefused, EngineUnreachable
from llmdesk.network.addresses import is_readable_on_the_way, origin_of
from llmdesk.network.failures import ConnectionFailed
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions
from tests.engine.remote.scripted_server import Fault, ScriptedServer
from tests.servers.ports import free_port

QUESTION = GenerateRequest((Message("user", "Count."),))
QUICK = Patience(connect=2.0, question=0.5, silence=0.3)
#: Self-signed, for localhost and 127.0.0.1.
CERTIFICATE = """\
-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIANy3gZjTLLZSZ7QeQ9l3jZfU3gq9F3/etoy5qmvp5scoAoGCCqGSM49
AwEHoUQDQgAE4OH01TfnHv7UvhWTA5sB3jR5digxTwPR8hMpjaknGiq36jcEs/JF
UE6xp2kUReTkrzCU1zPVVe+25fHmLflAjA==
-----END EC PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUL70oXm+EuqGLo24GC0AJKfkbzZwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDAyNTMwMloYDzIxMjYxMTA2
MDI1MzAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATg4fTVN+ce/tS+FZMDmwHeNHl2KDFPA9HyEymNqScaKrfqNwSz8kVQ
TrGnaRRF5OSvMJTXM9VV77bl8eYt+UCMo28wbTAdBgNVHQ4EFgQU/zG2/dRUJVeL
FbxM/k01NpBWDcAwHwYDVR0jBBgwFoAU/zG2/dRUJVeLFbxM/k01NpBWDcAwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAM116GVTaaLnQNHr4alxpONqbTfefyaI9e55PmIz2N1xAiEA
mM0IPHPsYR9ik2nRN/Fif+mMJmU9bAOfB2KUFeh+OjY=
-----END CERTIFICATE-----
"""


@pytest.fixture
def there() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
def engine(there: ScriptedServer) -> Iterator[RemoteEngine]:
    tokens = {origin_of(there.address): "secret"}
    network = Network(NetworkOptions(proxy=NO_PROXY), token_of=tokens.get)
    engine = RemoteEngine(lambda: network, QUICK, backoff=(0.01, 0.01))
    engine.load(ModelSpec(ElsewhereRef(there.address)))
    yield engine
    engine.close()
    network.close()


def load(address: str, name: str = "", *, offline: bool = False) -> None:
    network = Network(NetworkOptions(proxy=NO_PROXY, offline=offline))
    engine = RemoteEngine(lambda: network, QUICK)
    try:
        engine.load(ModelSpec(ElsewhereRef(address, name)))
    finally:
        engine.close()
        network.close()


def test_a_plain_server_answers_chats_and_does_not_pretend_more(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    model = engine.state().model
    assert model is not None
    assert model.abilities == {Ability.CHAT}
    assert model.name == f"model-a ({model.where})"
    request = GenerateRequest(QUESTION.messages, sampling=Sampling(temperature=0.5, top_k=3), max_tokens=9)
    result = engine.generate(request).result()
    assert (result.text, result.finish_reason) == ("one two three four", "stop")
    assert (result.prompt_tokens, result.completion_tokens) == (7, 4)
    (asked,) = there.chats
    assert (asked.body["temperature"], asked.body["max_tokens"]) == (0.5, 9)
    assert "top_k" not in asked.body, "servers refuse what they do not know"
    with pytest.raises(EngineRefused):
        engine.generate(GenerateRequest(prompt="Once")).result()


@pytest.mark.parametrize(
    ("owner", "others", "context"),
    [
        ("somebody", {}, 8192),
        ("library", {}, 4096),
        ("library", {"/api/ps": {"models": [{"name": "model-a", "context_length": 32768}]}}, 32768),
        ("library", {"/api/ps": {"models": [{"name": "other", "context_length": 32768}]}}, 4096),
        ("library", {"/api/ps": {"models": "none"}}, 4096),
    ],
)
def test_the_context_is_what_the_server_holds_to(
    there: ScriptedServer, owner: str, others: dict[str, dict[str, object]], context: int
) -> None:
    """Ollama cuts what is longer without a word."""
    there.owner, there.others = owner, others
    network = Network(NetworkOptions(proxy=NO_PROXY))
    engine = RemoteEngine(lambda: network, QUICK)
    model = engine.load(ModelSpec(ElsewhereRef(there.address)))
    assert model.context == context
    assert bool(model.warnings) is (owner == "somebody"), "what is assumed is said"
    too_long = GenerateRequest((Message("user", "word " * 2 * context),))
    if owner == "library":
        with pytest.raises(ContextTooLong):
            engine.generate(too_long).result()
        assert there.chats == []
    engine.close()
    network.close()


def test_thoughts_that_a_server_parts_from_the_answer_stay_apart(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    there.deltas = [{"reasoning_content": "Hm."}, {"content": "Yes."}]
    result = engine.generate(QUESTION).result()
    assert (result.thoughts, result.text) == ("Hm.", "Yes.")


def test_the_token_goes_to_this_address_alone_and_never_along_a_redirect(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    engine.generate(QUESTION).result()
    assert {seen.token for seen in there.seen} == {"Bearer secret"}
    with ScriptedServer() as other:
        there.redirect_to = f"{other.address}/v1/chat/completions"
        there.faults.append("redirect")
        with pytest.raises(EngineRefused) as caught:
            engine.generate(QUESTION).result()
        assert "another address" in caught.value.render()[1]
        assert other.seen == []


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        ("401", EngineRefused, "token"),
        ("404", EngineRefused, "address"),
        ("html", EngineUnreachable, "web page"),
        ("hang", EngineUnreachable, "no data for"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(
    there: ScriptedServer, fault: Fault, kind: type[Exception], says: str
) -> None:
    there.list_fault = fault
    with pytest.raises(kind) as caught:
        load(there.address)
    assert says in str(caught.value)


def test_where_nobody_answers_it_is_said_and_what_to_look_at() -> None:
    with pytest.raises(EngineUnreachable) as caught:
        load(f"http://127.0.0.1:{free_port()}")
    assert "port" in caught.value.render()[2]


def test_a_certificate_that_nobody_signed_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "server.pem"
    file.write_text(CERTIFICATE)
    with ScriptedServer(file) as there:
        with pytest.raises(EngineUnreachable) as caught:
            load(there.address)
        assert "certificate" in caught.value.render()[2]
        assert there.seen == []


def test_of_several_models_one_has_to_be_named(there: ScriptedServer) -> None:
    there.models = ["model-a", "model-b"]
    with pytest.raises(EngineRefused, match="several models") as caught:
        load(there.address)
    assert "model-a, model-b" in str(caught.value)
    with pytest.raises(EngineRefused, match="no model"):
        load(there.address, "model-c")
    load(there.address, "model-b")


def test_half_an_answer_is_an_error_and_what_came_is_kept(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    there.faults.append("half")
    stream = engine.generate(QUESTION)
    with pytest.raises(EngineUnreachable):
        stream.result()
    assert stream.text == "one two"


def test_an_answer_that_is_cut_within_a_line_broke_off_and_batch_work_asks_again(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    there.faults.append("cut")
    stream = engine.generate(QUESTION)
    with pytest.raises(EngineUnreachable, match="stopped in the middle"):
        stream.result()
    assert stream.text == "one"
    there.faults.append("cut")
    ((_, result),) = engine.generate_many([QUESTION])
    assert isinstance(result, Completion)
    assert result.text == "one two three four"


def test_an_engine_that_is_silent_too_long_is_given_up(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.faults.append("hang")
    with pytest.raises(EngineUnreachable, match="could not be reached"):
        engine.generate(QUESTION).result(5)


def test_a_cancel_ends_the_answer_at_once_and_closes_the_connection(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    there.faults.append("hang")
    stream = engine.generate(QUESTION)
    while not there.chats:
        time.sleep(0.001)
    began = time.monotonic()
    stream.cancel()
    assert stream.result(2).finish_reason == "cancelled"
    assert there.gone.wait(2), "the server is told to stop by the closed connection"
    assert time.monotonic() - began < 0.3


@pytest.mark.parametrize("fault", ["garbage", "endless"])
def test_what_is_no_event_or_has_no_end_is_refused(
    there: ScriptedServer, engine: RemoteEngine, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MAX_LINE", 50_000)
    there.faults.append(fault)
    stream = engine.generate(QUESTION)
    with pytest.raises(EngineUnreachable, match="does not respond like an engine"):
        stream.result()
    assert stream.text == "one two three four"


def test_a_server_in_front_of_several_models_is_no_llama_server_with_one(there: ScriptedServer) -> None:
    """Its router answers as one, but knows no prompt without the name of a model."""
    there.others["/props"] = {"default_generation_settings": {"n_ctx": 0}, "role": "router"}
    load(there.address)
    there.others["/props"] = {"default_generation_settings": {"n_ctx": 9}}
    there.models = ["model-a", "model-b"]
    load(there.address, "model-b")
    asked = {seen.path for seen in there.seen}
    assert {"/v1/models", "/props"} < asked
    assert not any("completion" in path for path in asked), "nothing is computed by one of them"


def test_a_token_that_a_server_says_back_is_not_shown(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.reason = "the key secret is wrong"
    there.faults.append("401")
    with pytest.raises(EngineRefused, match="the key … is wrong") as caught:
        engine.generate(QUESTION).result()
    assert "secret" not in str(caught.value.params)


def test_an_emoji_that_a_server_sends_in_halves_is_one(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.deltas = [
        {"reasoning": "\ud83d"},
        {"reasoning": "\ude00"},
        {"content": "a\ud83d"},
        {"content": "\ude00"},
    ]
    result = engine.generate(QUESTION).result()
    assert (result.thoughts, result.text) == ("😀", "a😀")


def test_an_event_that_says_that_there_is_no_error_is_none(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    there.beside = {"error": None}
    assert engine.generate(QUESTION).result().text == "one two three four"


def test_what_a_server_calls_its_model_is_one_short_line(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.models = ["a\nb" + "x" * 10_000]
    engine.unload()
    model = engine.load(ModelSpec(ElsewhereRef(there.address)))
    assert model.name.isprintable()
    assert len(model.name) <= 200


def test_unloading_does_not_wait_for_a_server_that_is_silent(there: ScriptedServer) -> None:
    there.list_fault = "hang"
    network = Network(NetworkOptions(proxy=NO_PROXY))
    waiting = RemoteEngine(lambda: network)
    ended: list[type[BaseException]] = []

    def work() -> None:
        try:
            waiting.load(ModelSpec(ElsewhereRef(there.address)))
        except Cancelled as error:
            ended.append(type(error))

    thread = threading.Thread(target=work)
    thread.start()
    while not there.seen:
        time.sleep(0.001)
    began = time.monotonic()
    waiting.unload()
    assert time.monotonic() - began < 1.0
    thread.join(5)
    assert ended == [Cancelled]
    waiting.close()
    network.close()


def test_the_token_goes_along_whatever_letters_the_name_is_written_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = "http://bücher.localhost:8080/v1"
    tokens = {origin_of(address): "secret"}
    network = Network(NetworkOptions(proxy=NO_PROXY), token_of=tokens.get)
    sent: list[str] = []

    def refuse(request: Any) -> None:
        sent.append(dict(request.headers).get(b"Authorization", b"").decode())
        raise httpcore2.ConnectError("nobody")

    monkeypatch.setattr(network, "pool_for", lambda _url: SimpleNamespace(handle_request=refuse))
    with pytest.raises(ConnectionFailed), network.ask_engine(f"{address}/models"):
        pass
    assert sent == ["Bearer secret"]


def test_a_cut_name_of_a_host_is_an_error_and_no_crash() -> None:
    for address in ("http://ü..ü", "http://-ü-.example"):
        with pytest.raises(EngineUnreachable):
            load(address)


def test_too_many_requests_wait_in_batch_work_and_are_told_in_a_chat(
    there: ScriptedServer, engine: RemoteEngine
) -> None:
    there.faults.append("busy")
    with pytest.raises(EngineRefused, match="busy"):
        engine.generate(QUESTION).result()
    there.faults.extend(["busy", "half", "busy"])
    results = dict(engine.generate_many([QUESTION] * 3))
    assert [result.text for result in results.values() if isinstance(result, Completion)] == [
        "one two three four"
    ] * 3


def test_batch_work_that_stays_refused_ends(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.faults.extend(["busy"] * 50)
    with pytest.raises(EngineRefused, match="busy"):
        list(engine.generate_many([QUESTION] * 3))


def test_one_bad_request_does_not_end_the_others(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.faults.append("500")
    results = dict(engine.generate_many([QUESTION] * 3))
    assert sorted(results) == [0, 1, 2]
    assert sum(isinstance(result, EngineRefused) for result in results.values()) == 1


def test_only_so_many_requests_are_under_way_at_once(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.pause_s = 0.01
    assert len(list(engine.generate_many([QUESTION] * 7))) == 7
    assert 1 < there.most_at_once <= pace.FEW
    there.most_at_once = 0
    assert len(list(engine.generate_many([QUESTION] * 120))) == 120
    assert there.most_at_once <= pace.MOST


def test_results_of_another_model_are_never_given_out(
    there: ScriptedServer, engine: RemoteEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "FRESH_S", 0.0)  # each result is checked by itself
    there.pause_s = 0.005
    there.faults.extend([None] * 7)  # type: ignore[list-item]
    there.faults.append("swap")
    given: list[int] = []
    with pytest.raises(EngineRefused, match="another model") as caught:
        given.extend(index for index, _ in engine.generate_many([QUESTION] * 40))
    assert "model-a" in str(caught.value)
    assert "model-b" in str(caught.value)
    assert len(given) <= 8
    monkeypatch.setattr(connection, "FRESH_S", 0.0)
    with pytest.raises(EngineRefused, match="another model"):
        engine.generate(QUESTION).result()


def test_cancelled_batch_work_ends_at_once(there: ScriptedServer, engine: RemoteEngine) -> None:
    there.faults.extend(["hang"] * 20)
    cancel = CancelToken()
    results = engine.generate_many([QUESTION] * 10, cancel)
    began = time.monotonic()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(results)
    assert time.monotonic() - began < 0.3


def test_offline_only_this_computer_is_asked(there: ScriptedServer) -> None:
    load(there.address, offline=True)
    with pytest.raises(EngineUnreachable, match="offline"):
        load("http://192.0.2.1:8080", offline=True)


@pytest.mark.parametrize(
    ("address", "readable"),
    [
        ("http://127.0.0.1:8080", False),
        ("http://localhost:8080", False),
        ("http://workstation:8080/v1", False),
        ("http://10.1.2.3", False),
        ("http://192.168.0.4:1234", False),
        ("http://[fd00::1]:8080", False),
        ("http://gpu.example.org/v1", True),
        ("http://203.0.114.5:8000", True),
        ("https://gpu.example.org/v1", False),
        ("http://16909060/", True),  # 1.2.3.4
        ("http://0x1020304", True),
        ("http://010.1.2.3", True),  # octal: 8.1.2.3
        ("http://１６９０９０６０", True),
        ("http://[::ffff:1.2.3.4]", True),
        ("http://[::ffff:10.1.2.3]", False),
        ("http://2130706433", False),  # 127.0.0.1
        ("http://0x7f.1", False),
        ("http://127.1:8080", False),
    ],
)
def test_a_connection_that_others_can_read_is_warned_of(address: str, readable: bool) -> None:
    assert is_readable_on_the_way(address) is readable
    assert client.READABLE
