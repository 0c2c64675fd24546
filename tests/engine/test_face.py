"""The face of an engine: the same behaviour asked of the tests' fake, of the real child process and of real
servers.

What a tool may rely on stands here; what is so of llama.cpp alone is in the tests of its room.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import reduce
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.engine.abilities import WRITER
from llmdesk.engine.face import TextEngine
from llmdesk.engine.kept_contexts import Keeping
from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import ElsewhereRef, FileRef
from llmdesk.engine.remote.client import RemoteEngine
from llmdesk.engine.types import (
    Completion,
    EngineState,
    GenerateRequest,
    Message,
    ModelSpec,
    Piece,
    ScoreRequest,
    Written,
)
from llmdesk.errors import Cancelled, ContextTooLong, EngineUnreachable, NoModelError, UserError
from llmdesk.network.gate import Network
from tests.engine.conftest import GREEDY, with_template
from tests.fakes import FakeEngine
from tests.servers.llama import llama_server
from tests.servers.vllm import ADDRESS

QUESTION = GenerateRequest((Message("user", "Name three colours."),), sampling=GREEDY, max_tokens=12)
STORY = GenerateRequest((Message("user", "Tell me a long story about a fox."),), sampling=GREEDY)
SCORES = ScoreRequest("Review:", (" good film", " bad", " a very long evening"), "\nIs it", (" yes", " no"))

_THINKS = (
    "{% for message in messages %}{{ message['content'] }}\n\n{% endfor %}"
    "<think>A colour.</think>\n\nRed.\n\n<think>A colour.</think>\n\nBlue.\n\n<think>"
)

#: Kinds that compute elsewhere; a vLLM is asked where one was started for it (`tests.servers.vllm`).
SERVERS = ("llama-server", "vllm")
KINDS = [
    "fake",
    pytest.param("child", marks=pytest.mark.model),
    pytest.param("llama-server", marks=pytest.mark.model),
    *([pytest.param("vllm", marks=pytest.mark.model)] if os.environ.get(ADDRESS) else []),
]


def _fake() -> TextEngine:
    engine = FakeEngine()
    engine.enqueue("Once upon a time there was a fox. " * 200)
    return engine


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def spec(kind: str, request: pytest.FixtureRequest, local_spec: ModelSpec) -> ModelSpec:
    """The starter model, here or elsewhere."""
    if kind not in SERVERS:
        return local_spec
    there = os.environ[ADDRESS] if kind == "vllm" else request.getfixturevalue("llama_address")
    return ModelSpec(ElsewhereRef(there), context=4096)


@pytest.fixture
def fresh(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TextEngine]:
    """An engine that has loaded nothing."""
    if kind == "fake":
        yield _fake()
        return
    if kind in SERVERS:
        engine: TextEngine = RemoteEngine(lambda: request.getfixturevalue("gate"))
    else:
        engine = Engine(tmp_path / "engine.log", request.getfixturevalue("machine"))
    yield engine
    engine.close()


@pytest.fixture
def engine(kind: str, request: pytest.FixtureRequest, spec: ModelSpec) -> TextEngine:
    """An engine with a model."""
    if kind != "fake":
        names = {"child": "shared_engine", "vllm": "vllm_engine"}
        shared: TextEngine = request.getfixturevalue(names.get(kind, "shared_remote_engine"))
        return shared
    fake = _fake()
    fake.load(spec)
    return fake


@pytest.fixture(scope="module")
def vllm_engine(gate: Network) -> Iterator[RemoteEngine]:
    engine = RemoteEngine(lambda: gate)
    engine.load(ModelSpec(ElsewhereRef(os.environ[ADDRESS]), context=4096))
    yield engine
    engine.close()


@pytest.fixture
def thinking(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TextEngine]:
    """An engine with a model that thinks first: real ones go on by the pattern of its template."""
    if kind == "fake":
        fake = FakeEngine()
        fake.load(ModelSpec(FileRef(tmp_path / "fake.gguf")))
        fake.enqueue("<think>A colour, say.</think>\n\nRed.")
        yield fake
        return
    if kind == "vllm":
        pytest.skip("it was started with the model's own template")
    path = with_template(request.getfixturevalue("starter"), tmp_path / "thinker.gguf", _THINKS)
    with ExitStack() as stack:
        if kind == "child":
            engine: TextEngine = Engine(tmp_path / "engine.log", request.getfixturevalue("machine"))
            spec = ModelSpec(FileRef(path), context=1024, device="cpu")
        else:
            engine = RemoteEngine(lambda: request.getfixturevalue("gate"))
            address = stack.enter_context(llama_server(path, tmp_path / "server.log", context=1024))
            spec = ModelSpec(ElsewhereRef(address))
        stack.callback(engine.close)
        engine.load(spec)
        yield engine


def test_without_a_model_nothing_is_answered(fresh: TextEngine) -> None:
    assert fresh.state().status == "empty"
    with pytest.raises(NoModelError):
        fresh.generate(QUESTION)


def test_a_load_tells_how_far_it_is_and_what_was_loaded(fresh: TextEngine, spec: ModelSpec) -> None:
    steps: list[float] = []
    model = fresh.load(spec, steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    assert model.ref == spec.ref
    assert model.context == spec.context
    assert fresh.state().model == model


def test_a_model_elsewhere_is_refused_by_what_runs_files(fresh: TextEngine) -> None:
    with pytest.raises(EngineUnreachable) as caught:
        fresh.load(ModelSpec(ElsewhereRef("http://127.0.0.1:9", "some model")))
    assert caught.value.hint
    assert fresh.state().status == "empty"


def test_a_model_says_where_it_runs_and_on_this_computer_how(engine: TextEngine) -> None:
    model = engine.state().model
    assert model is not None
    assert model.has_template
    if isinstance(model.ref, ElsewhereRef):
        assert model.local is None
        assert model.where == model.ref.place
        return
    assert model.local is not None
    assert model.where == model.local.device == "CPU"
    assert model.local.threads >= 1


def test_what_a_model_says_that_it_can_it_does(engine: TextEngine) -> None:
    model = engine.state().model
    assert model is not None
    assert model.abilities == WRITER
    if isinstance(engine, FakeEngine):
        return  # it plays what a test says
    forced = GenerateRequest(prompt="It is", grammar='root ::= " red" | " blue"', likelihood=True)
    result = engine.generate(forced).result()
    assert result.text in (" red", " blue")
    assert result.log_likelihood is not None
    assert result.log_likelihood < 0


def test_how_likely_each_token_was_is_told_with_others_in_its_place(engine: TextEngine) -> None:
    model = engine.state().model
    assert model is not None
    if model.local is None:
        return  # an engine elsewhere tells nothing of tokens
    asked = GenerateRequest(prompt="It is", sampling=GREEDY, max_tokens=5, alternatives=2, likelihood=True)
    result = engine.generate(asked).result()
    assert len(result.tokens) == result.completion_tokens
    assert b"".join(token.spelling for token in result.tokens).decode() == result.text
    for token in result.tokens:
        assert token.logprob <= 0
        assert len(token.alternatives) == 2
    if not isinstance(engine, FakeEngine):
        assert sum(token.logprob for token in result.tokens) == pytest.approx(result.log_likelihood)
        assert all(token.alternatives[0][0] == token.spelling for token in result.tokens), "it is greedy"
        assert all(token.alternatives[1][1] <= token.logprob for token in result.tokens)
    assert engine.generate(QUESTION).result().tokens == ()


def test_a_load_can_be_cancelled_and_leaves_no_model(fresh: TextEngine, spec: ModelSpec) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        fresh.load(spec, cancel=cancel)
    assert fresh.state().model is None


def test_what_is_unloaded_is_gone_and_listeners_hear_of_it(fresh: TextEngine, spec: ModelSpec) -> None:
    fresh.load(spec)
    states: list[EngineState] = []
    stop = fresh.on_state(states.append)
    fresh.unload()
    stop()
    assert states[-1].status == "empty"
    assert fresh.state().model is None
    heard = len(states)
    fresh.load(spec)
    assert len(states) == heard


def test_a_closed_engine_says_so_and_closes_twice(fresh: TextEngine) -> None:
    fresh.close()
    fresh.close()
    assert fresh.state().status == "closed"


def whole(pieces: Iterable[Piece]) -> Written:
    return reduce(Written.plus, pieces, Written())


def test_pieces_make_the_text_of_the_result(engine: TextEngine) -> None:
    stream = engine.generate(QUESTION)
    assert whole(stream) == Written(stream.text) == Written(stream.result().text)
    assert stream.result().finish_reason in ("stop", "length")


def test_what_a_model_thinks_comes_apart_from_what_it_says(thinking: TextEngine) -> None:
    stream = thinking.generate(QUESTION)
    pieces = list(stream)
    result = stream.result()
    assert {piece.kind for piece in pieces if piece.text} == {"thought", "text"}
    assert whole(pieces) == Written(result.text, result.thoughts)
    assert stream.text == result.text
    assert "think" not in result.text + result.thoughts, "no mark is left in either"


def test_a_cancelled_answer_is_no_error_and_keeps_what_came(engine: TextEngine) -> None:
    stream = engine.generate(STORY)
    first = next(iter(stream))
    stream.cancel()
    stream.cancel()
    result = stream.result(10)
    assert result.finish_reason == "cancelled"
    assert result.text.startswith(first.text)


def test_an_answer_that_does_not_come_in_time_is_a_time_out(engine: TextEngine) -> None:
    if isinstance(engine, FakeEngine):
        engine.gate.clear()
    stream = engine.generate(STORY)
    try:
        with pytest.raises(TimeoutError):
            stream.result(0)
    finally:
        stream.cancel()


def test_what_does_not_fit_is_refused_with_both_counts(engine: TextEngine) -> None:
    long = GenerateRequest((Message("user", "word " * 6_000),))
    with pytest.raises(ContextTooLong) as caught:
        engine.generate(long).result()
    assert int(str(caught.value.params["prompt_tokens"])) > int(str(caught.value.params["context"]))


def test_each_of_many_requests_ends_once_by_its_number(engine: TextEngine) -> None:
    results: dict[int, Completion | UserError] = {}
    for number, result in engine.generate_many([QUESTION] * 5):
        assert number not in results
        results[number] = result
    assert sorted(results) == [0, 1, 2, 3, 4]
    assert all(isinstance(result, Completion) for result in results.values())


def test_scores_come_in_order_one_for_each_label(engine: TextEngine) -> None:
    scores = list(engine.score(SCORES))
    assert [score.index for score in scores] == [0, 1, 2]
    assert all(len(score.logprobs) == 2 for score in scores)
    alone = list(engine.score(ScoreRequest("It is", (" red", " blue"))))
    assert [len(score.logprobs) for score in alone] == [1, 1]


def test_cancelled_work_of_many_raises_and_the_engine_goes_on(engine: TextEngine) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(engine.score(SCORES, cancel))
    with pytest.raises(Cancelled):
        list(engine.generate_many([QUESTION], cancel))
    assert len(list(engine.score(SCORES))) == 3


def test_tokens_are_counted_for_each_text(engine: TextEngine) -> None:
    counts = engine.count_tokens(["", "one", "one two three four"])
    assert counts[0] == 0
    assert 1 <= counts[1] < counts[2]


def test_a_chat_has_the_tokens_of_its_texts_and_of_its_template(engine: TextEngine) -> None:
    alone = engine.count_tokens(["one two three"])[0]
    messages = (Message("user", "one two three"),)
    assert engine.count_chat(messages) > alone
    assert engine.count_chat((*messages, Message("assistant", "four"))) > engine.count_chat(messages)


def test_what_is_kept_of_chats_is_bounded_and_forgotten_when_asked(
    engine: TextEngine, tmp_path: Path
) -> None:
    files = [tmp_path / f"chat-{number}" / "000000000.kv" for number in (1, 2, 3)]
    for age, file in enumerate(reversed(files)):
        file.parent.mkdir()
        file.write_bytes(bytes(1000))
        for path in (file, file.parent):
            os.utime(path, (1e9 - age, 1e9 - age))
    engine.keep_contexts(Keeping(tmp_path, 2500))
    assert [file.exists() for file in files] == [False, True, True], "what was used least recently goes"
    engine.forget_context("chat-2")
    assert [file.exists() for file in files] == [False, False, True]
    engine.forget_context("")
    assert not files[2].exists()
