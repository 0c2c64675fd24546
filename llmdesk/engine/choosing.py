"""Which engine runs a model: the one place that chooses.

Must not load anything.
"""

from __future__ import annotations

from llmdesk.engine.face import TextEngine
from llmdesk.engine.failures import elsewhere
from llmdesk.engine.model_ref import FileRef, ModelRef


def engine_for(ref: ModelRef, local: TextEngine) -> TextEngine:
    """The engine that runs `ref`: `local` for a file; raises `EngineUnreachable` for a model elsewhere."""
    if isinstance(ref, FileRef):
        return local
    raise elsewhere(ref)
