"""The folder in which what was read of chats is kept between starts: names, sizes, what goes first.

Owns its layout: a folder for each chat, in it a file for each stretch of its tokens. All of it can be made
anew by reading the chat again, so whatever is odd there is removed. Must not know what a file holds.
Used by the parent and the child; no method raises for what the disk does.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

#: What stays free on the disk, whatever the limit says.
RESERVE = 2 << 30
_NAME = re.compile(r"chat-[0-9]{1,18}")
_STALE_S = 600.0  # a file that is being written is younger


def chat_name(conversation_id: int) -> str:
    """The name of a stored chat, for `GenerateRequest.chat`."""
    return f"chat-{conversation_id}"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where what was read of chats is kept, and how many bytes of it at most; 0 keeps nothing."""

    folder: Path
    limit: int


@dataclass(frozen=True)
class _Chat:
    """A chat's folder: its bytes, and when it was used last."""

    path: Path
    size: int
    used_at: float


class KeptContexts:
    """The folder. Nothing is made before `folder_of`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def size(self) -> int:
        """Bytes of all files."""
        return sum(chat.size for chat in self._chats())

    def folder_of(self, name: str) -> Path | None:
        """Where the files of a chat lie, whether there are any or not; None for what is no name of a chat."""
        return self._folder / name if _NAME.fullmatch(name) else None

    def prepare(self, name: str) -> bool:
        """Make the folder of a chat, for this user alone."""
        folder = self.folder_of(name)
        if folder is None:
            return False
        try:
            folder.mkdir(0o700, parents=True, exist_ok=True)
        except OSError:
            return False
        return True

    def touch(self, name: str) -> None:
        """The chat was used just now: others go before it."""
        folder = self.folder_of(name)
        if folder is not None:
            with contextlib.suppress(OSError):
                os.utime(folder)

    def forget(self, name: str) -> None:
        """Remove what is kept of a chat."""
        folder = self.folder_of(name)
        if folder is not None:
            _remove(folder)

    def clear(self) -> None:
        """Remove all of it."""
        _remove(self._folder)

    def keep_only(self, names: Collection[str]) -> None:
        """Remove what is of no chat with one of these names."""
        for path in list(_inside(self._folder)):
            if path.name not in names:
                _remove(path)

    def make_room(self, size: int, limit: int, name: str, freed: int = 0) -> bool:
        """Whether `size` more bytes of this chat may be written, `freed` of them in place of older ones; what
        was used least recently goes for it. Also makes room where another program fills the disk."""
        chats = sorted(self._chats(), key=lambda chat: chat.used_at)
        used = sum(chat.size for chat in chats) - freed
        while used + size > limit or self._free() < RESERVE + size:
            oldest = next((chat for chat in chats if chat.path.name != name), None)
            if oldest is None:
                return False
            _remove(oldest.path)
            chats.remove(oldest)
            used -= oldest.size
        return True

    def shrink(self, limit: int) -> None:
        """Remove what is over the limit."""
        self.make_room(0, limit, "")

    def _free(self) -> int:
        place = self._folder
        while not place.exists() and place != place.parent:
            place = place.parent
        try:
            return shutil.disk_usage(place).free
        except OSError:
            return 0

    def _chats(self) -> Iterator[_Chat]:
        """What there is; what does not belong here is removed on the way."""
        for folder in list(_inside(self._folder)):
            if folder.is_symlink() or not folder.is_dir() or not _NAME.fullmatch(folder.name):
                _remove(folder)
                continue
            size, used_at = 0, 0.0
            for path in list(_inside(folder)):
                with contextlib.suppress(OSError):
                    found = path.lstat()
                    if path.suffix != ".kv" and time.time() - found.st_mtime > _STALE_S:
                        _remove(path)  # its writer was killed
                        continue
                    size += found.st_size if stat.S_ISREG(found.st_mode) else 0
                    used_at = max(used_at, found.st_mtime)
            with contextlib.suppress(OSError):
                used_at = max(used_at, folder.stat().st_mtime)
            yield _Chat(folder, size, used_at)


def _inside(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(entry.path) for entry in entries)


def _remove(path: Path) -> None:
    """Links are removed and not followed. Twice, since another process may just write into a folder."""
    for _ in range(2):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
