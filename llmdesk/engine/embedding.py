"""Embeddings: what a model that makes texts into vectors is asked, whichever process runs it.

Owns the values and the protocol. `local.embedder` implements it with a llama.cpp child process of its own,
beside that of the model that writes. Nothing is guessed: how a model pools its tokens its file says, or the
spec; what it wants before a question or a document only the spec can say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from llmdesk.cancel import CancelToken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Pooling = Literal["mean", "cls", "last"]
TextKind = Literal["query", "document"]


@dataclass(frozen=True, slots=True)
class EmbedderSpec:
    """Which embedding model, and how it is used.

    `pooling`: for a file that says none; where it says one, that holds. `before_query` and `before_document`
    are put before each text, as the model was trained. `end_token`: the text of the token that has to end
    each text ("": the tokenizer does what is needed). `device` and `threads` as in `ModelSpec`.
    """

    path: Path
    pooling: Pooling | None = None
    before_query: str = ""
    before_document: str = ""
    end_token: str = ""
    device: str = "auto"
    threads: int | None = None

    def worded(self, text: str, kind: TextKind) -> str:
        """The text as the model wants it."""
        return (self.before_query if kind == "query" else self.before_document) + text


@dataclass(frozen=True, slots=True)
class LoadedEmbedder:
    """`dimensions` of a vector; `context`: tokens of a text that count, what is behind them does not."""

    dimensions: int
    context: int
    pooling: Pooling
    load_s: float


class TextEmbedder(Protocol):
    """Usable from any thread. Loads its model when it is first needed, and gives the memory back after a
    while without a request."""

    def load(self, cancel: CancelToken | None = None) -> LoadedEmbedder:
        """Make sure that the model is there. Raises `ModelFileError`, `ModelLoadError`, `EngineCrashed` and
        other `UserError`s, and `Cancelled`."""

    def embed(self, texts: Sequence[str], kind: TextKind, cancel: CancelToken | None = None) -> Vectors:
        """A vector for each text, n × d, of length 1, so that a dot product is the cosine. Queries go before
        documents that are under way. Of a text that is longer than the model's context, its beginning counts.
        Raises what `load` raises."""

    def memory(self) -> int:
        """Bytes that it takes now; 0 while no model is loaded."""

    def unload(self) -> None:
        """Give the memory back; the next request loads again."""

    def close(self) -> None:
        """For good; what is under way ends with `EngineClosed`."""
