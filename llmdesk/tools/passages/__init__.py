"""Passages of documents: cut, and found for a question. Shared by all tools that look something up.

Owns what a passage is, finding it by its words, and the face of where it is found (`Source`): documents in
memory (`PassageIndex`), a library, or several (`Together`). Must not ask a model, and must not read files.
"""

from llmdesk.tools.passages.cutting import passages_of
from llmdesk.tools.passages.fusion import fused
from llmdesk.tools.passages.memory import PassageIndex
from llmdesk.tools.passages.together import Together
from llmdesk.tools.passages.types import Found, Passage, Quote, Source, quoted
from llmdesk.tools.passages.unsaid import says_nothing
from llmdesk.tools.passages.words import words_of

__all__ = [
    "Found",
    "Passage",
    "PassageIndex",
    "Quote",
    "Source",
    "Together",
    "fused",
    "passages_of",
    "quoted",
    "says_nothing",
    "words_of",
]
