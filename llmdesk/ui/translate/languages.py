"""Languages by their names in the language of the window.

Owns their order in a list. Which there are, the tool knows.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale

from llmdesk.tools.translate import NAMES


def name_of(code: str) -> str:
    """ "" for none."""
    if code not in NAMES:
        return code
    return NAMES[code][1 if QLocale().language() == QLocale.Language.Chinese else 0]


def listed() -> list[tuple[str, str]]:
    """(code, name) of all, English and Chinese first."""
    return [(code, name_of(code)) for code in NAMES]
