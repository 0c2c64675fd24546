"""The official client, the real server and the real starter model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import openai
import pytest

from llmdesk.engine.local.client import Engine
from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import ModelSpec
from tests.server.conftest import TOKEN, serve

pytestmark = pytest.mark.model

SCHEMA: Any = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "maxLength": 12},
        "age": {"type": "integer", "minimum": 18, "maximum": 99},
        "likes": {"type": "array", "items": {"enum": ["tea", "coffee"]}, "minItems": 1, "maxItems": 2},
        "born": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
    },
    "required": ["name", "age", "likes", "born"],
    "additionalProperties": False,
}


@pytest.fixture
def engine(starter: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = Engine(tmp_path / "engine.log")
    yield engine
    engine.close()


def test_it_answers_streams_keeps_to_a_schema_and_decides(
    engine: Engine, starter: Path, tmp_path: Path
) -> None:
    server = serve(
        engine, ModelSpec(FileRef(starter), context=2048, device="cpu", name="Starter"), "batch", tmp_path
    )
    try:
        with openai.OpenAI(base_url=server.address, api_key=TOKEN, max_retries=0) as client:
            ask(client)
    finally:
        server.close()


def ask(client: openai.OpenAI) -> None:
    messages: Any = [{"role": "user", "content": "Describe a person."}]
    common: Any = {"model": "Starter", "messages": messages, "temperature": 0.8, "seed": 3}
    whole = client.chat.completions.create(**common, max_tokens=12)
    assert whole.usage is not None
    assert whole.usage.completion_tokens == 12
    assert whole.choices[0].finish_reason == "length"
    streamed = client.chat.completions.create(**common, max_tokens=12, stream=True)
    pieces = [chunk.choices[0].delta.content or "" for chunk in streamed]
    assert "".join(pieces) == whole.choices[0].message.content, "the same seed, the same answer"
    form: Any = {"type": "json_schema", "json_schema": {"name": "person", "schema": SCHEMA}}
    kept = client.chat.completions.create(**common, max_tokens=150, response_format=form)
    assert kept.choices[0].finish_reason == "stop"
    jsonschema_rs.validate(SCHEMA, json.loads(kept.choices[0].message.content or ""))
    raw = client.completions.create(model="Starter", prompt="One, two, three,", max_tokens=4, temperature=0)
    assert "four" in raw.choices[0].text
    question: Any = {
        "type": "choice",
        "instructions": "How does it sound?",
        "choices": [{"value": "negative"}, {"value": "positive"}],
    }
    decided: Any = client.decisions.create(
        model="Starter", input="A wonderful day, I loved all of it!", questions=[question]
    ).answers[0]
    assert decided.choice == "positive"
    assert decided.confidence > 0.7
    assert decided.calibration["source"] == "shipped texts"
