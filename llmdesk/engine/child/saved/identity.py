"""What a saved state depends on beside its tokens: the model's file, the code, the form of the cache.

Owns that list. What is not in it must not change the numbers in the KV cache.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from llmdesk.engine.child.runtime import Runtime
from llmdesk.engine.child.saved.shelf import Shelf
from llmdesk.engine.child.saved.state import can_be_saved, stretch_tokens
from llmdesk.engine.variants.build import Build
from llmdesk.engine.variants.choice import Choice

_SAMPLE = 1 << 16  # bytes of a file that are looked at, at its beginning and its end


def open_shelf(runtime: Runtime, path: Path, choice: Choice | None) -> Shelf | None:
    """Where chats with this model are saved; None for a model whose sequences cannot be taken apart."""
    if not can_be_saved(runtime.model, runtime.context):
        return None
    token_bytes = runtime.facts.kv_bytes // runtime.loaded.context
    try:
        return Shelf(identity_of(runtime, path, choice), stretch_tokens(runtime.model, token_bytes))
    except OSError:  # the file was moved since it was loaded
        return None


def identity_of(runtime: Runtime, path: Path, choice: Choice | None) -> bytes:
    """32 bytes; other ones for another model, another build of llama.cpp, another placement."""
    facts, size = runtime.facts, runtime.context.size
    parts: list[object] = [
        *_file(path),
        Build.installed().identity(),
        choice,
        facts.device,
        facts.gpu_layers,
        size.unified,
        runtime.context.cache_form,
    ]
    if _stretches_positions(runtime):
        parts.append(size.cells)
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).digest()


def _file(path: Path) -> tuple[object, ...]:
    """Not all of its bytes: a model has gigabytes."""
    found = path.stat()
    with path.open("rb") as file:
        begin = file.read(_SAMPLE)
        file.seek(max(0, found.st_size - _SAMPLE), os.SEEK_SET)
        end = file.read(_SAMPLE)
    sample = hashlib.sha256(begin + end).hexdigest()
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev, sample


def _stretches_positions(runtime: Runtime) -> bool:
    """Some models turn positions by other factors where the context is longer than at first (LongRoPE)."""
    model = runtime.model
    return model.meta(f"{model.architecture}.rope.scaling.original_context_length") is not None
