"""Whether a file is still the one that was read.

Owns by what that is told: size and time, and the bytes where these do not suffice. Must not know libraries.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.store.libraries import FileVersion

_BLOCK = 1 << 20


def version_of(path: str | Path) -> FileVersion | None:
    """Of the file as it is now, by what its folder tells; None where there is none that can be read."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return version_from(status) if stat.S_ISREG(status.st_mode) else None


def version_from(status: os.stat_result) -> FileVersion:
    return FileVersion(status.st_size, status.st_mtime_ns)


def digest_of(path: Path, cancel: CancelToken | None = None) -> str:
    """Of the bytes of the file; "" where they cannot be read. Raises `Cancelled`."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if cancel is not None:
                    cancel.raise_if_cancelled()
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()
