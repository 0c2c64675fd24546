"""The files of an import: one file, a folder, or an archive as it was downloaded.

Owns which files of a folder or an archive hold chats, and the bounds of archives: nothing is unpacked to the
disk, and their contents are read piece by piece. Must not know what is in the files.
"""

from __future__ import annotations

import os
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.chat.importing.types import (
    ImportProblem,
    Place,
    bad_archive,
    unknown_kind,
    unreadable_file,
)

_MOST_FILES = 100_000
_LARGEST_LIST = 64 << 20  # bytes of an archive's table of contents
_OPENAI = re.compile(r"conversations(-\d{1,6})?\.json")
_ENCRYPTED = Phrase(QT_TRANSLATE_NOOP("core", "it is locked with a password"))
_TOO_MANY = Phrase(QT_TRANSLATE_NOOP("core", "it holds more than {most} files"), {"most": f"{_MOST_FILES:,}"})


@dataclass(frozen=True)
class Part:
    """One file with chats. `beside` is a second file that belongs to it. `made`: when it was written."""

    name: str
    size: int
    made: float
    open: Callable[[], IO[bytes]]
    beside: Part | None = None


@contextmanager
def parts_of(path: Path) -> Iterator[list[Part]]:
    """The files with chats at `path`; they can be opened inside the block. Raises `ImportProblem`."""
    try:
        if path.is_dir():
            yield _chosen(_of_folder(path), path.name)
            return
        with path.open("rb") as stream:
            head = stream.read(4)
        if head == b"PK\x03\x04":
            with _archive(path) as archive:
                yield _chosen(_of_archive(archive, path.name), path.name)
        elif path.name in ("thread.json", "messages.jsonl"):
            yield _chosen(_of_folder(path.parent), path.name)
        else:
            about = path.stat()
            yield [Part(path.name, about.st_size, about.st_mtime, lambda: path.open("rb"))]
    except OSError as error:
        raise unreadable_file(path.name, error.strerror or type(error).__name__) from error


@contextmanager
def reading(part: Part) -> Iterator[IO[bytes]]:
    """The bytes of a part. What the disk or the archive refuses becomes an `ImportProblem`."""
    try:
        with part.open() as stream:
            yield stream
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise bad_archive(part.name, str(error)[:200]) from error
    except OSError as error:
        raise unreadable_file(part.name, error.strerror or type(error).__name__) from error


def _chosen(parts: Iterable[Part], name: str) -> list[Part]:
    """Those that hold chats, in the order of their names."""
    found = {part.name: part for part in parts}
    chosen: list[Part] = []
    for each in sorted(found):
        part = found[each]
        file = PurePosixPath(each).name
        if _OPENAI.fullmatch(file) or file.endswith(".conversation.json"):
            chosen.append(part)
        elif file == "thread.json":
            beside = found.get(str(PurePosixPath(each).with_name("messages.jsonl")))
            if beside is not None:
                chosen.append(Part(each, part.size, part.made, part.open, beside))
    if not chosen:
        chosen = [found[each] for each in sorted(found) if each.endswith(".json")]
    if not chosen:
        raise unknown_kind(Place(name))
    return chosen


def _of_folder(folder: Path) -> Iterator[Part]:
    count = 0
    for place, _, names in os.walk(folder):
        for name in names:
            count += 1
            if count > _MOST_FILES:
                raise bad_archive(folder.name, _TOO_MANY)
            path = Path(place, name)
            if name.endswith((".json", ".jsonl")) and path.is_file():
                about = path.stat()
                shown = path.relative_to(folder).as_posix()
                yield Part(shown, about.st_size, about.st_mtime, lambda path=path: path.open("rb"))  # type: ignore[misc]  # a default binds the loop's value


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        if _length_of_list(path) > _LARGEST_LIST:
            raise bad_archive(path.name, _TOO_MANY)
        with zipfile.ZipFile(path) as archive:
            yield archive
    except ImportProblem:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError) as error:
        raise bad_archive(path.name, str(error)[:200]) from error


def _length_of_list(path: Path) -> int:
    """The size of an archive's table of contents, which is read as a whole; 0 where none is found."""
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        stream.seek(max(0, size - (64 << 10) - 22))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 16 > len(tail):
        return 0
    length: int = struct.unpack("<L", tail[at + 12 : at + 16])[0]
    return min(length, size)


def _of_archive(archive: zipfile.ZipFile, name: str) -> Iterator[Part]:
    members = archive.infolist()
    if len(members) > _MOST_FILES:
        raise bad_archive(name, _TOO_MANY)
    for member in members:
        if member.is_dir() or not member.filename.endswith((".json", ".jsonl")):
            continue
        if member.flag_bits & 1:
            raise bad_archive(name, _ENCRYPTED)

        def opened(member: zipfile.ZipInfo = member) -> IO[bytes]:
            return archive.open(member)

        yield Part(member.filename, member.file_size, _made(member), opened)


def _made(member: zipfile.ZipInfo) -> float:
    try:
        return max(0.0, time.mktime((*member.date_time, 0, 0, -1)))
    except (OverflowError, ValueError):
        return 0.0
