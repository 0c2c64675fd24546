"""Writing files so that a crash or a power cut never leaves half of one.

Owns the replace-by-rename pattern, the setting aside of damaged files, and what is said when a file
that the user asked for cannot be written; what may be written where is `outputs`'s. For llmdesk's own
files it raises `OSError` and leaves its meaning to the caller.
"""

from __future__ import annotations

import glob
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def fsync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut (Windows has no such call and needs none)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def mode_in(folder: Path) -> int:
    """The mode of a new file in `folder`: for the user alone where the folder is, else to be read by all."""
    try:
        private = not folder.stat().st_mode & 0o077
    except OSError:
        private = True
    return 0o600 if private else 0o644


def make_folders(folder: Path) -> None:
    """Make `folder` and what is missing above it, each as private as the folder in which it lies."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    private = mode_in(folder) == 0o600
    for each in reversed(missing):
        each.mkdir(0o700 if private else 0o777, exist_ok=True)


def replace_file(source: Path, target: Path) -> None:
    """Put the finished file `source` in the place of `target`, both in one folder, durably."""
    # Windows refuses to flush a file that is open for reading only.
    with source.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(source, target)
    fsync_folder(target.parent)


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Write `data` to `path`: after a crash the file holds either the old content or the new."""
    partial = path.with_name(part_name())
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        replace_file(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def part_name() -> str:
    """A name for an unfinished file that no file has."""
    return f".llmdesk-{secrets.token_hex(8)}.part"


def is_part_name(name: str) -> bool:
    return re.fullmatch(r"\.llmdesk-[0-9a-f]{16}\.part", name) is not None


@contextmanager
def written_for_user(path: Path) -> Iterator[None]:
    """What the disk refuses while `path` is written becomes a `UsageError`."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            QT_TRANSLATE_NOOP("core", "The file could not be written."),
            QT_TRANSLATE_NOOP("core", "{path}: {reason}"),
            QT_TRANSLATE_NOOP("core", "Choose another place, or free some space."),
            path=path,
            reason=error.strerror or type(error).__name__,
        ) from error


def proposed_name(text: str, most: int = 60) -> str:
    """`text` as a file's name without its suffix: signs that some system forbids go; "" if nothing stays."""
    return _NOT_IN_NAMES.sub(" ", text[:most]).strip(" .")


def set_aside(path: Path, suffixes: tuple[str, ...] = ("",)) -> Path:
    """Rename `path` (and its companions `path` + suffix) to a name that was never used; the new name.

    Nothing is overwritten: `NAME.damaged-20250131-235959`, then `…-2`, `…-3`.
    """
    stem = f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    number, target = 1, path.with_name(stem)
    while any(target.with_name(target.name + suffix).exists() for suffix in suffixes):
        number += 1
        target = path.with_name(f"{stem}-{number}")
    for suffix in suffixes:
        companion = path.with_name(path.name + suffix)
        if os.path.lexists(companion):
            companion.rename(target.with_name(target.name + suffix))
    fsync_folder(path.parent)
    return target


def set_aside_files(path: Path) -> list[Path]:
    """Everything that `set_aside(path)` ever made."""
    return sorted(path.parent.glob(f"{glob.escape(path.name)}.damaged-*"))
