"""Whether the loaded model is good enough to write a text of its own.

Owns what is said where it is not; nothing is refused.
"""

from __future__ import annotations

from llmdesk.cancel import CancelToken
from llmdesk.engine.face import TextEngine
from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.chinese_fitness import knows_chinese

_SMALL = 1_000_000_000  # parameters
TOO_SMALL = QT_TRANSLATE_NOOP(
    "core",
    "This model is very small, and what it writes is often wrong. Choose one with 1.5 billion parameters "
    "or more.",
)
NOT_AGAIN = QT_TRANSLATE_NOOP(
    "core", "The model could not write it again, so this is an earlier attempt with its mistakes."
)
NO_CHINESE = QT_TRANSLATE_NOOP(
    "core", "This model hardly knows Chinese. Choose another one for Chinese texts."
)


def warning(engine: TextEngine, language: str, cancel: CancelToken | None = None) -> str:
    """Why the model is not good at a text in `language`, marked for translation; "" where nothing speaks
    against it. Raises what the engine raises."""
    model = engine.state().model
    if language == "zh" and not knows_chinese(engine, cancel):
        return NO_CHINESE
    return TOO_SMALL if model is not None and 0 < model.parameters < _SMALL else ""
