"""Whether a sentence says something else than a passage that has its words, told by program.

Owns the comparison (`contrast`), English and Chinese. Must not ask a model and must not know the tools
that use it.
"""

from llmdesk.tools.evidence.comparing.contrast import contrast
from llmdesk.tools.evidence.comparing.types import Contrast

__all__ = ["Contrast", "contrast"]
