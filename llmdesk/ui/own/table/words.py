"""What the pages of a table say alike, of a small model.

Owns these words. No widgets.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import QT_TRANSLATE_NOOP, fill

_SMALL = QT_TRANSLATE_NOOP(
    "OwnTableWords",
    "{model} is a small model and often does not do what a tool says. Look at a few rows first, or choose a "
    "larger model.",
)


def words(text: str) -> str:
    return QCoreApplication.translate("OwnTableWords", text)


def small_words(model: str) -> str:
    return fill(words(_SMALL), {"model": model})
