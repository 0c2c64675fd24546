"""The embedding models of libraries: found, started once each, asked.

Owns which process embeds for which library. Must not know what is kept of vectors.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from llmdesk.engine.embedding import EmbedderSpec, TextEmbedder
from llmdesk.models.embedding_catalog import (
    EmbeddingEntry,
    EmbeddingModel,
    embedding_model,
    load_embeddings,
)

Make = Callable[[EmbedderSpec], TextEmbedder]


class Embedders:
    """All of one llmdesk. Thread-safe; a model is loaded when it is first asked, and goes when idle."""

    def __init__(self, make: Make, device: str = "auto") -> None:
        self._make, self._device = make, device
        self._lock = threading.Lock()
        self._made: dict[EmbedderSpec, TextEmbedder] = {}
        self._models: dict[tuple[str, int, int], EmbeddingModel] = {}

    @cached_property
    def entries(self) -> tuple[EmbeddingEntry, ...]:
        """What the catalog names."""
        return load_embeddings()

    def model(self, path: Path) -> EmbeddingModel:
        """How the file is used. Raises `ModelFileError` for what is no embedding model, or gone."""
        try:
            status = path.stat()
            seen = str(path), status.st_size, status.st_mtime_ns
        except (OSError, ValueError):
            return embedding_model(path, self.entries, self._device)  # which says what is wrong
        with self._lock:
            known = self._models.get(seen)
        if known is None:
            known = embedding_model(path, self.entries, self._device)
            with self._lock:
                self._models[seen] = known
        return known

    def of(self, model: EmbeddingModel) -> TextEmbedder:
        with self._lock:
            embedder = self._made.get(model.spec)
            if embedder is None:
                embedder = self._made[model.spec] = self._make(model.spec)
            return embedder

    def memory(self) -> int:
        """Bytes that the models take that are loaded now."""
        with self._lock:
            made = list(self._made.values())
        return sum(each.memory() for each in made)

    def close(self) -> None:
        """End them all; idempotent."""
        with self._lock:
            made, self._made = list(self._made.values()), {}
        for each in made:
            each.close()
