"""Formulas in LaTeX, laid out as outlines that a window can draw.

Owns which formulas are tried at all, how they are laid out (by ziamath, in a process of its own, within
bounds), and that nothing of a formula is lost on the way: one of which a part would be missing is not laid
out, and stands as it was written. Must not import Qt.
"""

from llmdesk.tools.formulas.bounds import may_be_laid_out
from llmdesk.tools.formulas.types import Formula, Sign

__all__ = ["Formula", "Sign", "may_be_laid_out"]
