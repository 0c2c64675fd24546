"""Files of presets and prompts: what is written comes back, what is foreign is refused or told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.tools.chat.presets import ready
from llmdesk.tools.chat.presets.exchange import (
    MOST_BYTES,
    PresetFileError,
    file_bytes,
    read_file,
    told,
)
from llmdesk.tools.chat.presets.lmstudio import preset_of_chat
from llmdesk.tools.chat.presets.types import Preset, Prompt
from llmdesk.tools.chat.presets.values import one_line

_TEXT = st.text(st.sampled_from('ab {}"\n\t好😀\\\x00'), max_size=20)
_NAMES = st.sampled_from(["Tutor", "校对", "A b c", "x" * 80])
_PRESETS = st.builds(
    Preset,
    name=_NAMES,
    instructions=_TEXT,
    temperature=st.none() | st.floats(0, 2),
    top_p=st.none() | st.floats(0, 1),
    top_k=st.none() | st.integers(0, 1000),
    min_p=st.none() | st.floats(0, 1),
    repeat_penalty=st.none() | st.floats(0.5, 2),
    seed=st.none() | st.integers(0, (1 << 32) - 1),
    stop=st.lists(_TEXT.filter(bool), max_size=3).map(tuple),
    max_tokens=st.none() | st.integers(1, 1000),
    thinking=st.none() | st.booleans(),
    model=st.sampled_from(["", "Qwen3 8B"]),
)
_PROMPTS = st.builds(Prompt, name=_NAMES, text=_TEXT.filter(bool))


@settings(max_examples=60, deadline=None)
@given(st.lists(_PRESETS, max_size=3), st.lists(_PROMPTS, max_size=3))
def test_what_is_exported_is_read_again_as_it_was(presets: list[Preset], prompts: list[Prompt]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "presets.json"
        path.write_bytes(file_bytes(presets, prompts))
        came = read_file(path)
    assert (list(came.presets), list(came.prompts)) == (presets, prompts)
    assert (came.ignored, came.unread) == ((), ())


def write(folder: Path, **members: Any) -> Path:
    path = folder / "presets.json"
    path.write_text(json.dumps({"format": "llmdesk-presets", "version": "1.0", **members}), "utf-8")
    return path


def test_what_is_not_understood_is_left_out_and_named(tmp_path: Path) -> None:
    odd = {"name": "Odd", "temperature": 9, "top_k": True, "seed": -1, "stop": "x", "voice": "alto"}
    path = write(
        tmp_path,
        version="1.7",
        moods=[],
        presets=[odd, {"instructions": "nameless"}, 5],
        prompts=[{"name": "Empty", "text": ""}, {"name": "One", "text": "Hi"}],
    )
    came = read_file(path)
    assert came.presets == (Preset("Odd"),)
    assert came.prompts == (Prompt("One", "Hi"),)
    assert came.ignored == ("moods", "seed", "stop", "temperature", "top_k", "voice")
    assert came.unread == ("presets[1]", "presets[2]", "prompts[0]")
    first, second = (str(line) for line in told(came))
    assert "moods, seed, stop" in first
    assert "presets[1], presets[2], prompts[0]" in second


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1, column 2"),
        (b"[" * 200_000, "not valid JSON"),
        (b"[]", "no presets"),
        (b'{"format": "llmdesk-chats", "version": "1.0"}', "no presets"),
        (b'{"format": "llmdesk-presets"}', "version"),
        (b'{"format": "llmdesk-presets", "version": "1.0", "presets": {}}', "presets is no list"),
        (b'{"format": "llmdesk-presets", "version": "1.0", "presets": [NaN]}', "not valid JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b" " * (MOST_BYTES + 1), "too large"),
        (
            b'{"format": "llmdesk-presets", "version": "1.0", "prompts": [' + b"1," * 3000 + b"1]}",
            "more than 2,000 prompts",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.json"
    path.write_bytes(content)
    with pytest.raises(PresetFileError) as refused:
        read_file(path)
    assert said in str(refused.value)
    assert "wrong.json" in str(refused.value)


def test_a_file_of_a_newer_llmdesk_is_refused_as_that(tmp_path: Path) -> None:
    with pytest.raises(PresetFileError, match="newer llmdesk"):
        read_file(write(tmp_path, version="2.0"))


def test_a_name_is_one_line_of_bounded_length() -> None:
    assert one_line("  A\nname\x00 \u202e") == "A name"
    assert len(one_line("x" * 10**6)) == 80


def test_there_is_a_good_dozen_ready_made_in_both_languages() -> None:
    english, chinese = ready.presets("en"), ready.presets("zh_CN")
    assert len(english) >= 12
    assert [each.key for each in english] == [each.key for each in chinese]
    # Instructions are written anew in each language; how answers are drawn is the same.
    for one, other in zip(english, chinese, strict=True):
        assert replace(one, name="", instructions="") == replace(other, name="", instructions="")
        assert any("\u4e00" <= c <= "\u9fff" for c in other.instructions)
        assert one.instructions.isascii() or "→" in one.instructions or "“" in one.instructions
    assert [each.key for each in ready.prompts("en")] == [each.key for each in ready.prompts("zh_CN")]
    assert ready.presets("fr") == english


def field(key: str, value: object) -> dict[str, object]:
    return {"key": f"llm.prediction.{key}", "value": value}


def test_a_preset_of_lm_studio_is_read(tmp_path: Path) -> None:
    fields = [
        field("systemPrompt", "Be short."),
        field("temperature", 0.3),
        field("topKSampling", 20),
        field("topPSampling", {"checked": True, "value": 0.8}),
        field("minPSampling", {"checked": False, "value": 0.05}),
        field("maxPredictedTokens", {"checked": False, "value": 100}),
        field("repeatPenalty", {"checked": True, "value": 70}),
        field("stopStrings", ["END"]),
        field("tools", {"type": "none"}),
        5,
        {"key": 7},
    ]
    path = tmp_path / "mine.preset.json"
    document: dict[str, Any] = {"identifier": "@local:mine", "operation": {"fields": fields}, "load": {}}
    path.write_text(json.dumps(document), "utf-8")
    came = read_file(path)
    mine = Preset("mine", "Be short.", temperature=0.3, top_k=20, top_p=0.8, min_p=0.0, stop=("END",))
    assert came.presets == (mine,)
    assert came.ignored == ("llm.prediction.tools", "repeat_penalty")
    path.write_text(json.dumps({**document, "name": "Short\nones"}), "utf-8")
    assert read_file(path).presets[0].name == "Short ones"


@pytest.mark.parametrize("fields", [5, 0.5, True, "x", None, {"a": 1}, [5, None, [], {"key": []}]])
def test_a_chat_of_lm_studio_with_fields_that_make_no_sense_keeps_its_instructions(fields: object) -> None:
    chat = {"systemPrompt": "Be short.", "perChatPredictionConfig": {"fields": fields}}
    assert preset_of_chat(chat) == Preset("LM Studio", "Be short.")
