"""`/v1/chat/completions`, asked by the official client."""

from __future__ import annotations

import json
import threading
from typing import Any

import httpx2
import openai
import pytest

from llmdesk.engine.types import Message
from llmdesk.errors import EngineCrashed
from tests.fakes import FakeEngine

HI: Any = [{"role": "user", "content": "Hi"}]


def ask(client: openai.OpenAI, **words: Any) -> Any:
    return client.chat.completions.create(**{"model": "Small", "messages": HI, **words})


def test_an_answer_comes_whole_with_its_tokens(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue("One two three")
    answer = ask(client)
    choice = answer.choices[0]
    assert (choice.message.content, choice.finish_reason) == ("One two three", "stop")
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (10, 3)
    assert answer.model == "Small"


def test_an_answer_comes_in_pieces_as_it_is_written(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue("One two three")
    engine.gate.clear()
    threading.Timer(0.05, engine.gate.set).start()
    chunks = list(ask(client, stream=True, stream_options={"include_usage": True}))
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks[:-1])
    assert text == "One two three"
    assert chunks[-2].choices[0].finish_reason == "stop"
    assert chunks[-1].usage.completion_tokens == 3
    assert engine.requests[0].streamed


def test_what_was_asked_for_reaches_the_engine(client: openai.OpenAI, engine: FakeEngine) -> None:
    messages: Any = [
        {"role": "developer", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Two"}, {"type": "text", "text": "parts"}]},
        {"role": "assistant", "content": "Yes"},
        {"role": "user", "content": "Go on"},
    ]
    ask(
        client, messages=messages, temperature=0.5, top_p=0.9, seed=7, stop=["END"], max_completion_tokens=50,
        presence_penalty=0.1, frequency_penalty=-0.1, reasoning_effort="none",
        extra_body={"top_k": 3, "min_p": 0.1},
    )  # fmt: skip
    request = engine.requests[0]
    assert request.messages == (
        Message("system", "Be brief."),
        Message("user", "Two\nparts"),
        Message("assistant", "Yes"),
        Message("user", "Go on"),
    )
    sampling = request.sampling
    assert (sampling.temperature, sampling.top_p, sampling.top_k, sampling.min_p) == (0.5, 0.9, 3, 0.1)
    assert (sampling.seed, sampling.presence_penalty, sampling.frequency_penalty) == (7, 0.1, -0.1)
    assert (request.stop, request.max_tokens) == (("END",), 50)
    assert request.template_variables == {"enable_thinking": False}
    assert request.priority == "batch"
    assert request.chat == "", "nothing of it is kept"


def test_several_answers_have_seeds_of_their_own(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue("One", "Two", "Three")
    answer = ask(client, n=3, seed=5)
    assert sorted(choice.message.content for choice in answer.choices) == ["One", "Three", "Two"]
    assert sorted(request.sampling.seed or 0 for request in engine.requests) == [5, 6, 7]
    assert answer.usage.completion_tokens == 3


def test_thoughts_come_apart_from_the_answer(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue("<think>Hm, well.</think>\n\nYes.", "<think>Hm, well.</think>\n\nYes.")
    message = ask(client).choices[0].message
    assert (message.content, message.reasoning_content) == ("Yes.", "Hm, well.")
    deltas = [chunk.choices[0].delta for chunk in ask(client, stream=True)]
    assert "".join(delta.content or "" for delta in deltas) == "Yes."
    assert "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas) == "Hm, well."


def test_a_schema_becomes_a_grammar(client: openai.OpenAI, engine: FakeEngine) -> None:
    engine.enqueue('{"a": 1}')
    schema = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    form: Any = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema, "strict": True}}
    answer = ask(client, response_format=form)
    assert json.loads(answer.choices[0].message.content) == {"a": 1}
    assert engine.requests[0].grammar is not None
    assert r'"\"a\""' in engine.requests[0].grammar


def test_probabilities_of_tokens_come_where_they_are_asked_for(
    client: openai.OpenAI, engine: FakeEngine
) -> None:
    engine.enqueue("One é", "One é", "One é")
    said = ask(client, logprobs=True, top_logprobs=2).choices[0].logprobs.content
    assert [each.token for each in said] == ["One", " é"]
    assert said[1].bytes == list(" é".encode())
    assert [(other.token, other.logprob) for other in said[0].top_logprobs] == [
        ("One", -0.5),
        ("other", -0.5),
    ]
    chunks = list(ask(client, logprobs=True, stream=True))
    on_way = [each for chunk in chunks if (given := chunk.choices[0].logprobs) for each in given.content]
    assert [each.token for each in on_way] == ["One", " é"]
    assert on_way[0].top_logprobs == []
    assert ask(client).choices[0].logprobs is None


def test_an_engine_elsewhere_pretends_no_probabilities(
    client: openai.OpenAI, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "elsewhere", True)
    with pytest.raises(openai.BadRequestError, match="probabilities"):
        ask(client, logprobs=True)


@pytest.mark.parametrize(
    ("words", "param"),
    [
        ({"top_logprobs": 2}, "top_logprobs"),
        ({"logprobs": True, "top_logprobs": 99}, "top_logprobs"),
        ({"tools": [{"type": "function", "function": {"name": "f"}}]}, "tools"),
        ({"logit_bias": {"5": 1}}, "logit_bias"),
        ({"temperature": 9}, "temperature"),
        ({"n": 99}, "n"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "tool", "content": "x", "tool_call_id": "1"}]}, "messages[0].role"),
        (
            {
                "messages": [
                    {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:"}}]}
                ]
            },
            "messages",
        ),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {"not": {}}}}},
            "response_format",
        ),
    ],
)
def test_what_is_not_done_here_is_refused_by_name(
    client: openai.OpenAI, engine: FakeEngine, words: dict[str, Any], param: str
) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        ask(client, **words)
    assert caught.value.param == param
    assert engine.requests == []


