"""Write: a text in other words, or with its mistakes corrected and nothing else changed.

The face for the window and the command line.
"""

from llmdesk.tools.write.diff import applied, changes
from llmdesk.tools.write.fitness import unfit
from llmdesk.tools.write.method import write
from llmdesk.tools.write.reviewing import Doubt, Reviewer
from llmdesk.tools.write.revising import Piece, Revision, revision_of
from llmdesk.tools.write.runs import KIND, Keeper, as_json, keep_revision, revision_kept, written_of
from llmdesk.tools.write.types import (
    STYLES,
    Change,
    Part,
    Style,
    WriteOptions,
    WriteProgress,
    Written,
)

__all__ = [
    "KIND",
    "STYLES",
    "Change",
    "Doubt",
    "Keeper",
    "Part",
    "Piece",
    "Reviewer",
    "Revision",
    "Style",
    "WriteOptions",
    "WriteProgress",
    "Written",
    "applied",
    "as_json",
    "changes",
    "keep_revision",
    "revision_kept",
    "revision_of",
    "unfit",
    "write",
    "written_of",
]
