"""What a poem that is being written is doing just now, in words.

Must not know how a poem is written or where the words are shown.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import fill
from llmdesk.tools.poetry.types import PoemProgress


def stage_words(progress: PoemProgress) -> str:
    """A few words, in the language of the window."""
    translate = QCoreApplication.translate
    stages = {
        "trial": translate("PoetryTab", "Testing whether the model knows the language"),
        "plan": translate("PoetryTab", "Looking for images"),
        "title": translate("PoetryTab", "Finding a title"),
        "lines": fill(translate("PoetryTab", "Writing line {line}"), {"line": progress.line + 1}),
        "rewrite": fill(translate("PoetryTab", "Rewriting line {line}"), {"line": progress.line + 1}),
        "draft": fill(translate("PoetryTab", "Draft {draft} is ready"), {"draft": progress.draft}),
        "done": translate("PoetryTab", "Checking"),
    }
    return stages[progress.stage]