def test_a_model_of_another_name_is_not_pretended(client: openai.OpenAI, engine: FakeEngine) -> None:
    with pytest.raises(openai.NotFoundError, match="Small"):
        ask(client, model="gpt-9")
    assert engine.requests == []
    assert [model.id for model in client.models.list().data] == ["Small"]
    assert client.models.retrieve("Small").id == "Small"


def test_a_prompt_beyond_the_context_is_told_with_its_status_also_to_a_stream(client: openai.OpenAI) -> None:
    for stream in (False, True):
        with pytest.raises(openai.BadRequestError) as caught:
            ask(client, messages=[{"role": "user", "content": "word " * 5000}], stream=stream)
        assert caught.value.code == "context_length_exceeded"


def test_an_engine_that_stops_is_told_and_what_came_before_arrives(
    client: openai.OpenAI, engine: FakeEngine
) -> None:
    engine.enqueue("One two", error=EngineCrashed("The engine stopped.", exit="SIGKILL", reason=""))
    texts: list[str] = []
    with pytest.raises(openai.APIError, match="The engine stopped"):
        texts.extend(chunk.choices[0].delta.content or "" for chunk in ask(client, stream=True))
    assert "".join(texts) == "One two"
    engine.enqueue("", error=EngineCrashed("The engine stopped.", exit="SIGKILL", reason=""))
    with pytest.raises(openai.InternalServerError):
        ask(client)


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_ends_its_answer_at_once(
    web: httpx2.Client, engine: FakeEngine, stream: bool
) -> None:
    engine.enqueue("word " * 1000)
    body = {"messages": HI, "stream": stream}
    opened = threading.Event()
    original = engine.generate

    def generate(request: Any) -> Any:
        made = original(request)
        opened.set()
        return made

    engine.generate = generate  # type: ignore[method-assign]
    engine.gate = _Slow()
    if stream:
        with web.stream("POST", "/v1/chat/completions", json=body) as answer:
            next(answer.iter_lines())
    else:
        with pytest.raises(httpx2.ReadTimeout):
            web.post("/v1/chat/completions", json=body, timeout=0.2)
    assert opened.wait(5)
    assert engine.streams[0]._cancelled.wait(1)


class _Slow(threading.Event):
    """A gate that lets one piece through each 20 ms."""

    def wait(self, timeout: float | None = None) -> bool:
        super().wait(0.02)
        return True
