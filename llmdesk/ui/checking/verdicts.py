"""How a verdict looks: its color, its sign and its words, which always come together.

Owns these three for the window. Must not know what is checked.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.tools.evidence.types import VerdictName
from llmdesk.tools.evidence.wording import VERDICT_NAMES, VERDICT_SIGNS
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import ColorName

COLORS: Mapping[VerdictName, ColorName] = {
    "supported": "accent",
    "contradicted": "danger",
    "not_found": "warning",
    "unsure": "blue",
}
# What a label is called in the style sheet.
KINDS: Mapping[VerdictName, str] = {
    "supported": "right",
    "contradicted": "wrong",
    "not_found": "doubt",
    "unsure": "unsure",
}


def signed(verdict: VerdictName) -> str:
    """ "✗ contradicted"."""
    return f"{VERDICT_SIGNS[verdict]} {translate_core(VERDICT_NAMES[verdict])}"
