"""Presets and prompts as JSON values, and back: what was not written by this version is read forgivingly.

A PRESET is an object; all members but `name` may be missing or null, which means "as the settings say":

    name            text, one line
    instructions    text: the system prompt
    temperature     0 to 2
    top_p, min_p    0 to 1
    top_k           whole number, 0 (off) to 1000
    repeat_penalty  0.5 to 2; 1 is off
    seed            whole number, 0 to 4294967295: the same answer again
    stop            list of up to 16 texts that end an answer
    max_tokens      whole number from 1: the longest answer
    thinking        true or false: whether models that can think first do so
    model           text: the name of the model that it was made for

A PROMPT is an object with `name` and `text`; {places} of the text are to be filled in.

Owns the way there and back. Must not read files or the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from llmdesk.tools.chat.presets.types import LONGEST_NAME, PRESET_MEMBERS, Preset, Prompt, is_prompt_text

MOST_MEMBERS = 64  # of what is kept with a chat, those of later versions included


@dataclass(frozen=True)
class Read:
    """A preset or prompt; None: it has no name, or no text. `ignored`: members that could not be taken."""

    value: Any
    ignored: tuple[str, ...] = ()


def preset_value(preset: Preset) -> dict[str, object]:
    """Without the members that say nothing."""
    members: dict[str, object] = {"name": preset.name}
    for name in PRESET_MEMBERS:
        value = getattr(preset, name)
        if value is not None and value not in ("", ()):
            members[name] = list(value) if isinstance(value, tuple) else value
    return members


def prompt_value(prompt: Prompt) -> dict[str, object]:
    members: dict[str, object] = {"name": prompt.name, "text": prompt.text}
    return {**members, "key": prompt.key} if prompt.key else members


def read_preset(value: object) -> Read:
    """Members that make no sense, or that this version does not know, are ignored and named."""
    name = _name(value)
    if not isinstance(value, dict) or not name:
        return Read(None)
    known: dict[str, Any] = {}
    ignored = [str(member) for member in value if member != "name" and member not in PRESET_MEMBERS]
    for member, valid in PRESET_MEMBERS.items():
        given = value.get(member)
        if given is None:
            continue
        if valid(given):
            known[member] = tuple(given) if isinstance(given, list) else given
        else:
            ignored.append(member)
    return Read(Preset(name, **known), tuple(ignored))


def read_prompt(value: object) -> Read:
    name = _name(value)
    if not isinstance(value, dict) or not name or not is_prompt_text(value.get("text")):
        return Read(None)
    key = value.get("key")
    known = isinstance(key, str) and len(key) <= LONGEST_NAME
    ignored = tuple(str(member) for member in value if member not in ("name", "text", "key"))
    return Read(Prompt(name, value["text"], str(key) if known else ""), ignored)


def preset_of(kept: Mapping[str, object] | None) -> Preset | None:
    """What is kept with a chat; None: nothing, and the settings count. One without a name has values of its
    own all the same."""
    if kept is None:
        return None
    preset = read_preset({**kept, "name": "-"}).value
    assert isinstance(preset, Preset)
    return replace(preset, name=_name(kept))


def one_line(text: str) -> str:
    """A name: one line, of bounded length, without control characters."""
    printable = "".join(c if c.isprintable() else " " for c in text[: LONGEST_NAME * 4])
    return " ".join(printable.split())[:LONGEST_NAME].strip()


def _name(value: object) -> str:
    name = value.get("name") if isinstance(value, Mapping) else None
    return one_line(name) if isinstance(name, str) else ""
