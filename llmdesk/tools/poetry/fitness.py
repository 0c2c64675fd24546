"""What to expect of a model that does not know the language of a poem, told before it writes.

Must not stop anybody from writing: the form is kept by any model.
"""

from __future__ import annotations

from llmdesk.errors import QT_TRANSLATE_NOOP
from llmdesk.tools.chinese_fitness import knows_chinese
from llmdesk.tools.poetry.desk import Desk
from llmdesk.tools.poetry.types import Language

NO_CHINESE = QT_TRANSLATE_NOOP(
    "core",
    "This model hardly knows Chinese: the poem will keep its form but make "
    "little sense. Choose a model made for Chinese.",
)


def language_warning(desk: Desk, language: Language) -> str:
    """What to expect of this model: "", or a sentence that is marked for translation."""
    return NO_CHINESE if language == "zh" and not knows_chinese(desk.engine, desk.cancel) else ""
