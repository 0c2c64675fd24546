"""One file of a chat's saved state: a stretch of its tokens and the KV cache of exactly these.

Owns the format, its checksums, and reading within bounds: llama.cpp's reader, which trusts what it is given,
gets nothing whose checksum was not compared. A stretch names all tokens before it by their hash, so that
stretches of different texts never join. Pure Python and numpy, no llama.cpp.

Layout, little-endian: the magic; `_HEAD` (identity of model and build, hash of the tokens before, number of
tokens before, of tokens, of bytes of state, sha256 of the state); the tokens as int32; sha256 of all that;
the state.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from llmdesk.files import part_name

State = np.ndarray[Any, np.dtype[np.uint8]]

_MAGIC = b"llmdesk context 1\n"
_HEAD = struct.Struct("<32s32sIIQ32s")
_DIGEST = 32
MOST_TOKENS = 4096  # of a stretch
_MOST_BYTES = 1 << 30


class Damaged(Exception):
    """This is no stretch, or not the one that was written."""


@dataclass(frozen=True)
class Stretch:
    """What stands before the state: checked, and small. `start`: how many tokens come before."""

    path: Path
    identity: bytes
    before: bytes
    start: int
    tokens: tuple[int, ...]
    size: int
    digest: bytes

    @property
    def end(self) -> int:
        return self.start + len(self.tokens)


def file_name(start: int) -> str:
    return f"{start:09d}.kv"


def hash_of(tokens: Sequence[int]) -> bytes:
    return hashlib.sha256(np.asarray(tokens, "<i4").tobytes()).digest()


def read_stretch(path: Path) -> Stretch:
    """All but the state. Raises `Damaged`, and `OSError` where there is no file."""
    with _open(path) as file:
        size = os.fstat(file.fileno()).st_size
        fixed = file.read(len(_MAGIC) + _HEAD.size)
        if len(fixed) != len(_MAGIC) + _HEAD.size or not fixed.startswith(_MAGIC):
            raise Damaged
        identity, before, start, count, state, digest = _HEAD.unpack(fixed[len(_MAGIC) :])
        if not 0 < count <= MOST_TOKENS or not 0 < state <= _MOST_BYTES:
            raise Damaged
        rest = file.read(4 * count + _DIGEST)
        if size != len(fixed) + 4 * count + _DIGEST + state or len(rest) != 4 * count + _DIGEST:
            raise Damaged
        words = rest[: 4 * count]
        if hashlib.sha256(fixed + words).digest() != rest[4 * count :] or path.name != file_name(start):
            raise Damaged
    tokens = tuple(np.frombuffer(words, "<i4").tolist())
    return Stretch(path, identity, before, start, tokens, state, digest)


def read_state(stretch: Stretch) -> State:
    """The state, as it was written. Raises `Damaged`, and `OSError`."""
    state = np.empty(stretch.size, np.uint8)
    view = _view(state)
    with _open(stretch.path) as file:
        file.seek(len(_MAGIC) + _HEAD.size + 4 * len(stretch.tokens) + _DIGEST)
        if _read_into(file, view) != stretch.size or file.read(1):
            raise Damaged
    if hashlib.sha256(view).digest() != stretch.digest:
        raise Damaged
    return state


def write_stretch(
    folder: Path, identity: bytes, before: Sequence[int], tokens: Sequence[int], state: State
) -> Stretch:
    """A file for this user alone, whole or not at all. Raises `OSError`.

    It is not forced to the disk: what a power cut leaves of it is damaged, which is seen when it is read.
    """
    view = _view(state)
    digest = hashlib.sha256(view).digest()
    head = _HEAD.pack(identity, hash_of(before), len(before), len(tokens), len(view), digest)
    begin = _MAGIC + head + np.asarray(tokens, "<i4").tobytes()
    partial, path = folder / part_name(), folder / file_name(len(before))
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(partial, flags, 0o600), "wb", buffering=0) as file:
            for data in (begin, hashlib.sha256(begin).digest(), view):
                _write_all(file, data)
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return Stretch(path, identity, hash_of(before), len(before), tuple(tokens), len(view), digest)


def _view(state: State) -> memoryview:
    return memoryview(state.data)


def _open(path: Path) -> IO[bytes]:
    """Never through a link, and never a pipe, which would not end."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.fdopen(os.open(path, flags), "rb")


def _read_into(file: Any, view: memoryview) -> int:
    return int(file.readinto(view))


def _write_all(file: Any, data: bytes | memoryview) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
