"""Passages of documents: cut, and found for a question. Shared by all tools that look something up.

Owns what a passage is and finding it by its words. Must not ask a model, and must not read files.
"""

from llmdesk.tools.passages.cutting import Passage, passages_of
from llmdesk.tools.passages.memory import Found, PassageIndex

__all__ = ["Found", "Passage", "PassageIndex", "passages_of"]
