"""Kills the making of vectors twenty times: `python -m tests.tools.library.killing_vectors DATABASE LIBRARY`.

As `killing` does it with an update. Says how many were killed in the middle, and how many texts were
embedded.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from llmdesk.cancel import CancelToken
from llmdesk.engine.embedding import EmbedderSpec, TextKind
from llmdesk.store.libraries import Libraries
from llmdesk.tools.library.vectors import Embedders, embed_library
from tests.fakes import FakeEmbedder

KILLS = 20


class _Telling(FakeEmbedder):
    """Says one byte for each text."""

    def __init__(self, spec: EmbedderSpec, pipe: int) -> None:
        super().__init__(spec)
        self._pipe = pipe

    def embed(
        self, texts: Sequence[str], kind: TextKind, cancel: CancelToken | None = None
    ) -> NDArray[np.float32]:
        os.write(self._pipe, b"." * len(texts))
        return super().embed(texts, kind, cancel)


def _killed_after(texts: int, database: Path, library: int) -> tuple[bool, int]:
    """Whether it was killed in the middle, and how many texts were embedded until then."""
    theirs_to_read, theirs_to_write = os.pipe()
    child = os.fork()
    if child == 0:
        embedders = Embedders(lambda spec: _Telling(spec, theirs_to_write))
        embed_library(Libraries(database), library, embedders)
        os.write(theirs_to_write, b"!")
        os._exit(0)
    os.close(theirs_to_write)
    said = b""
    while len(said) < texts and (more := os.read(theirs_to_read, 1)):
        said += more
    for _ in range(texts * 500):  # a little later each time
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(theirs_to_read, 100):
        said += more
    os.close(theirs_to_read)
    return b"!" not in said, said.count(b".")


def main() -> None:
    database, library = Path(sys.argv[1]), int(sys.argv[2])
    ends = [_killed_after(1 + 5 * (number % 7), database, library) for number in range(KILLS)]
    sys.stdout.write(f"{sum(killed for killed, _ in ends)} {sum(count for _, count in ends)}\n")


if __name__ == "__main__":
    main()
