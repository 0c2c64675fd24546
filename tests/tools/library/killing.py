"""Kills an update twenty times at different moments: `python -m tests.tools.library.killing FOLDER DATABASE`.

A process of its own, without threads, so that it can fork: each fork is a new process that opens the
libraries, updates, and is killed by the system, as by a user. Says how many of the updates were killed in the
middle.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.store.libraries import Libraries, NewDocument
from llmdesk.tools.documents import from_text
from llmdesk.tools.library import checked_roots, update
from llmdesk.tools.library.elsewhere import new_document

KILLS = 20


def _update(folder: Path, database: Path, pipe: int) -> None:
    """Says one byte for each document before it is read."""

    def read(path: Path, cancel: CancelToken) -> NewDocument:
        os.write(pipe, b".")
        return new_document(from_text(path.read_text(encoding="utf-8"), path.name), cancel)

    libraries = Libraries(database)
    every = libraries.all()
    library = every[0] if every else libraries.add("Papers", checked_roots([folder]))
    update(libraries, library.id, read=read)
    os.write(pipe, b"!")


def _killed_after(documents: int, folder: Path, database: Path) -> bool:
    """Whether an update was killed while document number `documents` was read or kept."""
    theirs_to_read, theirs_to_write = os.pipe()
    child = os.fork()
    if child == 0:
        _update(folder, database, theirs_to_write)
        os._exit(0)
    os.close(theirs_to_write)
    said = b""
    while len(said) < documents and (more := os.read(theirs_to_read, 1)):
        said += more
    # A little later each time, so that it is hit while it reads, while it writes and between.
    for _ in range(documents * 4000):
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(theirs_to_read, 1):
        said += more
    os.close(theirs_to_read)
    return b"!" not in said


def main() -> None:
    folder, database = Path(sys.argv[1]), Path(sys.argv[2])
    killed = sum(_killed_after(1 + number % 7, folder, database) for number in range(KILLS))
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main()
