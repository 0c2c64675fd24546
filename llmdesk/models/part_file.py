"""The unfinished file on disk: written and hashed beside the network, made durable, finished.

Owns `NAME.part`. Writing and hashing each run in a thread of their own, so that the connection waits
for neither and the slower of the two counts, not their sum. Knows nothing of HTTP; raises `OSError`
for what the disk refuses.
"""

from __future__ import annotations

import hashlib
import os
import queue
import stat
import threading
from collections.abc import Callable
from pathlib import Path

from llmdesk.files import mode_in

CHUNK = 1 << 20
_BUFFERS, _BUFFER = 8, 1 << 20  # between the connection and the disk
_SYNC_EVERY = 64 << 20

_Piece = tuple[bytearray, int]  # a buffer and how many of its bytes count


def file_sha256(path: Path, on_piece: Callable[[int], None]) -> str:
    """The sha256 of a file. `on_piece` gets the bytes of each step and may raise to stop."""
    sha = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(CHUNK):
            sha.update(piece)
            on_piece(len(piece))
    return sha.hexdigest()


class PartFile:
    """Appends to `path` and knows the sha256 of all of it. One thread uses it; `close` it in any case."""

    def __init__(self, path: Path) -> None:
        # A link that somebody put there would lead the bytes out of the library.
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        self._path = path
        self._descriptor = os.open(path, flags, mode_in(path.parent))
        if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
            os.close(self._descriptor)
            raise OSError(f"{path.name} is not a file")
        self._sha = hashlib.sha256()
        self._to_write: queue.SimpleQueue[_Piece | None] = queue.SimpleQueue()
        self._to_hash: queue.SimpleQueue[_Piece | None] = queue.SimpleQueue()
        self._free: queue.SimpleQueue[bytearray] = queue.SimpleQueue()
        for _ in range(_BUFFERS):
            self._free.put(bytearray(_BUFFER))
        self._threads: tuple[threading.Thread, ...] = ()
        self._failure: OSError | None = None
        self._unsynced = 0
        self._syncing: threading.Thread | None = None
        self.size = 0

    def read_back(self, limit: int, on_piece: Callable[[int], None]) -> int:
        """Hash what is there; returns its size. More than `limit` bytes cannot be right: it starts anew.

        `on_piece` gets the bytes of each step, and may raise to stop.
        """
        if os.fstat(self._descriptor).st_size > limit:
            self.restart()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        while piece := os.read(self._descriptor, CHUNK):
            self._sha.update(piece)
            self.size += len(piece)
            on_piece(len(piece))
        return self.size

    def write_from(
        self,
        read_into: Callable[[memoryview], int],
        has_more: Callable[[], bool],
        limit: int,
        on_bytes: Callable[[int], None],
    ) -> bool:
        """Take what `read_into` puts into a buffer, until that is full or a read would have to wait.

        At most up to a size of `limit`. False at the end of what there is to read. Raises what
        `read_into` raises (bytes before that are kept), and the `OSError` of an earlier piece.
        """
        if not self._threads:
            self._threads = tuple(
                threading.Thread(target=work, name="llmdesk-write", daemon=True)
                for work in (self._write_all, self._hash_all)
            )
            for thread in self._threads:
                thread.start()
        buffer = self._free.get()
        view, count = memoryview(buffer)[: limit - self.size], 0
        try:
            while count < len(view):
                came = read_into(view[count:])
                count += came
                self.size += came
                on_bytes(came)
                if not came or not has_more():
                    break
        finally:
            self._to_write.put((buffer, count))
        if self._failure is not None:
            self.settle()
        return count > 0

    def settle(self) -> None:
        """Wait until everything taken is written and hashed; raises the `OSError` that prevented it."""
        if self._threads:
            self._to_write.put(None)
            for thread in self._threads:
                thread.join()
            self._threads = ()
        if self._failure is not None:
            failure, self._failure = self._failure, None
            self.size = os.fstat(self._descriptor).st_size
            raise failure

    def restart(self) -> None:
        """Forget all bytes."""
        self.settle()
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        self._sha, self.size, self._unsynced = hashlib.sha256(), 0, 0

    def sha256(self) -> str:
        """Of everything; settles first."""
        self.settle()
        return self._sha.hexdigest()

    def sync(self) -> None:
        """Return when the bytes survive a power cut."""
        self.settle()
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Keep what was taken, as far as the disk allows. Does not wait for a sync. Idempotent."""
        if self._descriptor < 0:
            return
        try:
            self.settle()
        except OSError:
            pass  # whoever wrote last was told, or the file is being given up
        finally:
            os.close(self._descriptor)
            self._descriptor = -1

    # -- the writing thread ------------------------------------------------------------------
    def _write_all(self) -> None:
        """After a failure the rest is dropped, so that whoever hands over never blocks."""
        while (piece := self._to_write.get()) is not None:
            buffer, count = piece
            written = 0
            try:
                if self._failure is None:
                    with memoryview(buffer) as view:
                        while written < count:
                            written += os.write(self._descriptor, view[written:count])
                    self._sync_now_and_then(count)
            except OSError as error:
                self._failure = error
            finally:
                self._to_hash.put((buffer, written))  # what is in the file, and no more
        self._to_hash.put(None)

    def _sync_now_and_then(self, count: int) -> None:
        self._unsynced += count
        if self._unsynced >= _SYNC_EVERY and (self._syncing is None or not self._syncing.is_alive()):
            self._unsynced = 0
            copy = os.dup(self._descriptor)
            self._syncing = threading.Thread(target=_sync_and_close, args=(copy,), daemon=True)
            self._syncing.start()

    # -- the hashing thread ------------------------------------------------------------------
    def _hash_all(self) -> None:
        while (piece := self._to_hash.get()) is not None:
            buffer, count = piece
            with memoryview(buffer) as view:
                self._sha.update(view[:count])
            self._free.put(buffer)


def _sync_and_close(descriptor: int) -> None:
    """In the background: a slow disk must delay neither the bytes nor a pause."""
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # the last sync, which counts, fails too and is reported
    finally:
        os.close(descriptor)
