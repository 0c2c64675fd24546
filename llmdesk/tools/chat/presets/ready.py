"""The presets and prompts that come with llmdesk, in each language of the window.

Owns where they lie; they are written by hand for each language, not translated one from the other. Must not
know the user's own.
"""

from __future__ import annotations

from functools import cache

from llmdesk.paths import resource
from llmdesk.tools.chat.presets.exchange import Came, read_file
from llmdesk.tools.chat.presets.types import Preset, Prompt

LANGUAGES = ("en", "zh_CN")


def presets(language: str) -> tuple[Preset, ...]:
    return _came(language if language in LANGUAGES else "en").presets


def prompts(language: str) -> tuple[Prompt, ...]:
    return _came(language if language in LANGUAGES else "en").prompts


@cache
def _came(language: str) -> Came:
    return read_file(resource("chat", f"presets_{language}.json"))
