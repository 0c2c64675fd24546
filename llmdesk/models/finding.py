"""The GGUF files below a folder, and those beside them that are no model as they lie there.

Owns which files count as models by their place and name, and what is said of the others. Opens no file but
to see whether it begins like a GGUF; changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.gguf import split_parts
from llmdesk.models.names import is_old_split

#: Deep enough for the Hub's own cache (models--NAME/snapshots/COMMIT/FILE), and for `names.place_of`.
MAX_DEPTH = 5
_MAX_ENTRIES = 100_000
_MOST_PASSED_OVER = 50
_OWN = (".part", ".json", ".lock", ".copy")  # llmdesk's own, beside models
_UNFINISHED = (".crdownload", ".download", ".aria2", ".tmp", ".partial", ".incomplete", ".!ut")
_OLD_SPLIT = QT_TRANSLATE_NOOP(
    "core",
    "It is part of a model that was split in an old format. Join the parts in "
    "order into one file whose name ends with .gguf.",
)
_BROKEN_LINK = QT_TRANSLATE_NOOP("core", "It is a link to a file that does not exist.")
_OTHER_NAME = QT_TRANSLATE_NOOP("core", "It is a GGUF file, but its name does not end with .gguf. Rename it.")
_HALF = QT_TRANSLATE_NOOP("core", "It is another program's unfinished download.")
_IMAGE_PART = QT_TRANSLATE_NOOP("core", "It is the image part of another model, which llmdesk does not use.")


@dataclass(frozen=True)
class PassedOver:
    """A file that looks like a model and is none; `reason` is marked for translation."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Found:
    """Of a split model, `models` has only the first part that is there."""

    models: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...]


def find_models(root: Path) -> Found:
    """What lies below `root`; links are followed, each folder is looked into once."""
    firsts: dict[Path, Path] = {}
    others: list[PassedOver] = []
    for path in sorted(_files(root.expanduser())):
        lower = path.name.casefold()
        reason = _reason_against(path, lower)
        if reason and len(others) < _MOST_PASSED_OVER:
            others.append(PassedOver(path, reason))
        elif not reason and lower.endswith(".gguf"):
            firsts.setdefault(split_parts(path)[0], path)
    return Found(tuple(firsts.values()), tuple(others))


def _files(root: Path) -> Iterator[Path]:
    """Files with "gguf" in their names, and links that lead nowhere."""
    folders = [(root, 0)]
    seen: set[tuple[int, int]] = set()
    left = _MAX_ENTRIES
    while folders:
        folder, depth = folders.pop()
        for entry in _entries(folder, seen):
            left -= 1
            if left < 0:
                return
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                if depth < MAX_DEPTH:
                    folders.append((Path(entry.path), depth + 1))
            elif "gguf" in entry.name.casefold() and (entry.is_symlink() or entry.is_file()):
                yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a loop of links
        return False


def _entries(folder: Path, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """What a folder holds; nothing where it is absent, may not be read, or was read before."""
    try:
        status = folder.stat()
        place = (status.st_dev, status.st_ino)
        if place in seen and status.st_ino:
            return []
        seen.add(place)
        with os.scandir(folder) as entries:
            return list(entries)
    except (OSError, ValueError):
        return []


def _reason_against(path: Path, lower: str) -> str:
    """Why a file is no model as it lies there; "" where it may be one, or is nobody's business."""
    if not path.is_file():  # a link
        return _BROKEN_LINK if lower.endswith(".gguf") else ""
    if is_old_split(lower):
        return _OLD_SPLIT
    if "mmproj" in lower and lower.endswith(".gguf"):
        return _IMAGE_PART
    if lower.endswith((".gguf", *_OWN)):
        return ""
    if lower.endswith(_UNFINISHED):
        return _HALF
    return _OTHER_NAME if _begins_like_a_gguf(path) else ""


def _begins_like_a_gguf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"GGUF"
    except OSError:
        return False
