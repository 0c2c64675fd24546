"""The last search results, kept in the cache folder for when there is no network.

Owns one small file. What it cannot read or write it does without.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

from llmdesk.files import make_folders, write_atomically
from llmdesk.models.hub_answers import HubModel

_FILE = "searches.json"
_MOST = 20
_MAX_BYTES = 4 << 20
_FIELDS = {f.name: get_type_hints(HubModel)[f.name] for f in fields(HubModel)}


@dataclass(frozen=True)
class OldResults:
    """The first page of an earlier search; `time` since 1970."""

    models: tuple[HubModel, ...]
    time: float


class SearchMemory:
    """The results of the last 20 searches."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def keep(self, endpoint: str, text: str, sort: str, models: Sequence[HubModel]) -> None:
        kept = self._read()
        key = _key(endpoint, text, sort)
        kept.pop(key, None)
        kept[key] = {"time": time.time(), "models": [asdict(model) for model in models]}
        newest = dict(list(kept.items())[-_MOST:])
        try:
            make_folders(self._path.parent)
            write_atomically(self._path, json.dumps(newest).encode())
        except OSError:
            return  # a cache; the search itself went well

    def find(self, endpoint: str, text: str, sort: str) -> OldResults | None:
        found = self._read().get(_key(endpoint, text, sort))
        if not isinstance(found, dict) or not isinstance(found.get("time"), float):
            return None
        listed = found.get("models")
        models = [_model(item) for item in listed] if isinstance(listed, list) else []
        return OldResults(tuple(model for model in models if model is not None), found["time"])

    def _read(self) -> dict[str, Any]:
        try:
            if self._path.stat().st_size > _MAX_BYTES:
                return {}
            document = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return document if isinstance(document, dict) else {}


def _key(endpoint: str, text: str, sort: str) -> str:
    return json.dumps([endpoint, text.strip().casefold(), sort])


def _model(item: object) -> HubModel | None:
    if not isinstance(item, dict) or set(item) != set(_FIELDS):
        return None
    plain = {name: kind for name, kind in _FIELDS.items() if isinstance(kind, type)}
    if any(not isinstance(item[name], kind) for name, kind in plain.items()):
        return None
    return HubModel(**item)
