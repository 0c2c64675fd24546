"""Write: a text in other words, or with its mistakes corrected and nothing else changed.

The face for the window and the command line.
"""

from llmdesk.tools.write.diff import applied, changes
from llmdesk.tools.write.method import write
from llmdesk.tools.write.runs import KIND, Keeper, as_json, written_of
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
    "Keeper",
    "Part",
    "Style",
    "WriteOptions",
    "WriteProgress",
    "Written",
    "applied",
    "as_json",
    "changes",
    "write",
    "written_of",
]
