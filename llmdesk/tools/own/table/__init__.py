"""A tool of one's own over the rows of a table, or the documents of a folder.

Owns nothing but the names that others use.

    worker = OwnWorker(engine, tool, model)
    result = run_job(path, columns, out, worker, resume=True, on_progress=…, cancel=…)
"""

from llmdesk.tools.own.table.documents import DocumentWorker, write_list
from llmdesk.tools.own.table.source import Source, guessed, of_documents
from llmdesk.tools.own.table.worker import OwnWorker
from llmdesk.tools.tables.review.earlier import EDITED, GOOD, Again, Earlier, text_mark
from llmdesk.tools.tables.review.edits import Edit, Edits, write_edits
from llmdesk.tools.tables.review.reviewed import ReviewedRow, ReviewedTable

__all__ = [
    "EDITED",
    "GOOD",
    "Again",
    "DocumentWorker",
    "Earlier",
    "Edit",
    "Edits",
    "OwnWorker",
    "ReviewedRow",
    "ReviewedTable",
    "Source",
    "guessed",
    "of_documents",
    "text_mark",
    "write_edits",
    "write_list",
]
