"""The model that an engine has loaded, for work that cannot begin without one."""

from __future__ import annotations

from llmdesk.engine.face import TextEngine
from llmdesk.engine.failures import no_model
from llmdesk.engine.types import LoadedModel


def loaded_model(engine: TextEngine) -> LoadedModel:
    """Raises `NoModelError` where there is none."""
    model = engine.state().model
    if model is None:
        raise no_model()
    return model
