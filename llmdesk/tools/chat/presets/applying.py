"""What a preset makes of the way in which answers are asked for.

Owns which value wins. Must not ask for an answer.
"""

from __future__ import annotations

from dataclasses import replace

from llmdesk.engine.types import Sampling
from llmdesk.tools.chat.answering import ChatOptions
from llmdesk.tools.chat.presets.types import Preset


def with_preset(options: ChatOptions, preset: Preset | None) -> ChatOptions:
    """`options` where the preset says nothing. Its instructions replace those of `options` always, empty ones
    too."""
    if preset is None:
        return options
    own = Sampling(
        temperature=preset.temperature,
        top_p=preset.top_p,
        top_k=preset.top_k,
        min_p=preset.min_p,
        repeat_penalty=preset.repeat_penalty,
        seed=preset.seed,
    )
    return replace(
        options,
        system_prompt=preset.instructions,
        sampling=own.over(options.sampling),
        max_tokens=preset.max_tokens or options.max_tokens,
        thinking=options.thinking if preset.thinking is None else preset.thinking,
        stop=preset.stop or options.stop,
    )
