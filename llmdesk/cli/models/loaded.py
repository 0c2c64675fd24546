"""How a model was really loaded, as the engine says: for JSON, and in one line.

Owns these words. Must not import anything slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmdesk.cli.shell.text import size_text
from llmdesk.models.own_settings import kv_text

if TYPE_CHECKING:
    from llmdesk.engine.types import LoadedModel


def loaded_facts(loaded: LoadedModel) -> dict[str, object]:
    """`context` in tokens, `kv_bytes` of it; of a model elsewhere only what its engine says."""
    facts: dict[str, object] = {"context": loaded.context, "device": loaded.where}
    local = loaded.local
    if local is None:
        return facts
    return facts | {
        "layers": local.layers,
        "gpu_layers": local.gpu_layers,
        "threads": local.threads,
        "threads_batch": local.threads_batch,
        "kv_type": kv_text(local.kv),
        "kv_bytes": local.kv_bytes,
        "flash_attention": local.flash_attention,
        "template": local.template,
    }


def loaded_line(loaded: LoadedModel) -> str:
    local, parts = loaded.local, [f"context {loaded.context:,} tokens"]
    if local is not None:
        parts.append(f"KV cache {kv_text(local.kv)}, {size_text(local.kv_bytes)}")
        if local.gpu_layers:
            parts.append(f"{local.gpu_layers} of {local.layers + 1} layers on the graphics card")
        if local.flash_attention is not None:
            parts.append(f"flash attention {'on' if local.flash_attention else 'off'}")
    return ", ".join(parts)
