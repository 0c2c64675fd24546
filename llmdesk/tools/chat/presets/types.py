"""The values of presets and prompts, and what each may be.

Owns the limits. Must not read files or the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from llmdesk.settings import MAX_ANSWER, MAX_INSTRUCTIONS, MAX_TEMPERATURE

LONGEST_NAME: Final = 80  # characters
MAX_TOP_K: Final = 1000
LEAST_REPEAT, MAX_REPEAT = 0.5, 2.0
MAX_SEED: Final = (1 << 32) - 1
MOST_STOPS: Final = 16
LONGEST_STOP: Final = 100  # characters
LONGEST_PROMPT: Final = 20_000  # characters
LONGEST_MODEL: Final = 400


@dataclass(frozen=True, slots=True)
class Preset:
    """How a chat is answered. None: as the settings say, and where these say nothing, the model.

    `instructions` are the system prompt; "" for none. `model` is the name of the model that it was made for,
    "" for any. `key` names a ready-made one, whatever the language; "" for the user's own.
    """

    name: str
    instructions: str = ""
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    seed: int | None = None
    stop: tuple[str, ...] = ()
    max_tokens: int | None = None
    thinking: bool | None = None
    model: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text to begin a message with. What stands in braces, {like this}, is to be filled in."""

    name: str
    text: str
    key: str = ""


def _number(least: float, most: float) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
    )


def _whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _text(most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and len(value) <= most


def _stops(value: object) -> bool:
    fits = _text(LONGEST_STOP)
    return isinstance(value, list | tuple) and len(value) <= MOST_STOPS and all(v and fits(v) for v in value)


#: What each member of a preset but its name may be, in a file as here.
PRESET_MEMBERS: Final[Mapping[str, Callable[[object], bool]]] = {
    "instructions": _text(MAX_INSTRUCTIONS),
    "temperature": _number(0, MAX_TEMPERATURE),
    "top_p": _number(0, 1),
    "top_k": _whole(0, MAX_TOP_K),
    "min_p": _number(0, 1),
    "repeat_penalty": _number(LEAST_REPEAT, MAX_REPEAT),
    "seed": _whole(0, MAX_SEED),
    "stop": _stops,
    "max_tokens": _whole(1, MAX_ANSWER),
    "thinking": lambda value: isinstance(value, bool),
    "model": _text(LONGEST_MODEL),
    "key": _text(LONGEST_NAME),
}


def is_prompt_text(value: object) -> bool:
    return _text(LONGEST_PROMPT)(value) and bool(value)
