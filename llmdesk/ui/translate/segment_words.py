"""What is said of one segment: what the program found wrong, whose translation it is, what it is like.

Owns these words and their colour, which always come together.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from llmdesk.errors import fill, shown
from llmdesk.tools.translate import Segment
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import ColorName

_LONGEST = 200  # characters of a reason: what it quotes is a model's
_MOST = 4


def reasons(segment: Segment) -> str:
    """Why it is to be looked at; "" where nothing was found."""
    found = [shown(finding.render(translate_core), _LONGEST) for finding in segment.checks[:_MOST]]
    return " ".join(found)


def remark(segment: Segment) -> tuple[str, ColorName]:
    """The line below a translation, with its sign; "" for one of the model's that passed."""
    translate = QCoreApplication.translate
    if not segment.passed:
        words = reasons(segment) or translate("SegmentWords", "To be looked at")
        return f"⚠ {words}", "warning"
    if segment.origin == "user":
        return "✎ " + translate("SegmentWords", "Edited by you"), "accent"
    if segment.origin == "memory":
        return "✓ " + translate("SegmentWords", "From your own translations"), "accent"
    return "", "muted"


def near_words(segment: Segment) -> str:
    """What the user translated before that is like it; "" for nothing."""
    near = segment.near
    if near is None:
        return ""
    words = QCoreApplication.translate(
        "SegmentWords", "You translated something similar ({percent} %): {source} → {target}"
    )
    places = {
        "percent": round(100 * near.likeness),
        "source": shown(near.source, _LONGEST),
        "target": shown(near.target, _LONGEST),
    }
    return fill(words, places)
