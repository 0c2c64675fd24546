"""Is it so? What the program can find out about a sentence without a model.

Owns the comparison of what texts say: numbers as values with units (`figures`, `covers`), and what one
sentence says otherwise than another (`contrast`). Must not ask a
model and must not know the tools that use it.
"""

from llmdesk.tools.evidence.comparing import Contrast, contrast
from llmdesk.tools.evidence.figures import figures, uses_decimal_comma
from llmdesk.tools.evidence.times import MONTHS
from llmdesk.tools.evidence.values import Date, Figure, Quantity, Value, covers, same_figure

__all__ = [
    "MONTHS",
    "Contrast",
    "Date",
    "Figure",
    "Quantity",
    "Value",
    "contrast",
    "covers",
    "figures",
    "same_figure",
    "uses_decimal_comma",
]
