"""The bytes of a GGUF file, read forward; every length and count is checked before it is used.

Owns the packing of values (little-endian), the bounds on them, and the errors of a file that breaks
the format. Must never allocate by a number that stands in a file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from llmdesk.errors import QT_TRANSLATE_NOOP, ModelFileError, shown

MAX_KEY_LENGTH = 1_024
MAX_STRINGS = 4_000_000  # in all arrays of a file; the largest vocabularies have 262,144 tokens
MAX_LENGTH = 1 << 40  # no single value is longer than this, whatever the file's size
MAX_KEPT_STRING = 1 << 20
MAX_KEPT_ITEMS = 512  # llama.cpp's LLAMA_MAX_LAYERS: arrays by layer are kept, vocabularies are not
MAX_KEPT_BYTES = 16 << 20
_WINDOW = 1 << 18

_BOOL, _STRING, ARRAY = 7, 8, 9
_VALUES = {
    0: ("u8", struct.Struct("<B")),
    1: ("i8", struct.Struct("<b")),
    2: ("u16", struct.Struct("<H")),
    3: ("i16", struct.Struct("<h")),
    4: ("u32", struct.Struct("<I")),
    5: ("i32", struct.Struct("<i")),
    6: ("f32", struct.Struct("<f")),
    _BOOL: ("bool", struct.Struct("<?")),
    10: ("u64", struct.Struct("<Q")),
    11: ("i64", struct.Struct("<q")),
    12: ("f64", struct.Struct("<d")),
}
U32 = 4
_U32, _U64 = _VALUES[4][1], _VALUES[10][1]

AGAIN = QT_TRANSLATE_NOOP("core", "Download it again, or choose another file.")
ANOTHER = QT_TRANSLATE_NOOP("core", "Choose another file.")
STRINGS = QT_TRANSLATE_NOOP("core", "Its lists claim {count} texts; at most {most} make sense.")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A value that was checked but not kept: a long array (`length` items) or string (bytes)."""

    kind: str
    length: int


def damaged(path: Path, detail: str, **params: object) -> NoReturn:
    """Raise the error of a file that contradicts the format; `detail` is marked for translation."""
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is damaged."),
        detail,
        AGAIN,
        **{"file": shown(path.name), **params},
    )


def incomplete(path: Path, needed: int, size: int) -> NoReturn:
    """Raise the error of a file that ends too early; both figures are in bytes."""
    raise ModelFileError(
        QT_TRANSLATE_NOOP("core", "“{file}” is not complete."),
        QT_TRANSLATE_NOOP(
            "core",
            "By its header it needs at least {expected} bytes, but it has {size}: the rest is missing.",
        ),
        AGAIN,
        file=shown(path.name),
        expected=f"{needed:,}",
        size=f"{size:,}",
    )


def check_count(path: Path, count: int, most: int, detail: str) -> None:
    if count > most:
        damaged(path, detail, count=f"{count:,}", most=f"{most:,}")


class Reader:
    """Reads forward through a window of the file; a step past the file's end is an error."""

    def __init__(self, file: BinaryIO, path: Path, size: int) -> None:
        self.path, self.size = path, size
        self._file = file
        self._window = b""
        self._start = 0  # where the window lies in the file
        self._at = 0  # where the next byte lies in the window
        self._kept = 0

    @property
    def position(self) -> int:
        return self._start + self._at

    def need(self, count: int) -> None:
        """Refuse before anything is read or allocated."""
        if count > MAX_LENGTH:
            damaged(
                self.path,
                QT_TRANSLATE_NOOP("core", "At byte {position} it claims a value of {length} bytes."),
                position=f"{self.position:,}",
                length=f"{count:,}",
            )
        if count > self.size - self.position:
            incomplete(self.path, self.position + count, self.size)

    def _fill(self, count: int) -> None:
        """Have at least `count` bytes in the window."""
        self.need(count)
        position = self.position
        self._file.seek(position)
        self._window, self._start, self._at = self._file.read(max(count, _WINDOW)), position, 0
        if len(self._window) < count:  # it shrank while we read
            incomplete(self.path, position + count, position + len(self._window))

    def take(self, count: int) -> bytes:
        if len(self._window) - self._at < count:
            self._fill(count)
        self._at += count
        return self._window[self._at - count : self._at]

    def skip(self, count: int) -> None:
        self.need(count)
        self._at += count

    def u32(self) -> int:
        return int(_U32.unpack(self.take(4))[0])

    def u64(self) -> int:
        return int(_U64.unpack(self.take(8))[0])

    def text(self, limit: int) -> str | None:
        """A string of at most `limit` bytes; None, and skipped, where it is longer."""
        length = self.u64()
        if length > limit:
            self.skip(length)
            return None
        return self.take(length).decode("utf-8", "replace")

    def skip_strings(self, count: int) -> None:
        """Pass over `count` strings without building them (300,000 in a large vocabulary)."""
        unpack = _U64.unpack_from
        window, at = self._window, self._at
        end = len(window) - 8
        for _ in range(count):
            if at > end:
                self._at = at
                self._fill(8)
                window, at = self._window, self._at
                end = len(window) - 8
            at += 8 + unpack(window, at)[0]
        self._at = at
        self.need(0)

    def value(self, kind: int, key: str) -> object:
        """A scalar, a string, a short array as a tuple, or `Skipped`."""
        if kind == ARRAY:
            return self._array(key)
        if kind == _STRING:
            length = _U64.unpack(self.take(8))[0]
            if length > MAX_KEPT_STRING or not self._keep(length):
                self.skip(length)
                return Skipped("str", length)
            return self.take(length).decode("utf-8", "replace")
        if kind not in _VALUES:
            damaged(
                self.path,
                QT_TRANSLATE_NOOP("core", "The value of “{key}” has type {type}, which does not exist."),
                key=shown(key),
                type=kind,
            )
        packing = _VALUES[kind][1]
        return packing.unpack(self.take(packing.size))[0]

    def _keep(self, count: int) -> bool:
        if self._kept + count > MAX_KEPT_BYTES:
            return False
        self._kept += count
        return True

    def _array(self, key: str) -> object:
        kind, count = self.u32(), self.u64()
        if kind == _STRING:
            return self._string_array(count)
        if kind not in _VALUES:
            nested = QT_TRANSLATE_NOOP("core", "“{key}” is an array of arrays, which no model has.")
            unknown = QT_TRANSLATE_NOOP("core", "The array “{key}” has items of type {type}.")
            damaged(self.path, nested if kind == ARRAY else unknown, key=shown(key), type=kind)
        name, packing = _VALUES[kind]
        if count > MAX_KEPT_ITEMS or not self._keep(count * 8):
            self.skip(count * packing.size)
            return Skipped(name, count)
        return tuple(item for (item,) in packing.iter_unpack(self.take(count * packing.size)))

    def _string_array(self, count: int) -> object:
        self.need(count * 8)
        check_count(self.path, count, MAX_STRINGS, STRINGS)
        if count > MAX_KEPT_ITEMS:
            self.skip_strings(count)
            return Skipped("str", count)
        texts = [self.text(MAX_KEY_LENGTH) for _ in range(count)]
        kept = [text for text in texts if text is not None]
        if len(kept) < count or not self._keep(sum(map(len, kept))):
            return Skipped("str", count)
        return tuple(kept)
