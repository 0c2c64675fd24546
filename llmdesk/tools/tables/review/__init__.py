"""A table that a job made, looked at again: its rows, edited by hand, and done again.

Owns nothing but the names that others use. Must not know which tool made it.
"""

from llmdesk.tools.tables.review.again import AgainWorker
from llmdesk.tools.tables.review.by_hand import typed
from llmdesk.tools.tables.review.earlier import Again, Earlier, text_mark
from llmdesk.tools.tables.review.edits import Edit, Edits, Made, write_edits
from llmdesk.tools.tables.review.past import MadeTable, made_column
from llmdesk.tools.tables.review.reviewed import ReviewedRow, ReviewedTable
from llmdesk.tools.tables.review.states import EDITED, GOOD, MadeRow, MadeRowForm, Told

__all__ = [
    "EDITED",
    "GOOD",
    "Again",
    "AgainWorker",
    "Earlier",
    "Edit",
    "Edits",
    "Made",
    "MadeRow",
    "MadeRowForm",
    "MadeTable",
    "ReviewedRow",
    "ReviewedTable",
    "Told",
    "made_column",
    "text_mark",
    "typed",
    "write_edits",
]
