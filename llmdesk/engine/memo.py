"""What was found out about this machine and its model files, kept between starts.

Owns `machine.json`: thread counts that were measured, checks that files have passed. Everything
in it can be found out again, so a missing or damaged file is simply empty.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from pathlib import Path
from typing import Any


class Memo:
    """A small dictionary of dictionaries in a JSON file. Thread-safe; `path` None keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()

    def get(self, section: str, key: str) -> Any:
        with self._lock:
            return self._read().get(section, {}).get(key)

    def section(self, section: str) -> dict[str, Any]:
        """All that is remembered there."""
        with self._lock:
            return self._read().get(section, {})

    def put(self, section: str, key: str, value: Any, keep: int | None = None) -> None:
        """Remember a JSON value, and of its section at most the `keep` newest; a disk that refuses it only
        means measuring again."""
        if self._path is None:
            return
        with self._lock, contextlib.suppress(OSError):
            content = self._read()
            entries = content.setdefault(section, {})
            entries.pop(key, None)
            entries[key] = value  # at the end, as the newest
            for old in list(entries)[: -keep or None] if keep else ():
                del entries[old]
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    json.dump(content, file, indent=1)
                os.replace(name, self._path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._path is None:
            return {}
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(content, dict):
            return {}
        return {key: value for key, value in content.items() if isinstance(value, dict)}
