"""The header of a model that lies at the Hub, fetched by range: its size in memory before its bytes.

Owns a file-like view of the beginning of a remote file. Fetches little, and nothing to disk.
"""

from __future__ import annotations

import io
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.gguf import Header, read_remote_header
from llmdesk.models.hub import Hub, RemoteFile
from llmdesk.network import failures
from llmdesk.network.body import beginning_of

_WINDOW = 1 << 18
_MOST = 8 << 20


def remote_header(
    hub: Hub, repo: str, commit: str, file: RemoteFile, cancel: CancelToken | None = None
) -> Header:
    """The header of `file` up to its vocabulary (usually one request for 256 KiB).

    Raises `ModelFileError`, `Cancelled` and the kinds of `failures`.
    """
    first = file.parts[0]
    size = first.size if first.size is not None else 1 << 40
    remote = _Beginning(hub, hub.url(repo, first.path, commit), repo, size, cancel or CancelToken())
    with io.BufferedReader(remote, _WINDOW) as stream:
        return read_remote_header(stream, first.path, file.size or size, size)


class _Beginning(io.RawIOBase):
    """The first megabytes of a remote file. Reads forward in windows; seeks cost nothing."""

    def __init__(self, hub: Hub, url: str, repo: str, size: int, cancel: CancelToken) -> None:
        self._hub, self._url, self._repo, self._size, self._cancel = hub, url, repo, size, cancel
        self._at = self._fetched = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the beginning")
        self._at = offset
        return offset

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        data = self._fetch(self._at, len(view))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _fetch(self, start: int, count: int) -> bytes:
        count = min(count, self._size - start)
        if count <= 0:
            return b""
        self._fetched += count
        purpose = QT_TRANSLATE_NOOP("core", "size of a model")
        headers = {"Range": f"bytes={start}-{start + count - 1}"}
        with self._hub.network.open(
            self._url, purpose, self._cancel, headers=headers, small=True
        ) as response:
            host = response.url.host
            if response.status_code == 416:
                return b""
            self._hub.check_status(response, self._repo)
            ranged = response.status_code == 206
            answered = response.headers.get("Content-Range", "")
            if self._fetched > _MOST or (ranged and not answered.startswith(f"bytes {start}-")):
                reason = QT_TRANSLATE_NOOP("core", "another range than was asked for ({range})")
                raise failures.misbehaved(host, Phrase(reason, {"range": answered[:60]}))
            if not ranged and start > 0:
                reason = QT_TRANSLATE_NOOP("core", "the whole file instead of a range")
                raise failures.misbehaved(host, Phrase(reason))
            return beginning_of(response, count)
