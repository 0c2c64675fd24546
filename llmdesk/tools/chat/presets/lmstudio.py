"""LM Studio's presets (*.preset.json) and the configuration that it keeps with a chat: lists of fields.

Owns their shape. A field has a `key` and a `value`; a sampler that can be switched off has `checked` and
`value` in it. Every member may be missing or wrong. Source: its open SDK (lmstudio.js, `llmPredictionConfig`)
and the files in its folder `config-presets`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llmdesk.tools.chat.presets.types import PRESET_MEMBERS, Preset
from llmdesk.tools.chat.presets.values import Read, one_line, read_preset

_PREFIX = "llm.prediction."
_MEMBERS = {
    "systemPrompt": "instructions",
    "temperature": "temperature",
    "topKSampling": "top_k",
    "topPSampling": "top_p",
    "minPSampling": "min_p",
    "repeatPenalty": "repeat_penalty",
    "maxPredictedTokens": "max_tokens",
    "stopStrings": "stop",
    "seed": "seed",
    "reasoning.enableThinking": "thinking",
}
_OFF = {"top_p": 1.0, "min_p": 0.0, "repeat_penalty": 1.0}  # where it is not checked
_MOST_FIELDS = 1_000


def is_preset_file(document: object) -> bool:
    operation = document.get("operation") if isinstance(document, dict) else None
    return isinstance(operation, dict) and isinstance(operation.get("fields"), list)


def preset_of_file(document: Mapping[str, Any], file_name: str) -> Read:
    """`file_name`: without its folder; what it is called where the file does not say."""
    name = document.get("name")
    named = one_line(name) if isinstance(name, str) else ""
    return _read(document["operation"]["fields"], named or one_line(file_name.partition(".")[0]))


def preset_of_chat(chat: Mapping[str, Any]) -> Preset | None:
    """What one of its chats was answered with; None: nothing of its own."""
    config = chat.get("perChatPredictionConfig")
    fields = config.get("fields") if isinstance(config, dict) else None
    fields = fields if isinstance(fields, list) else []
    found: Preset = _read(fields, "LM Studio").value
    prompt = chat.get("systemPrompt")
    if not found.instructions and isinstance(prompt, str) and PRESET_MEMBERS["instructions"](prompt):
        found = _read([{"key": _PREFIX + "systemPrompt", "value": prompt}, *fields], found.name).value
    return None if found == Preset(found.name) else found


def _read(fields: list[Any], name: str) -> Read:
    members: dict[str, object] = {"name": name or "LM Studio"}
    ignored: list[str] = []
    for field in fields[:_MOST_FIELDS]:
        key = field.get("key") if isinstance(field, dict) else None
        if not isinstance(key, str):
            continue
        member = _MEMBERS.get(key.removeprefix(_PREFIX).removeprefix("llama."))
        if member is None:
            ignored.append(key)
        elif member not in members:
            members[member] = _value(field.get("value"), member)
    read = read_preset(members)
    return Read(read.value, (*read.ignored, *ignored))


def _value(value: object, member: str) -> object:
    if isinstance(value, dict):
        return value.get("value") if value.get("checked", True) else _OFF.get(member)
    if member == "instructions" and isinstance(value, str):
        return value.strip("\0")
    return value
