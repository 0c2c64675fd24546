"""The embedding models of libraries, for the window: made when a thread first needs them.

Owns that they are made once and end with the window. What they are comes with modules that the window does
not wait for, so it is imported in threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from llmdesk.engine.embedding import EmbedderSpec, TextEmbedder

if TYPE_CHECKING:
    from llmdesk.tools.library.vectors import Embedders


class LateEmbedders:
    """Thread-safe; `get` is for threads."""

    def __init__(self, make: Callable[[EmbedderSpec], TextEmbedder], device: Callable[[], str]) -> None:
        """`device`: as the settings say when it is first asked."""
        self._make, self._device = make, device
        self._lock = threading.Lock()
        self._made: Embedders | None = None

    def get(self) -> Embedders:
        from llmdesk.tools.library.vectors import Embedders

        with self._lock:
            if self._made is None:
                self._made = Embedders(self._make, self._device())
            return self._made

    def close(self) -> None:
        """End their processes."""
        with self._lock:
            made = self._made
        if made is not None:
            made.close()
