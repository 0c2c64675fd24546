"""The preset that new chats begin with: how it is kept in the settings, and found again on the shelf.

Owns the text that stands for it. Must not read the settings.
"""

from __future__ import annotations

from collections.abc import Iterable

from llmdesk.tools.chat.presets.shelf import Shelved
from llmdesk.tools.chat.presets.types import Preset

_READY, _OWN = "ready:", "own:"


def reference_to(preset: Preset) -> str:
    """What is kept: the key of a ready-made one, whatever the language, or the name of one's own."""
    return f"{_READY}{preset.key}" if preset.key else f"{_OWN}{preset.name}"


def referred_to(reference: str, presets: Iterable[Shelved[Preset]]) -> Preset | None:
    """The preset of `reference`, as it is today; None where there is none (any more)."""
    return next((each.value for each in presets if reference_to(each.value) == reference), None)
