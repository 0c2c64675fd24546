"""What was measured of a model once, kept in a small file that is safe to delete.

Owns the file: a JSON object of entries, the newest last. Must not know what an entry says.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llmdesk.engine.model_ref import FileRef
from llmdesk.engine.types import DEFAULT_KV, LoadedModel
from llmdesk.files import make_folders, write_atomically

_MOST = 200  # entries; the oldest go


def key_of(model: LoadedModel, *parts: object) -> str:
    """Changes with the model (with its file, where it is one, and with how its user has it loaded) and with
    each of `parts`, which are values of JSON."""
    whole = json.dumps([*_identity(model), *parts], ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _identity(model: LoadedModel) -> list[object]:
    if not isinstance(model.ref, FileRef):
        return [str(model.ref)]
    try:
        changed = model.ref.path.stat().st_mtime_ns
    except OSError:
        changed = 0
    local = model.local
    if local is None:
        return [model.ref.path.name, 0, changed]
    other = local.kv != DEFAULT_KV or local.template_id != ""  # both change what it answers
    how = [local.kv.key, local.kv.value, local.template_id] if other else []
    return [model.ref.path.name, local.size, changed, *how]


def entries(path: Path) -> dict[str, Any]:
    """All that is kept; a file that is missing or damaged counts as empty."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def keep(path: Path, key: str, entry: Mapping[str, object]) -> None:
    """Add an entry. Where it cannot be written, it is measured anew the next time."""
    newest = dict(list({**entries(path), key: entry}.items())[-_MOST:])
    with contextlib.suppress(OSError):
        make_folders(path.parent)
        write_atomically(path, json.dumps(newest, indent=1).encode())
