"""Whether a process of this user has a model in memory.

Owns that one question. The answer comes from the system, as far as it tells (macOS does not), so
that it also finds the engine of another llmdesk.
"""

from __future__ import annotations

import os

import psutil

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.gguf import split_parts
from llmdesk.models.library import InstalledModel
from llmdesk.network.failures import LibraryError


def refuse_if_in_use(model: InstalledModel) -> None:
    """Raise `LibraryError` where another process is known to have the model's file mapped."""
    paths = {os.path.normcase(part.resolve()) for part in split_parts(model.path)}
    for process in psutil.process_iter():
        if process.pid != os.getpid() and _maps_one_of(process, paths):
            raise LibraryError(
                QT_TRANSLATE_NOOP("core", "“{name}” is in use."),
                QT_TRANSLATE_NOOP("core", "Another process ({pid}) has it loaded."),
                QT_TRANSLATE_NOOP("core", "Unload it there, or end that program, and try again."),
                name=model.name,
                pid=process.pid,
            )


def _maps_one_of(process: psutil.Process, paths: set[str]) -> bool:
    memory_maps = getattr(process, "memory_maps", None)
    if memory_maps is None:
        return False
    try:
        return any(os.path.normcase(mapped.path) in paths for mapped in memory_maps())
    except (psutil.Error, OSError):  # it ended, or is not ours to look into
        return False
