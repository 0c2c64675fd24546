"""Opens docx and epub files, which are zip archives, without letting one fill the memory.

Owns the limits. Nothing is ever written to disk, so names in the archive can reach nothing there.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from llmdesk.errors import QT_TRANSLATE_NOOP, DocumentError

_MIB = 2**20
MAX_ENTRIES = 20_000
MAX_ENTRY = 128 * _MIB
MAX_TOTAL = 512 * _MIB
"""Unpacked bytes of the parts that are read; pictures are never unpacked."""
MAX_RATIO = 300
"""Unpacked to packed size of a part above 1 MiB; deflate reaches 1,032, text in XML 5 to 60."""
MAX_DIRECTORY = 8 * _MIB
_END_RECORD = 22 + 65_535  # the end record with the longest comment
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """Parts of a zip archive by name. All reads count towards one limit."""

    def __init__(self, zip_file: zipfile.ZipFile, name: str) -> None:
        self._zip, self._name = zip_file, name
        self._left = MAX_TOTAL
        entries = zip_file.infolist()
        if len(entries) > MAX_ENTRIES:
            raise _bomb(name)
        self._entries = {entry.filename: entry for entry in entries}
        self._folded = {entry.filename.lower(): entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._entries or part.lower() in self._folded

    def size(self, part: str) -> int:
        """Unpacked bytes as the archive declares them; 0 when there is no such part."""
        entry = self._entries.get(part) or self._folded.get(part.lower())
        return entry.file_size if entry else 0

    def read(self, part: str) -> bytes:
        """The bytes of one part. Raises `DocumentError` when it is missing, damaged or a bomb."""
        with self.open(part) as stream:
            return stream.read()

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """One part as a stream of at most the declared size, checked against the limits before."""
        entry = self._entries.get(part) or self._folded.get(part.lower())
        if entry is None:
            raise damaged(self._name)
        if entry.flag_bits & _ENCRYPTED:
            raise locked(self._name)
        big = entry.file_size > _MIB
        if entry.file_size > min(MAX_ENTRY, self._left) or (
            big and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        ):
            raise _bomb(self._name)
        if entry.compress_type not in _METHODS:
            raise damaged(self._name)
        self._left -= entry.file_size
        try:
            with self._zip.open(entry) as raw:
                # zipfile never yields more than the declared size and checks the CRC at the end.
                yield raw
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise damaged(self._name) from error


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Raises `DocumentError` when the file is no zip archive, and what `Archive.read` raises."""
    with path.open("rb") as file, opened(file, path.name) as archive:
        yield archive


@contextmanager
def opened(file: IO[bytes], name: str) -> Iterator[Archive]:
    """As `open_archive`, of an open file."""
    if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # how Office stores locked files
        raise locked(name)
    _check_directory(file, name)
    try:
        zip_file = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged(name) from error
    with zip_file:
        yield Archive(zip_file, name)


def _check_directory(file: IO[bytes], name: str) -> None:
    """Refuse a list of parts that would fill the memory before zipfile reads it."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_RECORD))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 16:
        raise damaged(name)
    if int.from_bytes(tail[at + 12 : at + 16], "little") > MAX_DIRECTORY:
        raise _bomb(name)
    file.seek(0)


def resolve(base: str, link: str) -> str:
    """The part that `link`, written in the part `base`, points to; it never leaves the archive."""
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), link))
    return joined.lstrip("/")


def damaged(name: str) -> DocumentError:
    """For a file that is not what its name says, or that is incomplete."""
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "The file {file} is damaged."),
        QT_TRANSLATE_NOOP("core", "It is incomplete, or not the kind of file its name suggests."),
        QT_TRANSLATE_NOOP(
            "core", "Get the file again, or open it in the program it comes from and save it again."
        ),
        file=name,
    )


def locked(name: str) -> DocumentError:
    """For a file that cannot be read without a password or that is protected against copying."""
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "The file {file} is locked."),
        QT_TRANSLATE_NOOP("core", "It is protected by a password or against copying."),
        QT_TRANSLATE_NOOP("core", "Open it in the program it comes from and save it without protection."),
        file=name,
    )


def _bomb(name: str) -> DocumentError:
    return DocumentError(
        QT_TRANSLATE_NOOP("core", "The file {file} was not opened."),
        QT_TRANSLATE_NOOP("core", "Unpacked, it would be far larger than any document."),
        QT_TRANSLATE_NOOP("core", "If you trust it, save its text as a text file and open that."),
        file=name,
    )
